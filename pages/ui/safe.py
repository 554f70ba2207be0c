"""What leaves the product for other programs: web addresses worth following, and text that no spreadsheet takes for a formula."""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple
from urllib.parse import urlsplit

FORMULA = (*"=+-@\t\r\n", *"\uff1d\uff0b\uff0d\uff20", "\ufeff")  # in full width too, as some programs read them alike
MOST_ROWS = 1_048_575  # below the header of a sheet
LONGEST = 32_767  # signs in a cell
AS_IT_STANDS = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "constant_memory": True}


class Sheet(NamedTuple):
    """One sheet of a workbook."""

    name: str
    header: Sequence[str]
    rows: Iterable[Sequence[object]]


def web_address(url: str | None) -> str:
    """The address if it is http or https, else nothing to follow."""
    try:
        parts = urlsplit((url or "").strip())
    except ValueError:
        return ""
    return (url or "").strip() if parts.scheme in {"http", "https"} and parts.netloc else ""


def table_file(header: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """A CSV that Excel opens as UTF-8. Numbers stay numbers; text that would be a formula gets a leading `'`."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([_text(name) for name in header])
    writer.writerows([_text(value) for value in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def book_file(sheets: Sequence[Sheet]) -> bytes:
    """An Excel workbook, written row by row. Text is text whatever it begins with, and stays so when somebody edits it; a day is a
    day, a moment a moment.
    """
    import xlsxwriter  # noqa: PLC0415 - only who takes a file along waits for it

    out = io.BytesIO()
    with xlsxwriter.Workbook(out, AS_IT_STANDS) as book:
        formats = _Formats(
            *(book.add_format(style) for style in ({"bold": True}, {"quote_prefix": True}, {"num_format": DAY}, {"num_format": MOMENT}))
        )
        for sheet in sheets:
            _write(book.add_worksheet(sheet.name), sheet, formats)
    return out.getvalue()


class _Formats(NamedTuple):
    head: Any
    quoted: Any
    day: Any
    moment: Any


DAY, MOMENT = "yyyy-mm-dd", "yyyy-mm-dd hh:mm:ss"


def _write(page: Any, sheet: Sheet, formats: _Formats) -> None:
    page.freeze_panes(1, 0)
    for place, name in enumerate(sheet.header):
        page.set_column(place, place, 18)
        page.write_string(0, place, name, formats.head)
    for nth, row in enumerate(sheet.rows, start=1):
        for place, value in enumerate(row):
            _write_cell(page, nth, place, value, formats)


def _write_cell(page: Any, row: int, place: int, value: object, formats: _Formats) -> None:
    if isinstance(value, datetime):
        page.write_datetime(row, place, value, formats.moment)
    elif isinstance(value, date):
        page.write_datetime(row, place, value, formats.day)
    elif isinstance(value, int | float):
        page.write_number(row, place, value)
    elif value:
        text = str(value)[:LONGEST]
        page.write_string(row, place, text, formats.quoted if text.startswith(FORMULA) else None)


def _text(value: object) -> object:
    if isinstance(value, str) and value.startswith(FORMULA):
        return f"'{value}"
    return "" if value is None else value
