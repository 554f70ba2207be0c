"""The records of a text, each with the physical line it starts on; quotes out of place are found on the way."""

import re
from collections.abc import Iterable, Iterator
from functools import cache

from data.errors import UnreadableFile
from data.reading.dialect import OTHER_QUOTE, Dialect, csv_reader, loose_cells

Record = tuple[int, list[str]]

MOST_LINES = 200_000  # of one record; behind a quote that is never closed the whole file would be one
_BACKSLASHES = re.compile(r'(\\+)"')
_QUOTED = re.compile(r'"[^"]*+(?:""[^"]*+)*+("?)')
_LINE_END = re.compile(r"\r\n|\r|\n")
_RUN = re.compile('"+')


class OddQuote(UnreadableFile):
    """A quote out of place; `record` is the text of its record, which may show another dialect."""

    def __init__(self, code: str, line: int, record: str) -> None:
        super().__init__(code, line=line)
        self.record = record


class SpacedQuote(OddQuote):
    """A whole cell in quotes, but for the space before it."""


def records(lines: Iterable[str], dialect: Dialect) -> Iterator[Record]:
    return _records(lines, dialect) if dialect.doubled else _loose_records(lines, dialect)


def _records(lines: Iterable[str], dialect: Dialect) -> Iterator[Record]:
    """An escaped quote is doubled on the way. The raw lines of a record are put down until it is done."""
    raw: list[str] = []
    start = 1

    def put_down() -> Iterator[str]:
        for line in lines:
            raw.append(_BACKSLASHES.sub(_unescaped, line) if dialect.escaped else line)
            if len(raw) > MOST_LINES:
                _refuse_odd_quotes("".join(raw), start, dialect)
            yield raw[-1]
        if raw:  # more is wanted only within quotes
            _refuse_odd_quotes("".join(raw), start, dialect)

    reader = csv_reader(put_down(), dialect)
    amid = _amid(dialect.delimiter)
    for cells in reader:
        if reader.line_num > start or ('"' in raw[0] and (raw[0].count('"') & 1 or amid.search(raw[0]))):
            _refuse_odd_quotes("".join(raw), start, dialect)
        yield start, cells
        start = reader.line_num + 1
        raw.clear()


def _unescaped(match: re.Match[str]) -> str:
    r"""Of several backslashes before a quote each pair is one; an odd one makes the quote ordinary. Elsewhere (`C:\\a`) they stay."""
    pairs, odd = divmod(len(match[1]), 2)
    return "\\" * pairs + ('""' if odd else '"')


@cache
def _amid(delimiter: str) -> re.Pattern[str]:
    """A single quote with ordinary characters on both sides. It begins with the quote, so that the search is quick."""
    ordinary = rf'[^"\r\n{re.escape(delimiter)}]'
    return re.compile(rf'"(?<={ordinary}")(?={ordinary})')


def _refuse_odd_quotes(record: str, start: int, dialect: Dialect) -> None:
    """A quoted cell over several lines that goes on behind its closing quote was never closed; on one line it may be only untidy.

    `"5" pipe` is read the same way by the csv module and by people. Where another quote follows, they differ; and a dialect that is
    tried for its signs has to fit without that.
    """
    position = 0
    while position < len(record):
        cell = _cell(dialect).match(record, position)
        if cell is None:
            return
        if code := _oddity(cell[0], record, dialect):
            raise OddQuote(code, start + len(_LINE_END.findall(record, 0, position)), record)
        if not dialect.spaced and _spaced(dialect.delimiter).match(record, position):
            raise SpacedQuote("stray_quote", start, record)
        position = cell.end() + 1


def _oddity(cell: str, record: str, dialect: Dialect) -> str | None:
    cell = cell.lstrip(" ") if dialect.spaced else cell
    quoted = _QUOTED.match(cell)
    if quoted is None:
        return None
    tail = cell[quoted.end() :].rstrip(" \t\r\n")
    if not quoted[1] or (tail and _LINE_END.search(quoted[0])):
        return "unclosed_quote"
    is_tried = dialect.spaced or dialect.escaped
    return "stray_quote" if tail and (is_tried or '"' in tail or record.count('"') & 1) else None


@cache
def _cell(dialect: Dialect) -> re.Pattern[str]:
    """A quoted cell with what follows it, or anything up to the next delimiter or line end, where a quote is an ordinary character."""
    delimiter = re.escape(dialect.delimiter)
    plain = rf"[^{delimiter}\r\n]*+"
    return re.compile(rf'{" *+" if dialect.spaced else ""}(?:"[^"]*+(?:""[^"]*+)*+(?:"{plain}|\Z)|{plain})')


@cache
def _spaced(delimiter: str) -> re.Pattern[str]:
    """A cell in quotes that open behind a space."""
    return re.compile(rf' +"[^"]*+(?:""[^"]*+)*+" *+(?:{re.escape(delimiter)}|[\r\n]|\Z)')


def _loose_records(lines: Iterable[str], dialect: Dialect) -> Iterator[Record]:
    """Sure only where all records have the same width and no cell runs over a line end."""
    width = 0
    for number, line in enumerate(lines, start=1):
        cells = loose_cells(line, dialect) if line.strip("\r\n") else []
        width = width or len(cells)
        if cells and (len(cells) != width or any(_is_unsure(cell, dialect, quoted=quoted) for quoted, cell in cells)):
            raise OddQuote("stray_quote", number, line)
        yield number, [_plain(cell, dialect) if quoted else cell for quoted, cell in cells]


def _is_unsure(cell: str, dialect: Dialect, *, quoted: bool) -> bool:
    """Neither doubled quotes among the others nor an opening quote without its closing one."""
    return dialect.quote == '"' and ('""' in cell if quoted else cell.startswith('"'))


def _plain(cell: str, dialect: Dialect) -> str:
    """Between single quotes, two of them are one; and so are two double ones where all come in twos."""
    if dialect.quote != OTHER_QUOTE:
        return cell
    cell = cell.replace("''", "'")
    return cell.replace('""', '"') if all(len(run) % 2 == 0 for run in _RUN.findall(cell)) else cell
