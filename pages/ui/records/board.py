"""The rows behind a number: which number, how many rows, a page of them, and all of them as a file."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import streamlit as st

from metrics.records import Measure, Records, records
from pages.ui import markup
from pages.ui.address import Behind
from pages.ui.format import count
from pages.ui.header import empty, header
from pages.ui.markup import Tag
from pages.ui.records import files
from pages.ui.records.cells import columns_of, rows_of
from pages.ui.records.columns import fitting, of_goals, offered, usual
from pages.ui.records.told import amount, facts
from pages.ui.store import answer
from pages.ui.tables import sheet
from pages.ui.view import View, address

PAGE = 50
_SEARCH, _SORT, _WAY, _COLUMNS, _MEASURE = "gb_search", "gb_sort", "gb_way", "gb_columns", "gb_measure"


def draw(asked: View) -> None:
    view = fitting(asked)
    found = found_rows(view)
    told = [Tag("b", "", amount(found, view)), *(Tag("span", "", text) for text in facts(found, view))]
    header(view, "records", *told)
    _tools(found, view)
    if not found.total:
        empty(view.words("records.empty"), view.words("records.empty_hint"))
        return
    if not found.rows:
        empty(view.words("records.none_found"), view.words("records.none_found_hint"), _everything(view))
        return
    sheet.draw("records", view.words("records.caption"), columns_of(view), rows_of(found.rows, view))
    if of_goals(view):
        markup.show(Tag("p", "gb gb-sub", view.words("records.weight_note")))
    markup.show(_pager(found, view))


def found_rows(view: View) -> Records:
    """The page asked for; behind the last one the last one."""
    behind = view.address.behind
    found = _at(behind.page, view)
    last = max(1, -(-found.found.rows // PAGE))
    return found if behind.page <= last else _at(last, view)


def _at(page: int, view: View) -> Records:
    behind = view.address.behind
    asked = {**narrowed(behind), "search": behind.search, "sort": behind.sort}
    return answer(records, view.scope, behind.measure, **asked, limit=PAGE, offset=(page - 1) * PAGE)


def narrowed(behind: Behind) -> dict[str, Any]:
    """What a link says of the number, as the metric is asked for it."""
    named = {"kr": behind.kr, "objective": behind.goal, "metric": behind.metric, "owner": behind.owner, "campaign": behind.campaign}
    return {**named, "since": behind.since, "until": behind.until}


def _measure(view: View) -> None:
    """Another number."""
    say = view.words
    st.session_state[_MEASURE] = view.address.behind.measure
    st.selectbox(
        say("records.measure"),
        list(Measure),
        key=_MEASURE,
        format_func=lambda measure: say(f"measure.{measure}"),
        label_visibility="collapsed",
        width=260,
        on_change=_measure_chosen,
    )


def _tools(found: Records, view: View) -> None:
    """Choose another number, look for some of its rows, choose columns and order, take all along."""
    say, behind = view.words, view.address.behind
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="gb_tools"):
        _measure(view)
        if not found.total:
            return
        st.session_state[_SEARCH] = behind.search
        st.text_input(
            say("records.search"),
            key=_SEARCH,
            placeholder=say(f"records.search_in.{_kind(behind.measure)}"),
            label_visibility="collapsed",
            icon=":material/search:",
            width=320,
            on_change=_search_chosen,
        )
        with st.popover(say("records.columns"), icon=":material/view_column:", width="content", key="gb_columns_open"):
            _columns(view)
        files.draw(found, view)


def _kind(measure: Measure) -> str:
    return "bugs" if measure.of_bugs else "values" if measure.of_values else "work"


def _columns(view: View) -> None:
    say, behind = view.words, view.address.behind
    known = offered(behind.measure)
    st.session_state[_COLUMNS] = list(behind.columns or usual(view))
    st.session_state[_SORT] = behind.sort.removeprefix("-") or None
    st.session_state[_WAY] = "down" if behind.sort.startswith("-") else "up"
    st.multiselect(say("records.columns"), known, key=_COLUMNS, format_func=lambda name: say(f"column.{name}"), on_change=_columns_chosen)
    st.selectbox(
        say("records.sort"),
        known,
        key=_SORT,
        format_func=lambda name: say(f"column.{name}"),
        placeholder=say("records.usual_order"),
        on_change=_order_chosen,
    )
    st.segmented_control(
        say("records.way"),
        ("up", "down"),
        key=_WAY,
        format_func=lambda way: say(f"records.{way}"),
        label_visibility="collapsed",
        disabled=not behind.sort,
        on_change=_order_chosen,
    )
    st.button(say("records.usual"), type="tertiary", icon=":material/restart_alt:", on_click=_choose, kwargs={"columns": (), "sort": ""})


def _measure_chosen() -> None:
    """Another number has other columns; what was looked for in the last one isn't looked for in it."""
    measure = Measure(st.session_state[_MEASURE])
    now = address().behind
    like = _kind(measure) == _kind(now.measure)
    _choose(measure=measure, **({} if like else {"columns": (), "sort": "", "search": "", "metric": None}))


def _search_chosen() -> None:
    _choose(search=" ".join(st.session_state[_SEARCH].split()))


def _columns_chosen() -> None:
    _choose(columns=tuple(st.session_state[_COLUMNS]))


def _order_chosen() -> None:
    name, way = st.session_state[_SORT], st.session_state[_WAY]
    _choose(sort="" if not name else f"-{name}" if way == "down" else name)


def _choose(**changes: Any) -> None:
    """The address says so from now on, from the first page of it."""
    at = address()
    chosen = replace(at, behind=replace(at.behind, **changes, page=1))
    st.query_params.from_dict(chosen.query("/records"))


def _everything(view: View) -> Tag:
    href = view.address.records(replace(view.address.behind, search="", page=1))
    return Tag("p", "", Tag("a", "", view.words("records.all"), href=href, data_go=""))


def _pager(found: Records, view: View) -> Tag:
    say, rows = view.words, found.found.rows
    page = min(view.address.behind.page, -(-rows // PAGE))
    first = (page - 1) * PAGE + 1
    told = say("records.page", first=count(first), last=count(first + len(found.rows) - 1), total=count(rows))
    steps = _steps(page, -(-rows // PAGE))
    return Tag("nav", "gb gb-answer gb-pager", Tag("span", "gb-muted", told), *(_turn(name, to, view) for name, to in steps), aria_label=told)


def _steps(page: int, last: int) -> Sequence[tuple[str, int]]:
    back = [("first", 1), ("previous", page - 1)] if page > 1 else []
    return [*back, *([("next", page + 1), ("last", last)] if page < last else [])]


def _turn(name: str, page: int, view: View) -> Tag:
    return Tag("a", "", view.words(f"records.{name}"), href=view.address.records(view.address.behind.at_page(page)), data_go="")
