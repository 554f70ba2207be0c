"""The weekly report as a value: what it says, before anybody decides whether it is a page, a paper or a message."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from metrics.attention import Concern
from metrics.filters import objective_choices
from metrics.movement import Moved
from pages.ui import goal_board, panels
from pages.ui.address import Address
from pages.ui.attention import told
from pages.ui.buckets import in_other_days, periods
from pages.ui.changes import lately, listed
from pages.ui.definitions import About, about
from pages.ui.header import notes
from pages.ui.headlines import basis, figures, title
from pages.ui.markup import Tag
from pages.ui.overview.ages import ages
from pages.ui.overview.figures import figures as headlines
from pages.ui.pictures.making import facts, source
from pages.ui.store import answer
from pages.ui.tables.goals import goals
from pages.ui.view import View

EFFICIENCY = tuple(panels.CHARTS)
MOST_CHANGES = 30
DEFINED = ("status", "current", "wow", "progress", "expected", "gap", "delivered", "in_progress", "okr_share", "share")
DEFINED += ("cycle_p50_days", "cycle_p85_days", "cycle_within_14d_share", "online_issues", "valid_bugs", "open_bugs", "resolved_bugs")


class Entry(NamedTuple):
    """One thing that needs attention, why it is told, and the way to its place."""

    sentence: str
    why: str
    link: str


class Figure(NamedTuple):
    """One of the five efficiency figures; `nothing` says why there is none to show."""

    name: str
    title: str
    parts: Sequence[Tag]
    nothing: str


@dataclass(frozen=True)
class Report:
    """All links lead to the version and the day it was made of, so that it stays true to its figures."""

    view: View
    title: str
    about: str
    source: str
    notes: Sequence[str]
    ages: Sequence[str]
    tally: Sequence[Tag]
    entries: Sequence[Entry]
    muted: int
    goals: dict
    basis: str
    figures: Sequence[Figure]
    headlines: Sequence[dict]
    since: str
    changes: Sequence[Moved]
    unseen_changes: int
    objective_titles: dict[str, str]
    definitions: Sequence[About]

    @property
    def empty(self) -> bool:
        return self.view.empty


def report(view: View) -> Report:
    settled = replace(view, address=_settled(view))
    concerns, rows = told.entries(view), [] if view.empty else listed.on_screen(lately.changed(view))
    return Report(
        view=settled,
        title=view.words("report.title"),
        about=facts(view),
        source=source(view),
        notes=_notes(view),
        ages=[row["text"] for row in ages(view)["rows"]],
        tally=goal_board.tally(view),
        entries=[_entry(each, settled) for each in concerns if each.muted_until is None],
        muted=sum(each.muted_until is not None for each in concerns),
        goals=goals(settled),
        basis=basis(periods(view), view),
        figures=[] if view.empty else [_figure(name, settled) for name in EFFICIENCY],
        headlines=headlines(settled)["rows"],
        since="" if view.empty else lately.told(lately.since(view), view),
        changes=rows[:MOST_CHANGES],
        unseen_changes=max(0, len(rows) - MOST_CHANGES),
        objective_titles=dict(answer(objective_choices, view.scope)),
        definitions=[about(name, view.words) for name in DEFINED],
    )


def _settled(view: View) -> Address:
    """The same question as of the day and version that are on the paper."""
    at = replace(view.address, language=view.words.language)
    return at if view.empty else at.choosing(version=view.scope.version, as_of=view.scope.as_of, seen=view.today)


def _notes(view: View) -> list[str]:
    """What the reader must know of the question, and what of it nobody knows."""
    say, at = view.words, view.address
    unknown = (("unknown_teams", at.unknown_teams), ("unknown_objectives", at.unknown_objectives))
    return [*notes(view), *(say(f"note.{kind}", names=say("list.and").join(names)) for kind, names in unknown if names)]


def _entry(concern: Concern, view: View) -> Entry:
    return Entry(told.sentence(concern, view.words), told.why(concern, view.words), told.link(concern, view.address))


def _figure(name: str, view: View) -> Figure:
    rows = periods(view)
    why = panels.nothing_in(name, rows) if rows else NOTHING[name]
    parts = [] if why else figures(name, rows, view, in_other_days(view) if name == "cycle" else None)
    return Figure(name, title(name, view), parts, view.words(f"efficiency.{why}") if why else "")


NOTHING = {name: why for name, (why, _) in panels.NOTHING.items()}
