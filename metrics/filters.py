"""What a reader can choose from, and how fresh what they read is."""

from datetime import UTC, datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from duckdb import DuckDBPyConnection

from metrics.goals import natural
from metrics.scope import Scope, bugs_of, narrow


class Freshness(NamedTuple):
    """The version read and when its newest import was made, in business time; whether the sample company is what they read.

    `holidays_unknown`: years of the range that the holiday calendar doesn't know. `made_at`: when
    the version itself was made, be it by an import, an edit or an undo.
    """

    version: int
    imported_at: datetime | None
    sample: bool
    holidays_unknown: list[int]
    made_at: datetime | None = None


class Strangers(NamedTuple):
    """What a question names and nobody knows, as it names it."""

    teams: list[str]
    objectives: list[str]


def teams(con: DuckDBPyConnection, scope: Scope) -> list[str | None]:
    """Teams that have any work or bugs, by name; None, last, stands for those without one."""
    narrow(con, scope)
    rows = con.execute("select distinct team from work union select distinct team from valid_bugs").fetchall()
    return sorted((team for (team,) in rows), key=lambda team: (team is None, natural(team or "")))


def objective_choices(con: DuckDBPyConnection, scope: Scope) -> list[tuple[str, str]]:
    """Id and title of every objective."""
    narrow(con, scope)
    rows = con.execute("select objective_id, title from objectives").fetchall()
    return sorted(rows, key=lambda row: natural(row[0]))


def strangers(con: DuckDBPyConnection, scope: Scope) -> Strangers:
    """Teams and objectives of the question that the version knows nothing of; the empty team is no stranger."""
    narrow(con, scope)
    known = {team for (team,) in con.execute(_KNOWN_TEAMS).fetchall()}
    titles = dict(objective_choices(con, scope))
    asked = zip(scope.question.teams, scope.teams, strict=True)
    return Strangers([name for name, plain in asked if plain and plain not in known], [name for name in scope.objectives if name not in titles])


def environment_known(con: DuckDBPyConnection, scope: Scope) -> bool:
    """Whether any valid bug raised in the range says where it was found; while none does, online issues are unknown, not none."""
    narrow(con, scope)
    found = con.execute(_ENVIRONMENT.format(bugs=bugs_of(scope)), {"since": scope.since, "until": scope.until}).fetchall()
    return bool(found[0][0])


def freshness(con: DuckDBPyConnection, scope: Scope) -> Freshness:
    """How old what is shown is, and what it is made of."""
    narrow(con, scope)
    imported_at, made_at = con.execute(_NEWEST).fetchall()[0]
    is_sample = bool(con.execute("select 1 from sample_facts limit 1").fetchall())
    zone = ZoneInfo(con.execute("select name from business_zone").fetchall()[0][0])
    unknown = con.execute(_UNKNOWN, {"since": scope.since, "until": scope.until}).fetchall()
    moments = [moment and moment.replace(tzinfo=UTC).astimezone(zone) for moment in (imported_at, made_at)]
    return Freshness(scope.version, moments[0], is_sample, [year for (year,) in unknown], moments[1])


_KNOWN_TEAMS = """
    select alias from team_names
    union
    select team from teams
    union
    select team from work
    union
    select team from valid_bugs
"""

_ENVIRONMENT = """
    select count(environment)
    from {bugs}
    where raised_on >= $since
      and raised_on < $until
"""

_NEWEST = """
    select max(case when kind in ('import', 'sample') then made_at end), max(made_at)
    from versions
"""

_UNKNOWN = """
    select distinct year(day)
    from calendar
    where not holidays_known
      and day >= $since
      and day < $until
    order by 1
"""
