"""Zips made in a test, and workbooks changed in one."""

import io
import re
import zipfile
from collections.abc import Mapping
from pathlib import Path

EXPORTS = Path(__file__).parents[1] / "exports"


def zipped(files: Mapping[str, str | bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return stream.getvalue()


def goals_with(part: str, old: str, new: str) -> bytes:
    """The example workbook with what matches `old` in one of its parts replaced."""
    with zipfile.ZipFile(EXPORTS / "goals.xlsx") as archive:
        files = {name: archive.read(name).decode() for name in archive.namelist()}
    assert re.search(old, files[part])
    return zipped(files | {part: re.sub(old, new, files[part])})
