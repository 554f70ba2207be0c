"""The key results that a team works for, with its own work on each and where each stands."""

from collections.abc import Sequence
from itertools import groupby

import streamlit as st

from metrics.goals import GoalRow, kr_progress, okr_progress
from metrics.records import Measure
from metrics.status import worst
from pages.ui.address import Address, Behind
from pages.ui.definitions import about
from pages.ui.format import count, percent
from pages.ui.header import empty, section
from pages.ui.status import shape, word
from pages.ui.store import answer
from pages.ui.tables import sheet
from pages.ui.view import View

AT_ONCE = 10
FIGURES = ("delivered", "in_progress", "progress", "expected")
HEADS = {"progress": "outcome.progress"}  # a mean of metrics, none of which counts for more than all of its way


def draw(view: View, pages: Address) -> None:
    """`view` is narrowed to the team; links to the key results go on from `pages`, which isn't."""
    say = view.words
    groups = [list(group) for _, group in groupby(answer(okr_progress, view.scope), key=lambda row: row.kr_id)]
    served = sorted((rows for rows in groups if rows[0].delivered or rows[0].in_progress), key=lambda rows: -rows[0].delivered)
    section(say("team.key_results"), say("team.key_results_sub"))
    if not served:
        empty("", say("team.no_key_results"))
        return
    heads = [sheet.column(say(HEADS.get(name, f"figure.{name}")), right=True, about=about(name, say)._asdict()) for name in FIGURES]
    columns = [sheet.column(say("okr.head.kr"), kind="text"), *heads, sheet.column(say("figure.status"), kind="tight")]
    lines = [_row(rows, view, pages) for rows in served]
    sheet.draw("served", say("team.key_results"), columns, lines[:AT_ONCE])
    if len(lines) > AT_ONCE:
        with st.expander(say("team.more_key_results", n=len(lines) - AT_ONCE), key="gb_served_more", on_change="rerun") as opened:
            if opened.open:
                sheet.draw("served_more", say("team.key_results"), columns, lines[AT_ONCE:])


def _row(rows: Sequence[GoalRow], view: View, pages: Address) -> dict:
    kr, status = rows[0], worst(row.status for row in rows)
    reached, due = kr_progress(rows)
    values = "" if reached is None else view.address.records(Behind(Measure.VALUES, kr=kr.kr_id))
    work = {Measure.DELIVERED: kr.delivered, Measure.IN_PROGRESS: kr.in_progress}
    return sheet.row(
        [
            sheet.cell(f"{kr.kr_id} {kr.kr_title}", href=pages.about("/kr", kr.kr_id)),
            *(sheet.cell(count(n), href=view.address.records(Behind(measure, kr=kr.kr_id))) for measure, n in work.items()),
            sheet.cell(percent(reached), href=values),
            sheet.cell(percent(due), href=values),
            sheet.cell(f"{shape(status)} {word(status, view.words)}", kind=f"st s-{status or 'no_metric'}"),
        ]
    )
