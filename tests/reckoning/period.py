"""Section 4: the as-of day, the range, its buckets, and how long something took."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import cache

import chinese_calendar

from .facts import ONE_DAY, Moment, Question, World, day, midnight, moment

DAYS_WITHOUT_OBJECTIVE = timedelta(days=90)


def as_of_day(world: World, question: Question, today: date) -> date | None:
    if question.get("as_of"):
        return day(str(question["as_of"]))
    days = [day(row["day"]) for row in world["kr_values"]] or moment_days(world)
    return min(max(days), today) if days else None


def moment_days(world: World) -> list[date]:
    rows = world["requirements"] + world["bugs"]
    moments = (moment(cell) for row in rows for column, cell in row.items() if column.endswith("_at"))
    return [found.day for found in moments if found]


def chosen_range(world: World, question: Question, as_of: date) -> tuple[date, date]:
    since = day(str(question["since"])) if question.get("since") else default_since(world, as_of)
    return since, cut_until(question, as_of)


def cut_until(question: Question, last_day: date) -> date:
    end = last_day + ONE_DAY
    return min(day(str(question["until"])), end) if question.get("until") else end


def default_since(world: World, as_of: date) -> date:
    running = [day(row["starts_on"]) for row in world["objectives"] if day(row["starts_on"]) <= as_of <= day(row["ends_on"])]
    return min(running, default=as_of - DAYS_WITHOUT_OBJECTIVE)


def buckets(kind: str, since: date, until: date) -> Iterator[tuple[date, date]]:
    """The whole bounds of every bucket that the range touches."""
    if since >= until:
        return
    if kind == "range":
        yield since, until
        return
    begin = bucket_of(kind, since)
    while begin < until:
        end = bucket_of(kind, begin + LONGEST[kind])
        yield begin, end
        begin = end


# From a bucket's first day, this step always lands in the next bucket.
LONGEST = {
    "day": timedelta(days=1),
    "week": timedelta(days=7),
    "month": timedelta(days=31),
    "quarter": timedelta(days=92),
}


def bucket_of(kind: str, one_day: date) -> date:
    match kind:
        case "day":
            return one_day
        case "week":
            return one_day - timedelta(days=one_day.weekday())
        case "month":
            return one_day.replace(day=1)
        case _:
            return date(one_day.year, (one_day.month - 1) // 3 * 3 + 1, 1)


def elapsed_days(first: Moment, then: Moment, *, workdays: bool) -> float:
    if first.whole_day or then.whole_day:
        begin, end = midnight(first.day), midnight(then.day)
    else:
        begin, end = first.at, then.at
    return (worked(begin, end) if workdays else end - begin) / ONE_DAY


def worked(begin: datetime, end: datetime) -> timedelta:
    total, one_day = timedelta(), begin.date()
    while one_day <= end.date():
        if is_workday(one_day):
            total += min(end, midnight(one_day + ONE_DAY)) - max(begin, midnight(one_day))
        one_day += ONE_DAY
    return total


@cache
def is_workday(one_day: date) -> bool:
    try:
        return bool(chinese_calendar.is_workday(one_day))
    except NotImplementedError:
        return one_day.weekday() < 5
