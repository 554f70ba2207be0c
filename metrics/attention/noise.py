"""How much something moves when nothing is the matter."""

from collections.abc import Sequence
from statistics import median


def deviation(values: Sequence[float]) -> float:
    """The middle one of the distances to the middle value: one odd week does not widen it, and a steady course has none."""
    middle = median(values)
    return median(abs(value - middle) for value in values)
