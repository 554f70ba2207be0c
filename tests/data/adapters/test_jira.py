"""Jira: requirements and bugs in one file; the status decides what is done, the resolution what was dropped."""

from collections.abc import Callable

import pytest

from data.adapters import Part, parts
from data.errors import UnknownExport, UnreadableFile
from data.reading import Sheet

Drawn = Callable[..., Sheet]
Example = Callable[..., list[Part]]
Table = Callable[..., list[tuple[str, ...]]]


def test_a_mixed_file_gives_requirements_and_bugs(example: Example, table: Table) -> None:
    requirements, bugs = example("jira_cloud_mixed.csv")
    assert table(requirements, "requirement_id", "team", "status", "created_at", "released_at", "cancelled_at", "parent_id") == [
        ("SHOP-1", "Payments", "released", "2026-02-25 22:17:00", "2026-03-02 08:05:00", "", ""),
        ("SHOP-3", "Web shop", "cancelled", "2026-02-26 13:00:00", "", "2026-02-27 09:00:00", ""),
        ("SHOP-4", "Payments", "in_progress", "2026-02-26 13:00:00", "", "", "SHOP-1"),
    ]
    assert table(bugs, "bug_id", "team", "status", "resolution", "created_at", "resolved_at", "requirement_id") == [
        ("SHOP-2", "Web shop", "closed", "fixed", "2026-02-26 00:05:00", "2026-02-27 09:00:00", "SHOP-1"),
    ]
    assert [(part.adapter, part.source, part.dataset, len(part.lines), part.blank) for part in (requirements, bugs)] == [
        ("jira", "jira", "requirements", 3, 0),
        ("jira", "jira", "bugs", 1, 0),
    ]
    assert [line.number for line in requirements.lines] == [2, 5, 6]


def test_it_says_what_is_read_from_where_and_never_reads_environment(example: Example) -> None:
    requirements, bugs = example("jira_cloud_mixed.csv")
    assert requirements.columns["team"] == "Custom field (Team), Project name, Project key"
    assert requirements.columns["released_at"] == "Resolved, Status Category, Status, Resolution"
    assert "environment" not in bugs.columns
    assert "url" not in requirements.columns
    assert {"Environment", "Labels", "Sprint", "Updated"} <= set(bugs.unused)


@pytest.mark.parametrize("dataset", ["requirements", "bugs"])
def test_all_lines_are_read_as_the_dataset_that_is_asked_for(example: Example, dataset: str) -> None:
    [part] = example("jira_cloud_mixed.csv", dataset)
    assert (part.dataset, len(part.lines)) == (dataset, 4)


def test_it_cannot_be_read_as_objectives(example: Example) -> None:
    with pytest.raises(UnknownExport, match="not_this_dataset"):
        example("jira_cloud_mixed.csv", "objectives")


def test_an_open_item_has_no_end_though_the_export_fills_it(example: Example, table: Table) -> None:
    requirements, bugs = example("jira_server_dates.csv")
    assert table(bugs, "bug_id", "status", "resolution", "resolved_at") == [
        ("OPS-1", "resolved", "fixed", "2025-04-05 08:00:00"),
        ("OPS-2", "open", "", ""),
    ]
    assert table(requirements, "requirement_id", "status", "released_at") == [("OPS-3", "released", "")]


@pytest.mark.parametrize(
    ("category", "status", "resolution", "requirement", "bug"),
    [
        ("Done", "Shipped", "Fixed", "released", "resolved"),
        ("Done", "Closed", "Won't Fix", "cancelled", "closed"),
        ("Done", "Closed", "Won’t Do", "cancelled", "closed"),
        ("Done", "Cancelled", "Done", "cancelled", "resolved"),
        ("Done", "Done", "", "released", "resolved"),
        ("In Progress", "Resolved", "", "in_progress", "open"),
        ("To Do", "Backlog", "", "backlog", "open"),
        ("To Do", "Ready for Ann", "", "new", "open"),
        ("", "已完成", "", "released", "resolved"),
        ("", "已关闭", "Duplicate", "cancelled", "closed"),
        ("", "Open", "", "new", "open"),
        ("", "Reopened", "Fixed", "new", "open"),
        ("", "In Progress", "", "in_progress", "open"),
        ("", "Waiting for bank", "", "Waiting for bank", "Waiting for bank"),
        ("", "Waiting for bank", "Unresolved", "Waiting for bank", "Waiting for bank"),
        ("", "Deployed", "Done", "released", "resolved"),
        ("", "Deployed", "Later", "cancelled", "resolved"),
    ],
)
def test_status_category_then_status_then_resolution_decide(
    drawn: Drawn, table: Table, category: str, status: str, resolution: str, requirement: str, bug: str
) -> None:
    sheet = drawn(f"""
        Issue key | Summary | Status   | Status Category | Resolution   | Created    | Resolved
        A-1       | x       | {status} | {category}      | {resolution} | 2026-01-01 | 2026-01-02
    """)
    found = [table(parts(sheet, dataset=dataset)[0], "status")[0][0] for dataset in ("requirements", "bugs")]
    assert found == [requirement, bug]


@pytest.mark.parametrize(
    ("word", "meaning"),
    [
        ("Fixed", "fixed"), ("Done", "fixed"), ("Duplicate", "duplicate"), ("Won't Fix", "wont_fix"), ("Won't Do", "wont_fix"),
        ("Cannot Reproduce", "not_reproducible"), ("Incomplete", "not_reproducible"), ("Not A Bug", "invalid"), ("Not A Problem", "invalid"),
        ("Invalid", "invalid"), ("Later", "postponed"), ("Unresolved", ""), ("", ""), ("Workaround", "Workaround"),
    ],
)  # fmt: skip
def test_resolutions_become_our_words_and_unknown_ones_stay(drawn: Drawn, table: Table, word: str, meaning: str) -> None:
    [part] = parts(
        drawn(f"""
        Issue key | Issue Type | Status | Resolution | Created
        A-1       | Defect     | Closed | {word}     | 2026-01-01
    """)
    )
    assert table(part, "resolution") == [(meaning,)]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("25/Feb/26 10:17 PM", "2026-02-25 22:17:00"),
        ("30/Sep/21 17:20", "2021-09-30 17:20:00"),
        ("6/21/2025 16:14", "2025-06-21 16:14:00"),
        ("16/02/2017 15:26", "2017-02-16 15:26:00"),
        ("16.02.2017 15:26:07", "2017-02-16 15:26:07"),
        ("1.2.2017", "2017-02-01"),
        ("1/1/2017", "2017-01-01"),
        ("25/二月/26 10:17 下午", "2026-02-25 22:17:00"),
        ("25/Feb/26 12:00 AM", "2026-02-25 00:00:00"),
        ("2004-10-03T21:55:08.000+0000", "2004-10-03T21:55:08.000+0000"),
        ("2026/2/5 8:30", "2026/2/5 8:30"),
        ("soon", "soon"),
        ("", ""),
    ],
)
def test_dates_become_iso_text(drawn: Drawn, table: Table, written: str, read: str) -> None:
    [part] = parts(
        drawn(f"""
        Issue key | Summary | Created
        A-1       | x       | {written}
        A-2       | y       |
    """)
    )
    assert table(part, "created_at")[0] == (read,)


def test_one_date_decides_for_its_column_and_for_columns_that_leave_it_open(drawn: Drawn, table: Table) -> None:
    [part] = parts(
        drawn("""
        Issue key | Status | Created   | Resolved
        A-1       | Done   | 1/2/2025  | 3/4/2025
        A-2       | Done   | 1/13/2025 | 3/4/2025
    """)
    )
    assert table(part, "created_at", "released_at") == [("2025-01-02", "2025-03-04"), ("2025-01-13", "2025-03-04")]


def test_if_day_and_month_cannot_be_told_apart_the_file_is_refused(drawn: Drawn) -> None:
    with pytest.raises(UnreadableFile) as caught:
        parts(
            drawn("""
            Issue key | Status | Created
            A-1       | Done   | 1/1/2025
            A-2       | Done   | 3/4/2025
        """)
        )
    assert (caught.value.code, caught.value.facts) == ("ambiguous_dates", {"column": "Created", "example": "3/4/2025"})


def test_a_column_in_two_formats_is_refused(drawn: Drawn) -> None:
    with pytest.raises(UnreadableFile) as caught:
        parts(
            drawn("""
            Issue key | Status | Created
            A-1       | Done   | 13/1/2025
            A-2       | Done   | 1/13/2025
        """)
        )
    assert caught.value.code == "mixed_dates"


def test_its_own_headers_win_over_ours(drawn: Drawn) -> None:
    [part] = parts(
        drawn("""
        requirement_id | title | created_at | Issue key | Summary | Created
        1              | x     | 2026-01-01 | A-1       | y       | 2026-01-02
    """)
    )
    assert part.adapter == "jira"
