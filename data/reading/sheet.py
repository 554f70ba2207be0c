"""What reading a file gives: sheets of records, kept in columns so that a million of them are no million objects."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

FIXED = 3  # columns before the cells: line, cells, filled


class Line(NamedTuple):
    """One record: the physical line it starts on (in a workbook its row), and its cells as they stand."""

    number: int
    cells: list[str]


class Place(NamedTuple):
    """Where a record stands in its file: its line, and the column where it is no whole line."""

    line: int
    column: str


@dataclass(frozen=True)
class Sheet:
    """Every record of a sheet, blank ones included; a text file has no sheet name, a workbook no encoding and delimiter.

    `table` has one row a record: `line` (int64), `cells` (int32, how many the record has), `filled` (bool, some cell holds more
    than space), `c0`, `c1` … (string; null where the record is shorter) and `more` (list of strings: cells beyond the last `c`,
    null mostly). `file` is the name within an archive. `doubt` names other encodings in which the text makes as much sense.
    `keeper` owns the file on disk that the table is mapped from. Of a sheet that was laid out anew `places` says where each record
    stood, by the number it has now, and `notes` what happened to lines.
    """

    name: str | None
    table: pa.Table
    encoding: str | None
    delimiter: str | None
    file: str | None = None
    doubt: tuple[str, ...] = ()
    keeper: object = field(default=None, repr=False, compare=False)
    places: Mapping[int, Place] = field(default_factory=dict, repr=False, compare=False)
    notes: tuple[tuple[str, int], ...] = ()

    def __len__(self) -> int:
        return int(self.table.num_rows)

    @property
    def width(self) -> int:
        """How many cells have a column of their own."""
        return int(self.table.num_columns) - FIXED - 1

    @cached_property
    def filled(self) -> int:
        """How many records aren't blank."""
        return int(pc.sum(self.table["filled"]).as_py() or 0)

    def place(self, number: int) -> Place:
        """Where the record of this number stands in the file."""
        return self.places.get(number, Place(number, ""))

    def lines(self, first: int = 0, count: int | None = None) -> list[Line]:
        """Some records, all if none are named, as they stand: for a look at the head, the tail, or a small file."""
        return list(_lines(self.table.slice(first, count)))

    def numbered(self, numbers: Iterable[int]) -> list[Line]:
        """The records that start on these lines, in the order of the file."""
        wanted = pa.array(sorted(numbers), pa.int64())
        return list(_lines(self.table.filter(pc.is_in(self.table["line"], value_set=wanted)))) if len(wanted) else []


def _lines(table: pa.Table) -> Iterator[Line]:
    for number, count, _, *cells, more in zip(*(column.to_pylist() for column in table.columns), strict=True):
        yield Line(number, [*cells[:count], *(more or ())])


def schema(width: int) -> pa.Schema:
    fixed = [("line", pa.int64()), ("cells", pa.int32()), ("filled", pa.bool_())]
    return pa.schema([*fixed, *((f"c{place}", pa.string()) for place in range(width)), ("more", pa.list_(pa.string()))])


def batch(lines: Sequence[tuple[int, Sequence[str]]], width: int) -> pa.RecordBatch:
    """Records as a piece of a sheet's table."""
    rows = [cells for _, cells in lines]
    counts = list(map(len, rows))
    more: Sequence[list[str] | None] = [None] * len(rows)
    if any(count != width for count in counts):
        more = [list(cells[width:]) or None for cells in rows]
        rows = [[*cells[:width], *[None] * (width - len(cells))] for cells in rows]  # type: ignore[list-item]
    columns = list(zip(*rows, strict=True)) if rows and width else [() for _ in range(width)]
    filled = [any(map(str.strip, cells)) for _, cells in lines]
    arrays = [[number for number, _ in lines], counts, filled, *columns, more]
    return pa.record_batch([pa.array(values, kind) for values, kind in zip(arrays, schema(width).types, strict=True)], schema=schema(width))
