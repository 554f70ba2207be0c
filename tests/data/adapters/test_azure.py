"""Azure DevOps: one adapter for its processes; people, areas and iterations are written as paths and addresses."""

from collections.abc import Callable

import pytest

from data.adapters import azure

ReadAs = Callable[..., list[tuple[str, ...]]]


@pytest.mark.parametrize(
    ("state", "reason", "status", "stage"),
    [
        ("New", "New", "new", ""),
        ("Proposed", "", "new", ""),
        ("Approved", "", "planned", ""),
        ("Active", "Work started", "in_progress", "dev"),
        ("Committed", "", "in_progress", "dev"),
        ("Resolved", "Code complete and unit tests pass", "in_progress", "test"),
        ("Closed", "Acceptance tests pass", "released", "released"),
        ("Closed", "", "released", "released"),
        ("Closed", "Cut", "cancelled", "cancelled"),
        ("Done", "Moved to state Done", "released", "released"),
        ("Removed", "Removed from the backlog", "cancelled", "cancelled"),
        ("Waiting for bank", "", "Waiting for bank", ""),
    ],
)
def test_states_of_all_processes_become_ours(state: str, reason: str, status: str, stage: str) -> None:
    assert (azure.status(state, reason), azure.stage(state, reason)) == (status, stage)


@pytest.mark.parametrize(
    ("why", "reason", "state", "resolution"),
    [
        ("Fixed", "Verified", "Closed", "fixed"),
        ("", "Verified", "Closed", "fixed"),
        ("", "As Designed", "Resolved", "by_design"),
        ("", "Moved to state Closed", "Closed", ""),
        ("", "Removed from the backlog", "Removed", "wont_fix"),
        ("Copied to Backlog", "", "Closed", "Copied to Backlog"),
    ],
)
def test_a_reason_that_only_says_that_the_state_changed_says_nothing(why: str, reason: str, state: str, resolution: str) -> None:
    assert azure.bug_resolution(why, reason, state) == resolution


@pytest.mark.parametrize(("area", "team"), [("Shop\\Payments", "Payments"), ("Shop\\Payments\\Checkout", "Payments"), ("Shop", "Shop"), ("", "")])
def test_the_team_is_the_area_below_the_project(area: str, team: str) -> None:
    assert azure.area_team(area) == team


@pytest.mark.parametrize(("path", "sprint"), [("Shop\\Sprint 12", "Sprint 12"), ("Shop\\2026\\Sprint 12", "Sprint 12"), ("Shop", ""), ("", "")])
def test_the_project_alone_is_no_iteration(path: str, sprint: str) -> None:
    assert azure.sprint(path) == sprint


@pytest.mark.parametrize(("person", "name"), [("Ann Lee <ann@example.com>", "Ann Lee"), ("Ann Lee", "Ann Lee"), ("", "")])
def test_people_are_their_names(person: str, name: str) -> None:
    assert azure.name(person) == name


@pytest.mark.parametrize(
    ("kind", "dataset"), [("Bug", "bugs"), ("User Story", "requirements"), ("Issue", "requirements"), ("Test Case", ""), ("Shared Steps", "")]
)
def test_the_work_item_type_says_what_is_a_bug_and_what_is_no_work(kind: str, dataset: str) -> None:
    assert azure.dataset(kind) == dataset


def test_without_a_date_of_closing_the_last_change_of_state_is_the_end(read_as: ReadAs) -> None:
    table = """
        ID | Work Item Type | Title | State   | Created Date | Closed Date | State Change Date
        1  | User Story     | a     | Removed | 2026-01-01   |             | 2026-01-09
        2  | User Story     | b     | Closed  | 2026-01-01   | 2026-01-08  | 2026-01-09
        3  | User Story     | c     | Active  | 2026-01-01   |             | 2026-01-09
    """
    assert read_as("requirements", table, "released_at", "cancelled_at") == [("", "2026-01-09"), ("2026-01-08", ""), ("", "")]
