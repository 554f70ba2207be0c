"""A column that our own downloads carry: which dataset its lines are, and of which source, so that they come in again as they went out."""

import re
from typing import NamedTuple

from data.model.datasets import DATASETS
from data.reading import Sheet

SEARCHED = 30  # records in which a header is looked for
_MARK = re.compile(r"goalboard:([a-z_]+):(.+)")


class Mark(NamedTuple):
    """What our download said of its lines."""

    dataset: str
    source: str


def mark(dataset: str, source: str) -> str:
    """The header of that column; its cells are empty."""
    return f"goalboard:{dataset}:{source}"


def is_mark(header: str) -> bool:
    return bool(_MARK.fullmatch(header.strip()))


def mark_of(sheet: Sheet) -> Mark | None:
    for line in sheet.lines(0, SEARCHED):
        for cell in line.cells:
            match = _MARK.fullmatch(cell.strip())
            if match and match[1] in DATASETS:
                return Mark(match[1], match[2])
    return None
