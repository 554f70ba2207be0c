"""The XML that Excel 2003 and some trackers write, mostly named .xls: one sheet for each visible sheet."""

from collections.abc import Iterator

from lxml import etree

from data.errors import UnreadableFile
from data.reading.content import Content
from data.reading.request import Progress
from data.reading.sheet import Sheet
from data.reading.shelf import Shelf

NAMESPACE = "{urn:schemas-microsoft-com:office:spreadsheet}"
MOST_DIGITS = 7
Record = tuple[int, list[str]]


def spreadsheet_ml_sheets(content: Content, shelf: Shelf, progress: Progress) -> list[Sheet]:
    try:
        with content.open() as file:
            tree = etree.parse(file, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError as error:
        raise UnreadableFile("broken_workbook") from error
    progress(0.5)
    visible = []
    for sheet in tree.iter(f"{NAMESPACE}Worksheet"):
        if (sheet.findtext(".//{*}WorksheetOptions/{*}Visible") or "").strip():
            shelf.hidden.append(sheet.get(f"{NAMESPACE}Name", ""))
        else:
            visible.append(sheet)
    shelf.refuse_too_many(len(visible))
    found = [shelf.sheet(sheet.get(f"{NAMESPACE}Name"), _rows(sheet, shelf)) for sheet in visible]
    return [sheet for sheet in found if sheet is not None]


def _rows(sheet: etree._Element, shelf: Shelf) -> Iterator[Record]:
    """Rows that the file leaves out have a number and no record."""
    number = 0
    for row in sheet.iterfind(f"{NAMESPACE}Table/{NAMESPACE}Row"):
        number = max(number + 1, _number(row, "Index"))
        yield number, list(_cells(row, shelf.limits.columns))


def _cells(row: etree._Element, most: int) -> Iterator[str]:
    place = 0
    for cell in row.iterfind(f"{NAMESPACE}Cell"):
        gap = min(_number(cell, "Index") - 1 - place, most)
        yield from [""] * gap
        yield _text(cell)
        spanned = min(_number(cell, "MergeAcross"), most)
        yield from [""] * spanned
        place += max(gap, 0) + 1 + spanned


def _number(element: etree._Element, name: str) -> int:
    value = element.get(f"{NAMESPACE}{name}", "0")
    return int(value) if value.isascii() and value.isdigit() and len(value) <= MOST_DIGITS else 0


def _text(cell: etree._Element) -> str:
    data = cell.find(f"{NAMESPACE}Data")
    if data is None:
        return ""
    text, kind = "".join(data.itertext()), data.get(f"{NAMESPACE}Type")
    if kind == "Boolean":
        return "TRUE" if text == "1" else "FALSE"
    if kind == "DateTime":
        return text.removesuffix(".000").removesuffix("T00:00:00").replace("T", " ")
    return text.removesuffix(".0") if kind == "Number" else text
