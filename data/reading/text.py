"""A text file becomes one sheet: encoding, delimiter and records, each read the way in which its headers are known words."""

import csv
import gc
import io
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice

from data.errors import UnreadableFile
from data.reading.encoding import HEAD, decoded
from data.reading.records import count_records
from data.reading.sheet import Line, Sheet

DELIMITERS = (",", ";", "\t", "|")
LOOKED_AT = 30


def text_sheet(content: bytes, known_headers: Callable[[Sequence[str]], int]) -> Sheet:
    text, encoding = decoded(content, lambda head: max(_known(head, delimiter, known_headers) for delimiter in DELIMITERS))
    if not text.strip():
        raise UnreadableFile("empty_file")
    delimiter = _delimiter(text[:HEAD], known_headers)
    counted = count_records(text, delimiter)
    lines = _lines(text, delimiter)
    if counted != len(lines):
        raise UnreadableFile("miscounted", read=len(lines), counted=counted)
    return Sheet(None, lines, encoding, delimiter)


def _lines(text: str, delimiter: str) -> list[Line]:
    lines: list[Line] = []
    add, start = lines.append, 1
    with _no_collection():
        reader = csv.reader(_stream(text), delimiter=delimiter)
        for cells in reader:
            add(Line(start, cells))
            start = reader.line_num + 1
    return lines


@contextmanager
def _no_collection() -> Iterator[None]:
    """A million new lists make the collector look through all of them again and again, and find nothing."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def _stream(text: str) -> io.StringIO:
    csv.field_size_limit(sys.maxsize)  # a real description has 74,468 characters, half the module's limit
    return io.StringIO(text, newline="")


def _delimiter(head: str, known_headers: Callable[[Sequence[str]], int]) -> str:
    """The one that gives the most known headers, then the most records of the same width, then the most columns."""
    return max(DELIMITERS, key=lambda delimiter: (_known(head, delimiter, known_headers), *_regularity(head, delimiter)))


def _known(head: str, delimiter: str, known_headers: Callable[[Sequence[str]], int]) -> int:
    return max(map(known_headers, _first_records(head, delimiter)), default=0)


def _regularity(head: str, delimiter: str) -> tuple[int, int]:
    widths = Counter(len(cells) for cells in _first_records(head, delimiter) if len(cells) > 1)
    width, records = max(widths.items(), key=lambda item: (item[1], item[0]), default=(1, 0))
    return records, width


def _first_records(head: str, delimiter: str) -> list[list[str]]:
    return list(islice(csv.reader(_stream(head), delimiter=delimiter), LOOKED_AT))
