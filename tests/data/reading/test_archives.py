"""Every file in an archive is read; what can't be read is named, and stops no other."""

import gzip
import io
import zipfile

import pytest

from data.reading import Content, read
from tests.data.reading.known import KNOWN, refusal
from tests.data.reading.packed import EXPORTS, zipped

CSV = "编号,标题\n1,下单\n".encode()
GOALS = (EXPORTS / "goals.xlsx").read_bytes()


def test_every_file_is_read_under_its_name_and_clutter_is_left_out() -> None:
    clutter = {"__MACOSX/._a.csv": b"\0\0", "b/.hidden.csv": CSV, "Thumbs.db": b"x", "b/": b""}
    content = zipped({"a.csv": CSV, "b/c.json": b'[{"number": 1}]', "../../goals.xlsx": GOALS, **clutter})
    reading = read(Content("all.zip", content), known=KNOWN)
    assert [(sheet.file, sheet.name) for sheet in reading.sheets] == [
        ("a.csv", None),
        ("b/c.json", None),
        ("../../goals.xlsx", "目标"),
        ("../../goals.xlsx", "需求"),
    ]
    assert [sheet.lines()[1].cells[0] for sheet in reading.sheets] == ["1", "1", "目标编号", "7"]
    assert reading.refused == []


@pytest.mark.parametrize("encoding", ["gbk", "utf-8", "cp437"])
def test_names_are_read_as_they_were_written(encoding: str) -> None:
    name = "résumé.csv" if encoding == "cp437" else "缺陷.csv"
    [sheet] = read(Content("all.zip", _with_name(name.encode(encoding))), known=KNOWN).sheets
    assert sheet.file == name


def test_what_cannot_be_read_is_named_beside_the_rest() -> None:
    content = zipped({"a.csv": CSV, "b.pdf": b"%PDF-1.7", "c.zip": zipped({"d.csv": CSV}), "e.csv": b'a,"b\nc,d\n', "f.csv.gz": gzip.compress(CSV)})
    reading = read(Content("all.zip", content), known=KNOWN)
    assert [sheet.file for sheet in reading.sheets] == ["a.csv"]
    assert [(error.code, error.facts) for error in reading.refused] == [
        ("binary_file", {"file": "b.pdf"}),
        ("nested_archive", {"file": "c.zip"}),
        ("unclosed_quote", {"file": "e.csv", "line": 1}),
        ("nested_archive", {"file": "f.csv.gz"}),
    ]


def test_where_nothing_can_be_read_the_first_reason_is_told() -> None:
    assert refusal(zipped({"b.pdf": b"%PDF-1.7", "a.csv": b""}), "all.zip") == ("binary_file", {"file": "b.pdf"})
    assert refusal(zipped({}), "all.zip")[0] == "empty_archive"
    assert refusal(zipped({"__MACOSX/a.csv": CSV}), "all.zip")[0] == "empty_archive"


def test_a_locked_archive_is_refused_and_a_damaged_file_in_one() -> None:
    content = zipped({"a.csv": CSV})
    place = content.index(b"PK\x01\x02")
    locked = content[:6] + b"\x01" + content[7 : place + 8] + b"\x01" + content[place + 9 :]
    assert refusal(locked, "all.zip") == ("locked_archive", {"file": "a.csv"})
    damaged = content.replace(CSV[:0] + content[35:45], b"\xff" * 10)
    assert refusal(damaged, "all.zip") == ("broken_archive", {"file": "a.csv"})


def test_a_gzip_of_a_table_is_read_as_the_table() -> None:
    [sheet] = read(Content("a.csv.gz", gzip.compress(CSV)), known=KNOWN).sheets
    assert (sheet.file, sheet.encoding, sheet.lines()[1].cells) == (None, "utf-8", ["1", "下单"])
    assert refusal(gzip.compress(CSV)[:-12], "a.csv.gz") == ("broken_archive", {"file": "a.csv.gz"})
    assert refusal(gzip.compress(gzip.compress(CSV)), "a.csv.gz.gz")[0] == "nested_archive"


def _with_name(raw: bytes) -> bytes:
    """A zip whose file has a name of these bytes, and no mark of how to read them."""
    place = "x" * len(raw)
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr(place, CSV)
    return stream.getvalue().replace(place.encode(), raw)
