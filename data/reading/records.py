"""The records of a text counted without the csv module, and quotes that swallow what follows found on the way."""

import re

from data.errors import UnreadableFile


def count_records(text: str, delimiter: str) -> int:
    """How many records there are; a quoted cell that isn't closed where a cell ends is refused, with its line."""
    count = 0
    for record in _record(delimiter).finditer(text):
        count += 1
        if record.lastindex:
            _refuse_open_quote(text, record, delimiter)
    return count


def _record(delimiter: str) -> re.Pattern[str]:
    """Cells with delimiters between them up to a line end; its group is there if a quote wasn't closed where its cell ends."""
    cell = _cell(delimiter, odd="()")
    return re.compile(rf"(?!\Z){cell}(?:{re.escape(delimiter)}{cell})*+(?:\r\n|\r|\n|\Z)")


def _cell(delimiter: str, *, odd: str = "") -> str:
    """A quoted cell, or anything up to the next delimiter or line end: a quote inside such a cell is an ordinary character."""
    end = rf"[{re.escape(delimiter)}\r\n]"
    plain = rf"[^{re.escape(delimiter)}\r\n]*+"
    quoted = r'"[^"]*+(?:""[^"]*+)*+'
    return rf'(?:{quoted}"(?:(?={end}|\Z)|{odd}{plain})|{quoted}\Z{odd}|{plain})'


def _refuse_open_quote(text: str, record: re.Match[str], delimiter: str) -> None:
    """A quoted cell that runs over a line end and then goes on behind its closing quote was never closed.

    On one line (`"5" pipe`) it is only untidy: the csv module and people read it the same way.
    """
    cells = re.compile(_cell(delimiter))
    position = record.start()
    while position < record.end():
        cell = cells.match(text, position)
        if cell is None:
            return
        if _is_open(cell[0]):
            raise UnreadableFile("unclosed_quote", line=_line_of(text, position))
        position = cell.end() + 1


def _is_open(cell: str) -> bool:
    quoted = re.match(r'"[^"]*+(?:""[^"]*+)*+("?)', cell)
    if quoted is None:
        return False
    return not quoted[1] or (quoted.end() < len(cell.rstrip(" \t")) and bool(re.search(r"[\r\n]", quoted[0])))


def _line_of(text: str, position: int) -> int:
    return len(re.findall(r"\r\n|\r|\n", text[:position])) + 1
