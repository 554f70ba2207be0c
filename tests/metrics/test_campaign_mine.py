"""What one person answers for on a day."""

from datetime import date
from typing import Any

import pytest

from metrics.campaigns.mine import Mine, known_people, mine
from tests.conftest import Board
from tests.metrics.asking import scope

DAY = "2025-06-20"
TREE = "campaign_id | title | parent_id | lead | pmo | pm | ends_on \n C1 | Sale | | Ann | Bo | | 2025-12-31 \n C1-1 | Stock | C1 | | | Ann |"
PROJECTS = "project_id | title | campaign_id | pm | tech_lead | phase \n P1 | Depot | C1-1 | Ann | ann | run \n P2 | Pages | C1 | Bo | | run"


def asked(board: Board, name: str = "Ann", today: str | None = None, /, **tables: str) -> list[Mine]:
    con = board(**tables)
    return mine(con, scope(con, as_of=DAY), name, date.fromisoformat(today) if today else None)


def told(rows: list[Mine], *fields: str) -> list[tuple[Any, ...]]:
    return [tuple(getattr(row, field) for field in ("id", *fields)) for row in rows]


def test_key_projects_of_this_month_and_unfinished_ones_of_earlier_months_are_told(board: Board) -> None:
    rows = asked(
        board,
        key_projects="""
            kp_id   | month   | owner | status
            now     | 2025-06 | Ann   | doing
            bare    | 2025-06 | Ann   |
            done    | 2025-06 | Ann   | done
            dropped | 2025-06 | Ann   | dropped
            late    | 2025-05 | Ann   | planned
            later   | 2025-03 | Ann   |
            was     | 2025-05 | Ann   | done
            given up| 2025-05 | Ann   | dropped
            next    | 2025-07 | Ann   | planned
            other   | 2025-05 | Bo    | planned
            nobody  | 2025-05 |       | planned
        """,
        key_results="kr_id | title \n KR1 | More orders",
    )
    assert told(rows, "status", "due_on", "late_days", "of_title") == [
        ("later", None, date(2025, 3, 31), 81, "More orders"),
        ("late", "planned", date(2025, 5, 31), 20, "More orders"),
        ("bare", None, date(2025, 6, 30), None, "More orders"),
        ("done", "done", date(2025, 6, 30), None, "More orders"),
        ("now", "doing", date(2025, 6, 30), None, "More orders"),
    ]


def test_open_risks_are_their_own_and_those_of_projects_they_lead(board: Board) -> None:
    """One closed after the day was open then; one raised after it wasn't there yet. Late is told on the person's today."""
    rows = asked(
        board,
        "Ann",
        "2025-06-25",
        projects=PROJECTS,
        risks="""
            risk_id   | project_id | owner | status    | raised_on  | due_on     | closed_on
            own       | P2         | Ann   | open      | 2025-01-01 | 2025-06-24 |
            led       | P1         | Bo    | happened  | 2025-01-01 |            |
            both      | P1         | ann   | open      | 2025-01-01 | 2025-06-25 |
            reopened  | P1         |       | closed    | 2025-01-01 |            | 2025-06-21
            closed    | P1         | Ann   | closed    | 2025-01-01 | 2025-01-02 | 2025-06-20
            undated   | P1         | Ann   | closed    | 2025-01-01 | 2025-01-02 |
            mitigated | P1         | Ann   | mitigated | 2025-01-01 | 2025-01-02 |
            future    | P1         | Ann   | open      | 2025-06-21 |            |
            other     | P2         | Bo    | open      | 2025-01-01 | 2025-01-02 |
            dangling  | P9         | Ann   | open      | 2025-01-01 |            |
            watched   | P1         | Ann   | 观察中    | 2025-01-01 | 2025-06-23 |
        """,
    )
    assert told([row for row in rows if row.kind == "risk"], "roles", "late_days", "of_title") == [
        ("watched", "owner", 2, "Depot"),
        ("own", "owner", 1, "Pages"),
        ("both", "owner", None, "Depot"),
        ("dangling", "owner", None, None),
        ("led", "project_pm;tech_lead", None, "Depot"),
        ("reopened", "project_pm;tech_lead", None, "Depot"),
    ]


def test_improvement_items_are_told_until_they_are_done(board: Board) -> None:
    rows = asked(
        board,
        "Ann",
        "2025-06-25",
        campaigns=TREE,
        improvements="""
            improvement_id | subject_id | owner | kind    | status  | due_on
            late           | C1         | Ann   | improve | open    | 2025-06-20
            due            | C1         | Ann   | improve | open    | 2025-06-25
            done           | C1         | Ann   | improve | done    | 2025-01-01
            dropped        | C1         | Ann   | improve | dropped | 2025-01-01
            kept           | C1         | Ann   | keep    | open    | 2025-01-01
            other          | C1         | Bo    | improve | open    | 2025-01-01
            waiting        | C1         | Ann   | improve | waiting | 2025-06-21
            lesson         | C1         | Ann   | lesson  | open    | 2025-06-22
        """,
    )
    assert told([row for row in rows if row.kind == "improvement"], "late_days", "of_title") == [
        ("late", 5, "Sale"),
        ("waiting", 4, "Sale"),
        ("lesson", 3, "Sale"),
        ("due", None, "Sale"),
    ]


def test_overdue_milestones_are_those_of_what_they_lead(board: Board) -> None:
    """PMO and HR look after how the work is done: the milestones are the lead's."""
    world = {
        "campaigns": TREE,
        "projects": PROJECTS,
        "milestones": """
            milestone_id | subject_kind | subject_id | planned_on | done_on
            sale         | campaign     | C1         | 2025-06-01 |
            stock        | campaign     | C1-1       | 2025-06-02 |
            depot        | project      | P1         | 2025-06-03 | 2025-06-21
            done late    | project      | P1         | 2025-06-03 | 2025-06-19
            ahead        | project      | P1         | 2025-06-20 |
            pages        | project      | P2         | 2025-06-03 |
        """,
    }
    rows = [row for row in asked(board, **world) if row.kind == "milestone"]
    assert told(rows, "roles", "late_days") == [("sale", "lead", 19), ("stock", "sub_pm", 18), ("depot", "project_pm;tech_lead", 17)]
    assert told([row for row in asked(board, "Bo", **world) if row.kind == "milestone"]) == [("pages",)]


def test_a_project_tells_its_phase_its_next_milestone_and_how_late_that_is(board: Board) -> None:
    rows = asked(
        board,
        campaigns=TREE,
        projects="""
            project_id | title  | campaign_id | pm  | phase | ends_on
            P1         | Depot  | C1-1        | Ann | run   | 2025-12-31
            P2         | Pages  |             | Ann | start | 2025-06-10
            P3         | Closed | C1          | Ann | close | 2025-06-10
            P4         | Other  | C1          | Bo  | run   |
        """,
        milestones="""
            milestone_id | title | subject_kind | subject_id | planned_on | done_on
            M1           | First | project      | P1         | 2025-05-01 | 2025-05-02
            M2           | Third | project      | P1         | 2025-07-01 |
            M3           | Next  | project      | P1         | 2025-06-15 |
        """,
    )
    found = [row for row in rows if row.kind == "project"]
    assert told(found, "status", "next", "due_on", "late_days", "of_title", "ended") == [
        ("P2", "start", None, date(2025, 6, 10), 10, None, False),
        ("P1", "run", "Next", date(2025, 6, 15), 5, "Stock", False),
        ("P3", "close", None, date(2025, 6, 10), None, "Sale", True),
    ]


def test_goals_are_told_with_their_standing_and_this_months_attainment(board: Board) -> None:
    """K1 has two metrics, and the lower one counts: its plan stands at 76 of 100. An ended objective has no month to reach any more."""
    rows = asked(
        board,
        campaigns="campaign_id | title \n C1 | Sale",
        objectives="""
            objective_id | title | campaign_id | owner | starts_on  | ends_on
            O1           | Grow  | C1          | Ann   | 2025-01-01 | 2025-12-31
            O2           | Was   |             | Ann   | 2025-01-01 | 2025-05-31
            O3           | Other |             | Bo    | 2025-01-01 | 2025-12-31
        """,
        key_results="kr_id | objective_id | owner \n K1 | O1 | Ann \n K2 | O2 | Ann \n K3 | O3 | Bo \n K4 | O9 | Ann \n K5 | O1 | Ann",
        kr_metrics="metric_id | kr_id \n M1 | K1 \n M1b | K1 \n M2 | K2 \n M3 | K3",
        kr_monthly_targets="metric_id | month | target \n M1 | 2025-06 | 50 \n M1b | 2025-06 | 80 \n M2 | 2025-05 | 80",
        kr_values=f"metric_id | day | value \n M1 | {DAY} | 40 \n M1b | {DAY} | 40 \n M2 | 2025-05-31 | 40 \n M3 | {DAY} | 5",
    )
    assert told(rows, "kind", "status", "progress", "month_attainment", "of_title", "ended") == [
        ("K1", "kr", "at_risk", pytest.approx(0.4), pytest.approx(0.5), "Grow", False),
        ("K4", "kr", None, None, None, None, False),
        ("K5", "kr", None, None, None, "Grow", False),
        ("K2", "kr", "at_risk", pytest.approx(0.4), None, "Was", True),
        ("O1", "objective", "at_risk", pytest.approx(0.4), None, "Sale", False),
        ("O2", "objective", "at_risk", pytest.approx(0.4), None, None, True),
    ]


def test_campaigns_are_told_with_their_role_and_standing(board: Board) -> None:
    rows = asked(
        board,
        campaigns=TREE,
        objectives="objective_id | campaign_id \n O1 | C1-1",
        key_results="kr_id | objective_id \n K1 | O1",
        kr_values=f"day | value \n {DAY} | 90",
        kr_metrics="metric_id | kr_id \n M1 | K1",
    )
    assert told(rows, "roles", "status", "progress", "of_title") == [
        ("C1", "lead", "on_track", pytest.approx(0.9), None),
        ("C1-1", "sub_pm", "on_track", pytest.approx(0.9), "Sale"),
    ]


@pytest.mark.parametrize("name", ["ann", " Ａｎｎ ", "ANN"])
def test_a_name_is_the_same_however_it_is_written(board: Board, name: str) -> None:
    assert told(asked(board, name, campaigns=TREE)) == [("C1",), ("C1-1",)]


def test_a_stranger_answers_for_nothing(board: Board) -> None:
    assert asked(board, "An", campaigns=TREE, projects=PROJECTS) == []


def test_everybody_who_answers_for_something_is_known_once(board: Board) -> None:
    con = board(
        campaigns=TREE,
        projects=PROJECTS,
        objectives="objective_id | owner \n O1 | Cy；Di",
        key_results="kr_id | owner \n K1 | ",
        key_projects="month | owner \n 2025-06 | Eve",
        risks="project_id | owner \n P1 | Fay",
        improvements="subject_id | owner \n C1 | ＢＯ",
    )
    assert known_people(con, scope(con)) == ["Ann", "Bo", "Cy", "Di", "Eve", "Fay"]
