"""Bytes become records: every line of every sheet of a file, with nothing dropped and nothing interpreted."""

from collections.abc import Callable, Sequence

from data.errors import UnreadableFile
from data.reading.kind import Kind, kind_of
from data.reading.sheet import Line, Sheet
from data.reading.text import text_sheet
from data.reading.workbook import workbook_sheets

__all__ = ["Line", "Sheet", "sheets"]

MOST_COLUMNS = 2_000  # a table with more is a file read with the wrong delimiter, or not a table


def sheets(file_name: str, content: bytes, *, known_headers: Callable[[Sequence[str]], int]) -> list[Sheet]:
    """The sheets of a file; a text file is one sheet without a name.

    `known_headers` tells how many cells are known headers: of several readings, the one with more of them is right.
    """
    try:
        found = _sheets(content, known_headers)
        for sheet in found:
            _refuse_too_wide(sheet)
    except UnreadableFile as error:
        raise UnreadableFile(error.code, file=file_name, **error.facts) from error
    return found


def _sheets(content: bytes, known_headers: Callable[[Sequence[str]], int]) -> list[Sheet]:
    kind = kind_of(content)
    if kind is Kind.BINARY:
        raise UnreadableFile("binary_file")
    if kind is Kind.HTML:
        raise UnreadableFile("html_file")
    if kind is Kind.WORKBOOK:
        return workbook_sheets(content)
    return [text_sheet(content, known_headers)]


def _refuse_too_wide(sheet: Sheet) -> None:
    widest = max(sheet.lines, key=lambda line: len(line.cells))
    if len(widest.cells) > MOST_COLUMNS:
        raise UnreadableFile("too_many_columns", sheet=sheet.name, line=widest.number, columns=len(widest.cells), most=MOST_COLUMNS)
