"""Figures that nobody brings: of a metric, and of a whole source."""

from collections.abc import Sequence
from datetime import timedelta
from itertools import groupby

from metrics.attention.concern import Concern, Figures, Kind, Rule
from metrics.attention.reading import Reading
from metrics.attention.registry import rule
from metrics.attention.weight import OF_DATA, weight
from metrics.goals import GoalRow
from metrics.kr import FRESH_DAYS
from metrics.status import Status

DAILY = 7  # days that a daily metric's average reaches back


@rule(Rule.STALE)
def stale(reading: Reading) -> list[Concern]:
    """A key result's metric has no current value, or never had one: nothing for 7 days, 13 for a weekly and 61 for a monthly metric.
    And a source of figures, requirements or bugs that brought nothing new for more days than the threshold; told where
    neither teams nor objectives are chosen. Weight: the days over those allowed, times the size, and half of it.

    KR的指标没有当前值或从未有过数值：日指标7天、周指标13天、月指标61天没有数据。以及某个数据来源（指标数据、需求、缺陷）超过阈值天数没有带来新内容；选了团队或目标时不提。
    权重：天数除以允许的天数，乘以大小，再减半。
    """
    rows = [row for row in reading.chosen if row.status in (Status.STALE, Status.NO_DATA) and _days(row, reading) > _allowed(row)]
    return [*(_goal(list(group), reading) for _, group in groupby(rows, key=lambda row: row.kr_id)), *_sources(reading)]


def _goal(rows: Sequence[GoalRow], reading: Reading) -> Concern:
    worst = max(rows, key=lambda row: (row.status == Status.STALE, _days(row, reading)))
    figures: Figures = {
        "metric": worst.metric_name,
        "days": float(_days(worst, reading)),
        "latest_on": worst.latest_on,
        "allowed": float(_allowed(worst)),
        "stale": float(sum(row.status == Status.STALE for row in rows)),
        "no_data": float(sum(row.status == Status.NO_DATA for row in rows)),
    }
    heavy = OF_DATA * weight(_days(worst, reading), _allowed(worst), reading.goals[worst.kr_id].size)
    return Concern(Rule.STALE, Kind.KR, worst.kr_id, worst.kr_title, worst.metric_id, worst.objective_id, figures, heavy)


def _days(row: GoalRow, reading: Reading) -> int:
    """Without a value: since the last one, or since the period began."""
    since = row.latest_on or reading.goals[row.kr_id].starts_on - timedelta(days=1)
    return (reading.as_of - since).days


def _allowed(row: GoalRow) -> int:
    return FRESH_DAYS.get(row.every or "", DAILY - 1)


def _sources(reading: Reading) -> list[Concern]:
    if reading.filtered:
        return []
    ages = {source: (reading.today - latest_on).days for source, latest_on in sorted(reading.sources.items())}
    limit = reading.limits.stale_days
    return [_source(source, days, reading) for source, days in ages.items() if days > limit]


def _source(source: str, days: int, reading: Reading) -> Concern:
    figures: Figures = {"days": float(days), "latest_on": reading.sources[source], "allowed": reading.limits.stale_days}
    return Concern(Rule.STALE, Kind.SOURCE, source, source, None, None, figures, OF_DATA * weight(days, reading.limits.stale_days))
