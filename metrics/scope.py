"""The question: which day, which range, which teams and objectives, as known at which version."""

import unicodedata
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import StrEnum

from duckdb import DuckDBPyConnection

FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2999, 12, 31)  # days that a board can be asked about


class Bucket(StrEnum):
    """How long one column of a chart is. Weeks start on Monday."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    RANGE = "range"


class Clock(StrEnum):
    """When the delivery cycle starts: raised, accepted for review, or taken into development."""

    CREATED = "created"
    ACCEPTED = "accepted"
    DEV = "dev"


class Days(StrEnum):
    """Which days a cycle counts."""

    CALENDAR = "calendar"
    WORKDAY = "workday"


class ReversedRange(ValueError):
    """A range whose end lies before its start, both of them chosen by the reader."""


class UnknownVersion(ValueError):
    """A version that the store has not made yet; `newest` is the last that it has."""

    def __init__(self, version: int | None, newest: int) -> None:
        super().__init__(version)
        self.newest = newest


def readable_day(text: str) -> date:
    """A day as written in an address or on a command line. Raises `ValueError` if it is none, or out of reach."""
    day = date.fromisoformat(text)
    if len(text) != len("2026-09-16") or not FIRST_DAY <= day <= LAST_DAY:
        raise ValueError(text)
    return day


@dataclass(frozen=True)
class Question:
    """What the reader chose; None where they left it to us. `until` is not included. `""` is the empty team."""

    as_of: date | None = None
    since: date | None = None
    until: date | None = None
    bucket: Bucket = Bucket.WEEK
    clock: Clock = Clock.CREATED
    days: Days = Days.CALENDAR
    teams: tuple[str, ...] = ()
    objectives: tuple[str, ...] = ()
    version: int | None = None


@dataclass(frozen=True)
class Scope:
    """The question with its defaults filled in. `as_of` is None where there are no facts at all; then the range is empty."""

    question: Question
    version: int
    as_of: date | None = None
    since: date = date.min
    until: date = date.min
    teams: tuple[str, ...] = field(default=())

    @property
    def objectives(self) -> tuple[str, ...]:
        return self.question.objectives

    @property
    def bucket(self) -> Bucket:
        return self.question.bucket

    def choosing(self, objectives: tuple[str, ...] = ()) -> "Scope":
        """The same, asked of these objectives; without any, of all."""
        return replace(self, question=replace(self.question, objectives=objectives))


def resolve(con: DuckDBPyConnection, question: Question) -> Scope:
    """The scope of a question as known at its version (the latest if none is named).

    Default day: the last day with a KR value, else the day of the latest moment of any requirement or bug, never later than
    the day of the newest import. Default range: from the earliest start of the objectives whose period holds the day, else
    ninety days back, to the end of the day. Raises `ReversedRange` and `UnknownVersion`.
    """
    if question.since and question.until and question.until < question.since:
        raise ReversedRange(f"{question.since} > {question.until}")
    latest = latest_version(con)
    version = latest if question.version is None else question.version
    if not 0 <= version <= latest:
        raise UnknownVersion(version, latest)
    con.execute("set variable version = $version::bigint", {"version": version})
    teams = tuple(unicodedata.normalize("NFKC", name).strip() for name in question.teams)
    as_of = question.as_of or _default_day(con)
    if as_of is None:
        return Scope(question, version, teams=teams)
    end_of_day = as_of + timedelta(days=1)
    since = question.since or _default_since(con, as_of)
    until = min(question.until or end_of_day, end_of_day)
    return Scope(question, version, as_of, since, max(since, until), teams)


def latest_version(con: DuckDBPyConnection) -> int:
    """The newest version of the store; 0 before the first import."""
    con.execute("reset variable version")
    return int(con.execute("select coalesce(max(version), 0) from versions").fetchall()[0][0])


def _default_day(con: DuckDBPyConnection) -> date | None:
    day: date | None = con.execute("select default_day from default_days").fetchall()[0][0]
    return day


def _default_since(con: DuckDBPyConnection, as_of: date) -> date:
    earliest: date | None = con.execute(
        "select min(starts_on) from objectives where starts_on <= $as_of and ends_on >= $as_of", {"as_of": as_of}
    ).fetchall()[0][0]
    return earliest or as_of - timedelta(days=90)


class Facts(StrEnum):
    """The views that the scope's teams and objectives narrow; with an objective chosen, the ones that follow its links."""

    WORK = "chosen_work"
    GOAL_WORK = "chosen_goal_work"
    BUGS = "chosen_bugs"
    GOAL_BUGS = "chosen_goal_bugs"


def narrow(con: DuckDBPyConnection, scope: Scope) -> None:
    """Tell the views which version, teams, objectives and clock the cursor reads. Teams are looked up among their other names."""
    con.execute("set variable version = $version::bigint", {"version": scope.version})
    known = dict(con.execute("select alias, team from team_names").fetchall()) if scope.teams else {}
    con.execute("set variable teams = $teams::varchar[]", {"teams": [known.get(team, team) for team in scope.teams]})
    con.execute("set variable clock = $clock::varchar", {"clock": scope.question.clock.value})
    con.execute("set variable objectives = $objectives::varchar[]", {"objectives": list(scope.objectives)})


def work_of(scope: Scope) -> Facts:
    return Facts.GOAL_WORK if scope.objectives else Facts.WORK


def bugs_of(scope: Scope) -> Facts:
    return Facts.GOAL_BUGS if scope.objectives else Facts.BUGS
