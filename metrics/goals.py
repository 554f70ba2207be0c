"""The OKR board: one row per KR metric, and one per objective, as read at the end of the day."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from duckdb import DuckDBPyConnection

from metrics.delivery import Work, goal_work
from metrics.kr import MetricDay, avg_7d, current, expected, gap, metric_days, month_target, progress, status, wow
from metrics.scope import Scope
from metrics.status import Cutoffs, cutoffs, worst


class GoalRow(NamedTuple):
    """One KR metric; a KR without metrics has one row with nulls. The fields are the command line's contract."""

    objective_id: str
    objective_title: str
    ended: bool
    kr_id: str
    kr_title: str
    owner: str | None
    business_module: str | None
    delivered: int
    in_progress: int
    metric_id: str | None
    metric_name: str | None
    unit: str | None
    direction: str | None
    every: str | None
    baseline: float | None
    target: float | None
    latest: float | None
    latest_on: date | None
    avg_7d: float | None
    days_7d: int | None
    days_prev_7d: int | None
    current: float | None
    wow: float | None
    progress: float | None
    expected: float | None
    gap: float | None
    status: str | None
    month_target: float | None


class ObjectiveRow(NamedTuple):
    """One objective with what its key results add up to; `krs` and `metrics` are counts."""

    objective_id: str
    title: str
    interpretation: str | None
    strategy: str | None
    owner: str | None
    starts_on: date
    ends_on: date
    ended: bool
    weight: float
    progress: float | None
    expected: float | None
    gap: float | None
    status: str | None
    delivered: int
    in_progress: int
    krs: int
    metrics: int


def okr_progress(con: DuckDBPyConnection, scope: Scope) -> list[GoalRow]:
    """One row per metric of each key result on the board, in the natural order of their ids."""
    if scope.as_of is None:
        return []
    return _rows(con, scope, goal_work(con, scope).of_kr)


def objectives(con: DuckDBPyConnection, scope: Scope) -> list[ObjectiveRow]:
    """One row per objective of the scope, those that have ended last; a requirement that serves several of its key results counts once."""
    return goals(con, scope)[0]


def goals(con: DuckDBPyConnection, scope: Scope) -> tuple[list[ObjectiveRow], list[GoalRow]]:
    """The objectives of the scope and their metrics, read once for both."""
    if scope.as_of is None:
        return [], []
    work, weights = goal_work(con, scope), _kr_weights(con)
    rows = _rows(con, scope, work.of_kr)
    found = con.execute(_OBJECTIVES, {"objectives": list(scope.objectives)}).fetchall()
    listed = [
        _objective_row(
            objective, scope.as_of, [row for row in rows if row.objective_id == objective[0]], work.of_objective.get(objective[0], Work()), weights
        )
        for objective in found
    ]
    return sorted(listed, key=lambda row: (row.ended, natural(row.objective_id))), rows


def _rows(con: DuckDBPyConnection, scope: Scope, work: Mapping[str, Work]) -> list[GoalRow]:
    cut = cutoffs(con)
    rows = [_goal_row(day, work.get(day.kr_id, Work()), cut) for day in metric_days(con, scope)]
    return sorted(rows, key=lambda row: [(natural(part), part) for part in (row.objective_id, row.kr_id, row.metric_id or "")])


def natural(text: str) -> list[tuple[int, int, str]]:
    """A sort key that puts O2 before O10."""
    return [(0, int(part), "") if part.isdecimal() else (1, 0, part) for part in re.split(r"(\d+)", text) if part]


def _goal_row(day: MetricDay, work: Work, cut: Cutoffs) -> GoalRow:
    has_metric = day.metric_id is not None
    return GoalRow(
        objective_id=day.objective_id,
        objective_title=day.objective_title,
        ended=day.ended,
        kr_id=day.kr_id,
        kr_title=day.kr_title,
        owner=day.owner,
        business_module=day.business_module,
        delivered=work.delivered,
        in_progress=work.in_progress,
        metric_id=day.metric_id,
        metric_name=day.metric_name,
        unit=day.unit,
        direction=day.direction,
        every=day.every,
        baseline=day.baseline,
        target=day.target,
        latest=day.latest,
        latest_on=day.latest_on,
        avg_7d=avg_7d(day),
        days_7d=day.days_7d if has_metric else None,
        days_prev_7d=day.days_prev_7d if has_metric else None,
        current=current(day),
        wow=wow(day),
        progress=progress(day),
        expected=expected(day),
        gap=gap(day),
        status=status(day, cut),
        month_target=month_target(day),
    )


def _objective_row(objective: Sequence[object], as_of: date, rows: Sequence[GoalRow], work: Work, weights: dict[str, float]) -> ObjectiveRow:
    id_, title, interpretation, strategy, owner, starts_on, ends_on, weight = objective
    krs = list(dict.fromkeys(row.kr_id for row in rows))
    parts = [(weights.get(kr, 1.0), *kr_progress([row for row in rows if row.kr_id == kr])) for kr in krs]
    reached, due = weighted([(weight, part) for weight, part, _ in parts]), weighted([(weight, part) for weight, _, part in parts])
    return ObjectiveRow(
        objective_id=str(id_),
        title=str(title),
        interpretation=interpretation,  # type: ignore[arg-type]
        strategy=strategy,  # type: ignore[arg-type]
        owner=owner,  # type: ignore[arg-type]
        starts_on=starts_on,  # type: ignore[arg-type]
        ends_on=ends_on,  # type: ignore[arg-type]
        ended=ends_on < as_of,  # type: ignore[operator]
        weight=weight,  # type: ignore[arg-type]
        progress=reached,
        expected=due,
        gap=None if reached is None or due is None else due - reached,
        status=worst(row.status for row in rows),
        delivered=work.delivered,
        in_progress=work.in_progress,
        krs=len(krs),
        metrics=sum(row.metric_id is not None for row in rows),
    )


def kr_progress(rows: Sequence[GoalRow]) -> tuple[float | None, float | None]:
    """Mean of the metrics' progress and expected, each clamped to 0…1; metrics without a progress are left out."""
    counted = [(_clamped(row.progress), _clamped(row.expected)) for row in rows if row.progress is not None and row.expected is not None]
    if not counted:
        return None, None
    return sum(part for part, _ in counted) / len(counted), sum(part for _, part in counted) / len(counted)


def _clamped(value: float) -> float:
    return min(1.0, max(0.0, value))


def weighted(parts: Iterable[tuple[float, float | None]]) -> float | None:
    """Mean of the parts that there are, each by its weight."""
    counted = [(weight, part) for weight, part in parts if part is not None]
    total = sum(weight for weight, _ in counted)
    return sum(weight * part for weight, part in counted) / total if total else None


def _kr_weights(con: DuckDBPyConnection) -> dict[str, float]:
    return dict(con.execute("select kr_id, weight from goal_krs").fetchall())


_OBJECTIVES = """
    select objective_id, title, interpretation, strategy, owner, starts_on, ends_on, coalesce(weight, 1)
    from objectives
    where len($objectives::varchar[]) = 0
       or list_contains($objectives::varchar[], objective_id)
"""


def trends(con: DuckDBPyConnection, scope: Scope, weeks: int = 12) -> dict[str, list[float | None]]:
    """Per metric one value a week, the last at the day it is read: 7-day averages, or the last value of a weekly or monthly metric."""
    found: dict[str, list[float | None]] = {}
    if scope.as_of is None:
        return found
    for metric_id, weeks_ago, value in con.execute(_TRENDS, {"as_of": scope.as_of, "weeks": weeks}).fetchall():
        found.setdefault(metric_id, [None] * weeks)[weeks - 1 - weeks_ago] = value
    return found


_TRENDS = """
    with read_metrics as (
        select m.metric_id, m.every, least(g.ends_on, $as_of::date) as read_on
        from kr_metrics as m
        join goal_krs as g on g.kr_id = m.kr_id
    )
    select m.metric_id,
           (m.read_on - v.day) // 7 as weeks_ago,
           case when m.every in ('week', 'month') then arg_max(v.value, v.day) else avg(v.value) end
    from read_metrics as m
    join kr_values as v on v.metric_id = m.metric_id and v.day <= m.read_on and v.day > m.read_on - 7 * $weeks::integer
    group by m.metric_id, m.every, weeks_ago
"""
