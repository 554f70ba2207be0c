"""Key results whose status changed from one week's end to the next: what the OKR board, at the version read, says of these days."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import NamedTuple

from duckdb import DuckDBPyConnection

from metrics.campaigns.course import Course
from metrics.campaigns.events.event import Event, Facts, Kind, Subject
from metrics.kr import MetricDay, metric_days, status
from metrics.status import Status, cutoffs, worst

# What is told of, with its weight; the others are no judgement.
TOLD = {Status.AT_RISK: 3.0, Status.ACHIEVED: 2.0, Status.BEHIND: 1.6, Status.ON_TRACK: 1.2, Status.STALE: 0.8}
RECOVERED = 1.0  # more, for what was at risk and no longer is
WITH_ITS_OBJECTIVE = 1.4  # times, where the objective turned with it
CLOSE = timedelta(weeks=3)  # turns no farther apart than this are one restless time
RESTLESS, RESTLESSNESS = 3, 0.8  # so many of them, and back to a status it had: told as one, with this part of the worst's weight
Statuses = Mapping[date, Status]


class Turn(NamedTuple):
    day: date
    before: Status
    after: Status


def turns(con: DuckDBPyConnection, course: Course) -> list[Event]:
    """A key result's first status is no change, nor is one that says only that nothing can be judged. What goes back and forth
    within weeks is told once.
    """
    days = metric_days(con, course.scope, course.week_ends)
    cut = cutoffs(con)
    judged = [(day, status(day, cut)) for day in days]
    of_kr = _by_day((day.kr_id, day.read_on, each) for day, each in judged)
    of_objective = _by_day((day.objective_id, day.read_on, each) for day, each in judged)
    frames = {day.kr_id: day for day in days}
    return [event for kr_id, statuses in of_kr.items() for event in _events(frames[kr_id], statuses, of_objective[frames[kr_id].objective_id])]


def _by_day(rows: Iterable[tuple[str, date, Status | None]]) -> dict[str, Statuses]:
    """The worst of each day."""
    found: dict[str, dict[date, list[Status | None]]] = {}
    for name, day, each in rows:
        found.setdefault(name, {}).setdefault(day, []).append(each)
    return {name: {day: known for day in sorted(days) if (known := worst(days[day])) is not None} for name, days in found.items()}


def _events(kr: MetricDay, own: Statuses, objective: Statuses) -> list[Event]:
    with_it = {turn.day: turn for turn in _turns(objective)}
    found: list[Event] = []
    for together in _restless(_turns(own)):
        if len(together) >= RESTLESS and _came_back(together):
            found.append(_wavered(kr, together))
        else:
            found += [_turned(kr, turn, with_it.get(turn.day)) for turn in together]
    return found


def _turns(statuses: Statuses) -> list[Turn]:
    judged = [(day, each) for day, each in statuses.items() if each in TOLD]
    return [Turn(day, before, after) for (_, before), (day, after) in pairwise(judged) if before is not after]


def _restless(found: Sequence[Turn]) -> list[list[Turn]]:
    """Turns that follow each other closely, together."""
    groups: list[list[Turn]] = []
    for turn in found:
        if groups and turn.day - groups[-1][-1].day <= CLOSE:
            groups[-1].append(turn)
        else:
            groups.append([turn])
    return groups


def _seen(together: Sequence[Turn]) -> list[Status]:
    return [together[0].before, *(turn.after for turn in together)]


def _came_back(together: Sequence[Turn]) -> bool:
    seen = _seen(together)
    return len(set(seen)) < len(seen)


def _turned(kr: MetricDay, turn: Turn, objective: Turn | None) -> Event:
    heavy = TOLD[turn.after] + (RECOVERED if turn.before is Status.AT_RISK and turn.after is not Status.STALE else 0.0)
    together = objective is not None and objective.after is turn.after
    facts: Facts = {
        "before": turn.before.value,
        "after": turn.after.value,
        "objective_id": kr.objective_id if together else None,
        "objective": kr.objective_title if together else None,
    }
    return Event(turn.day, Kind.TURNED, Subject.KR, kr.kr_id, kr.kr_title, facts, heavy * (WITH_ITS_OBJECTIVE if together else 1.0))


def _wavered(kr: MetricDay, together: Sequence[Turn]) -> Event:
    seen = _seen(together)
    order = sorted(set(seen), key=list(Status).index)
    facts: Facts = {
        "times": len(together),
        "since": together[0].day,
        "best": order[-1].value,
        "worst": order[0].value,
        "after": seen[-1].value,
    }
    heavy = RESTLESSNESS * max(TOLD[each] for each in order)
    return Event(together[-1].day, Kind.WAVERED, Subject.KR, kr.kr_id, kr.kr_title, facts, heavy)
