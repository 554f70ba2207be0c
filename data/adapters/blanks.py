"""Lines below a header that are no data: blank ones, the header again, totals at the end."""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

from data.adapters.recognition import folded
from data.reading import Line, Sheet

TOTALS = frozenset(("合计", "总计", "小计", "共计", "汇总", "total", "totals", "sum", "subtotal", "grand total"))
TAIL = 200  # lines looked at from the end at a time


class NoData(NamedTuple):
    """The filled lines that are no data, with what they are."""

    lines: frozenset[int]
    notes: tuple[tuple[str, int], ...]


def no_data(sheet: Sheet, header: Line, known: frozenset[str], is_fact: Callable[[Line], bool]) -> NoData:
    """`known` are the folded headers of the export; `is_fact` tells that a line has all that a fact needs.

    Below a header there may be the same in another language.
    """
    again = {line.number for line in _like_headers(sheet, header) if _is_header_again(line.cells, header.cells, known)}
    totals: list[int] = []
    for line in _from_the_end(sheet, header.number):
        if line.number in again:
            continue
        if not _is_total(line) or is_fact(line):
            break
        totals.append(line.number)
    notes = (*(("repeated_header", number) for number in sorted(again)), *(("total", number) for number in sorted(totals)))
    return NoData(frozenset((*again, *totals)), notes)


def _like_headers(sheet: Sheet, header: Line) -> Iterator[Line]:
    """The first line below the header, and those that begin with one of its words."""
    first_words = pa.array([header.cells[0], *(cell for cell in header.cells if cell.strip())], pa.string())
    below = pc.and_(sheet.table["filled"], pc.greater(sheet.table["line"], header.number))
    first = pc.index(below, value=True).as_py()
    if first >= 0:
        yield from sheet.lines(first, 1)
        like = pc.and_(below, pc.is_in(sheet.table["c0"], value_set=first_words))
        yield from (
            line for line in sheet.numbered(sheet.table["line"].filter(like).to_pylist()) if line.number != sheet.table["line"][first].as_py()
        )


def _from_the_end(sheet: Sheet, header_line: int) -> Iterator[Line]:
    for end in range(len(sheet), 0, -TAIL):
        first = max(0, end - TAIL)
        for line in reversed(sheet.lines(first, end - first)):
            if line.number <= header_line:
                return
            if any(map(str.strip, line.cells)):
                yield line


def _is_header_again(cells: Sequence[str], header: Sequence[str], known: frozenset[str]) -> bool:
    """The header word for word, or a line of known headers only."""
    if cells == header:
        return True
    headers = folded(cells)
    return len(headers) > 1 and headers <= known


def _is_total(line: Line) -> bool:
    first = next(cell.strip() for cell in line.cells if cell.strip())
    return first.rstrip(":： ").casefold() in TOTALS
