"""Key results that much work has not moved."""

from collections.abc import Sequence
from itertools import groupby

from metrics.attention.concern import Concern, Figures, Kind, Rule
from metrics.attention.reading import Reading
from metrics.attention.registry import rule
from metrics.attention.weight import weight
from metrics.goals import GoalRow
from metrics.status import Status

LAST_VALUE_WEEKS = {"week": 2, "month": 9}  # how far back the last value of such a metric still counts


@rule(Rule.NO_MOVEMENT)
def no_movement(reading: Reading) -> list[Concern]:
    """Much of the work for goals of the last weeks went into a key result, more than its fair part by the threshold, and none of its
    metrics came further by more than the threshold. A requirement that serves several counts in parts, as in work against outcome.
    Its fair part is its own and its objective's weight among all that run. Says also how far it is behind its plan. Weight: its part
    over the one at the threshold, times the key result's size; where it tells of being behind too, that weight if it is greater.

    最近几周为目标交付的需求中，投入该KR的占比超过其应得份额达到阈值倍数，而它的所有指标前进都没有超过阈值。服务于多个KR的需求按份计入，与投入产出一致。
    应得份额按KR与目标的权重计算。同时说明落后计划多少。权重：占比除以阈值处的占比，再乘以KR的大小；同时说明落后时，取两者权重中较大的。
    """
    groups = [list(group) for _, group in groupby(reading.rows, key=lambda row: row.kr_id)]
    total = sum(reading.work.values())
    found = [_judged(rows, total, len(groups), reading) for rows in groups if rows[0].kr_id in reading.listed]
    return [concern for concern in found if concern]


def _judged(rows: Sequence[GoalRow], total: float, goals: int, reading: Reading) -> Concern | None:
    kr, limits, goal = rows[0], reading.limits, reading.goals[rows[0].kr_id]
    weeks = int(limits.no_movement_weeks)
    moves = {row.metric_id: moved for row in rows if (moved := _moved(row, reading, weeks)) is not None}
    is_young = (reading.as_of - goal.starts_on).days < 7 * weeks
    if not moves or is_young or kr.delivered < limits.no_movement_count or all(row.status == Status.ACHIEVED for row in rows):
        return None
    fair = goal.size / goals
    part, enough = reading.work.get(kr.kr_id, 0.0) / total, fair * limits.no_movement_times
    if max(moves.values()) >= limits.no_movement_points or part <= enough:
        return None
    best = max((row for row in rows if row.metric_id in moves), key=lambda row: moves[row.metric_id])
    figures: Figures = {
        "metric": best.metric_name,
        "delivered": float(kr.delivered),
        "part": part,
        "fair": fair,
        "weeks": float(weeks),
        "moved": moves[best.metric_id],
        "gap": best.gap,
        "progress": best.progress,
        "expected": best.expected,
    }
    heavy = weight(part, enough, goal.size)
    return Concern(Rule.NO_MOVEMENT, Kind.KR, kr.kr_id, kr.kr_title, best.metric_id, kr.objective_id, figures, heavy)


def _moved(row: GoalRow, reading: Reading, weeks: int) -> float | None:
    """By which part of its way the metric came further; unknown unless it was measured then and now."""
    if row.progress is None or row.baseline is None or row.target is None:
        return None
    then = _value(row, reading, weeks)
    return None if then is None else row.progress - (then - row.baseline) / (row.target - row.baseline)


def _value(row: GoalRow, reading: Reading, weeks_ago: int) -> float | None:
    series = reading.series.get(row.metric_id or "", ())
    last = len(series) - weeks_ago
    known = [value for value in series[max(last - LAST_VALUE_WEEKS.get(row.every or "", 1), 0) : last] if value is not None]
    return known[-1] if known else None
