"""A snapshot is complete: what it lacks is retired, unless that would do harm."""

from dataclasses import replace

import pytest

from data.adapters import KNOWN
from data.errors import BoardError, ImportRefused
from data.intake import Choices, commit, preview
from data.reading import Content, Reading, read
from data.store import Store
from tests.data.intake.drawn import as_file, counts, held, read_in

HEADER = "bug_id | title | created_at"


def bugs(*ids: str) -> str:
    return "\n".join([HEADER, *(f"{bug_id} | a | 2025-09-01" for bug_id in ids)])


TEN = bugs(*"ABCDEFGHIJ")


def test_facts_of_that_source_and_dataset_missing_in_a_snapshot_are_retired(store: Store) -> None:
    read_in(store, "bugs", TEN)
    read_in(store, "bugs", bugs("Z"), source="jira")
    read_in(store, "requirements", "requirement_id | title | created_at \n R1 | a | 2025-09-01")
    report = read_in(store, "bugs", bugs(*"ABCDEFGH", "K"), mode="snapshot")
    assert counts(report) == {"lines": 9, "new": 1, "unchanged": 8, "retired": 2}
    assert report.accounted == report.lines, "retired stands beside the sum"
    assert held(store, "bugs", "bug_id") == [*"ABCDEFGHKZ"]
    assert held(store, "bugs", "bug_id", report.version - 1 if report.version else 0) == [*"ABCDEFGHIJZ"]
    assert held(store, "requirements", "requirement_id") == ["R1"]


def test_an_upsert_retires_nothing(store: Store) -> None:
    read_in(store, "bugs", TEN)
    assert counts(read_in(store, "bugs", bugs("K"))) == {"lines": 1, "new": 1}
    assert len(held(store, "bugs", "bug_id")) == 11


def test_a_snapshot_that_retires_and_brings_nothing_else_is_a_version(store: Store) -> None:
    read_in(store, "bugs", TEN)
    report = read_in(store, "bugs", bugs(*"ABCDEFGHI"), mode="snapshot")
    assert (report.retired, report.version) == (1, 2)


def test_the_same_snapshot_twice_makes_no_version(store: Store) -> None:
    read_in(store, "bugs", TEN, mode="snapshot")
    assert read_in(store, "bugs", TEN, mode="snapshot").version is None


@pytest.mark.parametrize(
    "content", [as_file(HEADER), as_file(f"{HEADER} \n | | \n | | "), b""], ids=["header alone", "blank lines", "nothing at all"]
)
def test_an_empty_snapshot_is_refused(store: Store, content: bytes) -> None:
    read_in(store, "bugs", TEN)
    with pytest.raises(BoardError):
        commit(store, "bugs.csv", content, Choices(dataset="bugs", mode="snapshot", yes=True))
    assert (len(held(store, "bugs", "bug_id")), store.version()) == (10, 1)


def test_retiring_more_than_a_fifth_of_a_source_needs_an_explicit_yes(store: Store) -> None:
    read_in(store, "bugs", TEN)
    read_in(store, "bugs", bugs(*map(str, range(90))), source="jira")
    with pytest.raises(ImportRefused) as refused:
        read_in(store, "bugs", bugs(*"ABCDEFG"), mode="snapshot")
    assert refused.value.code == "large_retirement"
    assert refused.value.facts == {"retired": 3, "held": 10, "source": "canonical", "dataset": "bugs"}
    assert (len(held(store, "bugs", "bug_id")), store.version()) == (100, 2)
    assert read_in(store, "bugs", bugs(*"ABCDEFG"), mode="snapshot", yes=True).retired == 3


def test_retiring_exactly_a_fifth_needs_no_yes(store: Store) -> None:
    read_in(store, "bugs", TEN)
    assert read_in(store, "bugs", bugs(*"ABCDEFGH"), mode="snapshot").retired == 2


def test_a_preview_counts_what_would_be_retired_without_being_refused(store: Store) -> None:
    read_in(store, "bugs", TEN)
    (report,) = preview(store, "bugs.csv", as_file(bugs("A")), Choices(dataset="bugs", mode="snapshot"))
    assert (report.retired, len(held(store, "bugs", "bug_id"))) == (9, 10)


@pytest.mark.parametrize(
    "line",
    ["J | a | never", "J | | 2025-09-01"],
    ids=["a cell that cannot be read", "an empty cell"],
)
def test_the_fact_of_a_rejected_line_is_not_retired(store: Store, line: str) -> None:
    read_in(store, "bugs", TEN)
    report = read_in(store, "bugs", f"{bugs(*'ABCDEFGH')} \n {line}", mode="snapshot")
    assert counts(report) == {"lines": 9, "unchanged": 8, "rejected": 1, "retired": 1}
    assert held(store, "bugs", "bug_id") == [*"ABCDEFGHJ"]


def test_the_fact_of_an_impossible_line_is_not_retired(store: Store) -> None:
    read_in(store, "bugs", TEN)
    lines = "\n".join(f"{bug_id} | a | 2025-09-01 |" for bug_id in "ABCDEFGHI")
    report = read_in(store, "bugs", f"{HEADER} | closed_at \n {lines} \n J | a | 2025-09-01 | 2025-08-31", mode="snapshot")
    assert counts(report) == {"lines": 10, "unchanged": 9, "rejected": 1}
    assert held(store, "bugs", "bug_id") == [*"ABCDEFGHIJ"]


def test_a_retired_key_that_returns_is_new(store: Store) -> None:
    read_in(store, "bugs", f"{TEN} \n K | old title | 2025-09-01")
    read_in(store, "bugs", TEN, mode="snapshot")
    report = read_in(store, "bugs", "bug_id | title | created_at \n K | a | 2025-09-02")
    assert counts(report) == {"lines": 1, "new": 1}
    assert held(store, "bugs", "title", 1) == [*"a" * 10, "old title"]
    report = read_in(store, "bugs", bugs(*"ABCDEFGHIJ"), mode="snapshot")
    assert read_in(store, "bugs", "bug_id | team \n K | A").rejected == 1, "as new it needs every column"


def workbook(drawn: dict[str, str]) -> Reading:
    """A file whose sheets are these tables."""
    sheets = [(name, read(Content(name, as_file(table)), known=KNOWN).sheets[0]) for name, table in drawn.items()]
    return Reading(Content("bugs.xlsx", b""), [replace(sheet, name=name) for name, sheet in sheets], [])


def test_a_snapshot_of_several_sheets_is_complete_only_with_all_of_them(store: Store) -> None:
    """A workbook may hold one dataset on a sheet for each team."""
    read_in(store, "bugs", TEN)
    found = commit(store, "bugs.xlsx", workbook({"front": bugs("A", "B"), "back": bugs(*"CDEFGHIJ")}), Choices(dataset="bugs", mode="snapshot"))
    assert [(report.sheet, report.unchanged, report.retired) for report in found] == [("front", 2, 0), ("back", 8, 0)]
    assert held(store, "bugs", "bug_id") == [*"ABCDEFGHIJ"]


def test_a_key_that_comes_again_on_a_later_sheet_supersedes_the_earlier_line(store: Store) -> None:
    drawn = {"first": f"{HEADER} \n A | old | 2025-09-01 \n B | b | 2025-09-01", "second": f"{HEADER} \n A | new | 2025-09-01"}
    found = commit(store, "bugs.xlsx", workbook(drawn), Choices(dataset="bugs"))
    assert [(report.sheet, report.new, report.superseded) for report in found] == [("first", 1, 1), ("second", 1, 0)]
    assert sorted(held(store, "bugs", "title")) == ["b", "new"]
    again = commit(store, "bugs.xlsx", workbook(drawn), Choices(dataset="bugs"))
    assert [(report.unchanged, report.superseded, report.version) for report in again] == [(1, 1, None), (1, 0, None)]


def test_a_complete_list_without_one_key_that_can_be_read_is_empty(store: Store) -> None:
    read_in(store, "bugs", TEN)
    with pytest.raises(ImportRefused, match="empty_snapshot"):
        read_in(store, "bugs", f"{HEADER} \n | a | 2025-09-01", mode="snapshot", yes=True)
    assert len(held(store, "bugs", "bug_id")) == 10


def test_a_snapshot_of_values_retires_days_of_its_source_only(store: Store) -> None:
    read_in(store, "kr_values", "metric_id | day | value \n M1 | 2025-09-01 | 1 \n M1 | 2025-09-02 | 2")
    read_in(store, "kr_values", "metric_id | day | value \n M2 | 2025-09-01 | 3", source="bi")
    report = read_in(store, "kr_values", "metric_id | day | value \n M1 | 2025-09-01 | 1", mode="snapshot", yes=True)
    assert counts(report) == {"lines": 1, "unchanged": 1, "retired": 1}
    assert held(store, "kr_values", "metric_id, day::varchar") == [("M1", "2025-09-01"), ("M2", "2025-09-01")]
