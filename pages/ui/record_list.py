"""The rows behind a number: which number, how many rows, a page of them, and all of them as a file."""

from datetime import timedelta
from functools import partial

import streamlit as st

from metrics.filters import objective_choices
from metrics.goals import okr_progress
from metrics.records import Measure, Records, records
from pages.ui import markup
from pages.ui.address import Behind
from pages.ui.format import count, full_day, number
from pages.ui.header import empty, told_span
from pages.ui.markup import Tag
from pages.ui.record_sheet import columns_of, file_of, rows_of, weighed
from pages.ui.store import answer
from pages.ui.tables import sheet
from pages.ui.view import View, address

PAGE = 50
STOCKS = frozenset({Measure.IN_PROGRESS, Measure.OPEN_BUGS})


def what(view: View) -> list[Tag]:
    """The number in words: how many, of what, row of the board, days. Teams and objectives stand in the header."""
    say = view.words
    told = [say(f"measure.{view.address.behind.measure}"), *_board_row(view), *_time(view)]
    return [Tag("b", "", _amount(view)), *(Tag("span", "", text) for text in told)]


def draw(view: View) -> None:
    found = _found(view)
    if not found.rows:
        empty(view.words("records.empty"), view.words("records.empty_hint"))
        return
    columns = columns_of(found, view)
    sheet.draw("records", view.words("records.caption"), columns, rows_of(found, view))
    if weighed(found):
        markup.show(Tag("p", "gb gb-sub", view.words("records.weight_note")))
    with st.container(horizontal=True, vertical_alignment="center", key="gb_pager"):
        markup.show(_pager(found, view))
        _download(found, view)


def _found(view: View) -> Records:
    behind = view.address.behind
    return answer(records, view.scope, behind.measure, **_narrowed(behind), limit=PAGE, offset=(behind.page - 1) * PAGE)


def _amount(view: View) -> str:
    """Rows, and what they add up to where one objective is asked about: a share of it is made of weights."""
    found, say = _found(view), view.words
    rows = say("records.total", n=found.total, total=count(found.total))
    of_one = view.address.behind.goal is not None or len(view.scope.objectives) == 1
    return say("records.weighed", rows=rows, weight=number(found.weight)) if of_one and found.weight != found.total else rows


def _narrowed(behind: Behind) -> dict:
    return {"kr": behind.kr, "objective": behind.goal, "since": behind.since, "until": behind.until}


def _board_row(view: View) -> list[str]:
    say, behind = view.words, view.address.behind
    titles = dict(answer(objective_choices, view.scope))
    krs = {row.kr_id: row.kr_title for row in answer(okr_progress, view.scope)} if behind.kr else {}
    told = []
    if behind.kr:
        told.append(say("records.of_kr", name=f"{behind.kr} {krs.get(behind.kr, '')}".strip()))
    if behind.goal:
        told.append(say("records.of_goal", name=f"{behind.goal} {titles.get(behind.goal, '')}".strip()))
    return told


def _time(view: View) -> list[str]:
    say, behind, scope = view.words, view.address.behind, view.scope
    if scope.as_of is None:
        return []
    if behind.since is None and behind.until is None and (behind.kr or behind.goal) and not view.address.chosen.since:
        return [say("records.at", day=full_day(scope.as_of, say)) if behind.measure in STOCKS else say("records.board_range")]
    until = min(scope.until, behind.until or scope.until)
    if behind.measure in STOCKS:
        last = until - timedelta(days=1) if behind.until else scope.as_of
        return [say("records.at", day=full_day(last, say))]
    return [told_span(max(scope.since, behind.since or scope.since), until, scope.as_of, say)]


def choose(view: View) -> None:
    """Another number."""
    say = view.words
    st.session_state["gb_measure"] = view.address.behind.measure
    st.selectbox(
        say("records.measure"),
        list(Measure),
        key="gb_measure",
        format_func=lambda measure: say(f"measure.{measure}"),
        label_visibility="collapsed",
        width=260,
        on_change=_measure_chosen,
    )


def _measure_chosen() -> None:
    at = address()
    st.query_params.from_dict(at.query(at.behind.showing(st.session_state["gb_measure"])))


def _pager(found: Records, view: View) -> Tag:
    say, behind = view.words, view.address.behind
    first = (behind.page - 1) * PAGE + 1
    last = first + len(found.rows) - 1
    parts = [Tag("span", "gb-muted", say("records.page", first=count(first), last=count(last), total=count(found.total)))]
    if behind.page > 1:
        parts.append(_turn(say("records.previous"), behind, behind.page - 1, view))
    if last < found.total:
        parts.append(_turn(say("records.next"), behind, behind.page + 1, view))
    return Tag("div", "gb gb-answer", *parts)


def _turn(text: str, behind: Behind, page: int, view: View) -> Tag:
    return Tag("a", "", text, href=view.address.records(behind.at_page(page)), data_go="")


def _download(found: Records, view: View) -> None:
    behind = view.address.behind
    st.download_button(
        view.words("records.download"),
        data=partial(file_of, view.scope, behind.measure, _narrowed(behind), found.total),
        file_name=f"{behind.measure}.csv",
        mime="text/csv",
        icon=":material/download:",
        type="tertiary",
        on_click="ignore",
        key="gb_download",
    )
