"""Key results that fell short of their month targets, each month read as the OKR breakdown reads it."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from duckdb import DuckDBPyConnection

from metrics.campaigns.course import Course
from metrics.campaigns.events.event import Event, Facts, Kind, Subject
from metrics.campaigns.months import month_attainment, month_days, months_between
from metrics.kr import MetricDay, current, month_target
from metrics.plan import end_of_month

ONE, EACH, ALL = 0.6, 0.3, 2.0  # weights: that it was missed, each month of it, and missing all of the way
MANY = 6  # months; beyond, longer is no longer worse


class Month(NamedTuple):
    """A metric at the end of a month that has a target of its own."""

    month: date
    day: MetricDay
    attainment: float

    @property
    def part(self) -> float:
        """Of the way to the month's target; going backwards is no way at all."""
        return max(0.0, self.attainment)


def missed(con: DuckDBPyConnection, course: Course) -> list[Event]:
    """Only months that are over by the day asked about, the last with its objective's period. Months in a row are told together, by
    the worst of them.
    """
    months = months_between(course.since, course.last)
    of_kr: dict[str, list[Month]] = {}
    for (_, month), day in sorted(month_days(con, course.scope, months, course.objectives).items()):
        attainment = month_attainment(day)
        if attainment is not None and _is_over(month, day, course):
            of_kr.setdefault(day.kr_id, []).append(Month(month, day, attainment))
    return [_event(run, course) for found in of_kr.values() for run in _runs(found)]


def _is_over(month: date, day: MetricDay, course: Course) -> bool:
    return course.scope.as_of is not None and min(end_of_month(month), day.ends_on) <= course.scope.as_of


def _runs(found: Sequence[Month]) -> Iterator[Sequence[Month]]:
    """A month without a target neither breaks a row nor counts; of several metrics the one farthest from its target speaks."""
    run: list[Month] = []
    for month in sorted({each.month for each in found}):
        farthest = min((each for each in found if each.month == month), key=lambda each: each.part)
        if farthest.attainment < 1:
            run.append(farthest)
        elif run:
            yield run
            run = []
    if run:
        yield run


def _event(run: Sequence[Month], course: Course) -> Event:
    worst, last = min(run, key=lambda each: each.part), run[-1]
    day = worst.day
    facts: Facts = {
        "months": len(run),
        "since": run[0].month,
        "last": last.month,
        "month": worst.month,
        "metric": day.metric_name,
        "unit": day.unit,
        "actual": current(day),
        "target": month_target(day),
        "attainment": worst.attainment,
    }
    heavy = ONE + EACH * min(len(run), MANY) + ALL * (1 - worst.part)
    return Event(min(last.day.read_on, course.last), Kind.MISSED, Subject.KR, day.kr_id, day.kr_title, facts, heavy)
