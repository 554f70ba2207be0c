"""A bullet bar: baseline left of it, target right of it, filled to today, a tick where the plan stands today."""

from collections.abc import Callable

from metrics.goals import GoalRow

LIMITS = {"maintain_below": "≤ ", "maintain_above": "≥ "}


def bar(progress: float | None, expected: float | None, before: float | None = None) -> dict:
    """`before` is the progress that it is held against, drawn as a ghost."""
    return {
        "fill": _clamped(progress or 0.0),
        "tick": None if expected is None else _clamped(expected),
        "ghost": None if before is None else _clamped(before),
    }


def kept(current: float | None, target: float | None) -> dict | None:
    """A limit to keep: the bar starts at 0, the tick is the limit, at four fifths of the track."""
    if current is None or not target or target < 0:
        return None
    return {"fill": _clamped(current / (target * 1.25)), "tick": 0.8}


def ends(row: GoalRow, shown: Callable[[float | None], str]) -> tuple[str, str]:
    """The words at the bar's ends; a limit to keep says which side of it is right."""
    if row.metric_id is None:
        return "", ""
    return shown(row.baseline), LIMITS.get(row.direction or "", "") + shown(row.target)


def _clamped(share: float) -> float:
    return min(1.0, max(0.0, share))
