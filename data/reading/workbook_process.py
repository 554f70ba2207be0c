"""A process that reads a workbook from its input and writes its visible sheets, all cells as text, to its output as JSON."""

import gc
import io
import json
import sys
from datetime import date, datetime, time, timedelta

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum, load_workbook

MOST_MEMORY = 4 << 30
Value = int | float | str | bool | time | date | datetime | timedelta


def main() -> None:
    _limit_memory()
    gc.disable()  # nothing to find among millions of cells, and the process is short
    sys.stdout.write(json.dumps(_answer(sys.stdin.buffer.read())))


def _limit_memory() -> None:
    """So that a file can't take the machine with it; where there are no limits, there are none."""
    if sys.platform != "win32":
        import resource  # noqa: PLC0415

        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))


def _answer(content: bytes) -> dict[str, object]:
    try:
        with load_workbook(io.BytesIO(content)) as workbook:
            return {"sheets": [(name, _rows(workbook, name)) for name in _visible(workbook)]}
    except PasswordError:
        return {"refused": "locked_workbook"}
    except CalamineError:
        return {"refused": "broken_workbook"}


def _visible(workbook: CalamineWorkbook) -> list[str]:
    return [sheet.name for sheet in workbook.sheets_metadata if sheet.visible == SheetVisibleEnum.Visible and sheet.typ == SheetTypeEnum.WorkSheet]


def _rows(workbook: CalamineWorkbook, name: str) -> list[list[str]]:
    """Empty rows and columns before the first cell are there too, so that a row has the number that Excel shows."""
    return [[_text(value) for value in row] for row in workbook.get_sheet_by_name(name).to_python(skip_empty_area=False)]


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


if __name__ == "__main__":
    main()
