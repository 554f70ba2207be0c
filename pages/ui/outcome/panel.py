"""Investment against outcome on a page: what it says in one sentence, the picture, who is not in it and why, all figures on demand."""

from collections.abc import Sequence
from itertools import groupby

import streamlit as st

from metrics.outcome import Outcome
from metrics.records import Measure
from pages.ui import markup
from pages.ui.address import Behind
from pages.ui.colours import colours
from pages.ui.definitions import about
from pages.ui.explained import explained
from pages.ui.format import count, percent, points
from pages.ui.header import empty, section
from pages.ui.markup import Tag
from pages.ui.outcome.picture import outcomes, picture, shown
from pages.ui.pictures.links import links
from pages.ui.status import shape, word
from pages.ui.tables import sheet
from pages.ui.view import View

FIGURES = ("work_share", "lead")


def draw(view: View, *, taken: View | None = None) -> None:
    """Nothing at all where there are no key results. `taken` is the view whose picture it is when taken along, if another."""
    rows = outcomes(view)
    if not rows:
        return
    say, dots = view.words, shown(view)
    with st.container(gap=None, key="gb_outcome"):
        section(say("outcome.title"), answer_line(dots, view), about=explained(FIGURES, view))
        if dots:
            st.vega_lite_chart(picture(view, colours()), theme="streamlit", alt=say("outcome.title"), key="gb_chart_outcome")
            markup.show(*_apart(rows, view), links("outcome", taken or view))
        else:
            empty("", say("outcome.none_delivered" if rows[0].work_share is None else "outcome.none_shown"))
    _figures(rows, view)


def answer_line(dots: Sequence[Outcome], view: View) -> str:
    """How much of the work went to what is behind its plan."""
    say = view.words
    if not dots:
        return ""
    behind = [row for row in dots if round((row.lead or 0) * 100) < 0]
    if not behind:
        return say("outcome.none_behind", n=len(dots))
    return say("outcome.answer", share=percent(sum(row.work_share or 0 for row in behind)), n=len(behind), all=len(dots))


def _apart(rows: Sequence[Outcome], view: View) -> list[Tag]:
    """Who is not in the picture, by the reason."""
    say = view.words
    left_out = sorted((row for row in rows if row.apart), key=lambda row: row.apart or "")
    if not left_out:
        return []
    reasons = [_reason(say(f"outcome.apart.{why}"), list(group), view) for why, group in groupby(left_out, key=lambda row: row.apart)]
    return [Tag("p", "gb gb-sub gb-apart", Tag("span", "", say("outcome.apart.title")), *reasons)]


def _reason(why: str, rows: Sequence[Outcome], view: View) -> Tag:
    named = [Tag("a", "", row.kr_id, href=view.address.about("/kr", row.kr_id), data_go="", title=row.kr_title) for row in rows]
    return Tag("span", "", *(part for name in named for part in (name, " ")), f"({why})")


def _figures(rows: Sequence[Outcome], view: View) -> None:
    say = view.words
    with st.expander(say("outcome.figures"), key="gb_outcome_figures", on_change="rerun") as opened:
        if opened.open:
            sheet.draw("outcome", say("outcome.title"), _columns(view), [_row(row, view) for row in rows])


def _columns(view: View) -> list[dict]:
    say = view.words
    figures = [sheet.column(say(f"figure.{name}"), right=True, about=about(name, say)._asdict()) for name in ("delivered", *FIGURES)]
    progress = [sheet.column(say("outcome.progress"), right=True), sheet.column(say("figure.expected"), right=True)]
    return [sheet.column(say("outcome.kr"), kind="text"), *figures, *progress, sheet.column(say("figure.status"))]


def _row(row: Outcome, view: View) -> dict:
    say = view.words
    title = sheet.cell(f"{row.kr_id} {row.kr_title}", href=view.address.about("/kr", row.kr_id))
    behind = view.address.records(Behind(Measure.DELIVERED, kr=row.kr_id, since=view.scope.since, until=view.scope.until))
    work = [sheet.cell(count(row.delivered), href=behind), sheet.cell(percent(row.work_share, 1), href=behind)]
    why = say(f"outcome.apart.{row.apart}") if row.apart else ""
    return sheet.row(
        [
            title,
            *work,
            points(row.lead, say),
            percent(row.reached),
            percent(row.due),
            sheet.cell(f"{shape(row.status)} {word(row.status, say)}", sub=why, kind=f"st s-{row.status or 'no_metric'}"),
        ]
    )
