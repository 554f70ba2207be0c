"""The address is the state: the links that say it.

Keys are those of the command line (`since`, `until` = first day not included, ...), so a link and a command read alike.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TypeAlias
from urllib.parse import urlencode

from pages.ui.address.chosen import Behind, Chosen, Subject

Pairs: TypeAlias = list[tuple[str, str]]

RECORDS, PRACTICES, CAMPAIGNS = "/records", "/practices", "/campaigns"
JOINED = "."  # between the columns of a link: it stays readable where a comma would be written %2C


@dataclass(frozen=True)
class Address:
    """One page's whole state. `mangled` names what of a link could not be read."""

    chosen: Chosen = field(default_factory=Chosen)
    language: str | None = None
    behind: Behind = field(default_factory=Behind)
    subject: Subject | None = None
    level: int | None = None  # how many columns of the campaign map are open
    mangled: tuple[str, ...] = ()
    missing_page: str | None = None
    unknown_teams: tuple[str, ...] = ()  # in the link, but nowhere in the data
    unknown_objectives: tuple[str, ...] = ()

    def choosing(self, **changes: object) -> "Address":
        return replace(self, chosen=replace(self.chosen, **changes))

    def without(self, teams: Sequence[str], objectives: Sequence[str]) -> "Address":
        """Without what nobody knows, which is named instead."""
        chosen = replace(
            self.chosen,
            teams=tuple(team for team in self.chosen.teams if team not in teams),
            objectives=tuple(name for name in self.chosen.objectives if name not in objectives),
        )
        return replace(self, chosen=chosen, unknown_teams=tuple(teams), unknown_objectives=tuple(objectives))

    def pairs(self) -> Pairs:
        """The question and the language: what every page understands."""
        asked = self.chosen
        return [
            *_named("asof", asked.as_of),
            *_named("since", asked.since),
            *_named("until", asked.until),
            *(("team", team) for team in asked.teams),
            *(("objective", objective) for objective in asked.objectives),
            *_named("bucket", asked.bucket),
            *_named("clock", asked.clock),
            *_named("days", asked.days),
            *_named("version", asked.version),
            *_named("seen", asked.seen if asked.version else None),
            *_named("vs", asked.versus),
            *_named("lang", self.language),
        ]

    def link(self, path: str) -> str:
        """To a page that is about everything."""
        return _link(path, self.pairs())

    def file(self, path: str, **more: str) -> str:
        """To something to take along; `more` is what only it understands."""
        return _link(path, [*more.items(), *self.pairs()])

    def about(self, path: str, subject: str) -> str:
        """To the page of one objective, key result or team."""
        return replace(self, subject=Subject(subject), level=None).here(path)

    def up_to(self, level: int) -> "Address":
        """With so many columns of the campaign map open."""
        return replace(self, level=level)

    def record(self, dataset: str, source: str, key: str) -> str:
        """To the page of one row."""
        return replace(self, subject=Subject(key, dataset, source)).here("/record")

    def records(self, behind: Behind) -> str:
        return replace(self, behind=behind).here(RECORDS)

    def here(self, path: str) -> str:
        """The page at this path, with what only it understands."""
        return _link(path, [*self._own_pairs(path), *self.pairs()])

    def query(self, path: str) -> dict[str, list[str]]:
        """What `here` says, as a mapping of each key to its values."""
        values: dict[str, list[str]] = {}
        for key, value in [*self._own_pairs(path), *self.pairs()]:
            values.setdefault(key, []).append(value)
        return values

    def _own_pairs(self, path: str) -> Pairs:
        if path == RECORDS:
            return _behind_pairs(self.behind)
        if path == PRACTICES:
            return _named("q", self.behind.search or None)
        about = _subject_pairs(self.subject) if self.subject else []
        return [*about, *_named("open", self.level)] if path == CAMPAIGNS else about


def _subject_pairs(subject: Subject) -> Pairs:
    return [*_named("of", subject.dataset), *_named("source", subject.source), ("id", subject.id)]


def _behind_pairs(behind: Behind) -> Pairs:
    return [
        ("show", behind.measure),
        *_named("kr", behind.kr),
        *_named("goal", behind.goal),
        *_named("campaign", behind.campaign),
        *_named("metric", behind.metric),
        *_named("owner", behind.owner),
        *_named("from", behind.since),
        *_named("to", behind.until),
        *_named("q", behind.search or None),
        *_named("sort", behind.sort or None),
        *_named("cols", JOINED.join(behind.columns) or None),
        *_named("page", behind.page if behind.page > 1 else None),
    ]


def _named(key: str, value: object) -> Pairs:
    if value is None:
        return []
    return [(key, value.value if isinstance(value, StrEnum) else str(value))]


def _link(path: str, pairs: Pairs) -> str:
    query = urlencode(pairs)
    return f"{path}?{query}" if query else path
