"""Any file becomes sheets: the one way of reading, wherever it runs."""

from data.errors import UnreadableFile
from data.reading.archive import gzip_sheets, zip_sheets
from data.reading.content import Content
from data.reading.html import html_sheets
from data.reading.kind import Kind, kind_of
from data.reading.objects import objects_sheet
from data.reading.request import Progress, Request
from data.reading.sheet import Sheet
from data.reading.shelf import Shelf
from data.reading.spreadsheet_ml import spreadsheet_ml_sheets
from data.reading.text import text_sheet
from data.reading.workbook import workbook_sheets

REFUSED = {Kind.BINARY: "binary_file", Kind.WEB_ARCHIVE: "web_archive"}


def sheets_of(content: Content, request: Request, shelf: Shelf, progress: Progress) -> tuple[list[Sheet], list[UnreadableFile]]:
    """The sheets of a file, and the errors of files in it that couldn't be read."""
    if kind_of(content) is Kind.ARCHIVE:
        return zip_sheets(content, request, shelf, progress, _sheets)
    return _sheets(content, request, shelf, progress), []


def _sheets(content: Content, request: Request, shelf: Shelf, progress: Progress) -> list[Sheet]:
    kind = kind_of(content)
    if kind in REFUSED:
        raise UnreadableFile(REFUSED[kind])
    if kind is Kind.GZIP:
        return gzip_sheets(content, request, shelf, progress, _sheets)
    if kind is Kind.WORKBOOK:
        found = workbook_sheets(content, request, shelf, progress)
    elif kind is Kind.SPREADSHEET_ML:
        found = spreadsheet_ml_sheets(content, shelf, progress)
    elif kind is Kind.HTML:
        found = html_sheets(content, request, shelf, progress)
    elif kind is Kind.OBJECTS:
        found = [objects_sheet(content, request, shelf, progress)]
    else:
        found = [text_sheet(content, request, shelf, progress)]
    if not found:
        raise UnreadableFile("empty_file")
    return found
