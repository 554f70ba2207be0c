"""Where a metric is likely to be until its period ends, with a band that should hold 80 of 100 outcomes.

Forecast is what a KR is judged by: the 7-day average of a daily metric, the values of a weekly or monthly one on their own
steps. Three courses are tried on the metric's own past, from each of its days, as if nothing later were known: it stays where
it is; its trend (Theil-Sen: the median slope between the last five weeks' points) goes on but fades (Gardner and McKenzie 1985);
its trend goes on. A trend is believed only if it would have erred a fifth less over the longest distance that the past shows.

The band is as wide as the errors that the course chosen made over the same distance (split conformal prediction on rolling
origins, errors without their sign). Errors of neighbouring days overlap, so over a distance of h steps only every h/2-th counts
as one more; few of them ask for a higher quantile, and at last for more than the largest. Beyond what the past can show, the
band widens in proportion to the distance. Nothing seasonal is known, no holiday, no coming release: only the metric's own past.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, timedelta
from enum import StrEnum
from itertools import combinations, pairwise
from math import ceil, inf
from statistics import fmean, median
from typing import NamedTuple

from metrics.plan import end_of_month
from metrics.registry import Better, Unit, figure

COVERAGE = 0.80  # what the band aims at
HELD = {"day": 0.82, "week": 0.82, "month": 0.91}  # what it held in the backtest on real figures, shown beside it
FADES = 0.97  # of a fading trend so much is left a step later
COURSES = (0.0, FADES, 1.0)
BELIEVED = 0.8  # a trend must have erred at most this part of what the course before it did
TREND_POINTS, LEAST_POINTS = 5, 3
LEAST_ERRORS = 5
INDEPENDENT = 2  # errors within a distance that count as different ones
REACH = 4  # so many times as far as its past goes back can be looked ahead
DISTANCES = (1, 2, 3, 5, 7, 10, 14, 21, 28, 42, 56, 70, 91, 120, 150, 182, 240, 300, 365)


class Rhythm(NamedTuple):
    """How often a metric comes: steps a trend point lies apart, values needed, steps looked back, values a point is the mean of."""

    apart: int
    least: int
    back: int
    mean_of: int


RHYTHMS = {"day": Rhythm(7, 35, 365, 7), "week": Rhythm(1, 8, 104, 1), "month": Rhythm(1, 8, 60, 1)}


class Silence(StrEnum):
    """Why there is no forecast."""

    ENDED = "ended"
    NO_VALUE = "no_value"
    STALE = "stale"
    SHORT = "short"
    GAPPY = "gappy"


class Ahead(NamedTuple):
    """What is expected at the end of a day to come."""

    day: date
    expected: float
    low: float
    high: float


class Forecast(NamedTuple):
    """The days to come, the last of them the period's last day; or why there are none.

    Too short a past says how many steps it has and how many it needs, one with gaps how many of its steps have a value.
    """

    ahead: Sequence[Ahead] = ()
    silence: Silence | None = None
    has: int = 0
    needs: int = 0


Line = list[float | None]
Errors = dict[int, list[float]]


def forecast(values: Mapping[date, float], *, every: str, current: float | None, read_on: date, ends_on: date, most: float | None = None) -> Forecast:
    """From the values up to `read_on`; below 0, or above `most`, only if the values have been there."""
    known = {day: value for day, value in values.items() if day <= read_on}
    if read_on >= ends_on:
        return Forecast(silence=Silence.ENDED)
    if current is None:
        return Forecast(silence=Silence.STALE if known else Silence.NO_VALUE)
    days, rhythm = _days_ahead(max(known), read_on, ends_on, every), RHYTHMS.get(every, RHYTHMS["day"])
    line = _line(known, read_on, every, rhythm)
    count, needs = sum(value is not None for value in line), max(rhythm.least, ceil(len(days) / REACH))
    if len(line) < needs:
        return Forecast(silence=Silence.SHORT, has=len(line), needs=needs)
    points = _foreseen(_smoothed(line, rhythm.mean_of), len(days), rhythm) if count * 2 >= len(line) else []
    if not points:
        return Forecast(silence=Silence.GAPPY, has=count, needs=len(line))
    low, high = _bounds(known.values(), most)
    return Forecast([Ahead(day, *(min(max(value, low), high) for value in point)) for day, point in zip(days, points, strict=True) if day > read_on])


@figure(Unit.METRIC, Better.DIRECTION)
def foreseen(told: Forecast) -> float | None:
    """What the metric is expected to count as on its period's last day, if it goes on as its own past did: it stays, or its trend
    fades, or its trend goes on, whichever would have erred least. The band beside it aims to hold 80 of 100 outcomes. Seasons,
    holidays and coming releases are not known to it. Without five weeks of values (eight of a weekly or monthly metric), with
    gaps, or once the period is over there is none.

    按指标自身的历史走势，预计到周期最后一天的数值：维持现状、趋势渐缓或趋势延续，取以往误差最小的一种。旁边的区间力求覆盖100次中的80次。不考虑季节、节假日和即将上线的改动。
    数值不足五周（周指标、月指标不足八个）、缺失过多或周期已结束时不作预测。
    """
    return told.ahead[-1].expected if told.ahead else None


def _days_ahead(latest_on: date, read_on: date, ends_on: date, every: str) -> list[date]:
    """The days that values are to come on, by the metric's own steps; what the last one says holds at the period's end."""
    if every == "week":
        count = max(1, -(-(ends_on - latest_on).days // 7))
        return [min(latest_on + timedelta(days=7 * step), ends_on) for step in range(1, count + 1)]
    if every == "month":
        count = max(1, _months(latest_on, ends_on))
        return [min(_month_end(latest_on, step), ends_on) for step in range(1, count + 1)]
    return [read_on + timedelta(days=step) for step in range(1, (ends_on - read_on).days + 1)]


def _line(known: Mapping[date, float], read_on: date, every: str, rhythm: Rhythm) -> Line:
    """One place a step, the oldest first; of several values within a step the latest counts, a step without any is None."""
    latest_on = max(known)
    back: Callable[[date], int] = {
        "week": lambda day: (latest_on - day).days // 7,
        "month": lambda day: _months(day, latest_on),
    }.get(every, lambda day: (read_on - day).days)
    at = {steps: known[day] for day in sorted(known) if (steps := back(day)) < rhythm.back}
    return [at.get(steps) for steps in range(max(at), -1, -1)]


def _months(first: date, last: date) -> int:
    return (last.year - first.year) * 12 + last.month - first.month


def _month_end(day: date, months: int) -> date:
    place = day.year * 12 + day.month - 1 + months
    return end_of_month(date(place // 12, place % 12 + 1, 1))


def _smoothed(line: Line, mean_of: int) -> Line:
    """The mean of the last few steps' values; while there haven't been that many steps, nothing."""
    known = [[value for value in line[step + 1 - mean_of : step + 1] if value is not None] for step in range(mean_of - 1, len(line))]
    return [None] * (mean_of - 1) + [fmean(values) if values else None for values in known]


def _foreseen(line: Line, ahead: int, rhythm: Rhythm) -> list[tuple[float, float, float]]:
    """What is expected, low and high for each step to come; nothing where the past has no errors to learn from."""
    slopes = [_slope(line, step, rhythm.apart) for step in range(len(line))]
    now, slope = line[-1], slopes[-1]
    distances = [distance for distance in DISTANCES if distance < ahead] + [ahead]
    fades, errors = _course(line, slopes, distances)
    if now is None or slope is None or not errors:
        return []
    widths = _widths(errors, distances)
    middle = [now + slope * _travelled(fades, step) for step in range(1, ahead + 1)]
    return [(value, value - width, value + width) for value, width in zip(middle, widths, strict=True)]


def _slope(line: Line, step: int, apart: int) -> float | None:
    """Theil-Sen over the last few points; the median of all slopes between two of them."""
    if line[step] is None:
        return None
    places = [place for place in range(step, max(-1, step - TREND_POINTS * apart), -apart) if line[place] is not None]
    if len(places) < LEAST_POINTS:
        return None
    return median((line[late] - line[early]) / (late - early) for late, early in combinations(places, 2))  # type: ignore[operator]


def _travelled(fades: float, steps: int) -> float:
    """How many whole steps of a trend are left of so many, when each is `fades` of the one before."""
    if fades in (0.0, 1.0):
        return fades * steps
    return float(fades * (1 - fades**steps) / (1 - fades))


def _course(line: Line, slopes: Line, distances: Sequence[int]) -> tuple[float, Errors]:
    """The simplest course that no other beats by enough at the furthest distance, and its errors by distance."""
    tried = {fades: _errors(line, slopes, distances, fades) for fades in COURSES}
    chosen = COURSES[0]
    for fades in COURSES[1:]:
        if tried[fades] and _size(tried[fades]) < _size(tried[chosen]) * BELIEVED:
            chosen = fades
    return chosen, tried[chosen]


def _size(errors: Errors) -> float:
    return fmean(errors[max(errors)])


def _errors(line: Line, slopes: Line, distances: Sequence[int], fades: float) -> Errors:
    """By how much the course would have missed from each past step, as if it had been the last; too few say nothing."""
    found: Errors = {}
    for distance in distances:
        travelled = _travelled(fades, distance)
        pairs = zip(line, slopes, line[distance:], strict=False)
        missed = [abs(later - now - slope * travelled) for now, slope, later in pairs if slope is not None and later is not None]  # type: ignore[operator]
        if len(missed) >= LEAST_ERRORS:
            found[distance] = sorted(missed)
    return found


def _widths(errors: Errors, distances: Sequence[int]) -> list[float]:
    """Half the band at each step, never narrower than at the step before."""
    corners, widest = [(0, 0.0)], 0.0
    for distance, missed in errors.items():
        widest = max(widest, _quantile(missed, distance))
        corners.append((distance, widest))
    furthest, ahead = max(errors), distances[-1]
    if furthest < ahead:
        corners.append((ahead, widest * ahead / furthest))
    return [low + (high - low) * (step - near) / (far - near) for (near, low), (far, high) in pairwise(corners) for step in range(near + 1, far + 1)]


def _quantile(missed: Sequence[float], distance: int) -> float:
    """The error that a new one stays below in 80 of 100 cases; from too few independent ones more than the largest."""
    independent = 1 + INDEPENDENT * (len(missed) - 1) / distance
    level = COVERAGE * (1 + 1 / independent)
    place = max(0, ceil(len(missed) * min(level, 1.0)) - 1)
    return missed[place] * max(1.0, level)


def _bounds(values: Iterable[float], most: float | None) -> tuple[float, float]:
    """Where the band must end: at 0 and at the most there can be, unless the values have gone beyond."""
    held = list(values)
    return 0.0 if min(held) >= 0 else -inf, most if most is not None and max(held) <= most else inf
