"""The plan line: where a metric should be on each day of its objective's period."""

from bisect import bisect_left
from calendar import monthrange
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from functools import lru_cache
from itertools import pairwise


def planned(on: date, *, baseline: float, target: float, starts_on: date, ends_on: date, monthly_targets: Mapping[date, float]) -> float:
    """The plan's value at the end of the day `on`.

    Baseline until the end of the day before `starts_on`; then straight lines through each monthly target (keyed by the first
    day of its month) at the end of its month, if that day lies in [starts_on, ends_on), to the target at the end of `ends_on`.
    """
    return between(corners(baseline=baseline, target=target, starts_on=starts_on, ends_on=ends_on, monthly_targets=monthly_targets), on)


def corners(*, baseline: float, target: float, starts_on: date, ends_on: date, monthly_targets: Mapping[date, float]) -> list[tuple[date, float]]:
    """The days that the plan line bends on, with its values; the first is the eve of the period, the last its last day."""
    eve = (starts_on - timedelta(days=1), baseline)
    months = sorted((end_of_month(month), value) for month, value in monthly_targets.items() if starts_on <= end_of_month(month) < ends_on)
    return [eve, *months, (ends_on, target)]


@lru_cache(maxsize=1024)  # a table of plans asks for the same few months a hundred thousand times
def end_of_month(month: date) -> date:
    return month.replace(day=monthrange(month.year, month.month)[1])


def between(points: Sequence[tuple[date, float]], on: date) -> float:
    """The line's value on a day; before its first point and after its last it is level."""
    if on <= points[0][0]:
        return points[0][1]
    if on >= points[-1][0]:
        return points[-1][1]
    index = bisect_left([day for day, _ in points], on)
    (before, low), (after, high) = list(pairwise(points))[index - 1]
    return low + (high - low) * ((on - before).days / (after - before).days)
