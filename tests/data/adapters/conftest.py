"""Reading of tables drawn in a test, and of example files."""

from collections.abc import Callable
from pathlib import Path

import pytest

from data.adapters import Part, known_headers, parts
from data.reading import Sheet, sheets

EXPORTS = Path(__file__).parents[1] / "exports"


@pytest.fixture
def drawn() -> Callable[..., Sheet]:
    """A sheet of lines drawn with | between cells; an empty line is a blank record."""

    def read(table: str, name: str | None = None) -> Sheet:
        text = "\n".join(line.strip() for line in table.strip().splitlines())
        [sheet] = sheets("drawn.csv", text.replace(" | ", "|").replace(" |", "|").encode(), known_headers=known_headers)
        return Sheet(name, sheet.lines, sheet.encoding, sheet.delimiter)

    return read


@pytest.fixture
def example() -> Callable[..., list[Part]]:
    def read(name: str, dataset: str | None = None) -> list[Part]:
        found = sheets(name, (EXPORTS / name).read_bytes(), known_headers=known_headers)
        return [part for sheet in found for part in parts(sheet, dataset=dataset)]

    return read


@pytest.fixture
def table() -> Callable[..., list[tuple[str, ...]]]:
    """Some columns of a part, line by line."""

    def rows(part: Part, *names: str) -> list[tuple[str, ...]]:
        cells = part.cells(part.lines)
        return list(zip(*(cells[name] for name in names), strict=True))

    return rows
