"""Bugs that come in faster than they are resolved."""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from math import sqrt

from metrics.attention.concern import Concern, Figures, Kind, Rule
from metrics.attention.noise import deviation
from metrics.attention.reading import Reading
from metrics.attention.registry import rule
from metrics.attention.thresholds import Thresholds
from metrics.attention.weight import weight
from metrics.efficiency import Period

WEEKS = 3
BEYOND_CHANCE = 3.0  # standard errors: with two, a steady stock would be told of several times a year
BEYOND_USUAL = 4  # median deviations: a stock that wanders moves two or three of them now and then


@rule(Rule.OPEN_BUGS)
def open_bugs(reading: Reading) -> list[Concern]:
    """The stock of open bugs was higher at the end of each of the last three whole weeks than a week before; in all by more than the
    threshold, part of the stock they began with, by more than four times what its three-week changes differ among themselves, and by
    more than chance makes of so many bugs that come and go. Weight: the rise over the threshold.

    最近三个完整周，每周末的未解决Bug存量都高于上周末；合计增幅超过阈值（占起始存量的比例），超过平时三周变化之间差异的四倍，且超过这么多Bug进出本身的偶然波动。权重：增幅除以阈值。
    """
    if not rises(reading.weeks, reading.limits):
        return []
    last = reading.weeks[-WEEKS:]
    was, now = reading.weeks[-WEEKS - 1].open_bugs, last[-1].open_bugs
    figures: Figures = {
        "was": float(was),
        "now": float(now),
        "weeks": float(WEEKS),
        "since": last[0].period,
        "until": last[-1].until,
        "raised": float(sum(week.valid_bugs for week in last)),
        "resolved": float(sum(week.resolved_bugs for week in last)),
    }
    heavy = weight((now - was) / was, reading.limits.open_bugs_share)
    return [Concern(Rule.OPEN_BUGS, Kind.ALL, None, None, None, None, figures, heavy)]


def rises(weeks: Sequence[Period], limits: Thresholds) -> bool:
    """Whether the stock rose over the last of these weeks, each of them, and by more than it usually moves or chance makes of it."""
    stocks = [week.open_bugs for week in weeks]
    before, recent = stocks[:-WEEKS], stocks[-WEEKS - 1 :]
    changes = [after - first for first, after in zip(before, before[WEEKS:], strict=False)]
    if not changes or any(after <= first for first, after in pairwise(recent)):
        return False
    was, rise = recent[0], recent[-1] - recent[0]
    usual = max(BEYOND_USUAL * deviation(changes), _chance(weeks[-WEEKS:]))
    return was > 0 and rise / was > limits.open_bugs_share and rise > usual


def _chance(weeks: Iterable[Period]) -> float:
    """How far the stock moves when as many come as go."""
    return BEYOND_CHANCE * sqrt(sum(week.valid_bugs + week.resolved_bugs for week in weeks))
