"""How far a value axis reaches that needn't begin at zero, its round figures, and words beside it that don't overlap."""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from math import ceil, floor, log10
from typing import NamedTuple

ROOM = 0.06  # of the height, above the highest and below the lowest
FARTHEST = 1.0  # what may leave the picture widens it by this part of what must not
MOST_TICKS = 5
ROUND = (1, 2, 5, 10)
LINE = 16  # pixels between the middles of two words below each other


class Extent(NamedTuple):
    low: float
    high: float

    def down(self, value: float, height: int) -> float:
        """Pixels from the top."""
        return (self.high - value) / (self.high - self.low) * height


def extent(needed: Iterable[float], wished: Iterable[float] = ()) -> Extent:
    """Room for all that is needed, and for what is wished as far as that doesn't make the rest flat."""
    least, most = min(shown := list(needed)), max(shown)
    reach = (most - least or abs(most) or 1.0) * FARTHEST
    outer = [min(max(value, least - reach), most + reach) for value in wished]
    low, high = min([least, *outer]), max([most, *outer])
    room = (high - low or abs(high) or 1.0) * ROOM
    return Extent(0.0 if 0 <= low < room else low - room, high + room)


def ticks(of: Extent) -> list[float]:
    """Round figures inside, `MOST_TICKS` at most."""
    rough = (of.high - of.low) / MOST_TICKS
    size = 10.0 ** floor(log10(rough))
    step = next(size * part for part in ROUND if size * part >= rough)
    return [round(nth * step, 12) for nth in range(ceil(of.low / step), floor(of.high / step) + 1)]


def apart(places: Sequence[float], height: int) -> list[float]:
    """The same places in pixels, moved just so far that each has a line of its own and none leaves the picture."""
    order = sorted(range(len(places)), key=lambda nth: places[nth])
    found = list(places)
    for above, nth in pairwise(order):
        found[nth] = max(found[nth], found[above] + LINE)
    limit = float(height)
    for nth in reversed(order):
        found[nth] = min(found[nth], limit)
        limit = found[nth] - LINE
    return found
