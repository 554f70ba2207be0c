"""The time line of a campaign, made from the data: what its review has to talk about."""

from collections import Counter
from collections.abc import Sequence

from duckdb import DuckDBPyConnection

from metrics.campaigns.course import course_of
from metrics.campaigns.events.event import Event, Kind
from metrics.campaigns.events.missed import missed
from metrics.campaigns.events.passed import passed
from metrics.campaigns.events.replanned import replanned
from metrics.campaigns.events.spells import spells
from metrics.campaigns.events.turns import turns
from metrics.scope import Scope, narrow

SHOWN = 12  # a review has an hour or two
OF_A_KIND, BEYOND = 4, 0.5  # so many of a kind count in full; what is beyond counts half, so that every kind has its turn


def timeline(con: DuckDBPyConnection, scope: Scope, campaign_id: str) -> list[Event]:
    """What happened in its days up to the day asked about, the earliest first; nothing where nobody knows it or it has not begun."""
    narrow(con, scope)
    course = course_of(con, scope, campaign_id)
    if course is None:
        return []
    events = [*passed(con, course), *replanned(con, course)]
    if course.objectives:
        events += [*turns(con, course), *missed(con, course), *spells(con, course)]
    return sorted(events, key=lambda event: (event.day, *_rank(event)))


def agenda(events: Sequence[Event], most: int = SHOWN) -> list[Event]:
    """The heaviest of them, of every kind some, in their order."""
    counted: Counter[Kind] = Counter()
    ranked: list[tuple[float, Event]] = []
    for event in sorted(events, key=_rank):
        counted[event.kind] += 1
        ranked.append((event.weight * (1.0 if counted[event.kind] <= OF_A_KIND else BEYOND), event))
    chosen = [event for _, event in sorted(ranked, key=lambda pair: -pair[0])[:most]]
    return [event for event in events if event in chosen]


def _rank(event: Event) -> tuple[float, int, str]:
    return -round(event.weight, 6), list(Kind).index(event.kind), event.id
