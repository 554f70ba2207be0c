"""A workbook gives one sheet for each visible sheet that holds something, all of it as text."""

import contextlib

import pytest

from data.errors import UnreadableFile
from data.reading import Content, Line, read
from tests.data.reading.known import KNOWN, refusal, sheets
from tests.data.reading.packed import EXPORTS, goals_with, zipped

GOALS, TEAMS = (EXPORTS / "goals.xlsx").read_bytes(), (EXPORTS / "teams.xls").read_bytes()
SECOND = "xl/worksheets/sheet2.xml"


def told(content: bytes) -> list[tuple[str | None, list[Line]]]:
    return [(sheet.name, sheet.lines()) for sheet in sheets(content, "a.xlsx")]


def test_hidden_and_empty_sheets_are_left_out_and_values_become_text() -> None:
    assert told(GOALS) == [
        (
            "目标",
            [
                Line(1, ["2026 目标", "", "", "", ""]),
                Line(2, ["目标编号", "描述", "开始日期", "结束日期", "权重"]),
                Line(3, ["12345", "活跃", "2026-01-01", "2026-12-31", "0.5"]),
            ],
        ),
        ("需求", [Line(1, ["编号", "标题", "创建时间", "团队"]), Line(2, ["7", "下单", "2026-01-05 09:30:00", "TRUE"])]),
    ]


def test_hidden_sheets_are_named_also_those_of_a_workbook_in_a_zip() -> None:
    def hidden(name: str, content: bytes) -> tuple[str, ...]:
        return read(Content(name, content), known=KNOWN).hidden

    assert hidden("a.xlsx", GOALS) == ("草稿",)
    assert hidden("a.zip", zipped({"x/a.xlsx": GOALS, "b.csv": "a,b\n"})) == ("x/a.xlsx/草稿",)
    assert hidden("a.csv", b"a,b\n") == hidden("a.xls", TEAMS) == ()


def test_the_old_format_is_read_too() -> None:
    assert told(TEAMS) == [("团队", [Line(1, ["团队", "部门", "别名"]), Line(2, ["商城", "零售", "shop;mall"])])]


def test_the_name_of_the_file_does_not_decide_what_it_is() -> None:
    assert sheets(GOALS, "goals.csv")[0].name == "目标"


def test_rows_and_columns_have_the_place_that_excel_shows() -> None:
    row = '<row r="4"><c r="C4"><v>1</v></c><c r="E4"><v>2.5</v></c></row><row r="6"><c r="D6"><v>3</v></c></row>'
    content = goals_with(SECOND, "<sheetData>.*</sheetData>", f"<sheetData>{row}</sheetData>")
    assert told(content)[1][1] == [
        *(Line(number, [""] * 5) for number in (1, 2, 3)),
        Line(4, ["", "", "1", "", "2.5"]),
        Line(5, [""] * 5),
        Line(6, ["", "", "", "3", ""]),
    ]


def test_an_error_is_told_from_an_empty_cell() -> None:
    content = goals_with(SECOND, '<c r="D2" t="b"><v>1</v></c>', '<c r="D2" t="e"><f>NA()</f><v>#N/A</v></c>')
    assert told(content)[1][1] == [Line(1, ["编号", "标题", "创建时间", "团队"]), Line(2, ["7", "下单", "2026-01-05 09:30:00", "#N/A"])]


def test_a_broken_workbook_is_refused() -> None:
    assert refusal(GOALS[:-500], "goals.xlsx") == ("binary_file", {"file": "goals.xlsx"})
    assert refusal(TEAMS[:600], "goals.xls")[0] == "broken_workbook"
    assert refusal(zipped({"xl/workbook.xml": "<workbook"}), "goals.xlsx")[0] == "broken_workbook"


def test_a_damaged_workbook_never_ends_our_own_process() -> None:
    """One damaged byte of an old workbook, or a stray cell in the last corner of a new one, makes the library abort."""
    assert refusal(goals_with(SECOND, 'r="D2"', 'r="XFD1048576"'))[0] == "too_large"
    for place in range(512, len(TEAMS), 1501):
        with contextlib.suppress(UnreadableFile):
            sheets(TEAMS[:place] + b"\xff\xff" + TEAMS[place + 2 :], "teams.xls")


def test_a_document_of_another_program_is_no_table() -> None:
    assert refusal(zipped({"[Content_Types].xml": "<Types/>", "word/document.xml": "<w/>"}), "a.docx")[0] == "binary_file"
    with pytest.raises(UnreadableFile, match="broken_workbook"):
        sheets(zipped({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<a/>"}), "a.odt")


def test_an_open_document_is_read() -> None:
    table = '<table:table table:name="团队"><table:table-row><table:table-cell office:value-type="string"><text:p>团队</text:p></table:table-cell>'
    number = '<table:table-cell office:value-type="float" office:value="5"><text:p>5</text:p></table:table-cell></table:table-row></table:table>'
    names = " ".join(f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text"))
    sheet = f"<office:body><office:spreadsheet>{table}{number}</office:spreadsheet></office:body>"
    body = f"<office:document-content {names}>{sheet}</office:document-content>"
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    manifest = '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
    content = zipped({"mimetype": kind, "content.xml": f'<?xml version="1.0"?>{body}', "META-INF/manifest.xml": manifest})
    assert told(content) == [("团队", [Line(1, ["团队", "5"])])]
