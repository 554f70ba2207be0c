"""A text file in any usual delimiter and line end becomes all its records, or says why not."""

import io
from pathlib import Path

import pytest

from data.reading import Content, Line, read
from tests.data.reading.known import KNOWN, cells, lines, only, refusal

EXPORTS = Path(__file__).parents[1] / "exports"
HEADER, ROW = ["指标编号", "日期", "值"], ["活跃", "2026-01-01", "5"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_encoding_and_delimiter_are_found(encoding: str, delimiter: str) -> None:
    text = "\n".join(delimiter.join(cells) for cells in (HEADER, ROW))
    sheet = only(text.encode(encoding))
    assert (sheet.name, sheet.encoding, sheet.delimiter, sheet.doubt) == (None, encoding, delimiter, ())
    assert sheet.lines() == [Line(1, HEADER), Line(2, ROW)]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"], ids=["LF", "CRLF", "CR"])
def test_a_line_is_numbered_by_the_physical_line_it_starts_on(end: str) -> None:
    text = end.join(['a,"one', 'two ""quoted"" three",b', "", "c,d", '"x', "", 'y",', ""])
    assert lines(text.encode()) == [
        Line(1, ["a", f'one{end}two "quoted" three', "b"]),
        Line(3, []),
        Line(4, ["c", "d"]),
        Line(5, [f"x{end}{end}y", ""]),
    ]


def test_mixed_line_ends_count_one_each() -> None:
    assert [line.number for line in lines(b'a,b\rc,d\r\n"e\r\n\rf",g\nh,i')] == [1, 2, 3, 6]


def test_cells_stand_as_they_are() -> None:
    assert cells(b"a , b\n 1,\t2\n=3,'4\n") == [["a ", " b"], [" 1", "\t2"], ["=3", "'4"]]


def test_longer_and_shorter_records_keep_all_their_cells() -> None:
    body = b"".join(b"1,2,3\n" for _ in range(2000))
    assert cells(b"a,b,c\n" + body + b"1\n\n1,2,3,4,5\n")[-3:] == [["1"], [], ["1", "2", "3", "4", "5"]]


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
    [('a,b\nc,"d\ne,f\n', 2), ('a,b\nc,"d\ne,"f"\ng,h\n', 2), ('a,b\r\n"x\r\ny",z\r\nc,d,"', 4), ('a,b\n5",",\n', 2)],
    ids=["to the end", "up to a later quote", "the last character", "behind a quote within"],
)
def test_a_quote_that_swallows_lines_is_refused_with_the_line_it_opened_on(text: str, line: int) -> None:
    assert refusal(text.encode()) == ("unclosed_quote", {"file": "some.csv", "line": line})


@pytest.mark.parametrize(
    "content", [b"", b" \n\t\r\n", "\ufeff".encode(), " \n".encode("utf-16")], ids=["nothing", "space", "a mark", "UTF-16 space"]
)
def test_an_empty_file_is_refused(content: bytes) -> None:
    assert refusal(content) == ("empty_file", {"file": "some.csv"})


@pytest.mark.parametrize(
    "content",
    [b"%PDF-1.7 x", b"\x89PNG\r\n\x1a\nxx", b"PK\x03\x04notazip", b"a,b\n1,\x002\n", b"a,b\n" * 30_000 + b"\0", "a,b".encode("utf-32")],
    ids=["pdf", "png", "zip", "zero bytes", "a late zero", "utf-32"],
)
def test_a_binary_file_is_refused(content: bytes) -> None:
    assert refusal(content) == ("binary_file", {"file": "some.csv"})


def test_of_two_delimiters_the_one_with_known_headers_is_right() -> None:
    text = "metric_id;day;value\n" + "".join(f"m,n;2026-01-0{day};1,{day}\n" for day in range(1, 9))
    assert only(text.encode()).delimiter == ";"


def test_known_headers_may_stand_below_a_preamble() -> None:
    text = "a,b,c,d,e\nf,g,h,i,j\nmetric_id;day;value\nm;2026-01-01;5\n"
    assert only(text.encode()).delimiter == ";"


def test_without_known_headers_regularity_decides() -> None:
    [sheet] = read(Content("x.csv", b"x|y z|1,5\na|b|2,5,6\n"), known=frozenset()).sheets
    assert sheet.delimiter == "|"


def test_the_persons_choice_of_a_delimiter_is_not_questioned() -> None:
    assert cells(b"metric_id,day,value\nm,d,1;5\n", delimiter=";") == [["metric_id,day,value"], ["m,d,1", "5"]]
    assert cells(b'a b "c d"\n', delimiter=" ") == [["a", "b", "c d"]]
    assert refusal("a,\xe9\n".encode("latin-1"), delimiter="")[0] == "wrong_delimiter"
    assert refusal(b"a,b\n", delimiter="ab") == ("wrong_delimiter", {"file": "some.csv", "delimiter": "ab"})


def test_very_long_cells_are_read() -> None:
    long = "x" * 300_000
    assert cells(f'a,"{long}"\n'.encode()) == [["a", long]]


def test_the_file_that_excel_saves_as_unicode_text_is_read() -> None:
    sheet = only((EXPORTS / "kr_values_excel_unicode.txt").read_bytes(), "values.txt")
    assert (sheet.encoding, sheet.delimiter, len(sheet)) == ("utf-16", "\t", 3)


def test_a_file_on_disk_is_read_like_the_same_bytes(tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes(b"a,b\n1,2\n")
    on_disk, in_memory = Content("x.csv", tmp_path / "x"), Content("x.csv", b"a,b\n1,2\n")
    assert (on_disk.size, on_disk.digest) == (in_memory.size, in_memory.digest)
    assert read(on_disk, known=KNOWN).sheets == read(in_memory, known=KNOWN).sheets
    assert isinstance(in_memory.open(), io.BytesIO)


def test_a_reading_tells_its_content_and_how_far_it_is() -> None:
    shares: list[float] = []
    content = Content("x.csv", b"a,b\n" + b"1,2\n" * 50_000)
    reading = read(content, known=KNOWN, progress=shares.append)
    assert (reading.content, reading.refused) == (content, [])
    assert shares == sorted(shares)
    assert shares[-1] == 1
    assert len(shares) > 3


def test_a_quote_that_would_swallow_a_whole_file_is_refused_before_it_does() -> None:
    assert refusal(b'a,b\nc,"d\n' + b"e,f\n" * 300_000)[1]["line"] == 2
