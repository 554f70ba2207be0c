"""The efficiency board's buckets: the rows it shows, and what a bucket or a day of it is called."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from metrics.efficiency import Cycles, Period, cycles, efficiency
from metrics.filters import environment_known
from metrics.scope import Bucket, Days
from pages.ui.charts.against import Against
from pages.ui.format import day, month_at, span_of
from pages.ui.store import answer
from pages.ui.view import View
from pages.ui.words import Words


def periods(view: View) -> Sequence[Period]:
    """Every bucket. Where no bug says where it was found, online issues are unknown (None): the figure 0 would claim too much."""
    rows = answer(efficiency, view.scope)
    if any(row.valid_bugs for row in rows) and not answer(environment_known, view.scope):
        return [row._replace(online_issues=None) for row in rows]
    return rows


def against(view: View) -> Against:
    """What the buckets are held against: those of the other version that were over then. Of one version none has changed since."""
    before = view.before
    if before is None or before.as_of is None:
        return Against()
    day = before.as_of if before.as_of != view.scope.as_of else None
    if before.version == view.scope.version:
        return Against(day)
    return Against(day, {row.period: row for row in periods_then(view) if row.until <= before.until})


def periods_then(view: View) -> Sequence[Period]:
    """Every bucket as the board showed it at the day or version that the reader holds it against."""
    before = view.before
    if before is None or before.as_of is None or before.until <= view.scope.since:
        return []
    return periods(replace(view, scope=replace(before, since=view.scope.since)))


def in_other_days(view: View) -> Mapping[date, Cycles]:
    """The delivery cycles again, in workdays where the board counts calendar days, in calendar days where it counts workdays."""
    asked = view.scope.question
    other = Days.CALENDAR if asked.days is Days.WORKDAY else Days.WORKDAY
    return answer(cycles, replace(view.scope, question=replace(asked, days=other)))


def bucket_name(first: date, until: date, bucket: Bucket, year: int, words: Words) -> str:
    """A bucket as people call it; with its year, unless that is `year`, the one the reader is in."""
    if bucket is Bucket.QUARTER:
        return f"{first.year} Q{(first.month + 2) // 3}"
    if bucket is Bucket.MONTH:
        return month_at(first, year, words)
    last = until - timedelta(days=1)
    if first.year == year == last.year:
        return span_of(first, until, words)
    return " – ".join(words("date.day_of_year", day=day(end, words), year=end.year) for end in dict.fromkeys((first, max(first, last))))
