"""Listing the rows behind a number: page by page, or all of them."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from duckdb import DuckDBPyConnection

from metrics.efficiency import TIMED
from metrics.records.asked import Asked, Measure
from metrics.records.bugs import BUGS
from metrics.records.kind import Kind
from metrics.records.rows import Record, made
from metrics.records.values import VALUES
from metrics.records.work import WORK, weights
from metrics.scope import Scope, narrow

BATCH = 20_000


class Tally(NamedTuple):
    """How many rows there are, and what they add up to.

    `weight` is the sum of their parts for the goals asked about; `whole` is what that is a share of: all delivered work of the
    same teams and days. A sample of cycles has its mean, median, 85 % quantile and share within 14 days, values of one metric
    their mean.
    """

    rows: int = 0
    weight: float = 0.0
    whole: int | None = None
    mean: float | None = None
    p50: float | None = None
    p85: float | None = None
    within_14d: float | None = None

    @property
    def share(self) -> float | None:
        return self.weight / self.whole if self.whole else None


class Records(NamedTuple):
    """One page of rows; what all rows of the number add up to, and those of them that the search found."""

    tally: Tally
    found: Tally
    rows: list[Any]  # records of one kind: requirements, bugs or values

    @property
    def total(self) -> int:
        return self.tally.rows

    @property
    def weight(self) -> float:
        return self.tally.weight


def kind_of(measure: Measure) -> Kind:
    return BUGS if measure.of_bugs else VALUES if measure.of_values else WORK


def columns(measure: Measure) -> tuple[str, ...]:
    """Every column that its rows have."""
    return kind_of(measure).record._fields


def records(
    con: DuckDBPyConnection,
    scope: Scope,
    measure: Measure,
    *,
    kr: str | None = None,
    objective: str | None = None,
    metric: str | None = None,
    since: date | None = None,
    until: date | None = None,
    search: str = "",
    sort: str = "",
    owner: str | None = None,
    campaign: str | None = None,
    limit: int = 100,
    offset: int = 0,
) -> Records:
    """A page of them, the newest first unless sorted. With `kr`, `objective` or `campaign` without a part of the range, the
    objectives' own range holds as on the OKR board.

    `since` and `until` narrow to a part of the range, such as one bucket; `until` is not included. Values of metrics are those
    that the current value, or its change, is made of; with a part of time all values in it up to the day the metric is read.
    `search` is looked for in id, title, owner and team; `sort` is a column, or `-` and a column; `owner` is one person's work.
    """
    if scope.as_of is None:
        return Records(Tally(), Tally(), [])
    narrow(con, scope)
    asked = Asked(measure, kr, objective, metric, since, until, search, sort, owner, campaign)
    found = _tally(con, scope, asked)
    tally = _tally(con, scope, replace(asked, search="")) if search else found
    return Records(tally, found, read(con, scope, asked, _ids(con, scope, asked, limit, offset)))


def every_record(con: DuckDBPyConnection, scope: Scope, asked: Asked) -> Iterator[Record]:
    """All rows that are found, in their order, a batch in memory at a time."""
    if scope.as_of is None:
        return
    narrow(con, scope)
    ids = _ids(con, scope, asked, None, 0)
    for first in range(0, len(ids), BATCH):
        yield from read(con, scope, asked, ids[first : first + BATCH])


def _tally(con: DuckDBPyConnection, scope: Scope, asked: Asked) -> Tally:
    return Tally._make(_executed(con, scope, asked, _found(scope, asked) + kind_of(asked.measure).sums(scope, asked))[0])


def _ids(con: DuckDBPyConnection, scope: Scope, asked: Asked, limit: int | None, offset: int) -> list[int]:
    kind = kind_of(asked.measure)
    join = kind.order(asked.sort).join.format(timed=TIMED[scope.question.days].format(work="work"), weights=weights(asked, "found"))
    statement = _found(scope, asked) + _PAGE.format(join=join, order=kind.ordered(asked.sort))
    return [fact_id for (fact_id,) in _executed(con, scope, asked, statement, limit=limit, offset=offset)]


def _found(scope: Scope, asked: Asked) -> str:
    kind = kind_of(asked.measure)
    if not asked.search:
        return kind.members(scope, asked) + ", found as (select * from members)"
    looked_through = " or ".join(_MATCHES.format(name=name) for name in kind.searched)
    return kind.members(scope, asked) + _FOUND.format(matches=looked_through)


def read(con: DuckDBPyConnection, scope: Scope, asked: Asked, ids: list[int]) -> list[Any]:
    kind = kind_of(asked.measure)
    zone = ZoneInfo(con.execute("select name from business_zone").fetchall()[0][0])
    read = {fact_id: made(kind.record, row, zone) for fact_id, *row in _executed(con, scope, asked, kind.rows(scope, asked), ids=ids)}
    return [read[fact_id] for fact_id in ids]


def _executed(con: DuckDBPyConnection, scope: Scope, asked: Asked, statement: str, **more: object) -> list[tuple[Any, ...]]:
    """With what the statement names, of all that it may name."""
    named = {name: value for name, value in (asked.bound(scope) | more).items() if f"${name}" in statement}
    return con.execute(statement, named).fetchall()


_MATCHES = "regexp_matches(m.{name}, $pattern)"
_FOUND = ", found as (select * from members as m where {matches})"
_PAGE = """
    select f.fact_id
    from found as f
    {join}
    order by {order}
    limit $limit::bigint
    offset $offset::bigint
"""
