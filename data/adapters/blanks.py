"""Lines below a header that are no data: blank ones, the header again, totals at the end."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from data.adapters.recognition import folded
from data.reading import Line

TOTALS = frozenset(("合计", "总计", "小计", "共计", "汇总", "total", "totals", "sum", "subtotal", "grand total"))


class Data(NamedTuple):
    """The data lines, and for the others that aren't empty what they are, with their line."""

    lines: list[Line]
    notes: tuple[tuple[str, int], ...]


def data_lines(below: Sequence[Line], header: Sequence[str], known: frozenset[str], is_fact: Callable[[Line], bool]) -> Data:
    """`known` are the folded headers of the export; `is_fact` tells that a line has all that a fact needs.

    Below a header there may be the same in another language.
    """
    first_words = frozenset((header[0], *(cell for cell in header if cell.strip())))
    filled = [line for line in below if any(map(str.strip, line.cells))]
    again = {line.number for line in filled if (line is filled[0] or line.cells[0] in first_words) and _is_header_again(line.cells, header, known)}
    lines = [line for line in filled if line.number not in again] if again else filled
    totals = []
    while lines and _is_total(lines[-1]) and not is_fact(lines[-1]):
        totals.append(lines.pop().number)
    notes = (*(("repeated_header", number) for number in sorted(again)), *(("total", number) for number in sorted(totals)))
    return Data(lines, notes)


def _is_header_again(cells: Sequence[str], header: Sequence[str], known: frozenset[str]) -> bool:
    """The header word for word, or a line of known headers only."""
    if cells == header:
        return True
    headers = folded(cells)
    return len(headers) > 1 and headers <= known


def _is_total(line: Line) -> bool:
    first = next(cell.strip() for cell in line.cells if cell.strip())
    return first.rstrip(":： ").casefold() in TOTALS
