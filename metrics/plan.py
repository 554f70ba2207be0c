"""The plan line: where a metric should be on each day of its objective's period."""

from bisect import bisect_left
from calendar import monthrange
from collections.abc import Mapping
from datetime import date, timedelta
from itertools import pairwise


def planned(on: date, *, baseline: float, target: float, starts_on: date, ends_on: date, monthly_targets: Mapping[date, float]) -> float:
    """The plan's value at the end of the day `on`.

    Baseline until the end of the day before `starts_on`; then straight lines through each monthly target (keyed by the first
    day of its month) at the end of its month, if that day lies in [starts_on, ends_on), to the target at the end of `ends_on`.
    """
    points = [(starts_on - timedelta(days=1), baseline)]
    points += sorted((end_of_month(month), value) for month, value in monthly_targets.items() if starts_on <= end_of_month(month) < ends_on)
    points.append((ends_on, target))
    return _between(points, on)


def end_of_month(month: date) -> date:
    return month.replace(day=monthrange(month.year, month.month)[1])


def _between(points: list[tuple[date, float]], on: date) -> float:
    if on <= points[0][0]:
        return points[0][1]
    if on >= points[-1][0]:
        return points[-1][1]
    index = bisect_left([day for day, _ in points], on)
    (before, low), (after, high) = list(pairwise(points))[index - 1]
    return low + (high - low) * ((on - before).days / (after - before).days)
