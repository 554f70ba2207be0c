"""What the closing report is made of, before anybody decides whether it is a page, a paper or a message."""

from collections.abc import Sequence
from typing import NamedTuple, TypeAlias

from pages.ui.report.line import Line, Run

Cell: TypeAlias = Run


class Table(NamedTuple):
    """Rows with what each begins with in bold; a cell may hold a link. Empty cells are told as such."""

    head: Sequence[str]
    rows: Sequence[Sequence[Cell]]


class Section(NamedTuple):
    """A heading, and what stands below it."""

    title: str
    parts: Sequence[Line | Table]
