"""Targets that were changed in the middle of their period: from what, by which version, and when."""

from datetime import date
from typing import NamedTuple

from duckdb import DuckDBPyConnection


class Change(NamedTuple):
    """The last change of a target in its period: what it was before, the version that changed it, and the day of that."""

    earlier_target: float
    changed_in: int
    changed_on: date


def changes(con: DuckDBPyConnection) -> dict[tuple[str, date | None], Change]:
    """By metric and month; without a month that of the metric's own target."""
    return {(metric_id, month): Change(*change) for metric_id, month, *change in con.execute(_CHANGES).fetchall()}


_CHANGES = "select metric_id, month, earlier_target, changed_in, changed_on from target_changes"
