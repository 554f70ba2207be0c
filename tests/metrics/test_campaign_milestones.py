"""Milestones as they stood at the end of a day: plan against done."""

from datetime import date

import pytest

from data.intake import Choices, commit, commit_sample
from data.store.undo import undo
from metrics.campaigns.milestones import Milestone, milestones
from tests.conftest import Board, as_csv, empty, rows
from tests.metrics.asking import scope

WORLD = {
    "campaigns": "campaign_id | title | parent_id \n C1 | Sale | \n C1-1 | Stock | C1 \n C2 | Abroad |",
    "projects": "project_id | title | campaign_id \n P1 | Depot | C1-1 \n P2 | Pages | C1 \n P3 | Export | C2 \n P4 | Alone |",
}


def states(found: list[Milestone]) -> dict[str, tuple[str, int | None]]:
    return {of.milestone_id: (of.state, of.days) for of in found}


def test_a_milestone_is_done_in_time_done_late_overdue_or_ahead(board: Board) -> None:
    con = board(
        **WORLD,
        milestones="""
            milestone_id | subject_id | planned_on | done_on
            early        | C1         | 2025-06-10 | 2025-06-01
            in time      | C1         | 2025-06-10 | 2025-06-10
            late         | C1         | 2025-06-10 | 2025-06-22
            overdue      | C1         | 2025-06-10 |
            due today    | C1         | 2025-06-30 |
            ahead        | C1         | 2025-07-01 |
        """,
    )
    assert states(milestones(con, scope(con, as_of="2025-06-30"), "C1")) == {
        "early": ("done", None),
        "in time": ("done", None),
        "late": ("done_late", 12),
        "overdue": ("overdue", 20),
        "due today": ("ahead", None),
        "ahead": ("ahead", None),
    }


def test_what_is_done_after_the_day_is_not_done_yet(board: Board) -> None:
    con = board(**WORLD, milestones="subject_id | planned_on | done_on \n C1 | 2025-06-10 | 2025-06-22 \n C1 | 2025-06-25 | 2025-06-21")
    found = milestones(con, scope(con, as_of="2025-06-20"), "C1")
    assert [(of.state, of.days, of.done_on) for of in found] == [("overdue", 10, None), ("ahead", None, None)]


def test_those_of_its_sub_campaigns_and_of_their_projects_belong_to_a_campaign(board: Board) -> None:
    """In the order of the tree, its own before those of its projects; not those of another campaign, of a project without one, of nobody."""
    con = board(
        **WORLD,
        milestones="""
            subject_kind | subject_id | milestone_id   | planned_on
            project      | P1         | depot          | 2025-03-01
            campaign     | C1-1       | stock 2        | 2025-04-01
            campaign     | C1-1       | stock 1        | 2025-03-01
            project      | P2         | pages          | 2025-01-01
            campaign     | C1         | sale           | 2025-05-01
            campaign     | C2         | abroad         | 2025-05-01
            project      | P3         | export         | 2025-05-01
            project      | P4         | alone          | 2025-05-01
            project      | C1         | no such        | 2025-05-01
            campaign     | P1         | no such either | 2025-05-01
        """,
    )
    asked = scope(con, as_of="2025-06-30")
    assert [(of.milestone_id, of.subject_title, of.campaign_id) for of in milestones(con, asked, "C1")] == [
        ("sale", "Sale", "C1"),
        ("pages", "Pages", "C1"),
        ("stock 1", "Stock", "C1-1"),
        ("stock 2", "Stock", "C1-1"),
        ("depot", "Depot", "C1-1"),
    ]
    assert [of.milestone_id for of in milestones(con, asked, "C1-1")] == ["stock 1", "stock 2", "depot"]
    assert len(milestones(con, asked)) == 10


def test_a_changed_plan_tells_the_day_it_was_first_planned_for(board: Board) -> None:
    drawn = "milestone_id | subject_id | planned_on \n M1 | C1 | {} \n M2 | C1 | 2025-08-01"
    board(**WORLD, milestones=drawn.format("2025-06-10"))
    board.then(milestones=drawn.format("2025-06-20"))
    con = board.then(milestones=drawn.format("2025-07-05"))
    moved = {of.milestone_id: (of.moved_from, of.planned_on) for of in milestones(con, scope(con, as_of="2025-06-30"), "C1")}
    assert moved == {"M1": (date(2025, 6, 10), date(2025, 7, 5)), "M2": (None, date(2025, 8, 1))}


def test_as_known_at_a_version_a_plan_has_not_moved_yet_and_a_change_taken_back_never_did(board: Board) -> None:
    drawn = "milestone_id | subject_id | planned_on \n M1 | C1 | {}"
    con = board(**WORLD, milestones=drawn.format("2025-06-10"))
    first = scope(con, as_of="2025-06-30").version
    con = board.then(milestones=drawn.format("2025-07-05"))
    (then,) = milestones(con, scope(con, as_of="2025-06-30", version=first), "C1")
    assert (then.planned_on, then.moved_from, then.state) == (date(2025, 6, 10), None, "overdue")
    undo(board.store, first + 1, "Ann")
    con = board.store.cursor()
    (now,) = milestones(con, scope(con, as_of="2025-06-30"), "C1")
    assert (now.planned_on, now.moved_from) == (date(2025, 6, 10), None)


def test_the_samples_plan_is_none_that_a_real_one_was_moved_from(board: Board) -> None:
    drawn = "milestone_id | subject_id | planned_on \n M1 | C1 | {}"
    empty(board.store)
    sample = {**WORLD, "milestones": drawn.format("2025-06-10")}
    commit_sample(board.store, {f"{name}.csv": as_csv(rows(name, table)) for name, table in sample.items()})
    con = board.then(**WORLD, milestones=drawn.format("2025-07-05"))
    assert [(of.planned_on, of.moved_from) for of in milestones(con, scope(con, as_of="2025-06-30"), "C1")] == [(date(2025, 7, 5), None)]


def test_one_that_was_retired_and_came_back_is_new_and_one_whose_retiring_was_taken_back_is_not(board: Board) -> None:
    drawn = "milestone_id | subject_id | planned_on \n {} | C1 | {}"
    board(**WORLD, milestones=drawn.format("M1", "2025-06-10"))
    board.then(milestones=drawn.format("M1", "2025-06-20"))
    retired = commit(
        board.store,
        "milestones.csv",
        as_csv(rows("milestones", drawn.format("M2", "2025-08-01"))),
        Choices(dataset="milestones", mode="snapshot", yes=True),
    )
    gone = retired[0].version or 0

    def moved() -> dict[str, date | None]:
        con = board.then(milestones=drawn.format("M1", "2025-07-05"))
        return {of.milestone_id: of.moved_from for of in milestones(con, scope(con, as_of="2025-06-30"), "C1")}

    assert moved()["M1"] is None
    undo(board.store, gone + 1, "Ann")
    undo(board.store, gone, "Ann")
    assert moved()["M1"] == date(2025, 6, 10)


@pytest.mark.parametrize("campaign_id", ["C1", None])
def test_where_no_day_is_known_there_are_none(board: Board, campaign_id: str | None) -> None:
    con = board(**WORLD, milestones="subject_id | planned_on \n C1 | 2025-06-10")
    assert milestones(con, scope(con), campaign_id) == []
