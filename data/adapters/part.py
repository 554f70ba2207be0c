"""What adapters give: the lines of one sheet that are facts of one dataset, ready to be read as canonical cells."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from data.adapters.columns import Field, Layout
from data.reading import Line


@dataclass(frozen=True)
class Part:
    """The lines of one sheet that are facts of one dataset, ready to be read as canonical cells.

    `columns`: our field and the headers it is read from, only fields this file has; `unused`: headers nothing is read from.
    `lines`: the data lines of this part; `blank`: all lines of the sheet that are no data, counted on its first part, with
    `notes` saying which of them weren't simply empty.
    """

    adapter: str
    dataset: str
    source: str
    columns: Mapping[str, str]
    unused: tuple[str, ...]
    header: list[str]
    header_line: int
    lines: list[Line]
    blank: int
    notes: tuple[tuple[str, int], ...]
    fields: tuple[Field, ...] = field(repr=False)
    layout: Layout = field(repr=False)

    def cells(self, lines: Sequence[Line]) -> dict[str, list[str]]:
        """Our fields as canonical text, column by column, one cell a line; an empty one is ''."""
        return {field.name: field.cells(self.layout, lines) for field in self.fields}
