"""Jira: requirements and bugs in one file; the status decides what is done, the resolution what was dropped."""

from collections.abc import Callable

import pytest

from data.adapters import Part, jira, parts
from data.errors import UnknownExport, UnreadableFile
from data.reading import Sheet

Drawn = Callable[..., Sheet]
Example = Callable[..., list[Part]]
ReadAs = Callable[..., list[tuple[str, ...]]]


def test_a_mixed_file_gives_requirements_and_bugs(example: Example) -> None:
    requirements, bugs = example("jira_cloud_mixed.csv")
    assert [(part.adapter, part.source, part.dataset, part.count, part.blank) for part in (requirements, bugs)] == [
        ("jira", "jira", "requirements", 3, 0),
        ("jira", "jira", "bugs", 1, 0),
    ]


def test_it_says_what_is_read_from_where_and_never_reads_environment(example: Example) -> None:
    requirements, bugs = example("jira_cloud_mixed.csv")
    assert requirements.columns["team"] == "Custom field (Team), Project name, Project key"
    assert requirements.columns["status"] == "Status Category, Status, Resolution"
    assert requirements.columns["released_at"] == "Resolved"
    assert "environment" not in bugs.columns
    assert "url" not in requirements.columns
    assert {"Environment", "Labels", "Sprint", "Updated"} <= set(bugs.unused)


@pytest.mark.parametrize("dataset", ["requirements", "bugs"])
def test_all_lines_are_read_as_the_dataset_that_is_asked_for(example: Example, dataset: str) -> None:
    [part] = example("jira_cloud_mixed.csv", dataset)
    assert (part.dataset, part.count) == (dataset, 4)


def test_it_cannot_be_read_as_objectives(example: Example) -> None:
    with pytest.raises(UnknownExport, match="not_this_dataset"):
        example("jira_cloud_mixed.csv", "objectives")


@pytest.mark.parametrize(
    ("category", "status", "resolution", "requirement", "stage", "bug"),
    [
        ("Done", "Shipped", "Fixed", "released", "released", "resolved"),
        ("Done", "Closed", "Won't Fix", "cancelled", "cancelled", "closed"),
        ("Done", "Closed", "Won’t Do", "cancelled", "cancelled", "closed"),
        ("Done", "Cancelled", "Done", "cancelled", "cancelled", "resolved"),
        ("Done", "Done", "", "released", "released", "resolved"),
        ("In Progress", "Resolved", "", "in_progress", "", "open"),
        ("In Progress", "Done", "", "in_progress", "", "open"),
        ("In Progress", "In Progress", "", "in_progress", "dev", "open"),
        ("In Progress", "待测试", "", "in_progress", "test", "open"),
        ("In Progress", "Ready for release", "", "in_progress", "release_ready", "open"),
        ("In Progress", "In Review", "", "in_progress", "", "open"),
        ("To Do", "Backlog", "", "backlog", "", "open"),
        ("To Do", "Ready for Ann", "", "new", "", "open"),
        ("待办", "待办", "", "new", "", "open"),
        ("", "已完成", "", "released", "released", "resolved"),
        ("", "已关闭", "Duplicate", "cancelled", "cancelled", "closed"),
        ("", "Open", "", "new", "", "open"),
        ("", "Reopened", "Fixed", "new", "", "open"),
        ("", "In Progress", "", "in_progress", "dev", "open"),
        ("", "Waiting for bank", "", "Waiting for bank", "", "Waiting for bank"),
        ("", "Waiting for bank", "Unresolved", "Waiting for bank", "", "Waiting for bank"),
        ("", "Deployed", "Done", "released", "released", "resolved"),
        ("", "Deployed", "Later", "cancelled", "cancelled", "resolved"),
        ("Done", "Closed", "Moved to CRM", "Moved to CRM", "", "closed"),
        ("Done", "待测试", "Moved to CRM", "Moved to CRM", "", "resolved"),
        ("Done", "Rejected", "Moved to CRM", "cancelled", "cancelled", "resolved"),
        ("", "Resolved", "搁置", "搁置", "", "resolved"),
        ("In Progress", "In Progress", "Moved to CRM", "in_progress", "dev", "open"),
    ],
)
def test_status_category_then_status_then_resolution_decide(
    category: str, status: str, resolution: str, requirement: str, stage: str, bug: str
) -> None:
    state = (category, status, resolution)
    assert (jira.status(*state), jira.stage(*state), jira.bug_status(*state)) == (requirement, stage, bug)


@pytest.mark.parametrize(
    "resolution",
    [
        "Duplicate", "Not A Problem", "Not A Bug", "Cannot Reproduce", "Won't Fix", "Won't Do", "Incomplete", "Invalid", "Later", "Declined",
        "Obsolete", "Abandoned", "Out of scope", "Works as Designed", "Deferred", "重复", "不会修复", "无法重现", "不是问题", "不是缺陷", "不完整",
        "无效", "已拒绝", "以后",
    ],
)  # fmt: skip
def test_done_work_with_such_a_resolution_was_dropped(resolution: str) -> None:
    assert jira.status("Done", "Closed", resolution) == "cancelled"


@pytest.mark.parametrize(
    "resolution",
    [
        "Fixed", "Done", "Completed", "Complete", "Implemented", "Resolved", "Delivered", "Released", "Shipped", "Workaround", "Information Provided",
        "完成", "已完成", "已解决", "已修复", "", "Unresolved", "未解决",
    ],
)  # fmt: skip
def test_done_work_with_such_a_resolution_or_none_was_delivered(resolution: str) -> None:
    assert jira.status("Done", "Closed", resolution) == "released"


def test_done_work_is_not_delivered_for_a_reason_nobody_knows(read_as: ReadAs) -> None:
    table = """
        Issue key | Summary | Issue Type | Status | Resolution   | Created    | Resolved
        A-1       | x       | Story      | Closed | Moved to CRM | 2026-01-01 | 2026-01-03
        A-2       | y       | Story      | Closed | 不会修复     | 2026-01-01 | 2026-01-03
        A-3       | z       | Story      | Closed | Fixed        | 2026-01-01 | 2026-01-03
    """
    assert read_as("requirements", table, "status", "stage", "released_at", "cancelled_at") == [
        ("moved to crm", "", "", ""),
        ("cancelled", "cancelled", "", "2026-01-03"),
        ("released", "released", "2026-01-03", ""),
    ]


def test_a_chinese_jira_that_calls_issues_matters_is_read_too(read_as: ReadAs) -> None:
    table = """
        摘要 | 事务关键字 | 事务 ID | 事务类型 | 状态   | 解决结果 | 创建日期         | Parent
        对账 | ZF-1       | 1       | 故事     | 已完成 | 重复     | 2026-01-01 10:00 |
        付款 | ZF-2       | 2       | 任务     | 待办   |          | 2026-01-01 10:00 | 1
        错账 | ZF-3       | 3       | 故障     | 已关闭 | 不是问题 | 2026-01-01 10:00 |
    """
    assert read_as("requirements", table, "requirement_id", "title", "type", "status", "parent_id") == [
        ("ZF-1", "对账", "故事", "cancelled", ""),
        ("ZF-2", "付款", "任务", "new", "ZF-1"),
    ]


@pytest.mark.parametrize(
    ("word", "meaning"),
    [
        ("Fixed", "fixed"), ("Done", "fixed"), ("Duplicate", "duplicate"), ("Won't Fix", "wont_fix"), ("Won’t Do", "wont_fix"),
        ("Cannot Reproduce", "not_reproducible"), ("Incomplete", "not_reproducible"), ("Not A Bug", "invalid"), ("Not A Problem", "invalid"),
        ("Invalid", "invalid"), ("Later", "postponed"), ("Unresolved", ""), ("", ""), ("Workaround", "Workaround"),
        ("Works as Designed", "by_design"), ("Deferred", "postponed"), ("Obsolete", "wont_fix"), ("Abandoned", "wont_fix"),
        ("Out of Scope", "wont_fix"), ("完成", "fixed"), ("已修复", "fixed"), ("重复", "duplicate"), ("不会修复", "wont_fix"),
        ("无法重现", "not_reproducible"), ("不完整", "not_reproducible"), ("不是问题", "invalid"), ("不是缺陷", "invalid"), ("无效", "invalid"),
        ("已拒绝", "wont_fix"), ("以后", "postponed"), ("未解决", ""),
    ],
)  # fmt: skip
def test_resolutions_become_our_words_and_unknown_ones_stay(word: str, meaning: str) -> None:
    [resolution] = [field for field in jira.BUG if field.name == "resolution"]
    assert resolution.read is not None
    assert resolution.read(word) == meaning


@pytest.mark.parametrize(
    ("kind", "dataset"), [("Bug", "bugs"), ("Defect", "bugs"), ("缺陷", "bugs"), ("故障", "bugs"), ("Story", "requirements"), ("", "requirements")]
)
def test_the_issue_type_says_what_is_a_bug(kind: str, dataset: str) -> None:
    assert jira.dataset(kind) == dataset


@pytest.mark.parametrize(("cell", "sprint"), [("S1;S2", "S2"), ("S1;", "S1"), ("S1", "S1"), ("", "")])
def test_work_belongs_to_the_sprint_it_came_to_last(cell: str, sprint: str) -> None:
    assert jira.last_sprint(cell) == sprint


def test_the_parent_is_found_by_number_by_key_or_by_the_epics_link(read_as: ReadAs) -> None:
    table = """
        Issue key | Issue id | Summary  | Issue Type | Status | Created    | Parent | Custom field (Epic Link)
        A-1       | 11       | Checkout | Epic       | Open   | 2026-01-01 |        |
        A-2       | 12       | By card  | Story      | Open   | 2026-01-01 | 11     |
        A-3       | 13       | By bank  | Story      | Open   | 2026-01-01 |        | A-1
        A-4       | 14       | By phone | Story      | Open   | 2026-01-01 | 99     |
    """
    assert read_as("requirements", table, "requirement_id", "parent_id") == [("A-1", ""), ("A-2", "A-1"), ("A-3", "A-1"), ("A-4", "99")]


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
        ("2004-10-03T21:55:08.000+0000", "2004-10-04 05:55:08"),
        ("2026/2/5 8:30", "2026-02-05 08:30:00"),
    ],
)
def test_dates_are_read_as_jira_writes_them(read_as: ReadAs, written: str, read: str) -> None:
    table = f"""
        Issue key | Summary | Created
        A-1       | x       | {written}
    """
    assert read_as("requirements", table, "created_at") == [(read,)]


def test_one_date_decides_for_its_column_and_for_columns_that_leave_it_open(read_as: ReadAs) -> None:
    table = """
        Issue key | Summary | Status | Created   | Resolved
        A-1       | x       | Done   | 1/2/2025  | 3/4/2025
        A-2       | y       | Done   | 1/13/2025 | 3/4/2025
    """
    assert read_as("requirements", table, "created_at", "released_at") == [("2025-01-02", "2025-03-04"), ("2025-01-13", "2025-03-04")]


def test_a_bugs_date_decides_for_the_requirements_of_the_same_file(read_as: ReadAs) -> None:
    table = """
        Issue key | Summary | Issue Type | Created
        A-1       | x       | Story      | 1/2/2025
        A-2       | y       | Bug        | 1/13/2025
    """
    assert read_as("requirements", table, "created_at") == [("2025-01-02",)]


def test_if_day_and_month_cannot_be_told_apart_the_file_is_refused(read_as: ReadAs) -> None:
    table = """
        Issue key | Summary | Created
        A-1       | x       | 1/1/2025
        A-2       | y       | 3/4/2025
    """
    with pytest.raises(UnreadableFile) as caught:
        read_as("requirements", table, "created_at")
    assert (caught.value.code, caught.value.facts["column"], caught.value.facts["example"]) == ("ambiguous_dates", "Created", "3/4/2025")


def test_a_column_in_two_formats_is_refused(read_as: ReadAs) -> None:
    table = """
        Issue key | Summary | Created
        A-1       | x       | 13/1/2025
        A-2       | y       | 1/13/2025
    """
    with pytest.raises(UnreadableFile, match="mixed_dates"):
        read_as("requirements", table, "created_at")


def test_its_own_headers_win_over_ours(drawn: Drawn) -> None:
    [part] = parts(
        drawn("""
        requirement_id | title | created_at | Issue key | Summary | Created
        1              | x     | 2026-01-01 | A-1       | y       | 2026-01-02
    """)
    )
    assert part.adapter == "jira"
