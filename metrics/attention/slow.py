"""A delivery cycle that is longer than it usually is."""

from collections.abc import Sequence
from statistics import median

from metrics.attention.concern import Concern, Figures, Kind, Rule
from metrics.attention.noise import deviation
from metrics.attention.reading import Reading
from metrics.attention.registry import rule
from metrics.attention.weight import weight
from metrics.efficiency import Period

WEEKS = 2  # one odd week is no news
FEWEST_WEEKS = 8  # before them, to say what is usual
LEAST_DEVIATION = 0.05  # of the usual median, where weeks hardly differ


@rule(Rule.SLOW)
def slow(reading: Reading) -> list[Concern]:
    """The median delivery cycle of each of the last two whole weeks lies above the usual range: the median of the half year's weeks
    before them, plus so many times the median deviation from it. Weeks with too few releases don't count. The cycle's clock and
    days are the chosen ones. Weight: how far above the usual median, over the width of the range.

    最近两个完整周的交付周期中位数都高于平时的范围：之前半年各周中位数的中位数，加上若干倍的中位偏差。发布太少的周不计。周期的起点与天数口径按所选。
    权重：超出平时中位数的部分除以范围宽度。
    """
    last, before = reading.weeks[-WEEKS:], reading.weeks[:-WEEKS]
    recent, usual_weeks = _medians(last, reading), _medians(before, reading)
    if len(recent) < WEEKS or len(usual_weeks) < FEWEST_WEEKS:
        return []
    usual = median(usual_weeks)
    spread = max(deviation(usual_weeks), LEAST_DEVIATION * usual)
    width = reading.limits.slow_times * spread
    if min(recent) <= usual + width:
        return []
    week = last[-1]
    figures: Figures = {
        "now": recent[-1],
        "was": recent[0],
        "usual": usual,
        "most": usual + width,
        "sample": float(week.cycle_n),
        "weeks": float(WEEKS),
        "since": week.period,
        "until": week.until,
    }
    return [Concern(Rule.SLOW, Kind.ALL, None, None, None, None, figures, weight(recent[-1] - usual, width))]


def _medians(weeks: Sequence[Period], reading: Reading) -> list[float]:
    return [week.cycle_p50_days for week in weeks if week.cycle_p50_days is not None and week.cycle_n >= reading.limits.slow_count]
