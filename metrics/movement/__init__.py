"""What differs on the boards between two days or two versions of the store."""

from metrics.movement.comparison import between, moved
from metrics.movement.difference import Board, Change, Moved, Value

__all__ = ["Board", "Change", "Moved", "Value", "between", "moved"]
