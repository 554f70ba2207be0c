"""The status of a metric, and the worst of several."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from duckdb import DuckDBPyConnection


class Status(StrEnum):
    """From the one a leader must see first to the one that can wait."""

    AT_RISK = "at_risk"
    BEHIND = "behind"
    STALE = "stale"
    NO_DATA = "no_data"
    UNDEFINED = "undefined"
    ON_TRACK = "on_track"
    ACHIEVED = "achieved"
    NOT_STARTED = "not_started"


OF_STATUS = "status."  # what its settings' names begin with


@dataclass(frozen=True)
class Cutoffs:
    """Where one status ends and the next begins; kept in the store as settings, with versions."""

    behind_gap: float = 0.25  # behind up to this gap to the plan, at risk beyond it
    maintain_miss: float = 0.10  # behind up to this part of |target| on the wrong side, at risk beyond it


def cutoffs(con: DuckDBPyConnection) -> Cutoffs:
    """The cut-offs as known at the version read."""
    kept = dict(con.execute("select name, value from settings").fetchall())
    default = Cutoffs()
    return Cutoffs(**{name: kept.get(OF_STATUS + name, usual) for name, usual in vars(default).items()})


def maintained(current: float, target: float, direction: str, cut: Cutoffs) -> Status:
    """On track while the limit is kept; behind if missed by little, else at risk."""
    miss = target - current if direction == "maintain_above" else current - target
    if miss <= 0:
        return Status.ON_TRACK
    return Status.BEHIND if miss <= cut.maintain_miss * abs(target) else Status.AT_RISK


def on_the_way(progress: float, gap: float, cut: Cutoffs) -> Status:
    if progress >= 1:
        return Status.ACHIEVED
    if gap <= 0:
        return Status.ON_TRACK
    return Status.BEHIND if gap <= cut.behind_gap else Status.AT_RISK


def worst(statuses: Iterable[str | None]) -> Status | None:
    """The one to see first; None of nothing."""
    order = list(Status)
    known = [Status(status) for status in statuses if status]
    return min(known, key=order.index) if known else None
