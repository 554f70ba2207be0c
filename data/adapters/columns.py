"""How an adapter says which of our fields is read from which headers: declared, not programmed."""

from collections.abc import Callable, Container, Mapping, Sequence
from dataclasses import dataclass, field

from data.model.datasets import fold
from data.reading import Line

Cells = list[str]
Cleaner = Callable[[Cells], Cells]


@dataclass(frozen=True)
class Layout:
    """Where a file's headers stand (the first of equal ones counts), and how the cells below some are made plain first."""

    places: Mapping[str, int]
    cleaners: Mapping[str, Cleaner] = field(default_factory=dict)

    def column(self, header: str, lines: Sequence[Line]) -> Cells:
        """The cells below a header, without surrounding space; empty where the line is short or the file hasn't got it."""
        folded = fold(header)
        place = self.places.get(folded)
        if place is None:
            return [""] * len(lines)
        cells = [cells[place].strip() if place < len(cells) else "" for _, cells in lines]
        return self.cleaners[folded](cells) if folded in self.cleaners else cells


def layout(header: Sequence[str]) -> Layout:
    places: dict[str, int] = {}
    for place, cell in enumerate(header):
        places.setdefault(fold(cell), place)
    places.pop("", None)
    return Layout(places)


def first_filled(*columns: Cells) -> Cells:
    """Line by line the first of several cells that isn't empty."""
    if len(columns) == 1:
        return columns[0]
    return [next(filter(None, cells), "") for cells in zip(*columns, strict=True)]


def words(meanings: Mapping[str, str], also: Callable[[str], str] = str) -> Callable[..., Cells]:
    """A reading that translates a tool's words, made plain by `also` first; an unknown word stays."""

    def read(*columns: Cells) -> Cells:
        plain = list(map(also, first_filled(*columns)))
        return [meanings.get(cell.casefold(), cell) for cell in plain]

    return read


def each(change: Callable[[str], str]) -> Callable[..., Cells]:
    """A reading that changes each cell by itself."""

    def read(*columns: Cells) -> Cells:
        return list(map(change, first_filled(*columns)))

    return read


@dataclass(frozen=True)
class Field:
    """One of our fields: the headers it is read from, and how; `needs` are those without which the file hasn't got it."""

    name: str
    headers: tuple[str, ...]
    read: Callable[..., Cells] = first_filled
    needs: tuple[str, ...] = ()

    def is_in(self, folded_headers: Container[str]) -> bool:
        if self.needs:
            return all(fold(header) in folded_headers for header in self.needs)
        return any(fold(header) in folded_headers for header in self.headers)

    def cells(self, found: Layout, lines: Sequence[Line]) -> Cells:
        return self.read(*(found.column(header, lines) for header in self.headers))
