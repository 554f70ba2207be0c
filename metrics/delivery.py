"""Delivered and in-progress work behind the goals."""

from typing import NamedTuple

from duckdb import DuckDBPyConnection

from metrics.registry import Better, Unit, figure
from metrics.scope import Scope, narrow


class Work(NamedTuple):
    """Requirements delivered in the range and in progress at its day."""

    delivered: int = 0
    in_progress: int = 0


class GoalWork(NamedTuple):
    """Work by key result, each requirement once on each it serves; and by objective, each once."""

    of_kr: dict[str, Work]
    of_objective: dict[str, Work]


def goal_work(con: DuckDBPyConnection, scope: Scope) -> GoalWork:
    """The work behind all goals; a goal without any is not named."""
    narrow(con, scope)
    asked = {"as_of": scope.as_of, "since": scope.question.since, "until": scope.question.until}
    rows = con.execute(GOAL_WORK + _COUNTED, asked).fetchall()
    return GoalWork(
        {kr: Work(delivered, in_progress) for _, kr, delivered, in_progress in rows if kr is not None},
        {objective: Work(delivered, in_progress) for objective, kr, delivered, in_progress in rows if kr is None},
    )


@figure(Unit.COUNT, Better.HIGHER)
def delivered(work: Work) -> int:
    """Requirements released in the range. On an objective's rows the range runs from its first day to the as-of day, unless the
    reader chose another. One that serves several key results counts once on each of them, once on their objective and once in a
    total.

    范围内发布的需求数。在目标的各行上，范围默认从目标的开始日期到当日，除非读者另选。关联多个KR的需求在每个KR上各计一次，在目标和合计中只计一次。
    """
    return work.delivered


@figure(Unit.COUNT)
def in_progress(work: Work) -> int:
    """Requirements started by the end of the as-of day and by then neither released nor cancelled. Started is the earliest stage
    entered; without any stage the day raised, unless the status says it has not been taken up (new, planned, backlog). One whose
    status says finished but which has no date for it is left out.

    截至当日已开始、且尚未发布也未取消的需求数。开始指最早进入的阶段；没有任何阶段时间的取创建日，但状态为新建、规划中、待对焦等未启动的不算。
    状态为已完成却没有日期的不计入。
    """
    return work.in_progress


GOAL_WORK = """
    with goals as (
        select kr_id, objective_id,
               coalesce($since::date, starts_on)                                    as since,
               least(coalesce($until::date, $as_of::date + 1), $as_of::date + 1, ends_on + 1) as until,
               least(ends_on, $as_of::date)                                         as read_on
        from goal_krs
    ),
    goal_work as (
        select l.kr_id, l.objective_id, w.fact_id,
               w.released_on >= g.since and w.released_on < g.until                 as is_delivered,
               not w.undated
                   and w.started_on <= g.read_on
                   and (w.released_on is null or w.released_on > g.read_on)
                   and (w.cancelled_on is null or w.cancelled_on > g.read_on)       as is_in_progress
        from requirement_links as l
        join goals as g on g.kr_id = l.kr_id
        join chosen_work as w on w.fact_id = l.fact_id
    )
"""

_COUNTED = """
    select objective_id, kr_id,
           count(distinct case when is_delivered then fact_id end),
           count(distinct case when is_in_progress then fact_id end)
    from goal_work
    group by grouping sets ((objective_id, kr_id), (objective_id))
"""
