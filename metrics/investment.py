"""Whose work serves which objective."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from duckdb import DuckDBPyConnection

from metrics.registry import Better, Unit, figure
from metrics.scope import Scope, narrow


class Investment(NamedTuple):
    """One team's part for one objective; team None has no name, objective None is work that serves none."""

    team: str | None
    delivered: int
    objective_id: str | None
    count: float  # type: ignore[assignment]  # the contract calls it so; tuple.count is not needed
    share: float


def team_investment(con: DuckDBPyConnection, scope: Scope) -> list[Investment]:
    """Each team's delivered work of the range, split over the objectives it serves; a team's shares add up to 1.

    A filter on objectives chooses which parts are told; delivered and share stay those of all the team's work.
    """
    return team_investments(con, scope, [(scope.since, scope.until)])[0]


def team_investments(con: DuckDBPyConnection, scope: Scope, ranges: Sequence[tuple[date, date]]) -> list[list[Investment]]:
    """The same for several ranges that don't overlap, in place of the scope's own."""
    narrow(con, scope)
    asked = {"since": [since for since, _ in ranges], "until": [until for _, until in ranges], "objectives": list(scope.objectives)}
    rows = con.execute(_INVESTMENT, asked).fetchall()
    return [
        [
            Investment(team, delivered, objective, count, share(count, delivered))
            for began, team, delivered, objective, count in rows
            if began == since
        ]
        for since, _ in ranges
    ]


@figure(Unit.SHARE, Better.NEUTRAL, sample="delivered")
def share(count: float, delivered: int) -> float:
    """Part of a team's delivered requirements that serves the objective. One that serves n objectives gives 1/n to each; work that
    serves none is a column of its own, so that each team's row adds up to 100 %.

    团队已交付需求中服务于该目标的占比。服务于n个目标的需求给每个目标各计1/n；未关联目标的单独成列，因此每个团队合计为100%。
    """
    return count / delivered


_INVESTMENT = """
    with ranges as (
        select unnest($since::date[]) as since, unnest($until::date[]) as until
    ),
    released as (
        select r.since, w.fact_id, w.team
        from chosen_work as w
        join ranges as r on w.released_on >= r.since and w.released_on < r.until
    ),
    totals as (
        select since, team, count(*) as delivered
        from released
        group by since, team
    ),
    parts as (
        select r.since, r.team, o.objective_id, 1.0::double / count(*) over (partition by r.fact_id) as part
        from released as r
        left join requirement_objectives as o on o.fact_id = r.fact_id
    )
    select p.since, p.team, t.delivered, p.objective_id, sum(p.part) as count
    from parts as p
    join totals as t on t.since = p.since and t.team is not distinct from p.team
    where len($objectives::varchar[]) = 0
       or list_contains($objectives::varchar[], p.objective_id)
    group by p.since, p.team, t.delivered, p.objective_id
    order by t.delivered desc, p.team nulls last, p.objective_id nulls last
"""
