"""What was committed together: each piece a job of the server, told of until somebody starts anew."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

import streamlit as st

from data.errors import BoardError
from data.intake import Report
from data.store import Store
from data.store.history import history
from metrics.movement import Moved, moved
from pages.ui import jobs, markup
from pages.ui.changes import listed
from pages.ui.header import plain_header
from pages.ui.importing import report
from pages.ui.importing.candidate import Candidate, Piece
from pages.ui.importing.shown import Shown
from pages.ui.jobs import Job
from pages.ui.markup import Tag
from pages.ui.store import store
from pages.ui.view import View

BATCH = "gb_batch"


@dataclass
class Outcome:
    """What became of some sheets of a file: the job that takes them in, or the error that stopped them; with neither they were left out."""

    file: str
    job: Job | None = None
    error: BoardError | None = None

    @property
    def reports(self) -> list[Report]:
        return list(self.job.result or ()) if self.job and self.job.ended else []

    @property
    def why_not(self) -> BoardError | None:
        return self.error or (self.job.error if self.job else None)


@dataclass
class Batch:
    """`moved`: by the run of versions that this batch made, which figures moved."""

    who: str
    outcomes: list[Outcome]
    moved: dict[tuple[int, int], list[Moved]] = field(default_factory=dict)


def ready(made: Sequence[Candidate]) -> list[tuple[str, Piece]]:
    """What can go in now, in the order in which it should."""
    pieces = [(each.name, piece) for each in made for piece in each.pieces if piece.is_ready]
    return sorted(pieces, key=lambda pair: pair[1].rank)


def start(held: Store, made: Sequence[Candidate], who: str) -> None:
    """Each piece is one transaction; one that fails stops nothing else, and one left out is told as well."""
    going, shown = ready(made), Shown(min((each.version for each in made), default=held.version()))
    outcomes = [Outcome(name, shown.start(held, name, piece, who)) for name, piece in going]
    left = [(each.name, each.error or next((piece.error for piece in each.pieces if piece.error), None)) for each in made]
    gone = {name for name, _ in going}
    st.session_state[BATCH] = Batch(who, [*outcomes, *(Outcome(name, error=error) for name, error in left if name not in gone)])


def is_there() -> bool:
    return BATCH in st.session_state


def draw(view: View) -> None:
    say, done = view.words, st.session_state[BATCH]
    going = [outcome.job for outcome in done.outcomes if outcome.job and not outcome.job.ended]
    plain_header(say("import.title_going" if going else "import.title_done"), say("import.by", name=done.who))
    for nth, outcome in enumerate(done.outcomes):
        _outcome(outcome, nth, view)
    if going:
        return
    _moved(done, view)
    links = [Tag("a", "", say(f"import.see_{name}"), href=view.address.link(f"/{name}"), data_go="") for name in ("okr", "efficiency")]
    markup.show(Tag("div", "gb", Tag("p", "gb-answer", *links)))
    st.button(say("import.again"), on_click=_start_again, key="gb_again")


def _outcome(outcome: Outcome, nth: int, view: View) -> None:
    say = view.words
    report.heading(outcome.file)
    if outcome.job and not outcome.job.ended:
        jobs.show(outcome.job, say)
    elif outcome.why_not:
        report.failed(outcome.why_not, say)
    elif not outcome.job:
        markup.show(Tag("div", "gb", Tag("p", "gb-note", say("import.left_out"))))
    else:
        _reports(outcome.reports, nth, view)


def _reports(reports: Sequence[Report], nth: int, view: View) -> None:
    say = view.words
    version = reports[0].version
    told = Tag("b", "", say("import.done", n=version) if version else say("import.done_nothing"))
    markup.show(Tag("div", "gb", Tag("p", "gb-answer", told, *_undo(version, view)), *report.sample_note(reports, say, done=True)))
    for place, of_one in enumerate(reports):
        markup.show(Tag("div", "gb", report.counts(of_one, say, of=report.subject(of_one, say))))
        report.draw(of_one, f"done_{nth}_{place}", say, done=True)


def _undo(version: int | None, view: View) -> list[Tag]:
    if version is None:
        return []
    if (by := undone_by(store(), version)) is not None:
        return [Tag("span", "gb-unsure", view.words("import.undone", n=by))]
    link = view.address.link("/history")
    return [Tag("a", "", view.words("history.undo_button", n=version), href=f"{link}{'&' if '?' in link else '?'}undo={version}", data_go="")]


def undone_by(held: Store, version: int) -> int | None:
    """The version that took this one back."""
    latest = history(held, limit=held.version() - version + 1)
    return next((entry.undone_by for entry in latest if entry.version == version), None)


def _moved(done: Batch, view: View) -> None:
    """Versions in a row are told as one; between two runs somebody else wrote."""
    versions = sorted({version for outcome in done.outcomes for each in outcome.reports if (version := each.version)})
    for _, numbered in groupby(enumerate(versions), key=lambda pair: pair[1] - pair[0]):
        run = [version for _, version in numbered]
        span = run[0] - 1, run[-1]
        if span not in done.moved:
            done.moved[span] = moved(store().cursor(span[0]), store().cursor(span[1]))
        listed.moved(done.moved[span], view, span[1])


def _start_again() -> None:
    """What is still being sent belongs to the next time."""
    done: Any = st.session_state.pop(BATCH)
    for outcome in done.outcomes:
        if outcome.job and outcome.job.ended:
            jobs.forget(outcome.job)
