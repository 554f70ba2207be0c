"""Whose work serves which objective."""

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
    narrow(con, scope)
    asked = {"since": scope.since, "until": scope.until, "objectives": list(scope.objectives)}
    rows = con.execute(_INVESTMENT, asked).fetchall()
    return [Investment(team, delivered, objective_id, count, share(count, delivered)) for team, delivered, objective_id, count in rows]


@figure(Unit.SHARE, Better.NEUTRAL, sample="delivered")
def share(count: float, delivered: int) -> float:
    """Part of a team's delivered requirements that serves the objective. One that serves n objectives gives 1/n to each; work that
    serves none is a column of its own, so that each team's row adds up to 100 %.

    团队已交付需求中服务于该目标的占比。服务于n个目标的需求给每个目标各计1/n；未关联目标的单独成列，因此每个团队合计为100%。
    """
    return count / delivered


_INVESTMENT = """
    with released as (
        select fact_id, team
        from chosen_work
        where released_on >= $since
          and released_on < $until
    ),
    totals as (
        select team, count(*) as delivered
        from released
        group by team
    ),
    parts as (
        select r.team, o.objective_id, 1.0::double / count(*) over (partition by r.fact_id) as part
        from released as r
        left join requirement_objectives as o on o.fact_id = r.fact_id
    )
    select p.team, t.delivered, p.objective_id, sum(p.part) as count
    from parts as p
    join totals as t on t.team is not distinct from p.team
    where len($objectives::varchar[]) = 0
       or list_contains($objectives::varchar[], p.objective_id)
    group by p.team, t.delivered, p.objective_id
    order by t.delivered desc, p.team nulls last, p.objective_id nulls last
"""
