"""Where the records of sheets are put while they are read: into memory, or into files that are mapped when they are needed."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from data.errors import UnreadableFile
from data.reading.sheet import FIXED, Sheet, batch, schema
from data.settings import Limits

FIRST = 1_000  # records in which a sheet's usual width is found
RECORDS = 50_000  # in a batch at most, and fewer where they are long, for their memory's sake
BYTES = 32 << 20

Records = Iterable[tuple[int, Sequence[str]]]


@dataclass(frozen=True)
class Shelf:
    """Takes sheets in. With a folder each goes into a file there, of which the sheet holds the path as its keeper, and no rows.

    `hidden` names the sheets of workbooks that were left out because they are hidden.
    """

    limits: Limits
    folder: Path | None = None
    hidden: list[str] = field(default_factory=list)

    def sheet(self, name: str | None, records: Records) -> Sheet | None:
        """A sheet of these records; None if all of them are blank."""
        taken = _Taken(name, iter(records), self.limits)
        if self.folder is None:
            table = pa.Table.from_batches(taken.batches(), taken.schema)
            return Sheet(name, table, None, None) if taken.filled else None
        path = self._written(taken, self.folder)
        return Sheet(name, taken.schema.empty_table(), None, None, keeper=path) if taken.filled else None

    def refuse_too_many(self, sheets: int) -> None:
        if sheets > self.limits.sheets:
            raise UnreadableFile("too_many_sheets", sheets=sheets, most=self.limits.sheets, variable="GOALBOARD_MAX_SHEETS")

    def _written(self, taken: "_Taken", folder: Path) -> Path:
        path = folder / f"{len(list(folder.glob('*.arrow')))}.arrow"
        try:
            with pa.OSFile(str(path), "wb") as file, pa.ipc.new_file(file, taken.schema) as writer:
                for piece in taken.batches():
                    writer.write_batch(piece)
        except UnreadableFile:
            path.unlink()
            raise
        return path


def mapped(path: Path) -> pa.Table:
    """The table in a file, which stays on disk until it is looked at."""
    return pa.ipc.open_file(pa.memory_map(str(path))).read_all()


class _Taken:
    """Records on their way to the shelf, measured as they pass."""

    def __init__(self, name: str | None, records: Iterator[tuple[int, Sequence[str]]], limits: Limits) -> None:
        self.name = name
        self.limits = limits
        self.filled = False
        self.head = list(islice(records, FIRST))
        self.rest = records

    @cached_property
    def width(self) -> int:
        """As many columns as the widest of the first records has, or as are read at all: rarer cells stand in `more`."""
        return min(max((len(cells) for _, cells in self.head), default=0), self.limits.columns)

    @property
    def schema(self) -> pa.Schema:
        return schema(self.width)

    def batches(self) -> Iterator[pa.RecordBatch]:
        lines = self.head
        while lines:
            piece = batch(lines, self.width)
            self._refuse_too_wide(piece)
            self._refuse_too_long(piece)
            self.filled = self.filled or bool(pc.any(piece["filled"]).as_py())
            yield piece
            lines = list(islice(self.rest, max(1, min(RECORDS, BYTES * len(lines) // piece.nbytes))))

    def _refuse_too_wide(self, piece: pa.RecordBatch) -> None:
        most, widest = self.limits.columns, pc.max(piece["cells"]).as_py()
        if widest > most:
            line = piece["line"][pc.index(piece["cells"], widest).as_py()].as_py()
            facts = {"sheet": self.name, "line": line, "columns": widest, "most": most, "variable": "GOALBOARD_MAX_COLUMNS"}
            raise UnreadableFile("too_many_columns", **facts)

    def _refuse_too_long(self, piece: pa.RecordBatch) -> None:
        for cells in piece.columns[FIXED:-1]:
            self._refuse_long_cell(piece["line"], cells)
        more = piece["more"]
        self._refuse_long_cell(piece["line"].take(pc.list_parent_indices(more)), pc.list_flatten(more))

    def _refuse_long_cell(self, lines: pa.Array, cells: pa.Array) -> None:
        lengths = pc.utf8_length(cells)
        most, longest = self.limits.cell, pc.max(lengths).as_py() or 0
        if longest > most:
            line = lines[pc.index(lengths, longest).as_py()].as_py()
            facts = {"sheet": self.name, "line": line, "characters": longest, "most": most, "variable": "GOALBOARD_MAX_CELL"}
            raise UnreadableFile("cell_too_long", **facts)
