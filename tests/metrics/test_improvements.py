"""Findings of reviews: those of one campaign, what is still owed, and what is worth keeping."""

from datetime import date

from data.keeping import drop, keep
from metrics.campaigns.improvements import improvements, next_ids, owed, practices
from tests.conftest import Board
from tests.metrics.asking import scope

FINDINGS = """
    improvement_id | subject_kind | subject_id | title    | kind    | owner | due_on     | status
    C1-1           | campaign     | C1         | Early    | keep    | Li    |            | done
    C1-2           | campaign     | C1         | Slow     | improve | Wu    | 2025-03-01 | open
    C1-10          | campaign     | C1         | Never    | improve | Wu    |            | open
    C2-1           | campaign     | C2         | Sooner   | improve | Li    | 2025-02-01 | open
    C2-2           | campaign     | C2         | Finished | improve | Li    | 2025-01-01 | done
    C2-3           | campaign     | C2         | Given up | improve | Li    | 2025-01-01 | dropped
    C2-4           | campaign     | C2         | Not so   | keep    | Li    |            | dropped
    P1-1           | project      | C1         | Project  | keep    |       |            | open
"""
CAMPAIGNS = "campaign_id | title \n C1 | Sale \n C2 | Abroad"


def test_a_campaign_has_its_own_findings_and_not_those_of_a_project_of_the_same_id(board: Board) -> None:
    con = board(campaigns=CAMPAIGNS, improvements=FINDINGS)
    assert [each.improvement_id for each in improvements(con, scope(con), "campaign", "C1")] == ["C1-1", "C1-2", "C1-10"]
    assert [each.improvement_id for each in improvements(con, scope(con), "project", "C1")] == ["P1-1"]


def test_what_is_owed_is_to_be_improved_and_open_the_earliest_due_first(board: Board) -> None:
    con = board(campaigns=CAMPAIGNS, improvements=FINDINGS)
    assert [each.improvement_id for each in owed(con, scope(con))] == ["C2-1", "C1-2", "C1-10"]


def test_it_is_overdue_from_the_day_after_its_due_day_on(board: Board) -> None:
    con = board(campaigns=CAMPAIGNS, improvements=FINDINGS)
    late = {day: [each.improvement_id for each in owed(con, scope(con)) if each.is_overdue(day)] for day in (date(2025, 3, 1), date(2025, 3, 2))}
    assert late == {date(2025, 3, 1): ["C2-1"], date(2025, 3, 2): ["C2-1", "C1-2"]}


def test_practices_are_what_was_kept_or_improved_and_not_what_was_dropped_the_newest_first(board: Board) -> None:
    board(campaigns=CAMPAIGNS, improvements=FINDINGS)
    keep(board.store, "improvements", {"improvement_id": "C1-2", "status": "done"}, "Wu")
    new = {"improvement_id": "C2-9", "subject_kind": "campaign", "subject_id": "C2", "title": "New", "kind": "keep", "status": "done"}
    keep(board.store, "improvements", new, "Wu")
    con = board.store.cursor()
    con.execute("update facts.versions set made_on = case when version < $newest then date '2025-01-05' else date '2025-02-05' end", {"newest": 4})
    found = [(each.improvement_id, each.noted_on) for each in practices(con, scope(con))]
    first = date(2025, 1, 5)
    assert found == [("C2-9", date(2025, 2, 5)), ("C1-1", first), ("C1-2", first), ("C2-2", first), ("P1-1", first)]


def test_a_finding_of_nobody_knows_what_keeps_its_words(board: Board) -> None:
    con = board(improvements=FINDINGS)
    assert {(each.subject_title, each.campaign_id) for each in owed(con, scope(con))} == {(None, None)}


def test_an_id_that_was_ever_used_is_not_used_again(board: Board) -> None:
    board(campaigns=CAMPAIGNS, improvements=FINDINGS)
    drop(board.store, "improvements", {"improvement_id": "C1-1"}, "Li")
    assert next_ids(board.store.cursor(), "C1", 3) == ["C1-3", "C1-4", "C1-5"]


UNKNOWN = """
    improvement_id | subject_id | kind    | status  | owner | due_on
    I1             | C1         | improve | waiting | Wu    | 2025-03-01
    I2             | C1         | lesson  | open    | Wu    | 2025-04-01
    I3             | C1         | lesson  | done    | Wu    |
    I4             | C1         | lesson  | dropped | Wu    |
    I5             | C1         | keep    | waiting | Wu    |
"""


def test_words_that_nobody_knows_hide_no_finding(board: Board) -> None:
    """What isn't done or dropped is owed, and what isn't to be kept is to be improved."""
    con = board(campaigns=CAMPAIGNS, improvements=UNKNOWN)
    still, good = owed(con, scope(con)), practices(con, scope(con))
    assert [(each.improvement_id, each.is_overdue(date(2025, 3, 15))) for each in still] == [("I1", True), ("I2", False)]
    assert [each.improvement_id for each in good] == ["I3", "I5"]
