"""What an import says of itself: every line of the file is in exactly one of its counts."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

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


@dataclass(frozen=True)
class Choices:
    """What the person decides about a file; None leaves it to what is recognised."""

    dataset: str | None = None
    source: str | None = None
    mode: str = "upsert"
    yes: bool = False
    who: str = ""


@dataclass
class Report:
    """One file's, or one sheet's, facts of one dataset."""

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
    rejected_lines: list[RejectedLine] = field(default_factory=list)
    sample: list[dict[str, str]] = field(default_factory=list)
    sample_retired: bool = False
    encoding: str | None = None
    delimiter: str | None = None

    @property
    def accounted(self) -> int:
        return self.new + self.changed + self.unchanged + self.superseded + self.rejected + self.blank

    @property
    def retires_much(self) -> bool:
        """More of its source than a complete list may retire without an explicit yes."""
        return self.retired > LARGE_RETIREMENT * self.held

    @property
    def changes_something(self) -> bool:
        return self.new + self.changed + self.retired > 0
