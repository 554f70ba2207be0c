"""An Excel workbook becomes one sheet for each of its visible sheets that isn't empty; numbers, days and moments become text."""

import io
from datetime import date, datetime, time, timedelta

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum, load_workbook

from data.errors import UnreadableFile
from data.reading.sheet import Line, Sheet

Value = int | float | str | bool | time | date | datetime | timedelta


def workbook_sheets(content: bytes) -> list[Sheet]:
    try:
        with load_workbook(io.BytesIO(content)) as workbook:
            found = [Sheet(name, _lines(workbook, name), None, None) for name in _visible(workbook)]
    except PasswordError as error:
        raise UnreadableFile("locked_workbook") from error
    except CalamineError as error:
        raise UnreadableFile("broken_workbook", reason=str(error)) from error
    filled = [sheet for sheet in found if any(any(map(str.strip, line.cells)) for line in sheet.lines)]
    if not filled:
        raise UnreadableFile("empty_file")
    return filled


def _visible(workbook: CalamineWorkbook) -> list[str]:
    return [sheet.name for sheet in workbook.sheets_metadata if sheet.visible == SheetVisibleEnum.Visible and sheet.typ == SheetTypeEnum.WorkSheet]


def _lines(workbook: CalamineWorkbook, name: str) -> list[Line]:
    """Empty rows and columns before the first cell count too, so that numbers are those that Excel shows."""
    rows = workbook.get_sheet_by_name(name).to_python(skip_empty_area=False)
    return [Line(number, [_text(value) for value in row]) for number, row in enumerate(rows, start=1)]


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
