"""A workbook gives one sheet for each visible sheet that holds something, all of it as text."""

import contextlib
import io
import zipfile
from pathlib import Path

import pytest

from data.errors import UnreadableFile
from data.reading import Line, Sheet, sheets

EXPORTS = Path(__file__).parents[1] / "exports"


def read(name: str) -> list[Sheet]:
    return sheets(name, (EXPORTS / name).read_bytes(), known_headers=len)


def test_hidden_and_empty_sheets_are_left_out_and_values_become_text() -> None:
    assert read("goals.xlsx") == [
        Sheet(
            "目标",
            [
                Line(1, ["2026 目标", "", "", "", ""]),
                Line(2, ["目标编号", "描述", "开始日期", "结束日期", "权重"]),
                Line(3, ["12345", "活跃", "2026-01-01", "2026-12-31", "0.5"]),
            ],
            None,
            None,
        ),
        Sheet("需求", [Line(1, ["编号", "标题", "创建时间", "团队"]), Line(2, ["7", "下单", "2026-01-05 09:30:00", "TRUE"])], None, None),
    ]


def test_the_old_format_is_read_too() -> None:
    assert read("teams.xls") == [Sheet("团队", [Line(1, ["团队", "部门", "别名"]), Line(2, ["商城", "零售", "shop;mall"])], None, None)]


def test_the_name_of_the_file_does_not_decide_what_it_is() -> None:
    [first, _] = sheets("goals.csv", (EXPORTS / "goals.xlsx").read_bytes(), known_headers=len)
    assert first.name == "目标"


def test_a_broken_workbook_is_refused() -> None:
    content = (EXPORTS / "goals.xlsx").read_bytes()
    with pytest.raises(UnreadableFile, match="binary_file"):
        sheets("goals.xlsx", content[:-500], known_headers=len)
    with pytest.raises(UnreadableFile, match="broken_workbook"):
        sheets("goals.xls", (EXPORTS / "teams.xls").read_bytes()[:600], known_headers=len)
    with pytest.raises(UnreadableFile, match="broken_workbook"):
        sheets("goals.xlsx", _zip({"xl/workbook.xml": "<workbook"}), known_headers=len)


def test_a_damaged_workbook_never_ends_our_own_process() -> None:
    """One damaged byte of an old workbook, or a stray cell in the last corner of a new one, makes the library abort."""
    content = (EXPORTS / "goals.xlsx").read_bytes()
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        files = {name: archive.read(name).decode() for name in archive.namelist()}
    files["xl/worksheets/sheet2.xml"] = files["xl/worksheets/sheet2.xml"].replace('r="D2"', 'r="XFD1048576"')
    with pytest.raises(UnreadableFile, match="too_large"):
        sheets("goals.xlsx", _zip(files), known_headers=len)
    old = (EXPORTS / "teams.xls").read_bytes()
    for place in range(512, len(old), 331):
        with contextlib.suppress(UnreadableFile):
            sheets("teams.xls", old[:place] + b"\xff\xff" + old[place + 2 :], known_headers=len)


def test_a_zip_that_is_no_workbook_is_refused() -> None:
    with pytest.raises(UnreadableFile, match="binary_file"):
        sheets("a.xlsx", _zip({"readme.txt": "hello"}), known_headers=len)


def _zip(files: dict[str, str]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return stream.getvalue()
