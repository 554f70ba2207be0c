"""Key results on the wrong course: far behind their plan, or going the wrong way."""

from collections.abc import Sequence
from itertools import groupby, pairwise
from typing import NamedTuple

from metrics.attention.concern import Concern, Figures, Kind, Rule
from metrics.attention.noise import deviation
from metrics.attention.reading import Reading
from metrics.attention.registry import rule
from metrics.attention.weight import weight
from metrics.goals import GoalRow
from metrics.registry import RISING
from metrics.status import Status

LIMITS = ("maintain_above", "maintain_below")
USUAL_WEEKS = 13  # a quarter says how much a metric usually moves in a week
FEWEST_MOVES = 4


class Fall(NamedTuple):
    """A metric's value two weeks ago, one week ago and now, each worse than the one before; `part` of its way, all together."""

    was: float
    between: float
    now: float
    part: float


@rule(Rule.BEHIND)
def behind(reading: Reading) -> list[Concern]:
    """A key result's metric lags its plan by more than the threshold, or its status is at risk (limits too). Of several metrics the
    one furthest behind is told. Weight: the gap over the threshold (for a limit what it is missed by over what is still behind),
    times the key result's size.

    KR的指标落后计划超过阈值，或状态为有风险（守住类同样适用）。一个KR有多个指标时说最落后的一个。权重：差距除以阈值（守住类为超限幅度除以界限），
    再乘以KR的大小。
    """
    rows = [row for row in reading.chosen if is_behind(row, reading)]
    return [_behind(list(group), reading) for _, group in groupby(rows, key=lambda row: row.kr_id)]


@rule(Rule.FALLING)
def falling(reading: Reading) -> list[Concern]:
    """A metric was worse this week than last week, and last week than the week before, against its direction; both weeks together by
    more than the threshold, part of the way from baseline to target, and by more than its weekly moves differ among themselves. One that is behind
    its plan already is told there; one that is achieved, and a limit that is kept, may move.
    Weight: the fall over the threshold, times the key result's size.

    指标连续两周朝不利方向变化：本周差于上周，上周差于再前一周；两周合计超过阈值（占基准到目标路程的比例），且超过各周变化之间的波动。已经落后计划的在那一条里说；已达成的和守住界限的不提。
    权重：下滑幅度除以阈值，再乘以KR的大小。
    """
    rows = [row for row in reading.chosen if fall(row, reading) and not is_behind(row, reading)]
    return [_falling(list(group), reading) for _, group in groupby(rows, key=lambda row: row.kr_id)]


def is_behind(row: GoalRow, reading: Reading) -> bool:
    return row.status == Status.AT_RISK or (row.gap is not None and row.gap > reading.limits.behind_points)


def fall(row: GoalRow, reading: Reading) -> Fall | None:
    """How the metric fell two weeks in a row, if it did and that is no noise."""
    series = _measured(row, reading)
    values = [value for value in series[-USUAL_WEEKS:] if value is not None]
    moves = [after - before for before, after in pairwise(values)]
    way = _way(row, reading)
    if _is_well(row) or len(moves) < FEWEST_MOVES or list(series[-3:]) != values[-3:] or not way:
        return None
    worse = [-move if row.direction in RISING else move for move in moves[-2:]]
    noise = deviation(moves) * reading.limits.falling_times
    is_news = min(worse) > 0 and sum(worse) > noise and sum(worse) / way > reading.limits.falling_points
    was, between, now = values[-3:]
    return Fall(was, between, now, sum(worse) / way) if is_news else None


def _measured(row: GoalRow, reading: Reading) -> Sequence[float | None]:
    """Its weeks; the last value of a weekly metric is current for nearly two, so that its newest week may be still to come."""
    series = reading.series.get(row.metric_id or "", ())
    return series[:-1] if row.every == "week" and series and series[-1] is None else series


def _is_well(row: GoalRow) -> bool:
    """Beyond its target, or a limit that is kept: there it may move."""
    return row.status == Status.ACHIEVED or (row.direction in LIMITS and row.status == Status.ON_TRACK)


def _way(row: GoalRow, reading: Reading) -> float:
    """From baseline to target; of a limit what it may be missed by until it is at risk."""
    if row.target is None or row.baseline is None:
        return 0.0
    if row.direction in LIMITS:
        return abs(row.target) * reading.cut.maintain_miss
    return abs(row.target - row.baseline)


def _behind(rows: Sequence[GoalRow], reading: Reading) -> Concern:
    size = reading.goals[rows[0].kr_id].size
    worst = max(rows, key=lambda row: _beyond(row, reading))
    fell = fall(worst, reading)
    figures: Figures = {
        **_of(worst),
        "gap": worst.gap,
        "progress": worst.progress,
        "expected": worst.expected,
        "threshold": reading.limits.behind_points,
        "fell": fell.part if fell else None,
        "more": float(len(rows) - 1),
    }
    return _concern(Rule.BEHIND, worst, figures, _beyond(worst, reading) * size)


def _beyond(row: GoalRow, reading: Reading) -> float:
    """In thresholds; what is at risk by the status alone is at its threshold at least."""
    if row.gap is not None:
        return max(1.0, weight(row.gap, reading.limits.behind_points))
    return max(1.0, weight(abs((row.current or 0.0) - (row.target or 0.0)), _way(row, reading)))


def _falling(rows: Sequence[GoalRow], reading: Reading) -> Concern:
    falls = {row.metric_id: found for row in rows if (found := fall(row, reading))}
    worst = max(rows, key=lambda row: falls[row.metric_id].part)
    fell = falls[worst.metric_id]
    figures = {**_of(worst), "was": fell.was, "between": fell.between, "now": fell.now, "fell": fell.part, "more": float(len(rows) - 1)}
    return _concern(Rule.FALLING, worst, figures, weight(fell.part, reading.limits.falling_points, reading.goals[worst.kr_id].size))


def _of(row: GoalRow) -> Figures:
    return {"metric": row.metric_name, "unit": row.unit, "current": row.current, "target": row.target}


def _concern(name: Rule, row: GoalRow, figures: Figures, heavy: float) -> Concern:
    return Concern(name, Kind.KR, row.kr_id, row.kr_title, row.metric_id, row.objective_id, figures, heavy)
