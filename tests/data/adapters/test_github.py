"""GitHub: the state's reason, or a label from before there were reasons, says what was dropped."""

import json
from collections.abc import Callable

import pytest

from data.adapters import github
from data.intake import Choices, commit
from data.store import Store
from tests.data.adapters.told import facts

ReadAs = Callable[..., list[tuple[str, ...]]]


@pytest.mark.parametrize(
    ("state", "reason", "labels", "status", "stage"),
    [
        ("CLOSED", "COMPLETED", "", "released", "released"),
        ("CLOSED", "", "", "released", "released"),
        ("CLOSED", "NOT_PLANNED", "", "cancelled", "cancelled"),
        ("CLOSED", "DUPLICATE", "", "cancelled", "cancelled"),
        ("CLOSED", "COMPLETED", "wontfix;ui", "cancelled", "cancelled"),
        ("closed", "not_planned", "", "cancelled", "cancelled"),
        ("OPEN", "REOPENED", "", "new", ""),
        ("OPEN", "", "status: in progress", "in_progress", "dev"),
        ("OPEN", "", "duplicate", "new", ""),
    ],
)
def test_state_reason_and_labels_decide(state: str, reason: str, labels: str, status: str, stage: str) -> None:
    assert (github.status(state, reason, labels), github.stage(state, reason, labels)) == (status, stage)


@pytest.mark.parametrize(
    ("reason", "labels", "resolution"),
    [
        ("COMPLETED", "bug", "fixed"),
        ("NOT_PLANNED", "bug", "wont_fix"),
        ("NOT_PLANNED", "bug;duplicate", "duplicate"),
        ("DUPLICATE", "bug", "duplicate"),
        ("COMPLETED", "bug;invalid", "invalid"),
        ("", "bug", ""),
    ],
)
def test_a_label_says_more_of_a_bug_than_that_it_was_not_planned(reason: str, labels: str, resolution: str) -> None:
    assert github.bug_resolution(reason, labels) == resolution


def test_the_answers_of_its_interface_are_read_like_those_of_its_command_line(store: Store) -> None:
    issue = {
        "url": "https://api.github.com/repos/acme/web/issues/9",
        "html_url": "https://github.com/acme/web/issues/9",
        "number": 9,
        "title": "Fonts",
        "state": "closed",
        "state_reason": "not_planned",
        "labels": [{"name": "design"}],
        "created_at": "2026-03-01T17:30:00Z",
        "closed_at": "2026-03-02T17:30:00Z",
    }
    [report] = commit(store, "issues.json", json.dumps([issue]).encode(), Choices())
    assert report.adapter == "github"
    [line] = facts(store, report, ["requirement_id", "team", "status", "cancelled_at", "url"])
    assert list(line.values()) == ["acme/web#9", "acme/web", "cancelled", "2026-03-03 01:30:00", "https://github.com/acme/web/issues/9"]


@pytest.mark.parametrize(
    ("url", "key"), [("https://github.com/acme/web/issues/7", "acme/web#7"), ("https://elsewhere.example.com/7", "7"), ("", "7")]
)
def test_the_key_names_the_repository_where_the_address_does(url: str, key: str) -> None:
    assert github.key("7", url) == key
    assert github.key("", url) == ""


def test_issues_of_two_repositories_with_the_same_number_are_two(read_as: ReadAs) -> None:
    table = """
        number | title | state | createdAt            | url
        7      | a     | OPEN  | 2026-03-01T17:30:00Z | https://github.com/acme/web/issues/7
        7      | b     | OPEN  | 2026-03-01T17:30:00Z | https://github.com/acme/app/issues/7
    """
    assert read_as("requirements", table, "requirement_id", "title") == [("acme/app#7", "b"), ("acme/web#7", "a")]


@pytest.mark.parametrize(
    ("labels", "pull", "dataset"),
    [
        ("", "", "requirements"),
        ("ui", "FALSE", "requirements"),
        ("bug", "", "bugs"),
        ("", "TRUE", ""),
        ("bug", '{"url": "https://api.github.com/repos/acme/web/pulls/8"}', ""),
    ],
)
def test_a_pull_request_is_no_work_of_its_own(labels: str, pull: str, dataset: str) -> None:
    assert github.dataset(labels, pull) == dataset


def test_the_pull_requests_among_the_answers_are_left_out(store: Store) -> None:
    issue = {"number": 9, "title": "Fonts", "state": "open", "labels": [], "created_at": "2026-03-01T17:30:00Z"}
    pull = {"pull_request": {"url": "https://api.github.com/repos/acme/web/pulls/10", "merged_at": None}}
    answers = [
        {**issue, "html_url": "https://github.com/acme/web/issues/9"},
        {**issue, **pull, "number": 10, "html_url": "https://github.com/acme/web/pull/10"},
    ]
    [report] = commit(store, "issues.json", json.dumps(answers).encode(), Choices())
    assert (report.dataset, report.new, report.blank, report.rejected) == ("requirements", 1, 1, 0)
    assert [line["requirement_id"] for line in facts(store, report, ["requirement_id"])] == ["acme/web#9"]
