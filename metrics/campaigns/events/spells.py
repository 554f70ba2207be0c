"""Spells of the campaign's work: weeks in which it took longer than usual, weeks in which bugs piled up."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TypeVar

from duckdb import DuckDBPyConnection

from metrics.attention.open_bugs import WEEKS as RISING_WEEKS
from metrics.attention.open_bugs import rises
from metrics.attention.reading import HISTORY_WEEKS
from metrics.attention.slow import WEEKS as SLOW_WEEKS
from metrics.attention.slow import Pace, pace, paused
from metrics.attention.thresholds import Thresholds, thresholds
from metrics.attention.weight import weight
from metrics.campaigns.course import Course
from metrics.campaigns.events.event import Event, Facts, Kind, Subject
from metrics.efficiency import Cycles, Period, cycles, efficiency
from metrics.scope import Bucket, Days, Scope

T = TypeVar("T")

MEDIAN, LONG = "p50", "p85"
TAIL = 0.6  # of a spell's weight, where only the long ones took longer


@dataclass(frozen=True)
class Weeks:
    """Whole weeks of the campaign's work, with those before it that say what is usual; `workdays` are their cycles in workdays."""

    course: Course
    limits: Thresholds
    rows: Sequence[Period]
    workdays: Sequence[Cycles]

    def spells(self, length: int, told: Callable[[int], bool]) -> Iterator[tuple[int, int]]:
        """First and last week of each run of weeks that a rule over the last `length` of them tells of."""
        run: list[int] = []
        for at in range(length, len(self.rows) + 1):
            is_told = at < len(self.rows) and self.course.has(self.rows[at].until - timedelta(days=1)) and told(at)
            if is_told:
                run.append(at)
            elif run:
                yield run[0] - length + 1, run[-1]
                run = []


def spells(con: DuckDBPyConnection, course: Course) -> list[Event]:
    weekly = _weekly(course)
    rows = efficiency(con, weekly)
    worked = cycles(con, replace(weekly, question=replace(weekly.question, days=Days.WORKDAY)))
    weeks = Weeks(course, thresholds(con), rows, [worked.get(row.period, Cycles()) for row in rows])
    of_median = list(_slow(weeks, MEDIAN))
    of_long = [event for event in _slow(weeks, LONG) if not any(_overlap(event, other) for other in of_median)]
    return [*of_median, *of_long, *_rising(weeks)]


def _weekly(course: Course) -> Scope:
    """Whole weeks only, from half a year before the campaign on."""
    monday = course.since - timedelta(days=course.since.weekday(), weeks=HISTORY_WEEKS)
    end = course.last + timedelta(days=1)
    until = end - timedelta(days=end.weekday())
    return replace(course.scope, question=replace(course.scope.question, bucket=Bucket.WEEK), since=monday, until=max(monday, until))


def _slow(weeks: Weeks, figure: str) -> Iterator[Event]:
    chosen = [(row.cycle_p50_days if figure == MEDIAN else row.cycle_p85_days, row.cycle_n) for row in weeks.rows]
    worked = [(row.p50 if figure == MEDIAN else row.p85, row.n) for row in weeks.workdays]

    def told(at: int) -> bool:
        both = _pace(chosen, at, weeks.limits), _pace(worked, at, weeks.limits)
        return all(each and each.is_slow for each in both) and not paused([count for _, count in _window(chosen, at)])

    for first, last in weeks.spells(SLOW_WEEKS, told):
        before = _pace(chosen, first + SLOW_WEEKS - 1, weeks.limits)
        assert before is not None
        most = max(days for days, _ in chosen[first : last + 1] if days is not None)
        facts: Facts = {
            "figure": figure,
            "since": weeks.rows[first].period,
            "until": weeks.rows[last].until,
            "weeks": last - first + 1,
            "most": most,
            "usual": before.usual,
            "sample": sum(count for _, count in chosen[first : last + 1]),
        }
        heavy = weight(most - before.usual, before.width) * (1.0 if figure == MEDIAN else TAIL)
        yield _event(Kind.SLOW, weeks, last, facts, heavy)


def _rising(weeks: Weeks) -> Iterator[Event]:
    for first, last in weeks.spells(RISING_WEEKS, lambda at: rises(_window(weeks.rows, at), weeks.limits)):
        was, now = weeks.rows[first - 1].open_bugs, weeks.rows[last].open_bugs
        facts: Facts = {
            "since": weeks.rows[first].period,
            "until": weeks.rows[last].until,
            "weeks": last - first + 1,
            "was": was,
            "now": now,
            "raised": sum(row.valid_bugs for row in weeks.rows[first : last + 1]),
            "resolved": sum(row.resolved_bugs for row in weeks.rows[first : last + 1]),
        }
        yield _event(Kind.BUGS, weeks, last, facts, weight((now - was) / was, weeks.limits.open_bugs_share))


def _pace(rows: Sequence[tuple[float | None, int]], at: int, limits: Thresholds) -> Pace | None:
    return pace(_window(rows, at), limits)


def _window(rows: Sequence[T], at: int) -> Sequence[T]:
    """A week and those before it that the rules look at."""
    return rows[max(0, at + 1 - HISTORY_WEEKS) : at + 1]


def _overlap(one: Event, other: Event) -> bool:
    return one.facts["since"] < other.facts["until"] and other.facts["since"] < one.facts["until"]  # type: ignore[operator]


def _event(kind: Kind, weeks: Weeks, last: int, facts: Facts, heavy: float) -> Event:
    campaign = weeks.course.campaign
    return Event(weeks.rows[last].until - timedelta(days=1), kind, Subject.CAMPAIGN, campaign.campaign_id, campaign.title, facts, heavy)
