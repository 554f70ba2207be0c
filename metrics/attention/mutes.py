"""Entries that somebody wants kept quiet for a while."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from duckdb import DuckDBPyConnection

from metrics.attention.concern import Concern
from metrics.scope import Scope


class Mute(NamedTuple):
    """Until which day, by whom and why."""

    until_on: date
    who: str
    why: str


def subject(concern: Concern) -> str:
    """Whom a mute names: kind and id; no team has no id. Of all work it is the teams and objectives asked about, none for everything."""
    return f"{concern.kind}:{concern.id or concern.among}"


def among(scope: Scope) -> str:
    """The chosen teams and objectives, in whichever order they were chosen; empty where none are."""
    chosen = [";".join(sorted(set(names))) for names in (scope.teams, scope.objectives)]
    return "|".join(chosen) if scope.teams or scope.objectives else ""


def muted(con: DuckDBPyConnection, concerns: Iterable[Concern], today: date) -> list[Concern]:
    """The same, with until when, by whom and why where a mute holds today, its last day included: time ends it, even where no new figures come."""
    kept = {(rule, of): Mute(*mute) for rule, of, *mute in con.execute(_MUTES, {"today": today}).fetchall()}
    return [_told(concern, kept.get((concern.rule, subject(concern)))) for concern in concerns]


def _told(concern: Concern, mute: Mute | None) -> Concern:
    return concern._replace(muted_until=mute.until_on, muted_by=mute.who, muted_why=mute.why) if mute else concern


_MUTES = """
    select rule, subject, until_on, who, reason
    from mutes
    where until_on >= $today
"""
