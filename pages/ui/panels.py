"""The efficiency board's five panels: which charts stand where, and what is said when there is nothing to draw."""

from collections.abc import Callable, Sequence

import streamlit as st

from metrics.efficiency import Period, efficiency
from pages.ui import markup
from pages.ui.charts.bugs import flow, online_issues, open_bugs, valid_bugs
from pages.ui.charts.canvas import Brush
from pages.ui.charts.cycle import cycle, sample
from pages.ui.charts.delivered import delivered
from pages.ui.colours import colours
from pages.ui.format import span_of
from pages.ui.header import empty
from pages.ui.headlines import caption, pair
from pages.ui.markup import Tag
from pages.ui.store import answer, spec
from pages.ui.view import View

NARROWEST = 270
ROWS = (("delivered", "cycle"), ("online_issues", "valid_bugs", "open_bugs"))
CHARTS: dict[str, tuple[Callable[..., dict], ...]] = {
    "delivered": (delivered,),
    "cycle": (cycle, sample),
    "online_issues": (online_issues,),
    "valid_bugs": (valid_bugs,),
    "open_bugs": (open_bugs, flow),
}
NOTHING: dict[str, tuple[str, Callable[[Period], float]]] = {
    "delivered": ("none_delivered", lambda row: row.delivered),
    "cycle": ("no_cycle", lambda row: row.cycle_n),
    "online_issues": ("no_bugs", lambda row: row.online_issues),
    "valid_bugs": ("no_bugs", lambda row: row.valid_bugs),
    "open_bugs": ("no_bugs", lambda row: row.open_bugs + row.valid_bugs + row.resolved_bugs),
}


def answer_line(view: View) -> Tag:
    """Which bucket the figures are of, and how many the pictures show."""
    say, rows = view.words, answer(efficiency, view.scope)
    names = {"bucket": say(f"bucket.one.{view.scope.bucket}"), "buckets": say(f"bucket.many.{view.scope.bucket}")}
    if not rows:
        return Tag("span", "gb-muted", "")
    shown = pair(rows).shown
    if not shown.complete:
        return Tag("span", "gb-muted", say("efficiency.answer_none", **names))
    return Tag("span", "gb-muted", say("efficiency.answer", span=span_of(shown.period, shown.until, say), n=len(rows), **names))


def draw(view: View) -> None:
    rows = answer(efficiency, view.scope)
    if not any(read(row) for row in rows for _, read in NOTHING.values()):
        empty(view.words("efficiency.empty"), view.words("efficiency.empty_hint"))
        return
    brush = Brush(view.scope.bucket, colours(), view.words, view.address)
    with st.container(key="gb_panels"):
        for names in ROWS:
            with st.grid(len(names), min_column_width=NARROWEST, gap="medium"):  # a grid, for columns fall below each other on paper
                for name in names:
                    _panel(name, rows, brush, view)


def _panel(name: str, rows: Sequence[Period], brush: Brush, view: View) -> None:
    with st.container(gap=None, key=f"gb_panel_{name}"):
        markup.show(caption(name, rows, view))
        why, read = NOTHING[name]
        if not any(map(read, rows)):
            empty("", view.words(f"efficiency.{why}"))
            return
        key = (view.scope, brush.colours, view.words.language, view.address.pairs())
        for place, chart in enumerate(CHARTS[name]):
            st.vega_lite_chart(spec(chart, key, rows, brush), theme="streamlit", alt=view.words(f"efficiency.{name}"), key=f"gb_chart_{name}_{place}")
