"""GitLab: what is closed was done unless a label says why not; moments are in UTC."""

from collections.abc import Callable

import pytest

from data.adapters import Part, gitlab

Example = Callable[..., list[Part]]
ReadAs = Callable[..., list[tuple[str, ...]]]


@pytest.mark.parametrize(
    ("state", "labels", "status", "stage"),
    [
        ("Closed", "", "released", "released"),
        ("Closed", "feature,resolution::duplicate", "cancelled", "cancelled"),
        ("Closed", "Doing", "released", "released"),
        ("Opened", "", "new", ""),
        ("Open", "feature", "new", ""),
        ("Open", "Doing", "in_progress", "dev"),
        ("Open", "workflow::in development", "in_progress", "dev"),
        ("Open", "workflow::ready for development", "in_progress", "ready"),
        ("Open", "wontfix", "new", ""),
        ("Locked", "", "Locked", ""),
        ("", "", "", ""),
    ],
)
def test_the_state_says_whether_it_is_over_and_labels_how_far_it_came(state: str, labels: str, status: str, stage: str) -> None:
    assert (gitlab.status(state, labels), gitlab.stage(state, labels)) == (status, stage)


@pytest.mark.parametrize(
    ("kind", "labels", "dataset"),
    [
        ("Issue", "", "requirements"),
        ("", "", "requirements"),
        ("Issue", "type::bug", "bugs"),
        ("", "Bug", "bugs"),
        ("Incident", "", "bugs"),
        ("Test Case", "bug", ""),
        ("Objective", "", ""),
        ("Key Result", "", ""),
        ("Issue", "debug", "requirements"),
    ],
)
def test_type_and_labels_say_what_is_a_bug_and_what_is_no_work(kind: str, labels: str, dataset: str) -> None:
    assert gitlab.dataset(kind, labels) == dataset


@pytest.mark.parametrize(
    ("url", "team"),
    [
        ("https://gitlab.example.com/shop/web/-/issues/7", "shop/web"),
        ("https://gitlab.example.com/shop/sub/web/-/work_items/7", "shop/sub/web"),
        ("http://gitlab.local/shop/app/issues/12", "shop/app"),
        ("", ""),
    ],
)
def test_the_team_is_the_project_of_the_address(url: str, team: str) -> None:
    assert gitlab.project(url) == team


@pytest.mark.parametrize(
    ("url", "key"),
    [
        ("https://gitlab.example.com/shop/web/-/issues/7", "shop/web#7"),
        ("https://gitlab.example.com/shop/sub/web/-/work_items/7", "shop/sub/web#7"),
        ("https://gitlab.example.com/shop/web/-/issues/incident/7", "shop/web#7"),
        ("http://gitlab.local/shop/app/issues/7", "shop/app#7"),
        ("https://elsewhere.example.com/tickets/7", "7"),
        ("", "7"),
    ],
)
def test_the_key_names_the_project_where_the_address_does(url: str, key: str) -> None:
    assert gitlab.key("7", url) == key
    assert gitlab.key("", url) == ""


def test_issues_of_two_projects_with_the_same_number_are_two(read_as: ReadAs) -> None:
    table = """
        ID  | IID | Title | Type  | State | URL                                     | Created At (UTC)    | Parent ID
        901 | 7   | a     | Issue | Open  | https://git.example.com/shop/web/-/issues/7 | 2026-03-01 17:30:00 |
        902 | 7   | b     | Issue | Open  | https://git.example.com/shop/app/-/issues/7 | 2026-03-01 17:30:00 | 901
        903 | 8   | c     | Task  | Open  | https://git.example.com/shop/app/-/work_items/8 | 2026-03-01 17:30:00 | 902
        904 | 9   | d     | Task  | Open  | https://git.example.com/shop/app/-/work_items/9 | 2026-03-01 17:30:00 | 77
    """
    assert read_as("requirements", table, "requirement_id", "title", "parent_id") == [
        ("shop/app#7", "b", "shop/web#7"),
        ("shop/app#8", "c", "shop/app#7"),
        ("shop/app#9", "d", "77"),
        ("shop/web#7", "a", ""),
    ]


def test_a_bugs_parent_is_its_requirement_of_the_right_project(read_as: ReadAs) -> None:
    table = """
        ID  | IID | Title | Type     | State | URL                                           | Created At (UTC)    | Parent ID
        901 | 7   | a     | Issue    | Open  | https://git.example.com/shop/web/-/issues/7   | 2026-03-01 17:30:00 |
        902 | 7   | b     | Issue    | Open  | https://git.example.com/shop/app/-/issues/7   | 2026-03-01 17:30:00 |
        903 | 8   | c     | Incident | Open  | https://git.example.com/shop/app/-/issues/incident/8 | 2026-03-01 17:30:00 | 901
    """
    assert read_as("bugs", table, "bug_id", "requirement_id") == [("shop/app#8", "shop/web#7")]


def test_an_epics_number_is_not_taken_for_an_issues(read_as: ReadAs) -> None:
    table = """
        ID  | IID | Title | State | Created At (UTC)    | Parent ID | Parent IID
        901 | 1   | a     | Open  | 2026-03-01 17:30:00 | 77        | 1
        902 | 2   | b     | Open  | 2026-03-01 17:30:00 | 901       | 1
    """
    assert read_as("requirements", table, "requirement_id", "parent_id", "created_at") == [
        ("1", "77", "2026-03-02 01:30:00"),
        ("2", "1", "2026-03-02 01:30:00"),
    ]


def test_exports_before_and_since_18_4_are_the_same_kind(example: Example) -> None:
    assert {part.export for name in ("gitlab.csv", "gitlab_old.csv") for part in example(name)} == {"gitlab"}
