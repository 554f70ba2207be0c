"""One file on the import desk: what the person decides about it, and what it would change."""

from dataclasses import replace
from typing import Any, NamedTuple

import streamlit as st

from data.errors import BoardError
from data.intake import Choices, Report, preview
from data.model.datasets import DATASETS
from pages.ui import import_report
from pages.ui.store import store
from pages.ui.view import View
from pages.ui.words import Words

MODES = ("upsert", "snapshot")


class Candidate(NamedTuple):
    """A file with the choices it would go in by; ready when there is something to commit and nothing left to decide.

    `error` is why it can't be read at all.
    """

    name: str
    content: bytes
    choices: Choices
    ready: bool
    reports: list[Report]
    error: BoardError | None = None


def draw(file: Any, who: str, view: View) -> Candidate:
    say, content = view.words, file.getvalue()
    import_report.heading(file.name)
    choices = _choices(file.file_id, say)
    found = _preview(file.file_id, file.name, content, choices, say)
    error = found if isinstance(found, BoardError) else None
    reports = [] if isinstance(found, BoardError) else found
    if error:
        import_report.failed(error, say)
    agreed = _agreed(file.file_id, reports, say)
    for place, report in enumerate(reports):
        import_report.draw(report, f"{file.file_id}_{place}", say)
    ready = agreed and any(report.changes_something for report in reports)
    return Candidate(file.name, content, replace(choices, who=who, yes=choices.mode == "snapshot"), ready, reports, error)


def _choices(file_id: str, say: Words) -> Choices:
    left, middle, right = st.columns(3, vertical_alignment="bottom")
    with left:
        dataset = st.selectbox(
            say("import.dataset"),
            list(DATASETS),
            index=None,
            key=f"gb_dataset_{file_id}",
            placeholder=say("import.dataset_auto"),
            format_func=lambda name: import_report.dataset_name(name, say),
        )
    with middle:
        source = st.text_input(say("import.source"), key=f"gb_source_{file_id}", help=say("import.source_hint"), max_chars=60)
    with right:
        mode = st.selectbox(say("import.mode"), MODES, key=f"gb_mode_{file_id}", format_func=lambda name: say(f"import.mode_{name}"))
    return Choices(dataset, source.strip() or None, mode)


def _preview(file_id: str, name: str, content: bytes, choices: Choices, say: Words) -> list[Report] | BoardError:
    """Read once per file, choice and version of the store."""
    seen: dict[tuple[object, ...], list[Report] | BoardError] = st.session_state.setdefault("gb_previews", {})
    key = (file_id, choices, store().version())
    if key not in seen:
        for old in [known for known in seen if known[0] == file_id]:
            del seen[old]
        with st.spinner(say("import.reading")):
            seen[key] = _read(name, content, choices)
    return seen[key]


def _read(name: str, content: bytes, choices: Choices) -> list[Report] | BoardError:
    try:
        return preview(store(), name, content, choices)
    except BoardError as error:
        return error


def _agreed(file_id: str, reports: list[Report], say: Words) -> bool:
    """A snapshot that would retire much of what is there needs an explicit yes."""
    retired = sum(report.retired for report in reports if report.retires_much)
    if not retired:
        return True
    return st.checkbox(say("import.yes", n=retired), key=f"gb_yes_{file_id}")
