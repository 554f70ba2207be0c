"""What adapters give: the lines of one sheet that are facts of one dataset, and how each of our fields is read from them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

import pyarrow as pa
import pyarrow.compute as pc

from data.adapters.cells import Column, all_filled, cleaned, joined
from data.adapters.columns import Field, Read
from data.reading import Sheet

PIECE = 25_000  # lines that one thread of the engine takes at a time


@dataclass(frozen=True)
class Bound:
    """A field with the places of its slots in this file; a slot that the file lacks has none."""

    field: Field
    places: tuple[tuple[int, ...], ...]
    read: Read | None

    @property
    def name(self) -> str:
        return self.field.name

    @property
    def present(self) -> list[tuple[int, ...]]:
        return [places for places in self.places if places]

    @property
    def slots(self) -> list[str | None]:
        """The columns of `Part.batches` that the slots are read from."""
        return [self._column(places) if places else None for places in self.places]

    def _column(self, places: tuple[int, ...]) -> str:
        return f"{'r' if self.field.repeated and len(places) > 1 else 'c'}{places[0]}"


@dataclass(frozen=True)
class Lines:
    """Which lines of a sheet are meant: those below the header that hold data, and of these the ones whose split cells are wanted."""

    below: int
    skipped: frozenset[int]
    split: tuple[int, ...] = ()
    wanted: frozenset[str] = frozenset()

    def of(self, table: pa.Table, *columns: str) -> pa.Table:
        """The lines meant of a sheet's table, with all its columns or only some; its cells aren't copied before it is asked for."""
        mask = pc.and_(table["filled"], pc.greater(table["line"], self.below))
        if self.skipped:
            mask = pc.and_(mask, pc.invert(pc.is_in(table["line"], value_set=pa.array(sorted(self.skipped), pa.int64()))))
        named = dict.fromkeys((*columns, *(f"c{place}" for place in self.split)))
        kept = (table.select(list(named)) if columns else table).filter(mask)
        if not self.split:
            return kept
        key = joined([cleaned(kept[f"c{place}"]) for place in self.split])
        return kept.filter(pc.is_in(key, value_set=pa.array(sorted(self.wanted), pa.string())))


@dataclass(frozen=True)
class Part:
    """The lines of one sheet that are facts of one dataset.

    `columns`: our field and the headers it is read from, only fields this file has; `unused`: headers nothing is read from.
    `count`: data lines of this part; `blank`: all lines of the sheet that are no data, counted on its first part, with `notes`
    saying which of them weren't simply empty. `confidence`: 0 … 1, how sure it is that this is what the file is.
    `lacking`: our fields that a saved mapping reads from headers this file hasn't got.
    """

    adapter: str
    export: str
    dataset: str
    source: str
    confidence: float
    columns: Mapping[str, str]
    unused: tuple[str, ...]
    header: list[str]
    header_line: int
    count: int
    blank: int
    notes: tuple[tuple[str, int], ...]
    sheet: Sheet = field(repr=False)
    lines: Lines = field(repr=False)
    fields: tuple[Bound, ...] = field(repr=False)
    dates: Mapping[str, int] = field(repr=False)
    orders: Mapping[str, str] = field(default_factory=dict, repr=False)
    kinds: Mapping[str, tuple[str, int]] = field(default_factory=dict, repr=False)
    empty: str = ""
    utc: bool = False
    lacking: tuple[str, ...] = ()

    @property
    def whole(self) -> "Part":
        """The same with all data lines of the sheet, also those of other datasets."""
        return replace(self, lines=replace(self.lines, split=(), wanted=frozenset()))

    def batches(self, size: int) -> Iterator[pa.Table]:
        """The part's lines in pieces: `line`, `cells` (how many), `longer` (than the header), and each column that something is
        read from, made plain, as `c…`; where several columns of one name count, they are joined as `r…` of the first.
        """
        used = sorted({place for bound in self.fields for places in bound.places for place in places} | set(self.dates.values()))
        beyond = [f"c{place}" for place in range(len(self.header), self.sheet.width)]
        named = dict.fromkeys(("line", "cells", *(f"c{place}" for place in used), *beyond, "more"))
        for first in range(0, len(self.sheet), size):
            kept = self.lines.of(self.sheet.table.slice(first, size), *named)
            if kept.num_rows:
                plain: dict[str, Column] = {f"c{place}": cleaned(kept[f"c{place}"], self.empty) for place in used}
                both = {f"r{places[0]}": all_filled([plain[f"c{place}"] for place in places]) for places in self._repeated()}
                table = pa.table({"line": kept["line"], "cells": kept["cells"], "longer": self._longer(kept), **plain, **both})
                yield pa.Table.from_batches(table.combine_chunks().to_batches(max_chunksize=PIECE))

    def _repeated(self) -> set[tuple[int, ...]]:
        return {places for bound in self.fields if bound.field.repeated for places in bound.present if len(places) > 1}

    def _longer(self, table: pa.Table) -> Column:
        """Whether a line has something beyond its header."""
        width = len(self.header)
        longer = pc.greater(table["cells"], width)
        if not pc.any(longer).as_py():
            return longer
        beyond = [pc.is_valid(cleaned(table[f"c{place}"])) for place in range(width, self.sheet.width)]
        more = pa.chunked_array([pa.array([any(map(str.strip, cells or ())) for cells in table["more"].to_pylist()], pa.bool_())])
        for flags in beyond:
            more = pc.or_(more, flags)
        return pc.and_(longer, more)
