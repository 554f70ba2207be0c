"""Each limit has its own sentence, with what was found, what is allowed and the variable to raise."""

import gzip
import struct
from collections.abc import Callable

import pytest

from data.errors import BoardError
from data.reading import Content, read
from data.settings import Limits
from tests.data.reading.known import KNOWN, cells, refusal
from tests.data.reading.packed import EXPORTS, zipped

Limit = Callable[[str, object], None]


@pytest.fixture
def limit(monkeypatch: pytest.MonkeyPatch) -> Limit:
    return lambda name, value: monkeypatch.setenv(f"GOALBOARD_MAX_{name}", str(value))


def test_the_usual_limits_and_others(limit: Limit) -> None:
    assert Limits.limits() == Limits(1024, 4096, 200, 2000, 1_000_000)
    limit("SHEETS", 7)
    assert Limits.limits() == Limits(sheets=7)


@pytest.mark.parametrize("value", ["0", "-1", "many", "1.5", "１"])
def test_a_wrong_limit_is_told_by_its_name(limit: Limit, value: str) -> None:
    limit("CELL", value)
    with pytest.raises(BoardError) as caught:
        read(Content("a.csv", b"a,b\n"), known=KNOWN)
    assert (caught.value.code, caught.value.facts) == ("wrong_limit", {"variable": "GOALBOARD_MAX_CELL", "value": value})


def test_a_file_too_big(limit: Limit) -> None:
    limit("FILE_MB", 1)
    assert refusal(b"a,b\n" * (1 << 18) + b"x") == ("file_too_big", {"file": "some.csv", "size": 2, "most": 1, "variable": "GOALBOARD_MAX_FILE_MB"})
    assert len(cells(b"a,b\n" * (1 << 18))) == 1 << 18


def test_more_columns_than_are_read(limit: Limit) -> None:
    limit("COLUMNS", 50)
    facts = {"file": "some.csv", "sheet": None, "line": 2, "columns": 51, "most": 50, "variable": "GOALBOARD_MAX_COLUMNS"}
    line = b",".join([b"x"] * 51)
    assert refusal(b"a,b\n" + line) == ("too_many_columns", facts)
    assert refusal(b"a,b\n" * 2000 + line)[1]["line"] == 2001
    assert len(cells(line[:-2])[0]) == 50


def test_a_cell_too_long(limit: Limit) -> None:
    limit("CELL", 100)
    facts = {"file": "some.csv", "sheet": None, "line": 2, "characters": 101, "most": 100, "variable": "GOALBOARD_MAX_CELL"}
    assert refusal(("a,b\nc," + "中" * 101).encode()) == ("cell_too_long", facts)
    assert refusal(("a,b\n" * 2000 + "c,d,e," + "中" * 101).encode())[1]["line"] == 2001
    assert len(cells(("a,b\nc," + "中" * 100).encode())) == 2


def test_more_sheets_than_are_read(limit: Limit) -> None:
    limit("SHEETS", 1)
    facts = {"sheets": 3, "most": 1, "variable": "GOALBOARD_MAX_SHEETS"}
    assert refusal((EXPORTS / "goals.xlsx").read_bytes(), "a.xlsx") == ("too_many_sheets", {"file": "a.xlsx"} | facts)
    table = "<table><tr><td>a</td></tr><tr><td>b</td></tr></table>"
    assert refusal(f"<html>{table * 3}</html>".encode()) == ("too_many_sheets", {"file": "some.csv"} | facts)
    assert refusal(zipped({"a": "x,y\n", "b": "x,y\n", "c": "x,y\n"}), "a.zip") == ("too_many_sheets", {"file": "a.zip"} | facts)


ZEROS = b"0" * (5 << 20)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.zip", zipped({"a.csv": ZEROS})),
        ("a.csv.gz", gzip.compress(ZEROS)),
        ("a.xlsx", zipped({"xl/workbook.xml": "<workbook/>", "xl/media/image1.png": ZEROS})),
    ],
)
def test_a_bomb_is_stopped_while_it_unpacks(limit: Limit, name: str, content: bytes) -> None:
    limit("UNPACKED_MB", 2)
    assert refusal(content, name) == ("unpacked_too_big", {"file": name, "most": 2, "variable": "GOALBOARD_MAX_UNPACKED_MB"})


@pytest.mark.parametrize("kind", [{}, {"xl/workbook.xml": "<workbook/>"}], ids=["zip", "workbook"])
def test_a_size_that_an_archive_only_claims_is_not_believed(limit: Limit, kind: dict[str, str]) -> None:
    limit("UNPACKED_MB", 2)
    content = zipped({**kind, "a.csv": ZEROS})
    lying = content.replace(struct.pack("<I", len(ZEROS)), struct.pack("<I", 100))
    assert refusal(lying, "a.zip")[0] in {"unpacked_too_big", "broken_archive", "broken_workbook"}
