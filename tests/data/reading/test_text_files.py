"""A text file in any usual encoding, delimiter and line end becomes all its records, or says why not."""

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.adapters import known_headers
from data.errors import UnreadableFile
from data.reading import Line, Sheet, sheets
from data.reading.records import count_records

EXPORTS = Path(__file__).parents[1] / "exports"
HEADER, ROW = ["指标编号", "日期", "值"], ["活跃", "2026-01-01", "5"]


def only(content: bytes) -> Sheet:
    [sheet] = sheets("some.csv", content, known_headers=known_headers)
    return sheet


def cells(content: bytes) -> list[list[str]]:
    return [line.cells for line in only(content).lines]


def refusal(content: bytes) -> tuple[str, dict[str, object]]:
    with pytest.raises(UnreadableFile) as caught:
        only(content)
    return caught.value.code, caught.value.facts


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_encoding_and_delimiter_are_found(encoding: str, delimiter: str) -> None:
    text = "\n".join(delimiter.join(cells) for cells in (HEADER, ROW))
    sheet = only(text.encode(encoding))
    assert sheet == Sheet(None, [Line(1, HEADER), Line(2, ROW)], encoding, delimiter)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"], ids=["LF", "CRLF", "CR"])
def test_a_line_is_numbered_by_the_physical_line_it_starts_on(end: str) -> None:
    text = end.join(['a,"one', 'two ""quoted"" three",b', "", "c,d", '"x', "", 'y",', ""])
    assert only(text.encode()).lines == [
        Line(1, ["a", f'one{end}two "quoted" three', "b"]),
        Line(3, []),
        Line(4, ["c", "d"]),
        Line(5, [f"x{end}{end}y", ""]),
    ]


def test_cells_stand_as_they_are() -> None:
    assert cells(b"a , b\n 1,\t2\n") == [["a ", " b"], [" 1", "\t2"]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('a,5" pipe\nb,c\n', [["a", '5" pipe'], ["b", "c"]]),
        ('a,"5" pipe\nb,c\n', [["a", "5 pipe"], ["b", "c"]]),
        ('a,"he said ""hi"""\n', [["a", 'he said "hi"']]),
        ('a,""\n"",b', [["a", ""], ["", "b"]]),
        ('a,"b\nc" \nd,e\n', [["a", "b\nc "], ["d", "e"]]),
        ("a\x0bb,c\u2028d\ne\x85,f\n", [["a\x0bb", "c\u2028d"], ["e\x85", "f"]]),
    ],
    ids=["quote inside", "text behind a quote", "doubled", "empty ones", "space behind a quote", "marks that end no line"],
)
def test_quotes_and_odd_marks_are_read_right(text: str, expected: list[list[str]]) -> None:
    assert cells(text.encode()) == expected


@pytest.mark.parametrize(
    ("text", "line"),
    [('a,b\nc,"d\ne,f\n', 2), ('a,b\nc,"d\ne,"f"\ng,h\n', 2), ('a,b\r\n"x\r\ny",z\r\nc,d,"', 4)],
    ids=["to the end", "up to a later quote", "the last character"],
)
def test_a_quote_that_swallows_lines_is_refused_with_the_line_it_opened_on(text: str, line: int) -> None:
    assert refusal(text.encode()) == ("unclosed_quote", {"file": "some.csv", "line": line})


@given(
    st.lists(st.lists(st.text(alphabet='a ",;\r\n\t5中', max_size=6), min_size=2, max_size=4), min_size=1, max_size=6),
    st.sampled_from(["\n", "\r\n", "\r"]),
)
def test_the_second_count_agrees_on_everything_that_is_written_legally(rows: list[list[str]], end: str) -> None:
    stream = io.StringIO()
    csv.writer(stream, lineterminator=end, quoting=csv.QUOTE_ALL).writerows(rows)
    assert count_records(stream.getvalue(), ",") == len(rows)


@given(st.text(alphabet='a",\n\r ', max_size=16))
def test_the_second_count_agrees_with_the_reader_on_any_text_it_does_not_refuse(text: str) -> None:
    try:
        counted = count_records(text, ",")
    except UnreadableFile:
        return
    assert counted == len(list(csv.reader(io.StringIO(text, newline=""))))


def test_a_disagreement_of_the_two_counts_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("data.reading.text.count_records", lambda _text, _delimiter: 3)
    assert refusal(b"a,b\nc,d\n") == ("miscounted", {"file": "some.csv", "read": 2, "counted": 3})


@pytest.mark.parametrize(
    "content", [b"", b" \n\t\r\n", "\ufeff".encode(), " \n".encode("utf-16")], ids=["nothing", "space", "a mark", "UTF-16 space"]
)
def test_an_empty_file_is_refused(content: bytes) -> None:
    assert refusal(content) == ("empty_file", {"file": "some.csv"})


@pytest.mark.parametrize(
    "content",
    [b"%PDF-1.7 x", b"\x89PNG\r\n\x1a\nxx", b"PK\x03\x04notazip", b"\x1f\x8b\x08\x00xx", b"a,b\n1,\x002\n", "a,b".encode("utf-32")],
    ids=["pdf", "png", "zip", "gzip", "zero bytes", "utf-32"],
)
def test_a_binary_file_is_refused(content: bytes) -> None:
    assert refusal(content) == ("binary_file", {"file": "some.csv"})


def test_a_web_page_named_like_a_table_is_refused() -> None:
    assert refusal(b"\n <html><table><tr><td>ID</td></tr></table>")[0] == "html_file"


def test_more_than_2000_columns_are_refused() -> None:
    line = b",".join([b"x"] * 2001)
    assert refusal(b"a,b\n" + line)[1] == {"file": "some.csv", "sheet": None, "line": 2, "columns": 2001, "most": 2000}
    assert len(cells(line[:-2])[0]) == 2000


def test_damaged_utf_8_is_refused_rather_than_read_as_something_else() -> None:
    text = ("编号,标题\n" + "一二三四五六七八九十,需求\n" * 5).encode()
    assert refusal(text[:-2]) == ("broken_text", {"file": "some.csv", "encoding": "utf-8", "line": 6})


def test_latin_1_is_read_only_where_it_makes_more_sense_than_chinese() -> None:
    french = only("Date;Météo relevée;Côté été\n01/01/2026;3;5\n".encode("latin-1"))
    assert (french.encoding, french.lines[0].cells[1]) == ("latin-1", "Météo relevée")
    assert only("metric_id,day,value\n朱镕基,2026-01-01,5\n".encode("gb18030")).encoding == "gb18030"


def test_of_two_delimiters_the_one_with_known_headers_is_right() -> None:
    text = "metric_id;day;value\n" + "".join(f"m,n;2026-01-0{day};1,{day}\n" for day in range(1, 9))
    assert only(text.encode()).delimiter == ";"


def test_known_headers_may_stand_below_a_preamble() -> None:
    text = "a,b,c,d,e\nf,g,h,i,j\nmetric_id;day;value\nm;2026-01-01;5\n"
    assert only(text.encode()).delimiter == ";"


def test_a_very_long_cell_is_read() -> None:
    long = "x" * 300_000
    assert cells(f'a,"{long}"\n'.encode()) == [["a", long]]


def test_the_file_that_excel_saves_as_unicode_text_is_read() -> None:
    [sheet] = sheets("values.txt", (EXPORTS / "kr_values_excel_unicode.txt").read_bytes(), known_headers=known_headers)
    assert (sheet.encoding, sheet.delimiter, len(sheet.lines)) == ("utf-16", "\t", 3)


def test_without_known_headers_regularity_decides() -> None:
    [sheet] = sheets("x.csv", b"x|y z|1,5\na|b|2,5,6\n", known_headers=lambda _cells: 0)
    assert sheet.delimiter == "|"
