"""The efficiency board's five panels: which charts stand where, and what is said when there is nothing to draw."""

from collections.abc import Callable, Sequence

import streamlit as st

from metrics.efficiency import Period
from pages.ui import markup
from pages.ui.buckets import against, in_other_days, periods
from pages.ui.charts.bugs import flow, online_issues, open_bugs, valid_bugs
from pages.ui.charts.canvas import Brush
from pages.ui.charts.cycle import cycle, sample
from pages.ui.charts.delivered import delivered
from pages.ui.colours import Colours, colours
from pages.ui.header import empty
from pages.ui.headlines import basis, caption
from pages.ui.markup import Tag
from pages.ui.pictures.links import links
from pages.ui.store import spec
from pages.ui.view import View

NARROWEST = {2: 270, 3: 224}  # three side by side on a tablet, so that none stands alone
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
    return Tag("span", "gb-muted", basis(periods(view), view))


def draw(view: View) -> None:
    rows = periods(view)
    if not any(read(row) for row in rows for _, read in NOTHING.values()):
        empty(view.words("efficiency.empty"), view.words("efficiency.empty_hint"))
        return
    drawn_with = brush(view, colours())
    with st.container(key="gb_panels"):
        for names in ROWS:
            with st.grid(len(names), min_column_width=NARROWEST[len(names)], gap="medium"):  # a grid, for columns fall below each other on paper
                for name in names:
                    _panel(name, rows, drawn_with, view)


def brush(view: View, ink: Colours) -> Brush:
    return Brush(view.scope.bucket, ink, view.words, view.address, (view.scope.as_of or view.scope.until).year, against(view))


def specs(name: str, rows: Sequence[Period], drawn_with: Brush, view: View) -> list[dict]:
    """A panel's charts, one under the other."""
    key = (view.scope, drawn_with.colours, view.words.language, view.address.pairs())
    return [spec(chart, key, rows, drawn_with) for chart in CHARTS[name]]


def _panel(name: str, rows: Sequence[Period], drawn_with: Brush, view: View) -> None:
    with st.container(gap=None, key=f"gb_panel_{name}"):
        markup.show(caption(name, rows, view, in_other_days(view) if name == "cycle" else None))
        why = nothing_in(name, rows)
        if why:
            empty("", view.words(f"efficiency.{why}"))
            return
        for place, chart in enumerate(specs(name, rows, drawn_with, view)):
            st.vega_lite_chart(chart, theme="streamlit", alt=view.words(f"efficiency.{name}"), key=f"gb_chart_{name}_{place}")
        markup.show(links(name, view))


def nothing_in(name: str, rows: Sequence[Period]) -> str | None:
    """Why there is nothing to draw, if so. No online issues may mean no bugs, none of them online, or that nobody says where."""
    why, read = NOTHING[name]
    if any(map(read, rows)):
        return None
    if name == "online_issues" and any(row.valid_bugs for row in rows):
        return "no_environment" if rows[0].online_issues is None else "no_online"
    return why
