"""What a reader can choose from, and how fresh what they read is."""

from datetime import UTC, datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from duckdb import DuckDBPyConnection

from metrics.goals import natural
from metrics.scope import Days, Scope, narrow


class Freshness(NamedTuple):
    """The version read and when its newest import was made, in business time; whether all of it is the sample company.

    `holidays_unknown`: years of the range that the holiday calendar doesn't know, where workdays are asked for.
    """

    version: int
    imported_at: datetime | None
    sample: bool
    holidays_unknown: list[int]


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


def freshness(con: DuckDBPyConnection, scope: Scope) -> Freshness:
    """How old what is shown is, and what it is made of."""
    narrow(con, scope)
    made_at, is_sample = con.execute(_NEWEST).fetchall()[0]
    zone = ZoneInfo(con.execute("select name from business_zone").fetchall()[0][0])
    unknown = con.execute(_UNKNOWN, {"since": scope.since, "until": scope.until}).fetchall() if scope.question.days == Days.WORKDAY else []
    return Freshness(scope.version, made_at and made_at.replace(tzinfo=UTC).astimezone(zone), bool(is_sample), [year for (year,) in unknown])


_NEWEST = """
    select max(made_at), arg_max(kind, version) = 'sample'
    from versions
    where kind in ('import', 'sample')
"""

_UNKNOWN = """
    select distinct year(day)
    from calendar
    where not holidays_known
      and day >= $since
      and day < $until
    order by 1
"""
