"""What cells mean that the engine can't read by itself: each different combination is read once, by the adapter and the model."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

import pyarrow as pa
from duckdb import DuckDBPyConnection
from pydantic import ValidationError
from pydantic_core import PydanticCustomError

from data.adapters.dates import DateReading, iso, serial
from data.adapters.part import Bound
from data.model.datasets import Column

Cells = tuple[str | None, ...]
MOST_WORDS = 20_000  # more of a field are no words but texts
WORDS = frozenset(("team", "kr_ids", "type", "severity", "priority", "stage"))  # fields without a list of words whose values are told
ARROW = {
    "varchar": pa.string(),
    "double": pa.float64(),
    "date": pa.date32(),
    "timestamp": pa.timestamp("us"),
    "varchar[]": pa.list_(pa.string()),
}


class Trouble(NamedTuple):
    """Why cells can't be read."""

    code: str
    facts: Mapping[str, object]


class Meaning(NamedTuple):
    """What cells mean: the text that the adapter makes of them, its value, or what is wrong with it."""

    text: str
    value: Any
    trouble: Trouble | None


class Meanings:
    """One field's cells read so far, and how many lines have each."""

    def __init__(self, bound: Bound, column: Column, dates: DateReading | None, *, in_workbook: bool) -> None:
        self.bound, self.column, self.dates, self.in_workbook = bound, column, dates, in_workbook
        self.is_told = bool(column.words) or column.name in WORDS
        self.known: dict[Cells, Meaning] = {}
        self.counts: Counter[Cells] = Counter()
        self.first_lines: dict[Cells, int] = {}
        self.met: list[Cells] = []  # in the batch at hand

    def learn(self, found: Iterable[tuple[Cells, int, int]]) -> None:
        """Cells with how many lines have them and the first of these. Only of words all that were read so far are kept."""
        if not self.is_told or (len(self.known) > MOST_WORDS and not self.column.words):
            self.is_told, self.known, self.counts, self.first_lines = False, {}, Counter(), {}
        new: dict[Cells, None] = {}
        self.met = []
        for cells, count, line in found:
            self.met.append(cells)
            if cells not in self.known:
                new[cells] = None
            self.counts[cells] += count
            self.first_lines[cells] = min(line, self.first_lines.get(cells, line))
        texts: dict[Cells, str] = {}
        for cells in new:
            try:
                texts[cells] = self._text(cells)
            except PydanticCustomError as refused:
                self.known[cells] = Meaning("", None, Trouble(refused.type, dict(refused.context or {})))
        self.known |= dict(zip(texts, _read(self.column, list(texts.values())), strict=True))

    def _text(self, cells: Cells) -> str:
        plain = [cell or "" for cell in cells]
        text = self.bound.read(*plain).strip() if self.bound.read else next(filter(None, plain), "")
        if self.dates is None or not text:
            return text
        return iso(serial(text) if self.in_workbook else text, self.dates.order)

    def register(self, cursor: DuckDBPyConnection, name: str) -> None:
        """Make the meanings of the batch's cells a table: the cells as `k0` …, the stored values by their names, and `bad`."""
        width = len(next(iter(self.met), ()))
        keys = {f"k{place}": pa.array([cells[place] for cells in self.met], pa.string()) for place in range(width)}
        found = [self.known[cells] for cells in self.met]
        values = {
            stored: pa.array([_stored(self.column, meaning.value, nth) for meaning in found], ARROW[kind])
            for nth, (stored, kind) in enumerate(self.column.stored)
        }
        bad = pa.array([meaning.trouble is not None for meaning in found], pa.bool_())
        cursor.register(name, pa.table({**keys, **values, "bad": bad}))


def _stored(column: Column, value: Any, nth: int) -> Any:
    if column.kind == "moment":
        return None if value is None else value[nth]
    return (value or None) if column.kind == "texts" else value


def _read(column: Column, texts: Sequence[str]) -> list[Meaning]:
    cells: list[str | None] = [text or None for text in texts]
    troubles: dict[int, Trouble] = {}
    try:
        values = column.adapter.validate_python(cells)
    except ValidationError as error:
        for wrong in error.errors(include_url=False):
            place = int(wrong["loc"][0])
            troubles[place] = Trouble(wrong["type"], dict(wrong.get("ctx") or {}))
            cells[place] = None
        values = column.adapter.validate_python(cells)
    return [Meaning(text, value, troubles.get(place)) for place, (text, value) in enumerate(zip(texts, values, strict=True))]
