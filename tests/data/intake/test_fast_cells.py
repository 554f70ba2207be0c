"""What the engine reads of a whole column is what the parsers of a single cell read; where it isn't sure it reads nothing."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import Phase, example, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from data.adapters.cells import cleaned
from data.adapters.dates import DateReading, Order, Shape, iso, readings
from data.intake.fast import fast, quick_columns, tell_clock_changes
from data.model.datasets import DATASETS, Column
from data.settings import time_zone
from data.store import Store, open_store

NUMBER = DATASETS["kr_values"].column("value")
DAY = DATASETS["kr_values"].column("day")
MOMENT = DATASETS["requirements"].column("created_at")
NOTHING = (None, (None, None))


def cells(examples: int) -> settings:
    """Nothing is made smaller: the failing cells are named as they are."""
    return settings(max_examples=examples, phases=(Phase.explicit, Phase.generate))


@pytest.fixture(scope="module", params=["Asia/Shanghai", "America/New_York", "Europe/Berlin"])
def zoned(request: pytest.FixtureRequest) -> Iterator[Store]:
    """A store whose business is done in a zone; where clocks change, some hours come twice and some never."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GOALBOARD_TIMEZONE", request.param)
        time_zone.cache_clear()
        store = open_store(Path(":memory:"))
        yield store
        store.close()
    time_zone.cache_clear()


def hurried(store: Store, column: Column, cells: Sequence[str], dates: DateReading | None = None, *, utc: bool = False) -> list[Any]:
    """What the engine makes of the cells by itself; nothing where it leaves one to the parser."""
    cursor = store.cursor()
    tell_clock_changes(cursor)
    cursor.register("batch", pa.table({"line": range(len(cells)), "c0": pa.array(cells, pa.string())}))
    found = fast(column, "b.c0", dates, utc=utc)
    assert found is not None
    rows = cursor.execute(f"select {', '.join(found.stored)} from ({quick_columns([found])}) as b order by line").fetchall()
    return [row[0] if len(row) == 1 else row for row in rows]


def parsed(column: Column, cell: str, dates: DateReading | None) -> Any:
    """What the parser makes of one cell; the name of its error where it refuses it."""
    try:
        [value] = column.adapter.validate_python([iso(cell, dates.order) if dates else cell])
    except ValidationError as error:
        return error.errors()[0]["type"]
    return tuple(value) if column.kind == "moment" else value


def differing(store: Store, column: Column, texts: Sequence[str], dates: DateReading | None = None) -> list[tuple[str, Any, Any]]:
    """Cells that the engine reads otherwise than the parser."""
    cells = [cell for cell in cleaned(pa.array(texts, pa.string())).to_pylist() if cell]
    found = zip(cells, hurried(store, column, cells, dates), strict=True)
    pairs = [(cell, quick, parsed(column, cell, dates)) for cell, quick in found if quick not in NOTHING]
    return [(cell, quick, slow) for cell, quick, slow in pairs if quick != slow]


def clocks(since: str, until: str) -> st.SearchStrategy[str]:
    return st.datetimes(datetime.fromisoformat(since), datetime.fromisoformat(until)).map("{:%Y-%m-%d %H:%M:%S}".format)


def one_of(*texts: str) -> st.SearchStrategy[str]:
    return st.sampled_from(texts)


# Texts that nearly are what they should be: each part may be short, long, out of range or foreign.
YEAR = one_of("2025", "2024", "1969", "1970", "1971", "1986", "2099", "2100", "0001", "9999", "1899", "25", "70")
PART = one_of("1", "01", "2", "02", "3", "03", "9", "09", "10", "11", "12", "13", "26", "28", "29", "30", "31", "32", "00", "0", "+1", "-1", "１")
BETWEEN = one_of("-", "-", "-", "/", ".", " ", "年", "\\", "--", "")
TIME = st.builds(
    "{}{}:{}{}{}".format,
    one_of("T", " ", "  ", "t", "", ", "),
    one_of("00", "0", "2", "02", "01", "08", "8", "12", "13", "23", "24", "25", " 8"),
    one_of("00", "30", "59", "60", "5", "+1", ":0"),
    one_of("", ":00", ":59", ":60", ":5", ":00.5", ":00.123456", ":00.1234567", ":00,5", ":00."),
    one_of("", "", " ", " PM", "am", "Z", "z", "+08:00", "+0800", "-04:00", "+00", "-0430", " +0800", "+14:00", "-15:59", "+24:00", "+8:00", " UTC"),
)
NEARLY = st.builds("{}{}{}{}{}{}{}".format, YEAR, BETWEEN, PART, BETWEEN, PART, one_of("", "", "日"), st.just("") | TIME)
REGULAR = st.datetimes().map(str) | st.dates().map(str) | st.datetimes(timezones=st.timezones()).map(str)
ODD = one_of("epoch", "infinity", "-infinity", "today", "now", "2025-09-01 (BC)", "2025-09-01 BC", "20250901", "2025-W01-1", "45901", "2025-244")


@cells(30)
@given(texts=st.lists(NEARLY | REGULAR | ODD | st.text(max_size=20), min_size=20, max_size=200))
@example(texts=["2025 09 01", "2025\\09\\01", "2025/09/01", "2025-09-01", "2025-09/01"])
@example(texts=["2025-11-02 01:30:00", "2025-03-09 02:30:00", "2025-10-26 02:30:00", "2025-03-30 02:30:00", "1986-05-04 02:00:00"])
@example(texts=["1970-03-26 13:30:5-0430", "1970-12-31T24:00+24:00", "2025-09-01 08:5:59", "2025-09-01  8:00:00.Z"])
def test_days_and_moments_are_the_parsers_whatever_the_zone(zoned: Store, texts: list[str]) -> None:
    assert differing(zoned, MOMENT, texts) == []
    assert differing(zoned, DAY, texts) == []


@cells(10)
@given(texts=st.lists(clocks("2025-01-01", "2027-01-01"), min_size=50, max_size=300))
def test_instants_about_a_change_of_the_clock_are_the_parsers(zoned: Store, texts: list[str]) -> None:
    assert differing(zoned, MOMENT, texts) == []


def test_the_usual_forms_are_read_by_the_engine_all_but_days_on_which_the_clock_changes(zoned: Store) -> None:
    usual = ["2025-09-01", "2025-09-01 08:00", "2025-09-01T08:00:00", "2025/09/01 08:00:00", "2025-09-01 08:00:00.25", "2025-09-01T08:00:00.000+0000"]
    assert all(found[0] for found in hurried(zoned, MOMENT, usual))
    assert all(hurried(zoned, DAY, ["2025-09-01", "2025/09/01"]))
    changes = {"America/New_York": "2025-11-02", "Europe/Berlin": "2025-10-26"}.get(time_zone().key, "1991-09-15")
    assert hurried(zoned, MOMENT, [f"{changes} 01:30:00"]) == [(None, None)]


def formats(order: Order) -> DateReading:
    """All the forms at once in which a column can be written."""
    marks, clocks = ("/", ".", "-"), ("", " 9:9", " 9:9:9", " 9:9 A", " 9:9:9 A")
    forms = [f"9{mark}{month}{mark}{year}{clock}" for mark in marks for month in "9A" for year in "9Y" for clock in clocks]
    shapes = [Shape(form, "", 0, 0, None) for form in forms]
    return readings({"header": shapes}, {"header": order}, ["header"])["header"]


MONTH = one_of("Jan", "feb", "SEP", "Sept", "September", "九月", "Foo", "May", "mai")
CLOCK = st.builds(
    "{}{}:{}{}{}".format,
    one_of(" ", "  ", "T", ", "),
    one_of("0", "00", "1", "09", "10", "12", "13", "23", "24"),
    one_of("00", "17", "59", "60", "5"),
    one_of("", ":00", ":59", ":60", ":7"),
    one_of("", "", " AM", " pm", "PM", " 下午", " XM"),
)
SHORT_YEAR = one_of("2025", "1970", "1969", "2100", "25", "26", "69", "70", "99", "00", "5", "125", "20256")
DAY_OR_MONTH = one_of("1", "01", "2", "09", "9", "12", "13", "28", "29", "30", "31", "32", "0", "00", "100")
MARK = one_of("/", "/", ".", "-", " ")
YEAR_LAST = st.builds("{}{}{}{}{}{}".format, DAY_OR_MONTH, MARK, DAY_OR_MONTH | MONTH, MARK, SHORT_YEAR, st.just("") | CLOCK)


@cells(30)
@given(texts=st.lists(YEAR_LAST, min_size=20, max_size=200), order=st.sampled_from(Order))
@example(texts=["29/2/2025", "29/Feb/24 12:00 AM", "1/1/69", "1/1/70", "31/4/2025", "1/2/0025", "1/13/2025 13:05 PM", "1/1/5"], order=Order.DAY_FIRST)
def test_dates_that_end_with_the_year_are_the_parsers_in_either_order(zoned: Store, texts: list[str], order: Order) -> None:
    assert differing(zoned, MOMENT, texts, formats(order)) == []
    assert differing(zoned, DAY, texts, formats(order)) == []


@pytest.mark.parametrize("order", Order)
def test_the_forms_that_people_use_are_read_by_the_engine(zoned: Store, order: Order) -> None:
    usual = ["2/3/2025", "02.03.25", "2-3-2025 17:20", "2/3/2025 5:20:07 PM", "25/Feb/26 10:17 PM", "30/Sep/21 17:20"]
    assert all(found[0] for found in hurried(zoned, MOMENT, usual, formats(order)))


@cells(20)
@given(texts=st.lists(clocks("1970-01-02", "2099-12-30"), min_size=1, max_size=50))
def test_where_an_export_is_in_utc_a_clock_without_offset_is_utc(zoned: Store, texts: list[str]) -> None:
    assert hurried(zoned, MOMENT, texts, utc=True) == [parsed(MOMENT, f"{text}Z", None) for text in texts]


FIGURE = st.builds(
    "{}{}{}{}".format,
    one_of("", "+", "-", "--"),
    st.integers(0, 10**20).map(str) | one_of("", "1,150", "１２", "007", "1 150"),
    one_of("", ".", ".5", ",5"),
    one_of("", "%", "e3", "E-2", "万", " ", "f", "_0"),
)


@cells(30)
@given(texts=st.lists(FIGURE | st.floats().map(str) | st.floats(-1e16, 1e16).map("{:.10f}".format) | st.text(max_size=8), min_size=20, max_size=100))
@example(texts=["0x10", "1_000", "nan", "inf", "1e5", "٣", "1.", ".5", "-0", "999999999999999.9999999999"])
def test_numbers_are_the_parsers(zoned: Store, texts: list[str]) -> None:
    assert differing(zoned, NUMBER, texts) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("  a b ", "a b"),
        ("\u3000甲\xa0", "甲"),
        ("\ufeff a\u200b", "a"),
        ("\x00", None),
        (" \t\r\n", None),
        ("'=1+2", "=1+2"),
        (" '@a", "@a"),
        ("'a'", "'a'"),
        ("''=1", "'=1"),
        ("=1", "=1"),
    ],
    ids=repr,
)
def test_a_cell_is_made_plain_in_whatever_column_it_stands(text: str, expected: str | None) -> None:
    assert cleaned(pa.array(["x", text, None], pa.string())).to_pylist() == ["x", expected, None]
