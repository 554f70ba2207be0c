"""What counts as delivered and as in progress on the OKR board."""

import pytest

from tests.conftest import Board
from tests.metrics.asking import invested, objective_row, whole, work

SEPTEMBER = "starts_on | ends_on \n 2025-09-01 | 2025-09-30"


def test_delivered_counts_what_was_released_from_the_objectives_first_day_to_the_end_of_the_day(board: Board) -> None:
    con = board(
        objectives=SEPTEMBER,
        requirements="""
            kr_ids | released_at         | cancelled_at
            KR1    | 2025-08-31 23:59:59 |
            KR1    | 2025-09-01 00:00:00 |
            KR1    | 2025-09-10 23:59:59 |
            KR1    | 2025-09-11 00:00:00 |
            KR1    |                     | 2025-09-05
            KR1    |                     |
                   | 2025-09-05          |
        """,
    )
    assert work(con, as_of="2025-09-10")["KR1"][0] == 2


def test_a_range_that_the_reader_chose_shapes_delivered_only(board: Board) -> None:
    con = board(
        objectives=SEPTEMBER,
        requirements="""
            kr_ids | released_at
            KR1    | 2025-08-20
            KR1    | 2025-08-31
            KR1    | 2025-09-04
            KR1    | 2025-09-05
            KR1    | 2025-09-11
            KR1    |
        """,
    )
    in_progress = 2  # at the end of 10 September, whatever the range
    assert work(con, as_of="2025-09-10") == {"KR1": (2, in_progress)}
    assert work(con, as_of="2025-09-10", since="2025-08-25") == {"KR1": (3, in_progress)}
    assert work(con, as_of="2025-09-10", since="2025-08-01", until="2025-09-05") == {"KR1": (3, in_progress)}
    assert work(con, as_of="2025-09-10", since="2025-08-01", until="2025-12-01") == {"KR1": (4, in_progress)}


def test_with_an_end_alone_the_range_still_begins_with_the_objective(board: Board) -> None:
    con = board(
        objectives="objective_id | starts_on | ends_on \n O1 | 2025-09-01 | 2025-09-30 \n O2 | 2025-07-01 | 2025-09-30",
        key_results="kr_id | objective_id \n KR1 | O1 \n KR2 | O2",
        requirements="""
            kr_ids  | released_at
            KR1;KR2 | 2025-08-31
            KR1;KR2 | 2025-09-04
            KR1;KR2 | 2025-09-05
        """,
    )
    assert work(con, as_of="2025-09-10", until="2025-09-05") == {"KR1": (1, 0), "KR2": (2, 0)}


@pytest.mark.parametrize("stage", ["review", "ready", "dev", "test", "release_ready"])
def test_work_has_started_with_the_earliest_stage_it_entered(board: Board, stage: str) -> None:
    con = board(
        requirements=f"""
            kr_ids | created_at | {stage}_at          | status
            KR1    | 2025-08-01 | 2025-09-10 23:59:59 | new
            KR1    | 2025-08-01 | 2025-09-11 00:00:00 | in_progress
        """
    )
    assert work(con, as_of="2025-09-10") == {"KR1": (0, 1)}
    assert work(con, as_of="2025-09-09") == {"KR1": (0, 0)}


def test_the_earliest_stage_counts_though_stages_are_out_of_order(board: Board) -> None:
    con = board(requirements="kr_ids | review_at | dev_at \n KR1 | 2025-09-20 | 2025-09-05")
    assert work(con, as_of="2025-09-10") == {"KR1": (0, 1)}


def test_retro_and_blocked_are_no_stages_that_start_work(board: Board) -> None:
    con = board(
        requirements="""
            kr_ids | created_at | retro_at   | blocked_at | status
            KR1    | 2025-08-01 | 2025-09-05 | 2025-09-05 | planned
        """
    )
    assert work(con, as_of="2025-09-10") == {"KR1": (0, 0)}


@pytest.mark.parametrize(
    ("status", "in_progress"),
    [
        ("new", 0),
        ("planned", 0),
        ("backlog", 0),
        ("规划中", 0),
        ("待对焦", 0),
        (" Planned ", 0),
        ("in_progress", 1),
        ("开发中", 1),
        ("", 1),
        ("waiting for godot", 1),
    ],
)
def test_without_any_stage_work_starts_when_raised_unless_its_status_says_it_is_not_taken_up(board: Board, status: str, in_progress: int) -> None:
    con = board(
        requirements=f"""
            kr_ids | created_at          | status
            KR1    | 2025-09-10 23:59:59 | {status}
            KR1    | 2025-09-11 00:00:00 | {status}
        """
    )
    assert work(con, as_of="2025-09-10") == {"KR1": (0, in_progress)}


def test_what_was_released_later_had_started_when_raised_whatever_its_status_says(board: Board) -> None:
    con = board(requirements="kr_ids | created_at | status | released_at \n KR1 | 2025-09-05 | new | 2025-09-11")
    assert work(con, as_of="2025-09-10") == {"KR1": (0, 1)}
    assert work(con, as_of="2025-09-04") == {"KR1": (0, 0)}


@pytest.mark.parametrize("end", ["released_at", "cancelled_at"])
def test_work_is_in_progress_until_the_end_of_the_day_before_it_was_released_or_cancelled(board: Board, end: str) -> None:
    con = board(requirements=f"kr_ids | created_at | {end} \n KR1 | 2025-09-01 | 2025-09-10 00:00:00 \n KR1 | 2025-09-01 | 2025-09-11 \n")
    assert work(con, as_of="2025-09-09")["KR1"][1] == 2
    assert work(con, as_of="2025-09-10")["KR1"][1] == 1
    assert work(con, as_of="2025-09-11")["KR1"][1] == 0


@pytest.mark.parametrize("status", ["released", "已发布", "已交付", "cancelled", "已取消", "Released"])
def test_what_is_finished_without_a_date_is_neither_in_progress_nor_delivered_but_listed(board: Board, status: str) -> None:
    con = board(
        requirements=f"""
            requirement_id | kr_ids | dev_at     | status
            undated        | KR1    | 2025-09-01 | {status}
            in progress    | KR1    | 2025-09-01 | in_progress
        """
    )
    assert work(con, as_of="2025-09-10") == {"KR1": (0, 1)}
    assert con.execute("select requirement_id from work where undated").fetchall() == [("undated",)]


def test_what_is_finished_with_a_date_is_not_listed_as_undated(board: Board) -> None:
    con = board(requirements="status | released_at | cancelled_at \n released | 2025-09-01 | \n cancelled | | 2025-09-01 \n | | \n new | |")
    assert con.execute("select count(*) from work where undated").fetchall() == [(0,)]


def test_a_requirement_of_several_key_results_counts_once_on_each_once_on_the_objective_and_once_in_a_total(board: Board) -> None:
    con = board(
        objectives="objective_id \n O1 \n O2",
        key_results="kr_id | objective_id \n KR1 | O1 \n KR2 | O1 \n KR3 | O2",
        requirements="""
            kr_ids            | released_at
            KR1;KR2;KR1；KR3 | 2025-09-05
            KR1;KR2           |
        """,
    )
    assert work(con, as_of="2025-09-10") == {"KR1": (1, 1), "KR2": (1, 1), "KR3": (1, 0)}
    one = objective_row(con, as_of="2025-09-10", objectives=("O1",))
    assert (one.delivered, one.in_progress) == (1, 1)
    total = whole(con, as_of="2025-09-10")
    assert (total.delivered, total.okr_delivered) == (1, 1)


def test_a_team_filter_shapes_delivered_and_in_progress_and_leaves_kr_figures_alone(board: Board) -> None:
    con = board(
        kr_values="day | value \n 2025-09-10 | 40",
        requirements="""
            kr_ids | team | released_at
            KR1    | A    | 2025-09-05
            KR1    | B    | 2025-09-05
            KR1    |      | 2025-09-05
            KR1    | B    |
            KR1    |      |
        """,
    )
    assert work(con, teams=("B",)) == {"KR1": (1, 1)}
    assert work(con, teams=("",)) == {"KR1": (1, 1)}
    assert work(con, teams=("A", "B")) == {"KR1": (2, 1)}
    assert work(con, teams=("nobody",)) == {"KR1": (0, 0)}
    row = objective_row(con, teams=("A",))
    assert (row.delivered, row.in_progress, row.progress) == (1, 0, 0.4)


def test_the_default_range_of_a_row_is_not_that_of_the_other_boards(board: Board) -> None:
    con = board(
        objectives="objective_id | starts_on | ends_on \n O1 | 2025-09-01 | 2025-09-30 \n early | 2025-07-01 | 2025-09-30",
        requirements="kr_ids | team | released_at \n KR1 | A | 2025-08-01 \n KR1 | A | 2025-09-05",
    )
    assert work(con, as_of="2025-09-10")["KR1"] == (1, 0)
    assert invested(con, as_of="2025-09-10") == {("A", "O1"): (2, 2.0, 1.0)}
