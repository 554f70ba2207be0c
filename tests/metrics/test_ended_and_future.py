"""Objectives that are over are read at their last day; those that haven't begun have nothing due."""

from datetime import date

import pytest

from metrics.goals import objectives
from tests.conftest import Board
from tests.metrics.asking import figures, objective_row, okr_row, scope, work

AUGUST = "starts_on | ends_on \n 2025-08-01 | 2025-08-31"


def test_an_objective_whose_last_day_lies_before_the_day_is_ended(board: Board) -> None:
    con = board(objectives=AUGUST, key_results="kr_id \n KR1")
    assert okr_row(con, as_of="2025-08-31").ended is False
    assert okr_row(con, as_of="2025-09-01").ended is True
    assert [objective_row(con, as_of=day).ended for day in ("2025-08-31", "2025-09-01")] == [False, True]


def test_an_ended_objective_is_read_at_its_last_day(board: Board) -> None:
    con = board(
        objectives=AUGUST,
        kr_monthly_targets="month | target \n 2025-08 | 80 \n 2025-09 | 90",
        kr_values="""
            day                    | value
            2025-08-18..2025-08-24 | 40
            2025-08-25..2025-08-31 | 60
            2025-09-01..2025-09-30 | 99
        """,
    )
    row = okr_row(con, as_of="2025-09-30")
    assert (row.latest, row.latest_on, row.avg_7d, row.days_7d, row.days_prev_7d) == (60, date(2025, 8, 31), 60, 7, 7)
    assert (row.wow, row.progress, row.expected, row.gap, row.status) == (0.5, 0.6, 1.0, pytest.approx(0.4), "at_risk")
    assert row.month_target == 80


def test_a_metric_of_an_ended_objective_does_not_grow_stale(board: Board) -> None:
    con = board(
        objectives=AUGUST,
        kr_metrics="metric_id | every \n fresh | week \n stale | week",
        kr_values="metric_id | day | value \n fresh | 2025-08-18 | 100 \n stale | 2025-08-17 | 100",
    )
    assert figures(con, "status", as_of="2026-06-30") == {"fresh": "achieved", "stale": "stale"}


def test_delivered_and_in_progress_of_an_ended_objective_stop_at_its_last_day(board: Board) -> None:
    con = board(
        objectives=AUGUST,
        requirements="""
            kr_ids | created_at | released_at | cancelled_at
            KR1    | 2025-07-01 | 2025-07-31  |
            KR1    | 2025-07-01 | 2025-08-31  |
            KR1    | 2025-07-01 | 2025-09-01  |
            KR1    | 2025-07-01 |             | 2025-09-01
            KR1    | 2025-07-01 |             | 2025-08-31
            KR1    | 2025-09-01 |             |
        """,
    )
    assert work(con, as_of="2025-09-30") == {"KR1": (1, 2)}
    row = objective_row(con, as_of="2025-09-30")
    assert (row.delivered, row.in_progress) == (1, 2)


def test_ended_objectives_are_told_last(board: Board) -> None:
    con = board(
        objectives="""
            objective_id | starts_on  | ends_on
            O1           | 2025-08-01 | 2025-08-31
            O2           | 2025-08-01 | 2025-12-31
            O10          | 2025-08-01 | 2025-12-31
            O0           | 2025-08-01 | 2025-08-30
        """
    )
    assert [row.objective_id for row in objectives(con, scope(con, as_of="2025-08-30"))] == ["O0", "O1", "O2", "O10"]
    assert [row.objective_id for row in objectives(con, scope(con, as_of="2025-09-01"))] == ["O2", "O10", "O0", "O1"]


def test_a_chosen_range_is_cut_at_the_end_of_an_ended_objective(board: Board) -> None:
    con = board(
        objectives=AUGUST,
        requirements="""
            kr_ids | released_at
            KR1    | 2025-06-30
            KR1    | 2025-07-01
            KR1    | 2025-08-31
            KR1    | 2025-09-01
        """,
    )
    assert work(con, as_of="2025-09-30", since="2025-07-01", until="2025-09-15") == {"KR1": (2, 1)}
    assert work(con, as_of="2025-09-30", since="2025-09-01") == {"KR1": (0, 1)}


def test_a_future_objective_has_nothing_delivered_and_its_work_in_progress(board: Board) -> None:
    con = board(
        objectives="starts_on | ends_on \n 2025-10-01 | 2025-12-31",
        kr_values="day | value \n 2025-09-30 | 70",
        requirements="""
            kr_ids | created_at | released_at
            KR1    | 2025-08-01 | 2025-09-15
            KR1    | 2025-08-01 |
        """,
    )
    row = okr_row(con, as_of="2025-09-30")
    assert (row.ended, row.status, row.delivered, row.in_progress) == (False, "not_started", 0, 1)
    assert (row.current, row.progress, row.expected, row.gap) == (70, 0.7, 0.0, -0.7)
