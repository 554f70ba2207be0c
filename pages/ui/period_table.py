"""Every figure of every bucket, on demand: counts lead to their rows, and all of it can be taken away as a file."""

from collections.abc import Sequence

import streamlit as st

from metrics.efficiency import Period
from metrics.records import Measure
from pages.ui import markup
from pages.ui.address import Behind
from pages.ui.buckets import bucket_name, periods
from pages.ui.definitions import about, label
from pages.ui.format import count, days, percent
from pages.ui.markup import Tag
from pages.ui.safe import table_file
from pages.ui.tables import sheet
from pages.ui.view import View

SHOWN = {
    "delivered": count,
    "okr_delivered": count,
    "okr_share": percent,
    "cycle_p50_days": days,
    "cycle_p85_days": days,
    "cycle_mean_days": days,
    "cycle_n": count,
    "cycle_within_14d_share": percent,
    "online_issues": count,
    "valid_bugs": count,
    "resolved_bugs": count,
    "open_bugs": count,
}
BEHIND = {name: Measure(name) for name in ("delivered", "okr_delivered", "online_issues", "valid_bugs", "resolved_bugs", "open_bugs")}
BEHIND |= {"okr_share": Measure.OKR_DELIVERED} | dict.fromkeys((name for name in SHOWN if name.startswith("cycle_")), Measure.CYCLE)


def draw(view: View) -> None:
    rows, say = periods(view), view.words
    if not rows:
        return
    bucket = say(f"bucket.one.{view.scope.bucket}")
    with st.expander(say("efficiency.figures"), key="gb_figures", on_change="rerun") as opened:
        if not opened.open:
            return
        markup.show(Tag("p", "gb gb-sub", say("efficiency.figures_sub", bucket=bucket)))
        sheet.draw("periods", say("efficiency.figures"), _columns(view), [_row(row, view) for row in reversed(rows)])
        st.download_button(
            say("efficiency.download"),
            data=_file(rows),
            file_name=f"efficiency-{view.scope.bucket}.csv",
            mime="text/csv",
            icon=":material/download:",
            type="tertiary",
            on_click="ignore",
            key="gb_download",
        )


def _columns(view: View) -> list[dict]:
    say = view.words
    heads = [sheet.column(label(name, say), right=True, about=about(name, say)._asdict()) for name in SHOWN]
    return [sheet.column(say(f"bucket.{view.scope.bucket}"), kind="tight"), *heads]


def _row(row: Period, view: View) -> dict:
    year = (view.scope.as_of or view.scope.until).year
    name = bucket_name(row.period, row.until, view.scope.bucket, year, view.words) + ("" if row.complete else " *")
    return sheet.row(
        [sheet.cell(name, title=f"{row.period} – {row.until}"), *(_cell(figure, row, view) for figure in SHOWN)], "" if row.complete else "unsure"
    )


def _cell(figure: str, row: Period, view: View) -> str | dict:
    value = getattr(row, figure)
    text = SHOWN[figure](value)
    if figure not in BEHIND or value is None:
        return text
    return sheet.cell(text, href=view.address.records(Behind(BEHIND[figure], since=row.period, until=row.until)))


def _file(rows: Sequence[Period]) -> bytes:
    return table_file(Period._fields, rows)
