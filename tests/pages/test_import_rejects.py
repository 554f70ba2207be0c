"""Rejected lines leave as a file that, once mended, goes back in."""

import csv
import io

import pytest

from data.intake import Choices, Report, preview
from data.intake import commit as commit_file
from data.store import Store
from pages.ui.import_rejects import field_name, rejected_file
from pages.ui.words import LANGUAGES, words

EN = words("en")
HEADER = ["编号", "标题", "创建时间", "发布时间", "备注"]
ROWS = [
    ["R1", "=1+2", "soon", "", "-5"],
    ["R2", "in", "2025-09-01", "", ""],
    ["R3", "too", "long", "2025-09-01", "", "", "x"],
]


MARK = "goalboard:requirements:canonical"


def as_file(*rows: list[str]) -> bytes:
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    return out.getvalue().encode()


def table(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))


def commit(store: Store, content: bytes) -> Report:
    (report,) = commit_file(store, "work.csv", content, Choices(dataset="requirements", who="a"))
    return report


@pytest.fixture
def report(store: Store) -> Report:
    return commit(store, as_file(HEADER, *ROWS))


def test_they_have_the_files_own_columns_and_the_reason_last_and_are_no_formulas(report: Report) -> None:
    header, formula, longer = table(rejected_file(report, EN))
    assert header == [*HEADER, MARK, "Why rejected"]
    assert formula == ["R1", "'=1+2", "soon", "", "'-5", "", "创建时间: “soon” is not a moment; write 2026-01-31 or 2026-01-31 14:05"]
    assert longer[:6] == ["R3", "too", "long", "2025-09-01", "", ""]
    assert "7 cells below 5 headers" in longer[6]


@pytest.mark.parametrize("language", LANGUAGES)
def test_unmended_they_are_rejected_again_and_the_reason_is_no_column_of_ours(store: Store, report: Report, language: str) -> None:
    say = words(language)
    again = commit(store, rejected_file(report, say))
    assert (again.rejected, again.new) == (2, 0)
    assert say("import.rejected_reason") in again.unused
    assert table(rejected_file(again, EN))[0] == [*HEADER, MARK, "Why rejected"]


def test_they_go_back_to_the_dataset_and_the_source_that_somebody_had_chosen(store: Store) -> None:
    chosen = Choices(dataset="requirements", source="eu", who="a")
    (report,) = commit_file(store, "work.csv", as_file(["Issue key", "Summary", "Issue Type", "Created"], ["A-1", "a", "Bug", "soon"]), chosen)
    mended = rejected_file(report, EN).replace(b"soon", b"2025-09-01")
    (again,) = commit_file(store, "mended.csv", mended, Choices(who="a"))
    assert (again.dataset, again.source, again.new, again.rejected) == ("requirements", "eu", 1, 0)


def test_where_nobody_chose_anything_they_have_no_further_column(store: Store) -> None:
    (report,) = commit_file(store, "work.csv", as_file(["metric_id", "day", "value"], ["M1", "soon", "1"]), Choices(who="a"))
    assert table(rejected_file(report, EN))[0] == ["metric_id", "day", "value", "Why rejected"]


def test_mended_they_go_in_as_they_were_meant(store: Store, report: Report) -> None:
    header, formula, longer = table(rejected_file(report, EN))
    formula[2] = "2025-09-03"
    longer = ["R3", "too, long", "2025-09-01", "", "", ""]
    again = commit(store, as_file(header, formula, longer))
    assert (again.new, again.rejected) == (2, 0)
    titles = store.cursor().execute("select requirement_id, title from requirements order by all").fetchall()
    assert titles == [("R1", "=1+2"), ("R2", "in"), ("R3", "too, long")]


@pytest.mark.parametrize(("language", "named"), [("zh", "创建时间 (created_at)"), ("en", "created_at")])
def test_a_field_is_told_by_its_label(store: Store, language: str, named: str) -> None:
    (report,) = preview(store, "a.csv", b"requirement_id,title,created_at\nR1,a,soon\n", Choices())
    assert field_name("created_at", report, words(language)) == named
