"""The delivery cycle: which pairs are its sample, how long they are, and what is told of them."""

import pytest

from tests.conftest import Board
from tests.metrics.asking import per_bucket, whole

SEPTEMBER = {"since": "2025-09-01", "as_of": "2025-09-30"}


def days(board: Board, requirements: str, **choices: str) -> float | None:
    return whole(board(requirements=requirements), **SEPTEMBER, **choices).cycle_mean_days


def test_the_cycle_runs_from_raised_to_released_in_elapsed_days_with_fractions(board: Board) -> None:
    assert days(board, "created_at | released_at \n 2025-09-01 18:00:00 | 2025-09-03 06:00:00") == 1.5
    assert days(board, "created_at | released_at \n 2025-09-01 00:00:00 | 2025-09-01 00:00:01") == pytest.approx(1 / 86400)
    assert days(board, "created_at | released_at \n 2025-09-01T00:00:00Z | 2025-09-01 20:00:00+08:00") == 0.5


@pytest.mark.parametrize(
    ("created", "released"),
    [("2025-09-01 23:59:59", "2025-09-03"), ("2025-09-01", "2025-09-03 00:00:01"), ("2025-09-01", "2025-09-03")],
    ids=["release has no time", "raising has no time", "neither has"],
)
def test_a_pair_with_a_side_without_time_counts_whole_days(board: Board, created: str, released: str) -> None:
    assert days(board, f"created_at | released_at \n {created} | {released}") == 2.0


def test_a_time_of_midnight_is_a_time(board: Board) -> None:
    assert days(board, "created_at | released_at \n 2025-09-01 12:00:00 | 2025-09-02 00:00:00") == 0.5


def test_only_what_was_released_in_the_bucket_is_its_sample(board: Board) -> None:
    con = board(
        requirements="""
            created_at | released_at | cancelled_at
            2025-08-01 | 2025-08-31  |
            2025-08-30 | 2025-09-01  |
            2025-09-01 | 2025-09-05  |
            2025-09-01 |             | 2025-09-05
            2025-09-01 |             |
            2025-09-01 | 2025-09-09  |
        """
    )
    assert per_bucket(con, "cycle_mean_days", "cycle_n", as_of="2025-09-12", since="2025-09-01") == {
        "2025-09-01": (3.0, 2),
        "2025-09-08": (8.0, 1),
    }


def test_quantiles_interpolate_linearly(board: Board) -> None:
    con = board(
        requirements="""
            created_at | released_at
            2025-09-01 | 2025-09-02
            2025-09-01 | 2025-09-03
            2025-09-01 | 2025-09-05
            2025-09-01 | 2025-09-21
        """
    )
    period = whole(con, **SEPTEMBER)
    assert period.cycle_p50_days == pytest.approx(2 + 0.5 * (4 - 2))
    assert period.cycle_p85_days == pytest.approx(4 + 0.55 * (20 - 4))
    assert (period.cycle_mean_days, period.cycle_n) == (pytest.approx(27 / 4), 4)


def test_a_sample_of_one_is_its_own_quantile(board: Board) -> None:
    period = whole(board(requirements="created_at | released_at \n 2025-09-01 | 2025-09-04"), **SEPTEMBER)
    assert (period.cycle_p50_days, period.cycle_p85_days, period.cycle_mean_days) == (3.0, 3.0, 3.0)


def test_fourteen_days_exactly_are_within_fourteen_days(board: Board) -> None:
    con = board(
        requirements="""
            created_at          | released_at
            2025-09-01 10:00:00 | 2025-09-15 10:00:00
            2025-09-01 10:00:00 | 2025-09-15 10:00:01
            2025-09-01          | 2025-09-15 23:59:59
            2025-09-01          | 2025-09-16
            2025-09-01          |
        """
    )
    assert whole(con, **SEPTEMBER).cycle_within_14d_share == 0.5


def test_figures_over_nothing_are_null_and_counts_zero(board: Board) -> None:
    period = whole(board(requirements="created_at \n 2025-09-01"), **SEPTEMBER)
    assert (period.delivered, period.okr_delivered, period.cycle_n) == (0, 0, 0)
    assert (period.okr_share, period.cycle_p50_days, period.cycle_p85_days) == (None, None, None)
    assert (period.cycle_mean_days, period.cycle_within_14d_share) == (None, None)


@pytest.mark.parametrize(("clock", "expected"), [("created", 8.0), ("accepted", 6.0), ("dev", 2.0)])
def test_the_clock_chooses_where_the_cycle_begins(board: Board, clock: str, expected: float) -> None:
    line = "created_at | review_at | ready_at | dev_at | released_at \n 2025-09-01 | 2025-09-03 | 2025-09-05 | 2025-09-07 | 2025-09-09"
    assert days(board, line, clock=clock) == expected


@pytest.mark.parametrize(("clock", "stage"), [("accepted", "review"), ("dev", "dev")])
def test_pairs_out_of_order_leave_the_sample_and_are_counted_and_those_without_the_stage_just_leave(board: Board, clock: str, stage: str) -> None:
    con = board(
        requirements=f"""
            {stage}_at          | released_at
            2025-09-01          | 2025-09-05
            2025-09-06          | 2025-09-05
            2025-09-05 10:00:01 | 2025-09-05 10:00:00
            2025-09-05 23:00:00 | 2025-09-05
                                | 2025-09-05
        """
    )
    period = whole(con, clock=clock, **SEPTEMBER)
    assert (period.delivered, period.cycle_n, period.out_of_order, period.cycle_mean_days) == (5, 2, 2, 2.0)


def test_a_pair_out_of_order_leaves_the_workday_sample_too(board: Board) -> None:
    """Saturday's second hour to its first: no workday in between, and still out of order."""
    con = board(requirements="dev_at | released_at \n 2025-09-06 02:00:00 | 2025-09-06 01:00:00 \n 2025-09-07 | 2025-09-06")
    period = whole(con, clock="dev", days="workday", **SEPTEMBER)
    assert (period.cycle_n, period.out_of_order) == (0, 2)


def test_okr_share_is_the_linked_part_of_what_was_delivered(board: Board) -> None:
    con = board(
        requirements="""
            kr_ids | released_at
            KR1    | 2025-09-01
            KR1    | 2025-09-07
            GHOST  | 2025-09-01
                   | 2025-09-01
            KR1    | 2025-08-31
            KR1    |
        """
    )
    assert per_bucket(con, "delivered", "okr_delivered", "okr_share", as_of="2025-09-14", since="2025-09-01") == {
        "2025-09-01": (4, 2, 0.5),
        "2025-09-08": (0, 0, None),
    }


def test_with_an_objective_filter_all_figures_are_of_its_linked_work(board: Board) -> None:
    con = board(
        objectives="objective_id \n O1 \n O2",
        key_results="kr_id | objective_id \n KR1 | O1 \n KR2 | O2",
        requirements="""
            kr_ids  | team | created_at | released_at
            KR1     | A    | 2025-09-01 | 2025-09-03
            KR1;KR2 | B    | 2025-09-01 | 2025-09-05
            KR2     | A    | 2025-09-01 | 2025-09-30
                    | A    | 2025-09-01 | 2025-09-30
        """,
    )
    one = whole(con, objectives=("O1",), **SEPTEMBER)
    assert (one.delivered, one.okr_delivered, one.okr_share, one.cycle_n, one.cycle_mean_days) == (2, 2, 1.0, 2, 3.0)
    both = whole(con, objectives=("O1", "O2"), **SEPTEMBER)
    assert (both.delivered, both.cycle_n) == (3, 3)
    team = whole(con, objectives=("O1",), teams=("A",), **SEPTEMBER)
    assert (team.delivered, team.cycle_mean_days) == (1, 2.0)
    assert whole(con, objectives=("GHOST",), **SEPTEMBER).delivered == 0
    assert whole(con, teams=("A",), **SEPTEMBER).delivered == 3
