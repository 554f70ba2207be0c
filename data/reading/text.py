"""A text file becomes one sheet: encoding, dialect and records, each read the way in which its headers are known words."""

from collections.abc import Iterator
from dataclasses import replace

from data.errors import UnreadableFile
from data.reading.code_page import Encoding
from data.reading.content import Content
from data.reading.decoding import HEAD, text_of
from data.reading.dialect import Dialect, first_dialects, further_dialect, known_in
from data.reading.encoding import encoding_of
from data.reading.records import OddQuote, Record, SpacedQuote, records
from data.reading.request import Progress, Request, within
from data.reading.sheet import Sheet
from data.reading.shelf import Shelf

CHECKED = 0.1  # share of the time after which the encoding is known
EVERY = 10_000  # records between two words about progress


def text_sheet(content: Content, request: Request, shelf: Shelf, progress: Progress) -> Sheet:
    encoding = encoding_of(content, request.encoding, lambda head: known_in(head, request), within(progress, 0, CHECKED))
    with content.open() as file, text_of(file, encoding.name) as text:
        head = text.read(HEAD)
    sheet = _sheet(content, encoding, first_dialects(head, request), shelf, within(progress, CHECKED, 1)) if head else None
    if sheet is None:
        raise UnreadableFile("empty_file")
    return sheet


def _sheet(content: Content, encoding: Encoding, dialects: list[Dialect], shelf: Shelf, progress: Progress) -> Sheet | None:
    """The sheet in the first dialect in which no quote is out of place; if there is none, where it is in the usual one."""
    trouble: OddQuote | None = None
    for dialect in dialects:
        try:
            return _sheet_in(dialect, content, encoding, shelf, progress)
        except SpacedQuote:
            return _sheet(content, encoding, [replace(dialect, spaced=True)], shelf, progress)
        except OddQuote as odd:
            trouble = odd
    if trouble is None:
        return None
    try:
        return _sheet_in(further_dialect(trouble.record, dialects[-1]), content, encoding, shelf, progress)
    except OddQuote:
        raise trouble from None


def _sheet_in(dialect: Dialect, content: Content, encoding: Encoding, shelf: Shelf, progress: Progress) -> Sheet | None:
    sheet = shelf.sheet(None, _watched(content, encoding.name, dialect, progress))
    return None if sheet is None else replace(sheet, encoding=encoding.name, delimiter=dialect.delimiter, doubt=encoding.doubt)


def _watched(content: Content, encoding: str, dialect: Dialect, progress: Progress) -> Iterator[Record]:
    """The records of a file, with word of how far it is read."""
    with content.open() as file, text_of(file, encoding) as text:
        for nth, record in enumerate(records(text, dialect)):
            if nth % EVERY == 0:
                progress(file.tell() / content.size)
            yield record
