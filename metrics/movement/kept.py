"""What people keep beside the facts, and what of it differs: entries kept quiet, and where statuses and rules begin."""

from typing import NamedTuple

from duckdb import DuckDBPyConnection

from metrics.attention.mutes import Mute
from metrics.attention.thresholds import PREFIX, names, thresholds
from metrics.scope import Scope, narrow
from metrics.status import OF_STATUS, cutoffs

Cuts = dict[str, float]
Mutes = dict[tuple[str, str], Mute]


class CutMoved(NamedTuple):
    """A threshold or cut-off by its setting's name; without a setting it has its usual value."""

    name: str
    before: float
    after: float


class MuteMoved(NamedTuple):
    """A mute of a rule's entry about a subject, as in `kr:O1-KR1`; None where there is none."""

    rule: str
    subject: str
    before: Mute | None
    after: Mute | None


def kept_between(con: DuckDBPyConnection, before: Scope, after: Scope) -> tuple[list[MuteMoved], list[CutMoved]]:
    """What differs between the versions of both, whatever their days."""
    (muted_then, cuts_then), (muted_now, cuts_now) = _kept(con, before), _kept(con, after)
    mutes = [MuteMoved(*key, muted_then.get(key), muted_now.get(key)) for key in sorted({*muted_then, *muted_now})]
    cuts = [CutMoved(name, cuts_then[name], cuts_now[name]) for name in cuts_now]
    return [row for row in mutes if row.before != row.after], [row for row in cuts if row.before != row.after]


def _kept(con: DuckDBPyConnection, scope: Scope) -> tuple[Mutes, Cuts]:
    narrow(con, scope)
    limits, cut = thresholds(con), cutoffs(con)
    cuts = {OF_STATUS + name: value for name, value in vars(cut).items()} | {PREFIX + name: getattr(limits, name) for name in names()}
    rows = con.execute("select rule, subject, until_on, who, reason from mutes").fetchall()
    return {(rule, subject): Mute(*mute) for rule, subject, *mute in rows}, cuts
