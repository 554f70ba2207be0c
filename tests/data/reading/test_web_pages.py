"""Tables of a web page, and of Excel's XML, are read whatever the file is called."""

from data.reading import Content, Line, read
from tests.data.reading.known import KNOWN, cells, lines, only, refusal, sheets

ROWS = "<tr><th>编号</th><th>标题</th></tr><tr><td>1</td><td>下单</td></tr>"


def page(body: str, head: str = "") -> str:
    return f"<html><head>{head}</head><body>{body}</body></html>"


def test_a_web_page_named_xls_is_read() -> None:
    sheet = only(page(f"<table>{ROWS}</table>").encode(), "bugs.xls")
    assert (sheet.name, sheet.encoding, sheet.delimiter) == (None, None, None)
    assert sheet.lines() == [Line(1, ["编号", "标题"]), Line(2, ["1", "下单"])]


def test_several_tables_are_several_sheets_and_those_of_one_row_are_none() -> None:
    found = sheets(page(f"<table><tr><td>menu</td></tr></table><table>{ROWS}</table><p>x<table>{ROWS}{ROWS}</table>").encode())
    assert [(sheet.name, len(sheet)) for sheet in found] == [("table 1", 2), ("table 2", 4)]


def test_cells_over_several_columns_or_rows_are_followed_by_empty_ones() -> None:
    body = '<tr><td colspan=2>a</td><td rowspan="2">b</td></tr><tr><td>c</td><td>d</td></tr><tr><td rowspan=9>e<td>f<td>g</tr><tr><td>h</tr>'
    assert cells(page(f"<table>{body}</table>").encode()) == [["a", "", "b"], ["c", "d", ""], ["e", "f", "g"], ["", "h"]]
    assert len(cells(page('<table><tr><td colspan=999999999>a</td></tr><tr><td colspan="x">b</td></tr></table>').encode())[0]) == 1000


def test_line_breaks_space_and_entities_are_read_as_a_browser_shows_them() -> None:
    body = (
        "<tr><td> a \n b<br>c<br/>&nbsp;d </td><td><p>e</p><p>f&amp;g&lt;</p></td></tr><tr><td><b>1</b>2<script>x</script></td><td>&nbsp;</td></tr>"
    )
    assert cells(page(f"<table>{body}</table>").encode()) == [["a b\nc\nd", "e\n\nf&g<"], ["12", ""]]


def test_a_table_within_a_table_is_a_sheet_of_its_own() -> None:
    found = sheets(page(f"<table><tr><td>left<table>{ROWS}</table></td></tr><tr><td>below</td></tr></table>").encode())
    assert [[line.cells for line in sheet.lines()] for sheet in found] == [[["left"], ["below"]], [["编号", "标题"], ["1", "下单"]]]


def test_the_encoding_a_page_tells_is_believed_if_it_can_be_true() -> None:
    gbk, latin = '<meta charset="gb2312">', '<meta http-equiv="Content-Type" content="text/html; charset=iso-8859-1">'
    assert cells(page(f"<table>{ROWS}镕</table>", gbk).encode("gbk"))[0] == ["编号", "标题"]
    assert cells(page("<table><tr><td>Météo – été<tr><td>x</table>", latin).encode("cp1252"))[0] == ["Météo – été"]
    assert cells(page(f"<table>{ROWS}</table>", '<meta charset="utf-8">').encode("gb18030"))[0] == ["编号", "标题"]
    assert cells(page(f"<table>{ROWS}</table>", '<meta charset="nonsense">').encode("utf-16"))[0] == ["编号", "标题"]


def test_a_page_fetches_nothing_and_holds_no_entities_of_its_own() -> None:
    entity = '<?xml version="1.0"?><!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
    assert cells(f"{entity}<html><table><tr><td>a&x;</td></tr><tr><td>b</td></tr></table></html>".encode())[-1] == ["b"]


def test_a_web_page_without_a_table_is_refused() -> None:
    assert refusal(b"\n <html><p>Please log in</p></html>", "a.xls") == ("html_file", {"file": "a.xls"})
    assert refusal(b"<table><tr><td> </td></tr><tr></tr></table>")[0] == "empty_file"


def test_a_page_that_excel_saves_as_a_single_file_is_refused_by_name() -> None:
    content = b"MIME-Version: 1.0\nX-Document-Type: Workbook\nContent-Type: multipart/related; boundary=x\n\n--x"
    assert refusal(content, "a.xls") == ("web_archive", {"file": "a.xls"})


def test_the_xml_of_excel_2003_is_read() -> None:
    cell = '<Cell{}><Data ss:Type="{}">{}</Data></Cell>'.format
    first = cell("", "String", "编号") + cell("", "String", "标题") + cell(' ss:Index="4"', "String", "创建时间")
    second = cell("", "Number", "7.0") + cell(' ss:MergeAcross="1"', "Boolean", "1") + cell("", "DateTime", "2026-01-05T09:30:00.000")
    rows = f'<Row>{first}</Row><Row ss:Index="3">{second}</Row>'
    hidden = (
        '<Worksheet ss:Name="x"><Table><Row/></Table><WorksheetOptions xmlns="urn:x"><Visible>SheetHidden</Visible></WorksheetOptions></Worksheet>'
    )
    content = (
        '<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?>\n'
        '<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">'
        f'<Worksheet ss:Name="需求"><Table>{rows}</Table></Worksheet>{hidden}</Workbook>'
    )
    reading = read(Content("a.xls", content.encode()), known=KNOWN)
    [sheet] = reading.sheets
    assert (sheet.name, reading.hidden) == ("需求", ("x",))
    assert sheet.lines() == [Line(1, ["编号", "标题", "", "创建时间"]), Line(3, ["7", "TRUE", "", "2026-01-05 09:30:00"])]
    assert refusal(content[:-20].encode())[0] == "broken_workbook"


def test_lines_are_numbered_by_the_rows_of_their_table() -> None:
    assert [line.number for line in lines(page(f"<p>x<p>y<table>{ROWS}</table>").encode())] == [1, 2]
