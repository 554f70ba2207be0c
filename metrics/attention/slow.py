"""A delivery cycle that is longer than it usually is."""

from collections.abc import Sequence
from statistics import median
from typing import NamedTuple

from metrics.attention.concern import Concern, Figures, Kind, Rule
from metrics.attention.noise import deviation
from metrics.attention.reading import Reading
from metrics.attention.registry import rule
from metrics.attention.thresholds import Thresholds
from metrics.attention.weight import weight

WEEKS = 2  # one odd week is no news
PAUSE_WEEKS, PAUSE = 4, 0.25  # what waited for the end of a holiday is released within two weeks of it; part of the usual releases
FEWEST_WEEKS = 8  # before them, to say what is usual
LEAST_DEVIATION = 0.05  # of the usual median, where weeks hardly differ


class Pace(NamedTuple):
    """The last weeks' medians, and the usual one with the width of the range above it."""

    recent: Sequence[float]
    usual: float
    width: float

    @property
    def is_slow(self) -> bool:
        return min(self.recent) > self.usual + self.width


@rule(Rule.SLOW)
def slow(reading: Reading) -> list[Concern]:
    """The median delivery cycle of each of the last two whole weeks lies above the usual range: the median of the half year's weeks
    before them, plus so many times the median deviation from it. So it does in workdays too, whichever days are chosen, and none of
    the last four weeks had less than a quarter of the usual releases: a holiday is no slowness. Weeks with too few releases don't
    count. The cycle's clock and the days told are the chosen ones.
    Weight: how far above the usual median, over the width of the range.

    最近两个完整周的交付周期中位数都高于平时的范围：之前半年各周中位数的中位数，加上若干倍的中位偏差；按工作日计也须如此，且最近四周没有一周几乎停摆（发布不到平时的四分之一），节假日不算变慢。
    发布太少的周不计。周期的起点与所示天数口径按所选。权重：超出平时中位数的部分除以范围宽度。
    """
    chosen = pace([(week.cycle_p50_days, week.cycle_n) for week in reading.weeks], reading.limits)
    worked = pace([(week.p50, week.n) for week in reading.workdays], reading.limits)
    if not chosen or not worked or not chosen.is_slow or not worked.is_slow or paused([week.cycle_n for week in reading.weeks]):
        return []
    week = reading.weeks[-1]
    figures: Figures = {
        "now": chosen.recent[-1],
        "was": chosen.recent[0],
        "usual": chosen.usual,
        "most": chosen.usual + chosen.width,
        "sample": float(week.cycle_n),
        "weeks": float(WEEKS),
        "since": week.period,
        "until": week.until,
    }
    return [Concern(Rule.SLOW, Kind.ALL, None, None, None, None, figures, weight(chosen.recent[-1] - chosen.usual, chosen.width))]


def pace(weeks: Sequence[tuple[float | None, int]], limits: Thresholds) -> Pace | None:
    """Of each week's figure and sample; unknown where too few weeks have one."""
    recent, before = _known(weeks[-WEEKS:], limits), _known(weeks[:-WEEKS], limits)
    if len(recent) < WEEKS or len(before) < FEWEST_WEEKS:
        return None
    usual = median(before)
    return Pace(recent, usual, limits.slow_times * max(deviation(before), LEAST_DEVIATION * usual))


def paused(released: Sequence[int]) -> bool:
    """Whether hardly anything was released in one of the last weeks; holidays of a year to come are not known."""
    return min(released[-PAUSE_WEEKS:]) < PAUSE * median(released[:-PAUSE_WEEKS])


def _known(weeks: Sequence[tuple[float | None, int]], limits: Thresholds) -> list[float]:
    return [days for days, count in weeks if days is not None and count >= limits.slow_count]
