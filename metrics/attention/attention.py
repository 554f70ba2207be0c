"""The list: every rule's entries, those that say the same told once, ranked, and the muted ones last."""

from collections.abc import Mapping, Sequence
from datetime import date

from duckdb import DuckDBPyConnection

from metrics.attention.concern import Concern, Kind, Rule
from metrics.attention.mutes import among, muted
from metrics.attention.reading import read
from metrics.attention.registry import FINDERS
from metrics.goals import natural
from metrics.scope import Scope


def attention(con: DuckDBPyConnection, scope: Scope, today: date) -> list[Concern]:
    """What needs attention at the end of the scope's day, the heaviest first, the muted ones after all others.

    `today` is the day that the age of sources is told on and that mutes end by. Of ended objectives nothing is said.
    """
    if scope.as_of is None:
        return []
    reading = read(con, scope, scope.as_of, today)
    asked = among(scope)
    found = [concern for name in Rule for concern in FINDERS[name](reading)]
    limited = [concern._replace(among=asked) if concern.kind is Kind.ALL else concern for concern in found]
    return sorted(_told_once(muted(con, limited, today)), key=_rank)


def _told_once(concerns: Sequence[Concern]) -> list[Concern]:
    """Work that moves nothing tells the gap of its metric: where that is the one furthest behind, being behind is no entry of its
    own, only its weight. Neither mute silences the other.
    """
    behind = {concern.metric_id: concern for concern in concerns if concern.rule is Rule.BEHIND and not concern.muted_until}
    unmoved = {concern.metric_id for concern in concerns if concern.rule is Rule.NO_MOVEMENT and not concern.muted_until}
    heavier = [_at_least(concern, behind) if concern.rule is Rule.NO_MOVEMENT and not concern.muted_until else concern for concern in concerns]
    said = behind.keys() & unmoved
    return [concern for concern in heavier if concern.rule is not Rule.BEHIND or concern.muted_until or concern.metric_id not in said]


def _at_least(concern: Concern, behind: Mapping[str | None, Concern]) -> Concern:
    also = behind.get(concern.metric_id, concern)
    return concern._replace(weight=max(concern.weight, also.weight))


def _rank(concern: Concern) -> tuple[bool, float, int, list[tuple[int, int, str]]]:
    return concern.muted_until is not None, -round(concern.weight, 6), list(Rule).index(concern.rule), natural(concern.id or "")
