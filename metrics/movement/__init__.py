"""What differs on the boards between two days or two versions of the store."""

from metrics.movement.comparison import between, moved
from metrics.movement.difference import Board, Change, Moved, Value
from metrics.movement.kept import CutMoved, MuteMoved, kept_between

__all__ = ["Board", "Change", "CutMoved", "Moved", "MuteMoved", "Value", "between", "kept_between", "moved"]
