"""Who works on a key result or an objective: each team's people with what they delivered and what they have in hand."""

from collections import Counter
from typing import NamedTuple

from duckdb import DuckDBPyConnection

from metrics.delivery import GOAL_WORK
from metrics.goals import natural
from metrics.scope import Scope, narrow


class Worker(NamedTuple):
    """One owner's requirements in one team; a requirement may lack either, which is None."""

    team: str | None
    owner: str | None
    delivered: int
    in_progress: int

    @property
    def work(self) -> int:
        return self.delivered + self.in_progress


def workers(con: DuckDBPyConnection, scope: Scope, *, kr: str | None = None, objective: str | None = None) -> list[Worker]:
    """The team with most work first, in it the person with most; the counts are those of the OKR board and add up to them.

    A requirement that serves several key results of the objective counts once.
    """
    if scope.as_of is None:
        return []
    narrow(con, scope)
    asked = {"as_of": scope.as_of, "since": scope.question.since, "until": scope.question.until, "kr": kr, "objective": objective}
    found = [Worker._make(row) for row in con.execute(GOAL_WORK + _BY_PERSON, asked).fetchall()]
    of_team: Counter[str | None] = Counter()
    for worker in found:
        of_team[worker.team] += worker.work
    return sorted(found, key=lambda worker: (-of_team[worker.team], _named(worker.team), -worker.work, _named(worker.owner)))


def _named(name: str | None) -> tuple[bool, list[tuple[int, int, str]]]:
    """No name comes last."""
    return name is None, natural(name or "")


_BY_PERSON = """
    select w.team, w.owner,
           count(distinct case when g.is_delivered then g.fact_id end),
           count(distinct case when g.is_in_progress then g.fact_id end)
    from goal_work as g
    join chosen_work as w on w.fact_id = g.fact_id
    where (g.is_delivered or g.is_in_progress)
      and ($kr::varchar is null or g.kr_id = $kr)
      and ($objective::varchar is null or g.objective_id = $objective)
    group by w.team, w.owner
"""
