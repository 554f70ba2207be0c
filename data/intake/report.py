"""What an import says of itself: every line of the file is in exactly one of its counts."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from data.adapters.mapping import Mapping as Chosen
from data.errors import BoardError
from data.intake.told import DateRead, WordRead
from data.reading import Place, Sheet

LARGE_RETIREMENT = 0.2  # a snapshot that lacks more of its source than this needs an explicit yes


class Problem(NamedTuple):
    """Something on a line that its owner must know: `code` and `facts` make the sentence."""

    line: int
    field: str
    code: str
    facts: Mapping[str, object]


class RejectedLine(NamedTuple):
    """A line that is not in, with its cells as the file wrote them, so that it can be mended and brought again."""

    line: int
    cells: list[str]


class Note(NamedTuple):
    """Something about a line that needs no mending."""

    line: int
    code: str
    facts: Mapping[str, object]


class Edit(NamedTuple):
    """A field of a known fact that the file writes otherwise than it stands."""

    line: int
    key: str
    field: str
    was: str
    becomes: str


@dataclass(frozen=True)
class Choices:
    """What the person decides about a file; None leaves it to what is recognised or saved.

    `mapping`: how all its sheets are read; `saved`: without one, look among the saved ones; `remember`: save it under its name.
    `order`: which number of a date is the day, where a column leaves it open.
    """

    dataset: str | None = None
    source: str | None = None
    mode: str | None = None
    yes: bool = False
    who: str = ""
    mapping: Chosen | None = None
    saved: bool = True
    remember: bool = False
    order: str | None = None
    encoding: str | None = None
    delimiter: str | None = None


@dataclass
class Report:
    """One file's, or one sheet's, facts of one dataset. `refused`, on a file's first: what of an archive couldn't be taken in."""

    file: str
    sheet: str | None
    adapter: str
    dataset: str
    source: str
    mode: str
    lines: int
    blank: int
    columns: Mapping[str, str]
    unused: tuple[str, ...]
    header: tuple[str, ...] = ()
    export: str = ""
    confidence: float = 1.0
    mapping: str = ""
    lacking: tuple[str, ...] = ()
    is_chosen: bool = False  # somebody said which dataset it is
    seen: int | None = None  # the version that the file was made of, where it says so
    version: int | None = None
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    superseded: int = 0
    rejected: int = 0
    retired: int = 0
    held: int = 0  # facts of the snapshot's source before it
    dangling: int = 0
    problems: list[Problem] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    refused: list[BoardError] = field(default_factory=list)
    rejected_numbers: frozenset[int] = frozenset()
    sheet_read: Sheet | None = field(default=None, repr=False, compare=False)
    sample: list[dict[str, str]] = field(default_factory=list)
    edits: list[Edit] = field(default_factory=list)
    dates: list[DateRead] = field(default_factory=list)
    words: Mapping[str, list[WordRead]] = field(default_factory=dict)
    kinds: Mapping[str, tuple[str, int]] = field(default_factory=dict)
    sample_retired: bool = False
    encoding: str | None = None
    delimiter: str | None = None
    doubt: tuple[str, ...] = ()  # other encodings in which the file makes as much sense

    @property
    def rejected_lines(self) -> list[RejectedLine]:
        """The lines that aren't in, looked up in the file that was read: a million of them aren't kept twice."""
        return self.lines_as_written(self.rejected_numbers)

    def lines_as_written(self, numbers: Collection[int]) -> list[RejectedLine]:
        return [RejectedLine(*line) for line in self.sheet_read.numbered(numbers)] if self.sheet_read else []

    def place(self, number: int) -> Place:
        """Where the record of this number stands in the file as it came."""
        return self.sheet_read.place(number) if self.sheet_read else Place(number, "")

    @property
    def accounted(self) -> int:
        return self.new + self.changed + self.unchanged + self.superseded + self.rejected + self.blank

    @property
    def retires_much(self) -> bool:
        """More of its source than a complete list may retire without an explicit yes."""
        return self.retired > LARGE_RETIREMENT * self.held

    @property
    def questions(self) -> list[DateRead]:
        """What somebody has to say before this can go in."""
        return [read for read in self.dates if read.is_open]

    @property
    def changes_something(self) -> bool:
        return self.new + self.changed + self.retired > 0
