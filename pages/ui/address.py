"""The address is the state: what a link says, read with care, and the link that says it.

Keys are those of the command line (`since`, `until` = first day not included, ...), so a link and a command read alike.
Whatever can't be read falls back to the default and is named in `mangled`, so that the page can say so.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import TypeAlias, TypeVar
from urllib.parse import urlencode

from metrics.records import Measure
from metrics.scope import Bucket, Clock, Days, Question, readable_day
from pages.ui.words import LANGUAGES

Pairs: TypeAlias = list[tuple[str, str]]
T = TypeVar("T")

MANY = 200  # more teams or objectives in one link than anybody chooses
MOST_DIGITS = 9
NO_TEAM = ""  # the group of what has no team


@dataclass(frozen=True)
class Behind:
    """Which rows stand behind a number: a measure, cut to a row of the OKR board or to one bucket `since <= day < until`."""

    measure: Measure = Measure.DELIVERED
    kr: str | None = None
    goal: str | None = None
    since: date | None = None
    until: date | None = None
    page: int = 1

    def showing(self, measure: Measure) -> "Behind":
        return replace(self, measure=measure, page=1)

    def at_page(self, page: int) -> "Behind":
        return replace(self, page=page)


@dataclass(frozen=True)
class Chosen:
    """What the reader chose, None where they left it to us: a choice equal to the default is still a choice."""

    as_of: date | None = None
    since: date | None = None
    until: date | None = None
    teams: tuple[str, ...] = ()
    objectives: tuple[str, ...] = ()
    bucket: Bucket | None = None
    clock: Clock | None = None
    days: Days | None = None
    version: int | None = None

    @property
    def question(self) -> Question:
        return Question(
            self.as_of,
            self.since,
            self.until,
            self.bucket or Bucket.WEEK,
            self.clock or Clock.CREATED,
            self.days or Days.CALENDAR,
            self.teams,
            self.objectives,
            self.version,
        )


@dataclass(frozen=True)
class Address:
    """One page's whole state."""

    chosen: Chosen = field(default_factory=Chosen)
    language: str | None = None
    behind: Behind = field(default_factory=Behind)
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
            *_named("lang", self.language),
        ]

    def link(self, path: str) -> str:
        return _link(path, self.pairs())

    def here(self, path: str) -> str:
        """The same page again, with what only this page understands."""
        return self.records(self.behind) if path == "/records" else self.link(path)

    def records(self, behind: Behind) -> str:
        return _link("/records", [*self.pairs(), *_behind_pairs(behind)])

    def query(self, behind: Behind | None = None) -> dict[str, list[str]]:
        """The same as a mapping of each key to its values, with what only the records page understands where it is given."""
        values: dict[str, list[str]] = {}
        for key, value in [*self.pairs(), *(_behind_pairs(behind) if behind else ())]:
            values.setdefault(key, []).append(value)
        return values


def read(params: dict[str, list[str]]) -> Address:
    """The address of a query string, given as each key's values."""
    reader = _Reader(params)
    chosen = Chosen(
        as_of=reader.one("asof", readable_day),
        since=reader.one("since", readable_day),
        until=reader.one("until", readable_day),
        bucket=reader.one("bucket", Bucket),
        clock=reader.one("clock", Clock),
        days=reader.one("days", Days),
        teams=reader.many("team", empty=True),
        objectives=reader.many("objective"),
        version=reader.one("version", _positive),
    )
    behind = Behind(
        measure=reader.one("show", Measure) or Measure.DELIVERED,
        kr=reader.one("kr", str),
        goal=reader.one("goal", str),
        since=reader.one("from", readable_day),
        until=reader.one("to", readable_day),
        page=reader.one("page", _positive) or 1,
    )
    language = reader.one("lang", _language)
    missing_page = reader.one("missing", str)
    if chosen.since and chosen.until and chosen.until <= chosen.since:
        chosen = replace(chosen, since=None, until=None)
        reader.mangled.append("range")
    return Address(chosen, language, behind, tuple(reader.mangled), missing_page)


class _Reader:
    def __init__(self, params: dict[str, list[str]]) -> None:
        self.params = params
        self.mangled: list[str] = []

    def one(self, key: str, read_value: Callable[[str], T]) -> T | None:
        values = self.params.get(key) or [""]
        if not values[-1]:
            return None
        try:
            return read_value(values[-1])
        except ValueError:
            self.mangled.append(key)
            return None

    def many(self, key: str, *, empty: bool = False) -> tuple[str, ...]:
        values = dict.fromkeys(value for value in self.params.get(key, []) if value or empty)
        if len(values) > MANY:
            self.mangled.append(key)
        return tuple(values)[:MANY]


def _positive(text: str) -> int:
    number = int(text) if text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS else 0
    if number < 1:
        raise ValueError(text)
    return number


def _language(text: str) -> str:
    if text not in LANGUAGES:
        raise ValueError(text)
    return text


def _behind_pairs(behind: Behind) -> Pairs:
    return [
        ("show", behind.measure),
        *_named("kr", behind.kr),
        *_named("goal", behind.goal),
        *_named("from", behind.since),
        *_named("to", behind.until),
        *_named("page", behind.page if behind.page > 1 else None),
    ]


def _named(key: str, value: object) -> Pairs:
    if value is None:
        return []
    return [(key, value.value if isinstance(value, StrEnum) else str(value))]


def _link(path: str, pairs: Pairs) -> str:
    query = urlencode(pairs)
    return f"{path}?{query}" if query else path
