"""The course of a requirement: when it is raised, which stages it goes through, how it ends."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from math import log
from random import Random

from data.sample.teams import EFFORTS, Effort
from data.sample.workdays import in_office, is_near_new_year, is_workday
from data.sample.year import Year, days

STAGES = {"review_at": 0.10, "ready_at": 0.26, "dev_at": 0.40, "test_at": 0.74, "release_ready_at": 0.92}
WARM_UP_DAYS = 120
DELIVERED = 0.925
CANCELLED, SHELVED, SKIPPED = 0.04, 0.035, 0.06
SLOW, FAST, SPREAD = 17.2, 11.7, 0.64


def raised(year: Year, chance: Random) -> list[tuple[datetime, Effort]]:
    """Who raised something when, in order; it begins before the year so that the year begins with work under way."""
    weights = [effort.weekly for effort in EFFORTS]
    moments = [
        (in_office(datetime.combine(day, time()) + timedelta(seconds=chance.randrange(86400))), effort)
        for day in days(year.since - timedelta(days=WARM_UP_DAYS), year.today + timedelta(days=1))
        for effort in chance.choices(EFFORTS, weights, k=int(_daily(year, day) * sum(weights) + chance.random()))
    ]
    return sorted(((at, effort) for at, effort in moments if at <= year.now), key=lambda entry: entry[0])


def course(year: Year, raised_at: datetime, chance: Random) -> dict[str, datetime]:
    """Every moment of a requirement up to its end, also those still to come."""
    fate, length = chance.random(), _cycle(year, raised_at, chance)
    stages = {stage: raised_at + length * _part(part, chance) for stage, part in STAGES.items() if chance.random() >= SKIPPED}
    if fate < SHELVED:
        return {"created_at": raised_at}
    if fate < SHELVED + CANCELLED:
        return _cancelled(raised_at, stages, length * chance.uniform(0.1, 0.8))
    return _in_order({"created_at": raised_at, **stages, "released_at": raised_at + length})


def retro(released_at: datetime, chance: Random) -> datetime:
    return in_office(released_at + timedelta(days=chance.uniform(3, 10)))


def blocked(known: Mapping[str, datetime], now: datetime, chance: Random) -> datetime:
    """A moment between the last stage entered and now."""
    last = max(known.values())
    return last + timedelta(seconds=int((now - last).total_seconds() * chance.uniform(0.2, 0.8)))


def _daily(year: Year, day: date) -> float:
    """A day's part of a week's requirements: none on days off, half around the new year, a little more each month."""
    if not is_workday(day):
        return 0.0
    pace = 0.55 if is_near_new_year(day, before=9, after=12) else 1.0
    return pace * (0.87 + 0.12 * year.elapsed(day)) / 5 / DELIVERED


def _cycle(year: Year, raised_at: datetime, chance: Random) -> timedelta:
    """How long it takes: the teams are getting faster, and now and then something takes very long."""
    median = SLOW + (FAST - SLOW) * year.elapsed(raised_at.date())
    return timedelta(days=chance.lognormvariate(log(median), SPREAD))


def _part(part: float, chance: Random) -> float:
    return min(part * chance.uniform(0.75, 1.25), 0.99)


def _cancelled(raised_at: datetime, stages: Mapping[str, datetime], after: timedelta) -> dict[str, datetime]:
    ended = raised_at + after
    return _in_order({"created_at": raised_at, **{stage: at for stage, at in stages.items() if at < ended}, "cancelled_at": ended})


def _in_order(moments: Mapping[str, datetime]) -> dict[str, datetime]:
    """The same stages in office hours, none before the one before it."""
    first, *later = moments.values()
    at = sorted(in_office(moment) for moment in later)
    return dict(zip(moments, [first, *(max(first, moment) for moment in at)], strict=True))
