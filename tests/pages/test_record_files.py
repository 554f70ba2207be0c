"""Rows taken along: all that are found, in their order, with the columns shown; text stays text whatever it begins with."""

import csv
import io
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from python_calamine import CalamineWorkbook
from streamlit.testing.v1 import AppTest

from data.intake import Choices, commit
from metrics.filters import freshness
from pages.ui.address import read
from pages.ui.records.board import found_rows
from pages.ui.records.columns import fitting
from pages.ui.records.files import table, workbook
from pages.ui.safe import Sheet, book_file
from pages.ui.store import answer, scope_of, store
from pages.ui.view import View
from pages.ui.words import words

Open = Callable[..., AppTest]
EVIL = ("=1+1", "+1", "-1", "@SUM(A1)", "\ttab", "https://evil.example", '=HYPERLINK("http://x")', "1e5", "<b>x</b>", "**bold** $x$")


def sheets(content: bytes) -> dict[str, list[list[Any]]]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def parts(content: bytes, ending: str) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        return "".join(file.read(name).decode() for name in file.namelist() if name.endswith(ending))


def test_text_in_a_workbook_is_text_never_a_formula_a_link_or_a_number() -> None:
    content = book_file([Sheet("Rows", ["=title"], [[text] for text in EVIL])])
    assert [row[0] for row in sheets(content)["Rows"]] == ["=title", *EVIL]
    assert "<f>" not in parts(content, "sheet1.xml")
    assert "<hyperlink" not in parts(content, "sheet1.xml")
    assert 'quotePrefix="1"' in parts(content, "styles.xml")


def test_a_workbook_keeps_numbers_days_moments_and_nothing_as_they_are() -> None:
    row = [-1, 0.5, date(2025, 9, 1), datetime(2025, 9, 1, 10, 30), None, ""]  # noqa: DTZ001
    assert sheets(book_file([Sheet("Rows", list("abcdef"), [row])]))["Rows"][1] == [-1, 0.5, date(2025, 9, 1), row[3], "", ""]


def test_a_cell_holds_no_more_than_a_cell_can() -> None:
    assert len(sheets(book_file([Sheet("Rows", ["a"], [["x" * 40_000]])]))["Rows"][1][0]) == 32_767


@pytest.fixture
def work(empty_store: Path) -> Path:
    lines = ["requirement_id,title,team,kr_ids,created_at,released_at,estimate_days"]
    lines += [f'R{n},"{text.replace(chr(34), chr(34) * 2)}",web,,2025-08-01,2025-09-0{n % 9 + 1} 10:00:00,{n}' for n, text in enumerate(EVIL)]
    commit(store(), "requirements.csv", "\n".join([*lines, "R99,later,app,,2025-08-01,2025-09-09,"]).encode(), Choices(dataset="requirements"))
    return empty_store


def view(**query: str | list[str]) -> View:
    at = read({key: value if isinstance(value, list) else [value] for key, value in query.items()})
    scope = scope_of(at.chosen.question)
    return fitting(View(at, words(at.language or "en"), scope, answer(freshness, scope), scope.version))


@pytest.mark.usefixtures("work")
def test_the_csv_has_the_rows_found_in_their_order_with_the_columns_shown() -> None:
    rows = list(
        csv.reader(io.StringIO(table(view(team="web", q="r", sort="-estimate_days", cols="requirement_id.title.released_at")).decode("utf-8-sig")))
    )
    assert rows[0] == ["requirement_id", "title", "released_at"]
    assert [row[0] for row in rows[1:]] == [f"R{n}" for n in range(9, -1, -1)]
    assert rows[-1] == ["R0", "'=1+1", "2025-09-01T10:00:00+08:00"]


@pytest.mark.usefixtures("work")
def test_the_workbook_says_beside_its_rows_what_they_are() -> None:
    chosen = view(team="web", q="tab", version="1", lang="en")
    read_back = sheets(workbook(found_rows(chosen), chosen))
    assert list(read_back) == ["Rows", "About"]
    header, *rows = read_back["Rows"]
    assert header[:6] == ["Requirement", "Title", "Team", "Key results", "Status", "Owner"]
    assert header[6:] == ["Raised", "Released", "Cycle, days", "Source", "File", "Sheet", "Line"]
    assert [(row[0], row[1], row[6], row[7]) for row in rows] == [("R4", "tab", date(2025, 8, 1), datetime(2025, 9, 5, 10))]  # noqa: DTZ001
    about = dict(read_back["About"][1:])
    assert about["Rows"] == "1 of 10 rows"
    assert (about["Search"], about["Teams"], about["Version"], about["As of"]) == ("tab", "web", "1", "Tue 9 Sep 2025")
    assert about["Figure"].startswith("Delivered requirements · ")


@pytest.mark.usefixtures("work")
def test_both_languages_name_their_columns() -> None:
    chosen = view(lang="zh")
    assert sheets(workbook(found_rows(chosen), chosen))["记录"][0][:3] == ["需求", "标题", "团队"]


@pytest.mark.usefixtures("work")
def test_what_does_not_fit_on_a_sheet_is_to_be_had_as_csv(cold: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    assert {button.label for button in cold("records.py").get("download_button")} >= {"Excel (.xlsx)", "CSV"}
    monkeypatch.setattr("pages.ui.records.files.MOST_ROWS", 10)
    app = cold("records.py")
    assert "Excel (.xlsx)" not in {button.label for button in app.get("download_button")}
    assert any("More rows than a sheet holds" in part.value for part in app.caption)
