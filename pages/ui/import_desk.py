"""The import desk: choose files, see what each would change, commit, see what was done."""

from typing import NamedTuple

import streamlit as st

from data.errors import BoardError
from data.intake import Report, commit
from data.model.datasets import DATASETS
from pages.ui import import_file, import_report, markup
from pages.ui.header import empty, plain_header
from pages.ui.import_file import Candidate
from pages.ui.markup import Tag
from pages.ui.store import store
from pages.ui.view import View
from pages.ui.words import Words
from pages.ui.writing import Writing, may_write, writing

DONE, ROUND = "gb_import_done", "gb_import_round"


class Outcome(NamedTuple):
    """What became of one file: its reports, or the error that stopped it; with neither it was left out."""

    file: str
    who: str
    reports: list[Report]
    error: BoardError | None = None


def draw(view: View) -> None:
    say = view.words
    if DONE in st.session_state:
        _result(st.session_state[DONE], view)
        return
    plain_header(say("import.title"), say("import.sub"))
    if writing() is Writing.OFF:
        markup.show(Tag("p", "gb gb-note", say("import.no_key")))
    who, key = _person(say)
    files = st.file_uploader(say("import.files"), accept_multiple_files=True, key=f"gb_files_{st.session_state.get(ROUND, 0)}")
    if not files:
        empty(say("import.waiting"), say("import.waiting_order"))
        return
    candidates = [import_file.draw(file, who, view) for file in files]
    _commit(candidates, who, key, say)


def _person(say: Words) -> tuple[str, str]:
    """Who imports, self-declared, and the key where one is needed."""
    columns = st.columns(2)
    with columns[0]:
        who = st.text_input(say("import.name"), key="gb_who", max_chars=80, persist_state="session")
        markup.show(Tag("p", "gb gb-sub", say("import.name_hint")))
    if writing() is not Writing.WITH_KEY:
        return who.strip(), ""
    with columns[1]:
        key = st.text_input(say("import.key"), key="gb_key", type="password")
        markup.show(Tag("p", "gb gb-sub", say("import.key_hint")))
    return who.strip(), key


def _commit(candidates: list[Candidate], who: str, key: str, say: Words) -> None:
    ready = [candidate for candidate in candidates if candidate.ready]
    why_not = _why_not(ready, who, key, say)
    label = say("import.commit", n=len(ready))
    with st.container(key="gb_commit"):
        if why_not:
            markup.show(Tag("p", "gb gb-note", why_not))
        st.button(label, type="primary", disabled=bool(why_not), key="gb_commit_button", on_click=_take_in, args=(candidates, key))


def _why_not(ready: list[Candidate], who: str, key: str, say: Words) -> str:
    if writing() is Writing.OFF:
        return say("import.no_key")
    if not ready:
        return say("import.nothing")
    if not who:
        return say("import.name_missing")
    if not may_write(key):
        return say("import.key_wrong") if key else say("import.key_missing")
    return ""


def _take_in(candidates: list[Candidate], key: str) -> None:
    if may_write(key):
        st.session_state[DONE] = take_in(candidates)


def take_in(candidates: list[Candidate]) -> list[Outcome]:
    """Each file is one transaction; one that fails stops nothing else, and one left out is told as well."""
    return [_outcome(candidate) for candidate in sorted(candidates, key=_place)]


def _place(candidate: Candidate) -> int:
    """What others refer to goes in first, so that no reference within the batch is told as missing."""
    known = list(DATASETS)
    return min((known.index(report.dataset) for report in candidate.reports), default=len(known))


def _outcome(candidate: Candidate) -> Outcome:
    name, who = candidate.name, candidate.choices.who
    if not candidate.ready:
        return Outcome(name, who, [], candidate.error)
    try:
        return Outcome(name, who, commit(store(), name, candidate.content, candidate.choices))
    except BoardError as error:
        return Outcome(name, who, [], error)


def _result(outcomes: list[Outcome], view: View) -> None:
    say = view.words
    plain_header(say("import.title_done"), say("import.by", name=outcomes[0].who))
    for outcome in outcomes:
        import_report.heading(outcome.file)
        if outcome.error:
            import_report.failed(outcome.error, say)
        elif not outcome.reports:
            markup.show(Tag("p", "gb gb-note", say("import.left_out")))
        for place, report in enumerate(outcome.reports):
            version = say("import.done", n=report.version) if report.version else say("import.done_nothing")
            markup.show(Tag("p", "gb", Tag("b", "", version)))
            import_report.draw(report, f"done_{outcome.file}_{place}", say, done=True)
    links = [Tag("a", "", say(f"import.see_{name}"), href=view.address.link(f"/{name}"), data_go="") for name in ("okr", "efficiency")]
    markup.show(Tag("p", "gb gb-answer", *links))
    st.button(say("import.again"), on_click=_start_again, key="gb_again")


def _start_again() -> None:
    del st.session_state[DONE]
    st.session_state[ROUND] = st.session_state.get(ROUND, 0) + 1
