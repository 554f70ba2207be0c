"""The months of a plan, and what each metric was at the end of each of them, read as the OKR board reads it on that day."""

from collections.abc import Sequence
from datetime import date, timedelta

from duckdb import DuckDBPyConnection

from metrics.kr import FRESH_DAYS, MetricDay, current, metric_days, month_target, progress
from metrics.plan import end_of_month
from metrics.registry import Better, Unit, figure
from metrics.scope import Scope

SHOWN_MONTHS = 24  # before and after the month of the day asked about: a period without a real end would be a table of nothing
YEAR = 12


@figure(Unit.SHARE, Better.HIGHER, sample="days")
def month_attainment(day: MetricDay) -> float | None:
    """How much of the way from the baseline to a month's target was done at the month's end; in the month of the as-of day, on that
    day. Shown as it is, also below 0 % or above 100 %; bars stop there. A month without a target of its own or without a current
    value has none, nor has a metric that only holds a limit.

    从基准到当月月度目标已走完的比例，按月末读数；当日所在月份按当日读数。低于0%或高于100%时数字如实显示，条形到头为止。
    没有月度目标或没有当前值的月份，以及守住类指标，没有月达成率。
    """
    now, aim = current(day), month_target(day)
    if now is None or aim is None or progress(day) is None or aim == day.baseline:
        return None
    return (now - day.baseline) / (aim - day.baseline)  # type: ignore[operator]


def month_days(con: DuckDBPyConnection, scope: Scope, months: Sequence[date], objectives: Sequence[str]) -> dict[tuple[str, date], MetricDay]:
    """Each metric of these objectives by its id and month: read at the end of the month, of the scope's day or of the objective's
    period, whichever comes first. Months ahead of the scope's are not read.
    """
    ends = [min(end_of_month(month), scope.as_of) for month in months if scope.as_of and month <= scope.as_of]
    if not ends or not objectives:
        return {}
    asked = scope.choosing(tuple(objectives))
    return {(day.metric_id, first_of(day.read_on)): day for day in metric_days(con, asked, ends) if day.metric_id is not None}


def rests_on(day: MetricDay) -> tuple[date, date] | tuple[None, None]:
    """The days whose values the current value is made of, the second not included; none where there is no current value."""
    if current(day) is None:
        return None, None
    if day.every in FRESH_DAYS and day.latest_on is not None:
        return day.latest_on, day.latest_on + timedelta(days=1)
    return day.read_on - timedelta(days=6), day.read_on + timedelta(days=1)


def months_between(since: date, last: date) -> tuple[date, ...]:
    """The first day of each month from the one that holds `since` to the one that holds `last`."""
    return tuple(_month(number) for number in range(_number(since), _number(last) + 1))


def shown_months(periods: Sequence[tuple[date, date]], as_of: date) -> tuple[date, ...]:
    """The months from the earliest start of these periods to their latest end, not farther than two years from the day's month."""
    if not periods:
        return ()
    first, last = _number(min(since for since, _ in periods)), _number(max(until for _, until in periods))
    now = min(max(_number(as_of), first), last)
    return tuple(_month(number) for number in range(max(first, now - SHOWN_MONTHS), min(last, now + SHOWN_MONTHS) + 1))


def first_of(day: date) -> date:
    return day.replace(day=1)


def _number(day: date) -> int:
    return day.year * YEAR + day.month - 1


def _month(number: int) -> date:
    return date(number // YEAR, number % YEAR + 1, 1)
