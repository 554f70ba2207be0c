"""The list: every rule's entries, those that say the same told once, ranked, and the muted ones last."""

from collections.abc import Iterable
from datetime import date

from duckdb import DuckDBPyConnection

from metrics.attention.concern import Concern, Rule
from metrics.attention.mutes import muted
from metrics.attention.reading import read
from metrics.attention.registry import FINDERS
from metrics.goals import natural
from metrics.scope import Scope

SAID_WITH = {Rule.BEHIND: Rule.NO_MOVEMENT}  # an entry of the first that one of the second on the same subject tells too


def attention(con: DuckDBPyConnection, scope: Scope, today: date) -> list[Concern]:
    """What needs attention at the end of the scope's day, the heaviest first, the muted ones after all others.

    `today` is the day that the age of sources is told on. Of ended objectives nothing is said.
    """
    if scope.as_of is None:
        return []
    reading = read(con, scope, scope.as_of, today)
    found = _told_once([concern for name in Rule for concern in FINDERS[name](reading)])
    return sorted(muted(con, found, scope.as_of), key=_rank)


def _told_once(concerns: Iterable[Concern]) -> list[Concern]:
    told = {(concern.rule, concern.kind, concern.id): concern for concern in concerns}
    return [concern for (name, *about), concern in told.items() if (SAID_WITH.get(name), *about) not in told]


def _rank(concern: Concern) -> tuple[bool, float, int, list[tuple[int, int, str]]]:
    return concern.muted_until is not None, -round(concern.weight, 6), list(Rule).index(concern.rule), natural(concern.id or "")
