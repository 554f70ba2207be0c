"""What reading a file gives."""

from dataclasses import dataclass
from typing import NamedTuple


class Line(NamedTuple):
    """One record: the physical line it starts on (in a workbook its row), and its cells as they stand."""

    number: int
    cells: list[str]


@dataclass(frozen=True)
class Sheet:
    """Every record of a sheet, blank ones included; a text file has no sheet name, a workbook no encoding and delimiter."""

    name: str | None
    lines: list[Line]
    encoding: str | None
    delimiter: str | None
