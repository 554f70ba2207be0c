"""A header that the workbook carries: whose facts it was made of, and at which version, so that an edit is told from what was there."""

import re
from typing import NamedTuple

from data.reading import Sheet

SEARCHED = 30  # records in which a header is looked for
_MARK = re.compile(r"goalboard:breakdown:([^:]+):(\d{1,9})")


class Origin(NamedTuple):
    """The source of the facts in the file, and the version at which they were read."""

    source: str
    version: int


def origin_mark(origin: Origin) -> str:
    """The header of that column; its cells are empty."""
    return f"goalboard:breakdown:{origin.source}:{origin.version}"


def origin_of(sheet: Sheet) -> Origin | None:
    cells = (cell.strip() for line in sheet.lines(0, SEARCHED) for cell in line.cells if "goalboard" in cell)
    found = next(filter(None, map(_MARK.fullmatch, cells)), None)
    return Origin(found[1], int(found[2])) if found else None
