"""How much of the way is done, and how much the plan has done by the day."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.plan import planned
from tests.conftest import Board
from tests.metrics.asking import figures

ENDS = date(2025, 12, 31)


@pytest.mark.parametrize(
    ("direction", "baseline", "target", "value", "progress"),
    [
        ("increase", 1500, 2000, 1600, 0.2),
        ("decrease", 40, 20, 25, 0.75),
        ("increase", 100, 200, 50, -0.5),
        ("decrease", 100, 50, 0, 2.0),
        ("increase", -50, 50, -25, 0.25),
        ("increase", 0, 8, 0, 0.0),
        ("increase", 100, 100, 120, None),
        ("decrease", 0, 0, 0, None),
        ("maintain_above", 90, 95, 93, None),
        ("不高于", 10, 5, 5, None),
    ],
)
def test_progress_is_the_raw_part_of_the_way_from_baseline_to_target(
    board: Board, direction: str, baseline: int, target: int, value: int, progress: float | None
) -> None:
    con = board(
        kr_metrics=f"direction | baseline | target \n {direction} | {baseline} | {target}",
        kr_values=f"day | value \n 2025-09-08 | {value}",
    )
    assert figures(con, "progress", as_of="2025-09-08") == {"M1": progress}


def test_progress_is_null_without_a_current_value(board: Board) -> None:
    con = board(kr_values="day | value \n 2025-09-01 | 50")
    assert figures(con, "progress", "gap", "latest", as_of="2025-09-08") == {"M1": (None, None, 50.0)}


@pytest.mark.parametrize(
    ("as_of", "expected"),
    [
        ("2025-08-31", 0.0),
        ("2025-09-01", 1 / 10),
        ("2025-09-05", 5 / 10),
        ("2025-09-10", 1.0),
        ("2025-10-10", 1.0),
    ],
    ids=["day before it starts", "first day", "half", "last day", "after"],
)
def test_expected_runs_from_the_end_of_the_day_before_the_start_to_the_end_of_the_last_day(board: Board, as_of: str, expected: float) -> None:
    con = board(objectives="starts_on | ends_on \n 2025-09-01 | 2025-09-10", kr_metrics="baseline | target \n 50 | 150")
    assert figures(con, "expected", as_of=as_of)["M1"] == pytest.approx(expected)


def test_expected_is_straight_through_each_monthly_target_at_the_end_of_its_month(board: Board) -> None:
    con = board(
        objectives="starts_on | ends_on \n 2025-07-01 | 2025-09-30",
        kr_metrics="metric_id \n M1 \n OTHER",
        kr_monthly_targets="""
            metric_id | month   | target
            M1        | 2025-07 | 10
            M1        | 2025-08 | 41
            OTHER     | 2025-08 | 99
        """,
    )
    days = {"2025-07-31": 0.10, "2025-08-01": 0.11, "2025-08-31": 0.41, "2025-09-15": (41 + 59 * 15 / 30) / 100, "2025-09-30": 1.0}
    assert {day: figures(con, "expected", as_of=day)["M1"] for day in days} == pytest.approx(days)


def test_monthly_targets_whose_end_lies_outside_the_period_do_not_bend_the_plan(board: Board) -> None:
    con = board(
        objectives="starts_on | ends_on \n 2025-09-01 | 2025-09-30",
        kr_monthly_targets="""
            month   | target
            2025-08 | 90
            2025-09 | 91
            2025-10 | 92
        """,
    )
    assert figures(con, "expected", as_of="2025-09-15")["M1"] == pytest.approx(0.5)


def test_a_month_that_ends_on_the_first_day_of_the_period_bends_the_plan(board: Board) -> None:
    con = board(
        objectives="starts_on | ends_on \n 2025-08-31 | 2025-09-30",
        kr_monthly_targets="month | target \n 2025-08 | 40",
    )
    assert figures(con, "expected", as_of="2025-08-31")["M1"] == pytest.approx(0.4)


def test_a_plan_may_turn_back_and_go_below_its_baseline(board: Board) -> None:
    con = board(
        objectives="starts_on | ends_on \n 2025-08-01 | 2025-09-30",
        kr_metrics="direction | baseline | target \n decrease | 100 | 50",
        kr_monthly_targets="month | target \n 2025-08 | 110",
    )
    assert figures(con, "expected", as_of="2025-08-31")["M1"] == pytest.approx(-0.2)


@pytest.mark.parametrize(("direction", "target"), [("maintain_above", 50), ("maintain_below", 50), ("increase", 0)])
def test_expected_is_null_for_a_limit_to_hold_and_where_target_is_baseline(board: Board, direction: str, target: int) -> None:
    con = board(
        kr_metrics=f"direction | baseline | target \n {direction} | 0 | {target}",
        kr_values="day | value \n 2025-09-08 | 5",
    )
    assert figures(con, "expected", "gap", as_of="2025-09-08") == {"M1": (None, None)}


def test_gap_is_expected_minus_progress(board: Board) -> None:
    con = board(
        objectives="starts_on | ends_on \n 2025-09-01 | 2025-09-10",
        kr_metrics="metric_id \n behind \n ahead \n silent",
        kr_values="""
            metric_id | day        | value
            behind    | 2025-09-05 | 20
            ahead     | 2025-09-05 | 80
        """,
    )
    assert figures(con, "gap", "expected", as_of="2025-09-05") == {
        "behind": (pytest.approx(0.3), 0.5),
        "ahead": (pytest.approx(-0.3), 0.5),
        "silent": (None, 0.5),
    }


def test_month_target_is_that_of_the_month_of_the_day_or_null(board: Board) -> None:
    con = board(kr_monthly_targets="month | target \n 2025-08 | 10 \n 2025-09 | 20")
    days = {"2025-08-31": 10, "2025-09-01": 20, "2025-09-30": 20, "2025-10-01": None}
    assert {day: figures(con, "month_target", as_of=day)["M1"] for day in days} == days


months = st.integers(1, 12).map(lambda month: date(2025, month, 1))


@given(
    starts_on=st.dates(date(2025, 1, 1), ENDS),
    days=st.integers(0, 364),
    baseline=st.integers(-1000, 1000),
    target=st.integers(-1000, 1000),
    monthly=st.dictionaries(months, st.integers(-1000, 1000)),
)
def test_the_plan_line_passes_through_its_points(starts_on: date, days: int, baseline: int, target: int, monthly: dict[date, float]) -> None:
    ends_on = starts_on + timedelta(days=days)

    def plan(on: date) -> float:
        return planned(on, baseline=baseline, target=target, starts_on=starts_on, ends_on=ends_on, monthly_targets=monthly)

    assert plan(starts_on - timedelta(days=1)) == plan(date(2024, 1, 1)) == baseline
    assert plan(ends_on) == plan(date(2027, 1, 1)) == target
    knots = {starts_on - timedelta(days=1): baseline, ends_on: target}
    for month, value in monthly.items():
        last = (month + timedelta(days=31)).replace(day=1) - timedelta(days=1)
        if starts_on <= last < ends_on:
            assert plan(last) == value
            knots[last] = value
    for on in (starts_on + timedelta(days=n) for n in range(days)):
        before, after = max(day for day in knots if day <= on), min(day for day in knots if day >= on)
        assert min(knots[before], knots[after]) - 1e-9 <= plan(on) <= max(knots[before], knots[after]) + 1e-9
