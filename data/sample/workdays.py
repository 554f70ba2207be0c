"""When the company works: weekdays, office hours, the long holidays off."""

from datetime import date, datetime, time, timedelta
from functools import cache

NEW_YEARS = tuple(
    date.fromisoformat(day)
    for day in (
        *("2022-02-01", "2023-01-22", "2024-02-10", "2025-01-29", "2026-02-17", "2027-02-06", "2028-01-26", "2029-02-13"),
        *("2030-02-03", "2031-01-23", "2032-02-11", "2033-01-31", "2034-02-19", "2035-02-08", "2036-01-28", "2037-02-15"),
    )
)
OPENS, HOURS = time(9, 30), 9


def is_workday(day: date) -> bool:
    return day.weekday() < 5 and not _is_national_day(day) and not _is_labour_day(day) and not is_near_new_year(day, before=1, after=6)


def is_near_new_year(day: date, before: int, after: int) -> bool:
    """Whether the day is that close to the lunar new year: before it or after it."""
    return any(-before <= (day - new_year).days <= after for new_year in NEW_YEARS)


def nearest_workday(day: date, *, later: bool = False) -> date:
    """The day itself, else the workday before it, or after it."""
    while not is_workday(day):
        day += timedelta(days=1 if later else -1)
    return day


@cache
def workday_for(day: date) -> date:
    """The workday on which work falling on this day is done; a long holiday's work is spread over the days after it."""
    days_off = 0
    while not is_workday(day - timedelta(days=days_off)):
        days_off += 1
    for _ in range(days_off):
        day = _next_workday(day)
    return day


def in_office(moment: datetime) -> datetime:
    """The moment moved into office hours; one in twenty-five falls on a day off all the same."""
    return at_office_hours(moment, moment.date() if moment.minute % 25 == 0 else workday_for(moment.date()))


def at_office_hours(moment: datetime, on: date) -> datetime:
    """Midnight becomes the opening hour of that day, the next midnight the closing hour."""
    seconds = (moment.hour * 3600 + moment.minute * 60 + moment.second) * HOURS // 24
    return datetime.combine(on, OPENS) + timedelta(seconds=seconds)


def _next_workday(day: date) -> date:
    day += timedelta(days=1)
    while not is_workday(day):
        day += timedelta(days=1)
    return day


def _is_national_day(day: date) -> bool:
    return day.month == 10 and day.day <= 7


def _is_labour_day(day: date) -> bool:
    return day.month == 5 and day.day <= 3
