"""A workbook becomes one sheet for each of its visible sheets that isn't empty, all cells as text."""

import io
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum, load_workbook

from data.errors import UnreadableFile
from data.reading.content import Content
from data.reading.error_cells import ErrorCells, error_cells
from data.reading.request import Progress, Request, within
from data.reading.sheet import Sheet
from data.reading.shelf import Shelf

UNPACKED = 0.3  # share of the time after which the parts have been looked through
Value = int | float | str | bool | time | date | datetime | timedelta
Record = tuple[int, list[str]]


def workbook_sheets(content: Content, request: Request, shelf: Shelf, progress: Progress) -> list[Sheet]:
    """Only ever called in a process of its own: the library ends its process over some damaged files, and over a cell in the last corner."""
    errors = error_cells(content, request.limits, within(progress, 0, UNPACKED))
    try:
        with content.open() as file, load_workbook(io.BytesIO(file.read())) as workbook:
            return list(_sheets(workbook, errors, shelf, within(progress, UNPACKED, 1)))
    except PasswordError as error:
        raise UnreadableFile("locked_workbook") from error
    except CalamineError as error:
        raise UnreadableFile("broken_workbook") from error


def _sheets(workbook: CalamineWorkbook, errors: Mapping[str, ErrorCells], shelf: Shelf, progress: Progress) -> Iterator[Sheet]:
    names = _names(workbook, SheetVisibleEnum.Visible)
    shelf.hidden.extend(_names(workbook, SheetVisibleEnum.Hidden, SheetVisibleEnum.VeryHidden))
    shelf.refuse_too_many(len(names))
    for nth, name in enumerate(names):
        rows = _rows(workbook.get_sheet_by_name(name), errors.get(name, {}), within(progress, nth / len(names), (nth + 1) / len(names)))
        sheet = shelf.sheet(name, rows)
        if sheet is not None:
            yield sheet


def _names(workbook: CalamineWorkbook, *visible: SheetVisibleEnum) -> list[str]:
    return [sheet.name for sheet in workbook.sheets_metadata if sheet.visible in visible and sheet.typ == SheetTypeEnum.WorkSheet]


def _rows(sheet: CalamineSheet, errors: ErrorCells, progress: Progress) -> Iterator[Record]:
    """Rows before the first cell are there too, and columns, so that all have the place that Excel shows."""
    margin = [""] * (sheet.start[1] if sheet.start else 0)
    for number, values in enumerate(sheet.iter_rows(), start=1):
        cells = margin + [_text(value) for value in values]
        for place, error in errors.get(number, ()):
            if place < len(cells) and not cells[place]:
                cells[place] = error
        if number % 1000 == 0:
            progress(number / sheet.total_height)
        yield number, cells


def _text(value: Value) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float) and value.is_integer():  # Excel keeps every number, ids too, as a float
        return str(int(value))
    if isinstance(value, datetime):
        return value.isoformat(sep=" ")
    return value.isoformat() if isinstance(value, date | time) else str(value)
