"""Names beside dots that stand anywhere: each near its own dot, none on another name, on a dot or outside the picture.

Every dot gets its shortest name first, so that hardly any goes without; then those with room around them get longer ones. Sizes are
estimates, a little generous, for nobody here can ask a browser how wide a word is.
"""

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

LETTER, HAN = 7.0, 13.4  # pixels of a letter at 13 px, and of a Chinese character
LINE = 17
RADIUS = 8  # of a dot, with a little air
NEAR = 6
RINGS = (0, 10, 22, 36, 52, 70, 92, 118, 148)  # how much farther than right beside its dot a name may stand
PARTS = {"left": 0.0, "center": 0.5, "right": 1.0}  # how much of a text stands left of where it is put
ELLIPSIS = "…"


class Box(NamedTuple):
    """A rectangle in pixels from the picture's upper left corner."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: "Box") -> bool:
        return self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom


class Dot(NamedTuple):
    """Where it stands, and what it is called, from the shortest name to the longest; all dots have as many."""

    x: float
    y: float
    names: Sequence[str]


class Label(NamedTuple):
    """A text beside its dot: its left end, middle or right end stands `dx` from it; `line` is where a line from the dot to it ends."""

    text: str
    align: str
    dx: float
    dy: float
    line: tuple[float, float] | None = None


def labels(dots: Sequence[Dot], width: float, height: float, taken: Iterable[Box] = ()) -> list[Label]:
    """One for each dot, in their order; `taken` is where something else is written. What finds no place is empty: hover tells it."""
    marks = [around(dot.x, dot.y) for dot in dots]
    names = [Box(0, 0, 0, 0)] * len(dots)
    found = [Label("", "left", 0, 0)] * len(dots)
    fixed = [*taken]
    for size in range(len(dots[0].names) if dots else 0):
        for place in sorted(range(len(dots)), key=lambda nth: _crowd(marks[nth], marks), reverse=True):
            others = [*fixed, *(box for nth, box in enumerate(marks) if nth != place), *(box for nth, box in enumerate(names) if nth != place)]
            rings = RINGS[:1] if size else RINGS
            fitting = next(_free(dots[place], dots[place].names[size], rings, Box(0, 0, width, height), others), None)
            if fitting:
                found[place], names[place] = fitting
    return found


def width_of(text: str) -> float:
    return sum(HAN if unicodedata.east_asian_width(letter) in "WF" else LETTER for letter in text)


def cut(text: str, most: float) -> str:
    """As much of it as fits into so many pixels, with an ellipsis where something is left out."""
    if width_of(text) <= most:
        return text
    kept = text
    while kept and width_of(kept) + HAN > most:
        kept = kept[:-1]
    return kept.rstrip() + ELLIPSIS


def cut_inside(text: str, most: float) -> str:
    """Its beginning and its end, as names that differ only there stay apart."""
    if width_of(text) <= most:
        return text
    half = (most - HAN) / 2
    head = next(at for at in range(len(text), -1, -1) if width_of(text[:at]) <= half)
    tail = next(at for at in range(len(text) + 1) if width_of(text[at:]) <= half)
    return text[:head].rstrip() + ELLIPSIS + text[tail:].lstrip()


def _free(dot: Dot, text: str, rings: Sequence[float], picture: Box, others: Sequence[Box]) -> Iterator[tuple[Label, Box]]:
    wide = width_of(text)
    for ring in rings:
        far, high = wide + RADIUS + NEAR + ring, RADIUS + LINE + ring
        near = [box for box in others if box.meets(Box(dot.x - far, dot.y - high, dot.x + far, dot.y + high))]
        for align, dx, dy in _sides(ring):
            left = dx - wide * PARTS[align]
            box = Box(dot.x + left, dot.y + dy - LINE / 2, dot.x + left + wide, dot.y + dy + LINE / 2)
            if _inside(box, picture) and not any(box.meets(other) for other in near):
                end = min(max(0.0, left), left + wide), dy - max(-LINE / 2, min(LINE / 2, dy))
                yield Label(text, align, dx, dy, end if ring > RINGS[1] else None), box


def _sides(ring: float) -> list[tuple[str, float, float]]:
    """Where a text may stand: right of the dot, left of it, above, below, and at its corners."""
    off, high = RADIUS + NEAR + ring, RADIUS + LINE / 2 + ring
    beside = [("left", off, 0.0), ("right", -off, 0.0), ("center", 0.0, -high), ("center", 0.0, high)]
    near = [(align, dx, dy) for align, dx in (("left", NEAR), ("right", -NEAR)) for dy in (-high, high)]
    far = [(align, dx, dy) for align, dx in (("left", off), ("right", -off)) for dy in (-high, high)]
    return [*beside, *near, *far]


def around(x: float, y: float) -> Box:
    """What a dot there takes."""
    return Box(x - RADIUS, y - RADIUS, x + RADIUS, y + RADIUS)


def _crowd(box: Box, marks: Sequence[Box]) -> int:
    """How many dots are near: who has least room chooses first."""
    wide = Box(box.left - 60, box.top - 2 * LINE, box.right + 60, box.bottom + 2 * LINE)
    return sum(wide.meets(mark) for mark in marks)


def _inside(box: Box, picture: Box) -> bool:
    return box.left >= picture.left and box.top >= picture.top and box.right <= picture.right and box.bottom <= picture.bottom
