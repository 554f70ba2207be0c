"""A web page, as some trackers name .xls, becomes one sheet for each of its tables that has two rows or more."""

import re
from collections.abc import Iterator

from lxml import etree
from lxml import html as lxml_html
from lxml.html import HtmlElement

from data.errors import UnreadableFile
from data.reading.code_page import latin_of
from data.reading.content import Content
from data.reading.decoding import first_wrong, head_of, marked, named, text_of
from data.reading.encoding import encoding_of
from data.reading.request import Progress, Request, ignore
from data.reading.sheet import Sheet
from data.reading.shelf import Shelf

CHARSET = re.compile(rb"""charset\s*=\s*["']?\s*([A-Za-z0-9_.:-]+)""", re.IGNORECASE)
MOST_COLUMNS, MOST_ROWS = 1000, 65534  # that a cell may span, as in browsers
MOST_DIGITS = 9
MARKUP = re.compile(r"<[^>]*>")
SPACE = re.compile(r"[ \t\r\n\f\xa0]+")
BLOCKS = frozenset({"p", "div", "li"})

Record = tuple[int, list[str]]


def html_sheets(content: Content, request: Request, shelf: Shelf, progress: Progress) -> list[Sheet]:
    encoding = _encoding(content, request)
    with content.open() as file, text_of(file, encoding) as decoded:
        text = decoded.read()
    progress(0.3)
    # Encoded anew, as the parser believes what a page says of its own encoding.
    parser = lxml_html.HTMLParser(encoding="utf-8", no_network=True)
    try:
        page = lxml_html.document_fromstring(text.encode("utf-8"), parser=parser)
    except etree.ParserError as error:  # nothing in it
        raise UnreadableFile("html_file") from error
    tables = [rows for table in page.iter("table") if len(rows := list(_rows(table))) > 1]
    if not tables:
        raise UnreadableFile("html_file")
    shelf.refuse_too_many(len(tables))
    found = [shelf.sheet(f"table {nth}" if len(tables) > 1 else None, rows) for nth, rows in enumerate(tables, start=1)]
    return [sheet for sheet in found if sheet is not None]


def _encoding(content: Content, request: Request) -> str:
    """By the person's choice or a byte order mark, else what the page says of itself if that can be true, else found as in a text."""
    head = head_of(content)
    said = CHARSET.search(head)
    if said and request.encoding is None and not marked(head):
        claimed = named(said[1].decode("ascii"))
        if claimed and first_wrong(content, claimed, ignore) is None:
            return latin_of(content) if claimed == "latin-1" else claimed
    return encoding_of(content, request.encoding, lambda text: request.known_in(MARKUP.split(text)), ignore).name


def _rows(table: HtmlElement) -> Iterator[Record]:
    """A cell over several columns or rows is followed by empty ones."""
    spans: dict[int, int] = {}
    rows = (row for row in table.iter("tr") if next(row.iterancestors("table")) is table)
    for number, row in enumerate(rows, start=1):
        cells: list[str] = []
        below: dict[int, int] = {}
        for cell in row.iterchildren("td", "th"):
            _skip_spanned(cells, spans)
            columns, down = _span(cell, "colspan", MOST_COLUMNS), _span(cell, "rowspan", MOST_ROWS)
            below |= {len(cells) + nth: down - 1 for nth in range(columns) if down > 1}
            cells += [_text(cell), *[""] * (columns - 1)]
        _skip_spanned(cells, spans)
        spans = {place: left - 1 for place, left in spans.items() if left > 1} | below
        yield number, cells


def _skip_spanned(cells: list[str], spans: dict[int, int]) -> None:
    while len(cells) in spans:
        cells.append("")


def _span(cell: HtmlElement, name: str, most: int) -> int:
    value = cell.get(name, "").strip()
    return min(max(int(value), 1), most) if value.isascii() and value.isdigit() and len(value) <= MOST_DIGITS else 1


def _text(cell: HtmlElement) -> str:
    lines = "".join(_pieces(cell)).split("\0")
    return "\n".join(SPACE.sub(" ", line).strip(" ") for line in lines).strip("\n")


def _pieces(element: HtmlElement) -> Iterator[str]:
    """The text of an element without that of tables in it; zeros, which no text has, stand for its line breaks."""
    yield element.text or ""
    for child in element:
        if child.tag == "br":
            yield "\0"
        elif isinstance(child.tag, str) and child.tag not in ("table", "script", "style"):
            yield "\0" if child.tag in BLOCKS else ""
            yield from _pieces(child)
            yield "\0" if child.tag in BLOCKS else ""
        yield child.tail or ""
