"""Entries that somebody wants kept quiet for a while."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from duckdb import DuckDBPyConnection

from metrics.attention.concern import Concern


class Mute(NamedTuple):
    """Until which day, by whom and why."""

    until_on: date
    who: str
    why: str


def subject(concern: Concern) -> str:
    """Whom a mute names: kind and id; no team has no id, and all work none either."""
    return f"{concern.kind}:{concern.id or ''}"


def muted(con: DuckDBPyConnection, concerns: Iterable[Concern], as_of: date) -> list[Concern]:
    """The same, with until when, by whom and why where a mute holds on the day, its last day included."""
    kept = {(rule, of): Mute(*mute) for rule, of, *mute in con.execute(_MUTES, {"as_of": as_of}).fetchall()}
    return [_told(concern, kept.get((concern.rule, subject(concern)))) for concern in concerns]


def _told(concern: Concern, mute: Mute | None) -> Concern:
    return concern._replace(muted_until=mute.until_on, muted_by=mute.who, muted_why=mute.why) if mute else concern


_MUTES = """
    select rule, subject, until_on, who, reason
    from mutes
    where until_on >= $as_of
"""
