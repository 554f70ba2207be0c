"""An Excel workbook becomes one sheet for each of its visible sheets that isn't empty."""

import json
import subprocess
import sys
from pathlib import Path

from data.errors import UnreadableFile
from data.reading.sheet import Line, Sheet

PROCESS = Path(__file__).with_name("workbook_process.py")
LONGEST = 300  # seconds


def workbook_sheets(content: bytes) -> list[Sheet]:
    found = [_sheet(name, rows) for name, rows in _rows_by_sheet(content)]
    filled = [sheet for sheet in found if _is_filled(sheet)]
    if not filled:
        raise UnreadableFile("empty_file")
    return filled


def _rows_by_sheet(content: bytes) -> list[tuple[str, list[list[str]]]]:
    """Read in a process of its own: the library ends its process over some damaged files, and over a cell in the last corner."""
    try:
        done = subprocess.run([sys.executable, "-P", str(PROCESS)], input=content, capture_output=True, timeout=LONGEST, check=False)  # noqa: S603
    except subprocess.TimeoutExpired as error:
        raise UnreadableFile("too_large") from error
    if done.returncode:
        raise UnreadableFile("too_large" if b"memory" in done.stderr.lower() else "broken_workbook")
    answer = json.loads(done.stdout)
    if "refused" in answer:
        raise UnreadableFile(answer["refused"])
    return [(name, rows) for name, rows in answer["sheets"]]


def _sheet(name: str, rows: list[list[str]]) -> Sheet:
    return Sheet(name, [Line(number, cells) for number, cells in enumerate(rows, start=1)], None, None)


def _is_filled(sheet: Sheet) -> bool:
    return any(any(map(str.strip, line.cells)) for line in sheet.lines)
