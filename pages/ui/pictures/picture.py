"""One chart as a value: what it is called, what stands above it, its specs, and the figures it shows."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from pages.ui.markup import Tag


class Picture(NamedTuple):
    """`parts` are the figures and words that stand for a legend; `charts` stand one under the other, each drawn as SVG of the width
    it is given; no charts, and `nothing` says why.
    """

    title: str
    parts: Sequence[Tag]
    charts: Sequence[Callable[[int], str]]
    header: Sequence[str]
    rows: Sequence[Sequence[object]]
    nothing: str = ""
