"""How the cells of a text are told apart: by which delimiter and quotes, and what shows it."""

import _csv
import csv
import io
import re
import sys
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import islice

from data.errors import UnreadableFile
from data.reading.request import Request

LOOKED_AT = 30  # first records or lines, in which the dialect shows
DELIMITERS = (",", ";", "\t", "|")
PLAIN_QUOTE, OTHER_QUOTE = '"', "'"


@dataclass(frozen=True)
class Dialect:
    r"""`spaced`: space behind a delimiter belongs to no cell. `escaped`: a quote inside a quoted cell is written `\"`.

    `doubled`: a quote inside a quoted cell is written twice, as most programs do; else it stands there as it is, and a cell ends at a
    quote before a delimiter.
    """

    delimiter: str
    spaced: bool = False
    escaped: bool = False
    doubled: bool = True
    quote: str = PLAIN_QUOTE


def first_dialects(head: str, request: Request) -> list[Dialect]:
    """The dialects to try: the usual one, before it the one of single quotes if their columns are there to be seen."""
    delimiter = _delimiter(head, request)
    if request.delimiter is not None:
        return [Dialect(delimiter, spaced=request.delimiter == f"{delimiter} ")]
    usual = Dialect(delimiter)
    _refuse_quotes_within(head, delimiter)
    single = replace(usual, doubled=False, quote=OTHER_QUOTE)
    return [single, usual] if _has_columns_in_single_quotes(head, single) else [usual]


def further_dialect(record: str, usual: Dialect) -> Dialect:
    """What a record with a quote out of place may be instead, by the signs in it."""
    return replace(usual, escaped=True) if r"\"" in record else replace(usual, doubled=False)


def known_in(head: str, request: Request) -> int:
    """How many known headers some first record has, by the delimiter that gives the most."""
    return max(_known_in(head, delimiter, request) for delimiter in _delimiters(request))


def _delimiters(request: Request) -> tuple[str, ...]:
    chosen = request.delimiter
    if chosen is None:
        return DELIMITERS
    delimiter = chosen.strip(" ") or " "
    if len(delimiter) != 1 or delimiter in '"\r\n' or not chosen:
        raise UnreadableFile("wrong_delimiter", delimiter=chosen)
    return (delimiter,)


def _known_in(head: str, delimiter: str, request: Request) -> int:
    return max(map(request.known_in, _first_records(head, delimiter)), default=0)


def _first_records(head: str, delimiter: str) -> list[list[str]]:
    return list(islice(csv_reader(io.StringIO(head, newline=""), Dialect(delimiter)), LOOKED_AT))


def csv_reader(lines: Iterable[str], dialect: Dialect) -> "_csv.Reader":
    csv.field_size_limit(sys.maxsize)  # a real description has 74,468 characters, half the module's limit
    return csv.reader(lines, delimiter=dialect.delimiter, skipinitialspace=dialect.spaced)


def loose_cells(line: str, dialect: Dialect) -> list[tuple[bool, str]]:
    """The cells of a line in which quotes aren't doubled; whether each is quoted."""
    delimiter, quote = re.escape(dialect.delimiter), dialect.quote
    cell = re.compile(rf"(?:{quote}(?P<quoted>.*?){quote}|(?P<plain>[^{delimiter}]*))(?:{delimiter}|\Z)")
    line = line.rstrip("\r\n") + dialect.delimiter  # so that each cell ends in one
    found = [match for match in cell.finditer(line) if match.end() > match.start()]
    return [(match["quoted"] is not None, match["quoted"] if match["quoted"] is not None else match["plain"]) for match in found]


def _delimiter(head: str, request: Request) -> str:
    """The one that gives the most known headers, then the most records of the same width, then the most columns."""
    return max(_delimiters(request), key=lambda delimiter: (_known_in(head, delimiter, request), *_regularity(head, delimiter)))


def _regularity(head: str, delimiter: str) -> tuple[int, int]:
    widths = Counter(len(cells) for cells in _first_records(head, delimiter) if len(cells) > 1)
    width, records = max(widths.items(), key=lambda item: (item[1], item[0]), default=(1, 0))
    return records, width


def _refuse_quotes_within(head: str, delimiter: str) -> None:
    """Lines whose quotes open behind a space and hold the delimiter: their cells are told apart by spaces, or by nothing."""
    lines = _whole_lines(head)
    mark = re.escape(delimiter)
    within = re.compile(rf'[^"{mark}]* "[^"{mark}]*+{mark}[^"]*+"(?: |\Z)')
    count = sum(1 for line in lines if within.match(line))
    if count * 3 > len(lines) and count > 1:
        raise UnreadableFile("unclear_delimiter")


def _has_columns_in_single_quotes(head: str, single: Dialect) -> bool:
    """Some column is quoted so in each record, its header too, and all records have the same width."""
    if OTHER_QUOTE not in head:
        return False
    rows = [loose_cells(line, single) for line in _whole_lines(head)]
    widths = {len(row) for row in rows}
    return len(rows) > 1 and len(widths) == 1 and widths != {1} and any(all(quoted for quoted, _ in column) for column in zip(*rows, strict=True))


def _whole_lines(head: str) -> list[str]:
    lines = [line.rstrip("\r\n") for line in islice(io.StringIO(head, newline=""), LOOKED_AT)]
    whole = lines if len(lines) == LOOKED_AT or head.endswith(("\r", "\n")) else lines[:-1] or lines
    return [line for line in whole if line.strip()]
