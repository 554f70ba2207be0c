"""One difference: a figure, or a fact of the plan, of something that stands on a board."""

from datetime import date
from enum import StrEnum
from typing import NamedTuple, TypeAlias

from metrics.registry import FIGURES, RISING, Better

Value: TypeAlias = float | str | date | None


class Board(StrEnum):
    """Where a figure stands, in the order it is told."""

    OKR = "okr"
    INVESTMENT = "investment"
    EFFICIENCY = "efficiency"


class Change(StrEnum):
    """Whether what a figure is of stands on the board of both sides, or only of the later or the earlier one."""

    MOVED = "moved"
    NEW = "new"
    GONE = "gone"


class Moved(NamedTuple):
    """One figure that differs; `unit` and `direction` are those of a KR metric, `name` is the data's own, None for no team.

    `month` is that of a monthly target. `grows`: a count over a range that is longer on the later day, so that more of it is no
    news of better or worse.
    """

    figure: str
    objective_id: str | None
    kr_id: str | None
    metric_id: str | None
    name: str | None
    before: Value
    after: Value
    unit: str | None
    direction: str | None
    board: Board
    change: Change
    month: date | None = None
    grows: bool = False

    @property
    def improved(self) -> bool | None:
        """Whether the later figure is the better one; None where neither is, and of what is new or gone."""
        known = FIGURES.get(self.figure)
        if known is None or self.grows or self.change is not Change.MOVED:
            return None
        if not isinstance(self.before, int | float) or not isinstance(self.after, int | float):
            return None
        rising = {Better.HIGHER: True, Better.LOWER: False}.get(known.better)
        if known.better is Better.DIRECTION and self.direction is not None:
            rising = self.direction in RISING
        return None if rising is None else (self.after > self.before) == rising
