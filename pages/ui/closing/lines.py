"""The closing report as lines of text, for places that know headings, lists, bold and links, and nothing more."""

from collections.abc import Iterator, Sequence

from pages.ui.closing.content import Closing
from pages.ui.closing.section import Cell, Table
from pages.ui.report.line import Kind, Line, Run
from pages.ui.words import Words


def whole(of: Closing) -> list[Line]:
    said = [of.about, of.source, *of.notes, " · ".join(of.tally)]
    head = [Line(Kind.TITLE, [Run(of.title)]), *(Line(Kind.TEXT, [Run(text)]) for text in said if text)]
    return [*head, *(line for section in of.sections for line in _section(section.title, section.parts, of.view.words))]


def _section(title: str, parts: Sequence[Line | Table], say: Words) -> Iterator[Line]:
    yield Line(Kind.HEADING, [Run(title)])
    for part in parts:
        yield from _table(part, say) if isinstance(part, Table) else [part]


def _table(of: Table, say: Words) -> Iterator[Line]:
    """A line a row: what it begins with, then each further cell that says something, by its head's name."""
    yield Line(Kind.TEXT, [Run(of.head[0], bold=True)])
    for first, *others in of.rows:
        told = [_named(head, cell) for head, cell in zip(of.head[1:], others, strict=True) if cell.text]
        yield Line(Kind.ITEM, [first, *([Run(say("report.colon") + say("report.comma").join(told))] if told else [])])


def _named(head: str, cell: Cell) -> str:
    return f"{head} {cell.text}" if head else cell.text
