"""A bullet bar: baseline left of it, target right of it, filled to today, a tick where the plan stands today."""

from collections.abc import Callable

from metrics.goals import GoalRow

LIMITS = {"maintain_below": "≤ ", "maintain_above": "≥ "}


def bar(progress: float | None, expected: float | None) -> dict:
    return {"fill": _clamped(progress or 0.0), "tick": None if expected is None else _clamped(expected)}


def ends(row: GoalRow, shown: Callable[[float | None], str]) -> tuple[str, str]:
    """The words at the bar's ends; a limit to keep says which side of it is right."""
    if row.metric_id is None:
        return "", ""
    return shown(row.baseline), LIMITS.get(row.direction or "", "") + shown(row.target)


def _clamped(share: float) -> float:
    return min(1.0, max(0.0, share))
