"""Scores that the data propose, against worlds whose figures were worked out by hand."""

from datetime import date

import pytest
from duckdb import DuckDBPyConnection

from metrics.campaigns.commendations import commendations
from metrics.campaigns.evaluation import Evaluation, evaluation, goals, parts
from metrics.campaigns.stretches import stretches
from tests.conftest import Board
from tests.metrics.asking import scope

WORLD = {
    "campaigns": """
        campaign_id | title  | parent_id | starts_on  | ends_on
        C1          | Sale   |           | 2025-03-01 | 2025-12-31
        C1-1        | Stock  | C1        |            |
        C2          | Abroad |           |            |
        C3          | Empty  |           |            |
    """,
    "objectives": "objective_id | campaign_id | weight \n O1 | C1 | 3 \n O2 | C1-1 | 1 \n O3 | C1-1 | 1 \n O4 | C2 | 1",
    "key_results": "kr_id | objective_id \n K1 | O1 \n K2 | O2 \n K3 | O3 \n K4 | O4",
    "kr_metrics": "metric_id | kr_id \n M1 | K1 \n M2 | K2 \n M4 | K4",
    "kr_values": "metric_id | day | value \n M1 | 2025-06-30 | 40 \n M2 | 2025-06-30 | 120 \n M4 | 2025-06-30 | 10",
    "projects": "project_id | title | campaign_id \n P1 | Depot | C1-1 \n P2 | Port | C2",
}
MILESTONES = """
    subject_kind | subject_id | planned_on | done_on
    campaign     | C1         | 2025-03-01 | 2025-03-01
    campaign     | C1-1       | 2025-04-01 | 2025-04-02
    project      | P1         | 2025-05-01 | 2025-04-30
    project      | P1         | 2025-06-30 |
    campaign     | C1         | 2025-07-01 | 2025-06-01
    campaign     | C2         | 2025-05-01 | 2025-05-01
    project      | P2         | 2025-05-01 | 2025-05-01
"""
TRAINS = {
    "iterations": "iteration_id | starts_on | ends_on \n T1 | 2025-03-01 | 2025-03-14 \n T2 | 2025-04-01 | 2025-04-14",
    "iteration_events": """
        iteration_id | kind  | planned_on | held_on
        T1           | end   | 2025-03-14 | 2025-03-14
        T2           | end   | 2025-04-14 | 2025-04-15
        T3           | end   | 2025-05-14 | 2025-05-20
        T4           | end   | 2025-07-14 |
        T5           | focus | 2025-03-01 | 2025-03-01
        T6           | end   | 2025-06-01 |
    """,
    "requirements": """
        kr_ids | iteration_id | released_at
        K1     | T1           | 2025-03-10
        K1;K2  | T1           | 2025-03-11
        K2     | T2           | 2025-04-10
        K4     | T3           | 2025-05-10
        K1     | T4           | 2025-06-10
        K1     | T5           | 2025-03-10
        K1     | T6           |
    """,
}
RESULT = (3 * 0.4 + 1 * 1.0) / 4  # O3 has no metric and is left out; 120 of 100 counts as 100


def proposed(con: DuckDBPyConnection, campaign: str = "C1", **choices: object) -> Evaluation:
    return evaluation(con, scope(con, **({"as_of": "2025-06-30"} | choices)), campaign)


def test_the_result_is_the_mean_of_its_objectives_and_the_process_of_what_was_on_time(board: Board) -> None:
    con = board(**WORLD, **TRAINS, milestones=MILESTONES)
    found = proposed(con)
    assert (found.result_score, found.counted, found.objectives) == (pytest.approx(RESULT), 2, 3)
    assert (found.milestones_on_time, found.milestones_due) == (2 / 4, 4)  # the one ahead and those of C2 don't count
    assert (found.trains_on_time, found.trains_due) == (1 / 2, 2)  # T3 carried C2's work, T4 is ahead, T5 has no end, T6 brought nothing
    assert (found.process_score, found.parts) == ((2 / 4 + 1 / 2) / 2, 2)


def test_a_part_with_nothing_due_is_left_out(board: Board) -> None:
    found = proposed(board(**WORLD, milestones=MILESTONES))
    assert (found.trains_on_time, found.trains_due, found.process_score, found.parts) == (None, 0, 2 / 4, 1)
    found = proposed(board(**WORLD, **TRAINS))
    assert (found.milestones_on_time, found.milestones_due, found.process_score, found.parts) == (None, 0, 1 / 2, 1)


def test_without_any_part_there_is_no_score_and_no_error(board: Board) -> None:
    assert proposed(board(**WORLD), "C3") == (None, 0, 0, None, 0, None, 0, None, 0)
    assert proposed(board(), "nobody", as_of="2025-06-30") == (None, 0, 0, None, 0, None, 0, None, 0)


def test_scores_are_read_at_the_day(board: Board) -> None:
    found = proposed(board(**WORLD, **TRAINS, milestones=MILESTONES), as_of="2025-03-20")
    assert (found.result_score, found.milestones_due, found.trains_due, found.trains_on_time) == (None, 1, 1, 1.0)


@pytest.mark.parametrize("filters", [{"objectives": ("O1",)}, {"teams": ("A",)}, {"since": "2025-04-01"}, {"until": "2025-04-01"}])
def test_no_filter_and_no_range_makes_another_score(board: Board, filters: dict[str, object]) -> None:
    con = board(**WORLD, **TRAINS, milestones=MILESTONES)
    assert proposed(con, **filters) == proposed(con)
    asked, whole = scope(con, as_of="2025-06-30", **filters), scope(con, as_of="2025-06-30")
    assert goals(con, asked, "C1") == goals(con, whole, "C1")
    assert parts(con, asked, "C1") == parts(con, whole, "C1")
    assert stretches(con, asked, "C1") == stretches(con, whole, "C1")


def test_in_a_circle_trains_are_those_of_what_stands_under_it(board: Board) -> None:
    """C1 and C1-1 are each other's parents; C1 stands as the root."""
    circle = "campaign_id | title | parent_id \n C1 | Sale | C1-1 \n C1-1 | Stock | C1"
    con = board(**{**WORLD, **TRAINS, "campaigns": circle})
    assert (proposed(con, "C1").trains_due, proposed(con, "C1").objectives) == (2, 3)
    work = "kr_ids | iteration_id | released_at \n K1 | T1 | 2025-03-10 \n K2 | T2 | 2025-04-10"
    below = proposed(board(**{**WORLD, **TRAINS, "campaigns": circle, "requirements": work}), "C1-1")
    assert (below.trains_due, below.trains_on_time, below.objectives) == (1, 0, 2)


def test_the_objectives_behind_the_result_are_those_of_its_sub_campaigns_too(board: Board) -> None:
    con = board(**WORLD)
    assert [row.objective_id for row in goals(con, scope(con), "C1")] == ["O1", "O2", "O3"]


def test_sub_campaigns_and_projects_stand_beside_each_other(board: Board) -> None:
    con = board(**WORLD, **TRAINS, milestones=MILESTONES)
    found = parts(con, scope(con, as_of="2025-06-30"), "C1")
    assert [(of.kind, of.id, of.progress, of.milestones_due, of.milestones_kept) for of in found] == [
        ("campaign", "C1-1", 1.0, 3, 1),
        ("project", "P1", None, 2, 1),
    ]
    assert (found[0].delivered, found[1].delivered) == (2, 0)


def test_all_work_of_its_teams_in_its_days_is_held_against_as_many_days_before(board: Board) -> None:
    con = board(
        **WORLD,
        requirements="""
            team | kr_ids | created_at | released_at
            B    | K1     | 2025-01-05 | 2025-03-10
            A    | K2     | 2025-01-05 | 2025-04-10
            A    |        | 2025-01-05 | 2025-02-10
            C    | K4     | 2025-01-05 | 2025-04-10
            D    | K1     | 2025-01-05 |
            E    |        | 2025-01-05 | 2025-04-10
        """,
    )
    assert stretches(con, scope(con, as_of="2025-06-30"), "C1") == (date(2024, 10, 30), date(2025, 3, 1), date(2025, 7, 1), ("A", "B"))
    assert stretches(con, scope(con, as_of="2026-06-30"), "C1") == (date(2024, 4, 29), date(2025, 3, 1), date(2026, 1, 1), ("A", "B"))
    assert stretches(con, scope(con, as_of="2025-06-30"), "C2") == (date(2024, 7, 4), date(2025, 1, 1), date(2025, 7, 1), ("C",))
    assert stretches(con, scope(con, as_of="2025-02-28"), "C1") is None  # not begun
    assert stretches(con, scope(con, as_of="2025-06-30"), "C3") is None  # no objective: nobody worked for it


def test_who_is_thanked_is_the_subjects_own(board: Board) -> None:
    con = board(
        commendations="subject_kind | subject_id | who | for_what \n campaign | C1 | Wu | all \n campaign | C1 | An | \n project | C1 | Li | x"
    )
    assert commendations(con, scope(con), "campaign", "C1") == [("An", None), ("Wu", "all")]
