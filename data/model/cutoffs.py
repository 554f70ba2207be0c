"""What may be set, and within which bounds: the cut-offs of statuses and the thresholds of what needs attention."""

from collections.abc import Mapping
from typing import NamedTuple


class Bounds(NamedTuple):
    """The least and the most that a setting may be."""

    least: float
    most: float


SHARE, TIMES, COUNT, DAYS, WEEKS = Bounds(0, 1), Bounds(0, 100), Bounds(1, 10_000), Bounds(1, 366), Bounds(2, 26)

CUTOFFS: Mapping[str, Bounds] = {
    "status.behind_gap": SHARE,
    "status.maintain_miss": SHARE,
    "attention.behind_points": SHARE,
    "attention.falling_points": SHARE,
    "attention.falling_times": TIMES,
    "attention.no_movement_weeks": WEEKS,
    "attention.no_movement_points": SHARE,
    "attention.no_movement_times": TIMES,
    "attention.no_movement_count": COUNT,
    "attention.drift_weeks": WEEKS,
    "attention.drift_points": SHARE,
    "attention.drift_count": COUNT,
    "attention.unlinked_points": SHARE,
    "attention.open_bugs_share": SHARE,
    "attention.slow_times": TIMES,
    "attention.slow_count": COUNT,
    "attention.stale_days": DAYS,
    "attention.no_months_days": DAYS,
}
