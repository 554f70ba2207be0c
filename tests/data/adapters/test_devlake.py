"""DevLake: its own words decide, the tool's say more; its changelog is real history of stages."""

from collections.abc import Callable

import pytest

from data.adapters import Part, devlake

Example = Callable[..., list[Part]]
ReadAs = Callable[..., list[tuple[str, ...]]]


@pytest.mark.parametrize(
    ("standard", "original", "status", "stage"),
    [
        ("TODO", "", "new", ""),
        ("TODO", "Backlog", "backlog", ""),
        ("TODO", "In Progress", "new", ""),
        ("IN_PROGRESS", "", "in_progress", "dev"),
        ("IN_PROGRESS", "In Testing", "in_progress", "test"),
        ("IN_PROGRESS", "Waiting for bank", "in_progress", ""),
        ("IN_PROGRESS", "Done", "in_progress", ""),
        ("DONE", "", "released", "released"),
        ("DONE", "Resolved", "released", "released"),
        ("DONE", "Won't Do", "cancelled", "cancelled"),
        ("DONE", "In Testing", "released", "released"),
        ("DONE", "已复盘", "released", "retro"),
        ("OTHER", "研发中", "in_progress", "dev"),
        ("", "Resolved", "released", "released"),
        ("", "Waiting for bank", "Waiting for bank", ""),
        ("Waiting", "", "Waiting", ""),
        ("", "", "", ""),
    ],
)
def test_where_the_two_words_contradict_each_other_devlakes_counts(standard: str, original: str, status: str, stage: str) -> None:
    assert (devlake.status(standard, original), devlake.stage(standard, original)) == (status, stage)


@pytest.mark.parametrize(
    ("standard", "original", "state"),
    [("DONE", "Closed", "closed"), ("DONE", "Shipped", "resolved"), ("TODO", "Closed", "open"), ("", "Reopened", "open"), ("", "Odd", "Odd")],
)
def test_a_done_bug_is_closed_only_where_the_tool_says_closed(standard: str, original: str, state: str) -> None:
    assert devlake.bug_state(standard, original) == state


@pytest.mark.parametrize(
    ("standard", "original", "dataset", "environment"),
    [
        ("BUG", "Defect", "bugs", ""),
        ("INCIDENT", "Ticket", "bugs", "online"),
        ("REQUIREMENT", "Bug", "requirements", ""),
        ("", "Bug", "bugs", ""),
        ("issue", "Story", "requirements", ""),
        ("", "Test Case", "", ""),
    ],
)
def test_the_type_says_what_is_a_bug_and_an_incident_happens_online(standard: str, original: str, dataset: str, environment: str) -> None:
    assert (devlake.dataset(standard, original), devlake.environment(standard, original)) == (dataset, environment)


def test_only_changes_of_the_status_are_stage_changes(example: Example) -> None:
    [part] = example("devlake_changelog.csv")
    assert (part.dataset, part.count, part.blank) == ("stage_changes", 6, 2)


def test_a_changelog_with_one_pair_of_values_is_read_too(read_as: ReadAs) -> None:
    table = """
        issue_id | field_name | from_value  | to_value    | created_date
        1        | status     | TODO        | IN_PROGRESS | 2026-03-01 20:00:00
        1        | status     | IN_PROGRESS | 测试中      | 2026-03-02 20:00:00
        1        | status     | 测试中      | DONE        | 2026-03-03 20:00:00
        1        | priority   | Low         | High        | 2026-03-04 20:00:00
    """
    assert read_as("stage_changes", table, "changed_at", "from_status", "to_status", "to_stage") == [
        ("2026-03-02 04:00:00", "TODO", "IN_PROGRESS", "dev"),
        ("2026-03-03 04:00:00", "IN_PROGRESS", "测试中", "test"),
        ("2026-03-04 04:00:00", "测试中", "DONE", "released"),
    ]


def test_the_epic_is_found_by_its_key_and_the_parent_by_its_id(read_as: ReadAs) -> None:
    table = """
        id  | issue_key | title | type        | status | created_date | epic_key | parent_issue_id
        j:1 | A-1       | a     | REQUIREMENT | TODO   | 2026-03-01   | NULL     | NULL
        j:2 | A-2       | b     | REQUIREMENT | TODO   | 2026-03-01   | A-1      | NULL
        j:3 | A-3       | c     | REQUIREMENT | TODO   | 2026-03-01   | A-1      | j:2
    """
    assert read_as("requirements", table, "requirement_id", "parent_id") == [("j:1", ""), ("j:2", "j:1"), ("j:3", "j:2")]
