"""Investment against outcome: how much of the work went to each key result, and where that one stands against its plan."""

from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from itertools import groupby
from typing import NamedTuple

from duckdb import DuckDBPyConnection

from metrics.goals import GoalRow, kr_progress, okr_progress
from metrics.registry import Better, Unit, figure
from metrics.scope import Scope, narrow
from metrics.status import Status, worst


class Apart(StrEnum):
    """Why a key result can't be held against its plan."""

    OUTSIDE = "outside"  # its objective's period doesn't touch the range
    NO_METRIC = "no_metric"
    LIMIT = "limit"  # it only keeps limits, which are not progress
    NO_VALUE = "no_value"  # none yet, or none that is recent enough
    NO_WAY = "no_way"  # its target is its baseline


class Outcome(NamedTuple):
    """One key result. `delivered` are the requirements of the range that serve it, `work` its part of them, `total` the parts of
    all key results together and `fair` the share that each would have if all had the same. `metrics` counts those that
    `reached` and `due` are the means of; without any, `apart` says why.
    """

    objective_id: str
    kr_id: str
    kr_title: str
    delivered: int
    work: float
    total: float
    work_share: float | None
    fair: float | None
    reached: float | None
    due: float | None
    lead: float | None
    metrics: int
    status: str | None
    apart: Apart | None

    @property
    def shown(self) -> bool:
        """Whether it has a place in the picture."""
        return self.apart is None and self.work_share is not None


class Part(NamedTuple):
    """A key result's requirements, each counted once, and the part of them that is its own."""

    delivered: int = 0
    work: float = 0.0


def outcome(con: DuckDBPyConnection, scope: Scope) -> list[Outcome]:
    """One row per key result of the scope, in the order of the board.

    Work is the range's, the same for all, so that shares can be compared and the shares of all key results add up to 1. A
    filter on objectives chooses which are told and changes no share; one on teams narrows the work.
    """
    if scope.as_of is None:
        return []
    rows = okr_progress(con, scope)
    parts = parts_of_work(con, scope)
    total = sum(part.work for part in parts.values())
    periods = {kr: _touches(since, last, scope) for kr, since, last in con.execute(_PERIODS).fetchall()}
    fair = 1 / sum(periods.values()) if any(periods.values()) else None
    found = [list(group) for _, group in groupby(rows, key=lambda row: row.kr_id)]
    return [_outcome(kr, parts.get(kr[0].kr_id, Part()), total, fair, inside=periods[kr[0].kr_id]) for kr in found]


@figure(Unit.SHARE, sample="delivered")
def work_share(work: float, total: float) -> float | None:
    """Part of the delivered work for goals that went to the key result. A requirement that serves n objectives gives 1/n to each,
    as in the teams' investment, and each objective's part is split evenly over those of its key results that it serves; so all
    key results add up to 100 %. Work that serves no goal is left out.

    已交付的目标相关工作中投入到该KR的占比。服务于n个目标的需求给每个目标各计1/n（与团队投入一致），目标所得再在其关联的KR间平分，
    因此全部KR合计为100%。未关联目标的工作不计入。
    """
    return work / total if total else None


@figure(Unit.SHARE, Better.HIGHER, sample="metrics")
def lead(reached: float, due: float) -> float:
    """Progress of the key result minus what its plan expects by the as-of day, both the mean of its metrics, each held between
    0 % and 100 %. Above zero it is ahead of its plan, below zero behind it. Metrics without a progress are left out.

    KR进度减去计划到当日应完成的比例；二者均为其各指标的均值，每个指标限制在0%到100%之间。大于零表示领先计划，小于零表示落后。没有进度的指标不计入。
    """
    return reached - due


def _outcome(rows: Sequence[GoalRow], part: Part, total: float, fair: float | None, *, inside: bool) -> Outcome:
    kr = rows[0]
    reached, due = kr_progress(rows)
    ahead = None if reached is None or due is None else lead(reached, due)
    counted = sum(row.progress is not None for row in rows)
    return Outcome(
        objective_id=kr.objective_id,
        kr_id=kr.kr_id,
        kr_title=kr.kr_title,
        delivered=part.delivered,
        work=part.work,
        total=total,
        work_share=work_share(part.work, total),
        fair=fair,
        reached=reached,
        due=due,
        lead=ahead,
        metrics=counted,
        status=worst(row.status for row in rows),
        apart=_apart(rows, ahead, inside=inside),
    )


def _apart(rows: Sequence[GoalRow], ahead: float | None, *, inside: bool) -> Apart | None:
    if not inside:
        return Apart.OUTSIDE
    if ahead is not None:
        return None
    moving = [row for row in rows if not (row.direction or "").startswith("maintain")]
    if not moving:
        return Apart.LIMIT
    if all(row.metric_id is None for row in moving):
        return Apart.NO_METRIC
    return Apart.NO_WAY if any(row.status == Status.UNDEFINED for row in moving) else Apart.NO_VALUE


def _touches(starts_on: date, ends_on: date, scope: Scope) -> bool:
    return starts_on < scope.until and ends_on >= scope.since


def parts_of_work(con: DuckDBPyConnection, scope: Scope) -> dict[str, Part]:
    """What each key result got of the range's work; one without any isn't named."""
    narrow(con, scope)
    rows = con.execute(_PARTS, {"since": scope.since, "until": scope.until}).fetchall()
    return {kr: Part(delivered, work) for kr, delivered, work in rows}


_PERIODS = "select kr_id, starts_on, ends_on from goal_krs"

_PARTS = """
    with served as (
        select fact_id, objective_id, kr_id
        from requirement_links
        where fact_id in (
            select fact_id
            from chosen_work
            where released_on >= $since
              and released_on < $until
        )
    ),
    goals as (
        select fact_id, objective_id, 1.0::double / count(*) as of_objective
        from served
        group by fact_id, objective_id
    ),
    works as (
        select fact_id, 1.0::double / count(*) as of_work
        from goals
        group by fact_id
    )
    select s.kr_id, count(*), sum(g.of_objective * w.of_work)
    from served as s
    join goals as g on g.fact_id = s.fact_id and g.objective_id = s.objective_id
    join works as w on w.fact_id = s.fact_id
    group by s.kr_id
"""
