"""The buckets of a range: whole weeks, months or quarters, of which the range may hold only a part."""

from datetime import date, timedelta
from typing import NamedTuple

from metrics.scope import Bucket, Scope


class Span(NamedTuple):
    """One bucket's whole bounds; complete if it lies whole in the range and is over at the as-of day."""

    period: date
    until: date
    complete: bool


def spans(scope: Scope) -> list[Span]:
    """Every bucket that the range touches, in order; none for an empty range."""
    found: list[Span] = []
    day = scope.since
    while day < scope.until:
        period, until = _bounds(day, scope)
        found.append(Span(period, until, scope.since <= period and until <= scope.until))
        day = until
    return found


def days_of(scope: Scope) -> dict[str, list[date]]:
    """Each day of the range and the bucket it falls in, as two lists to bind."""
    days: list[date] = []
    periods: list[date] = []
    for span in spans(scope):
        first, last = max(span.period, scope.since), min(span.until, scope.until)
        days += [first + timedelta(days=nth) for nth in range((last - first).days)]
        periods += [span.period] * (last - first).days
    return {"days": days, "periods": periods}


def _bounds(day: date, scope: Scope) -> tuple[date, date]:
    match scope.bucket:
        case Bucket.DAY:
            return day, day + timedelta(days=1)
        case Bucket.WEEK:
            monday = day - timedelta(days=day.weekday())
            return monday, monday + timedelta(days=7)
        case Bucket.MONTH:
            return _months(day.replace(day=1), 1)
        case Bucket.QUARTER:
            return _months(day.replace(month=(day.month - 1) // 3 * 3 + 1, day=1), 3)
        case Bucket.RANGE:
            return scope.since, scope.until


def _months(first: date, count: int) -> tuple[date, date]:
    month = first.month - 1 + count
    return first, first.replace(year=first.year + month // 12, month=month % 12 + 1)
