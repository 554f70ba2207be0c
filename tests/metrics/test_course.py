"""The course of a key result: readings day by day, the plan's corners, and nothing that the as-of day doesn't know."""

from datetime import date, timedelta

import pytest
from duckdb import DuckDBPyConnection

from metrics.course import MetricCourse, Reading, course
from metrics.forecast import Silence
from metrics.goals import okr_progress
from tests.conftest import Board
from tests.metrics.asking import scope

QUARTER = """
    starts_on  | ends_on
    2025-04-01 | 2025-06-30
"""
RISING = """
    baseline | target
    0        | 90
"""


def only(con: DuckDBPyConnection, as_of: str) -> MetricCourse:
    (found,) = course(con, scope(con, as_of=as_of), "KR1")
    return found


def test_a_days_average_is_the_mean_of_its_week_without_the_days_that_have_none(board: Board) -> None:
    con = board(
        objectives=QUARTER,
        kr_metrics=RISING,
        kr_values="""
            day        | value
            2025-04-10 | 10
            2025-04-12 | 30
            2025-04-17 | 50
            2025-04-18 | 99
        """,
    )
    readings = {reading.day: reading for reading in only(con, "2025-04-17").readings}
    assert readings[date(2025, 4, 10)] == Reading(date(2025, 4, 10), 10, 10)
    assert readings[date(2025, 4, 11)] == Reading(date(2025, 4, 11), None, 10)
    assert readings[date(2025, 4, 16)] == Reading(date(2025, 4, 16), None, 20)
    assert readings[date(2025, 4, 17)] == Reading(date(2025, 4, 17), 50, 40)  # the 10th is eight days away
    assert max(readings) == date(2025, 4, 17)


def test_the_last_average_is_the_one_on_the_okr_board(board: Board) -> None:
    con = board(objectives=QUARTER, kr_metrics=RISING, kr_values="day | value\n2025-04-01..2025-04-09 | 7\n2025-04-10..2025-04-12 | 20")
    asked = scope(con, as_of="2025-04-12")
    (row,) = okr_progress(con, asked)
    assert only(con, "2025-04-12").readings[-1].avg_7d == row.avg_7d == (4 * 7 + 3 * 20) / 7


def test_the_picture_begins_a_fortnight_before_the_period_and_the_average_knows_the_week_before_that(board: Board) -> None:
    con = board(objectives=QUARTER, kr_metrics=RISING, kr_values="day | value\n2025-03-01..2025-03-17 | 1\n2025-03-18..2025-05-10 | 8")
    found = only(con, "2025-05-10")
    assert found.since == date(2025, 3, 18)
    assert found.readings[0] == Reading(date(2025, 3, 18), 8, (6 * 1 + 8) / 7)


def test_a_weekly_metric_has_values_and_no_averages(board: Board) -> None:
    con = board(
        objectives=QUARTER,
        kr_metrics="""
            every
            week
        """,
        kr_values="""
            day        | value
            2025-04-06 | 10
            2025-04-13 | 12
            2025-04-20 | 14
        """,
    )
    assert only(con, "2025-04-15").readings == [Reading(date(2025, 4, 6), 10, None), Reading(date(2025, 4, 13), 12, None)]


def test_the_plan_bends_at_the_month_ends_that_lie_in_the_period(board: Board) -> None:
    con = board(
        objectives=QUARTER,
        kr_metrics=RISING,
        kr_monthly_targets="""
            month   | target
            2025-03 | 5
            2025-04 | 20
            2025-05 | 70
            2025-06 | 80
        """,
        kr_values="day | value\n2025-04-02 | 1",
    )
    assert only(con, "2025-04-02").plan == [(date(2025, 3, 31), 0), (date(2025, 4, 30), 20), (date(2025, 5, 31), 70), (date(2025, 6, 30), 90)]


@pytest.mark.parametrize(("direction", "target"), [("maintain_above", "90"), ("maintain_below", "90"), ("increase", "0")])
def test_what_keeps_a_limit_or_has_no_way_to_go_has_no_plan_line(board: Board, direction: str, target: str) -> None:
    con = board(objectives=QUARTER, kr_metrics=f"direction | baseline | target\n{direction} | 0 | {target}", kr_values="day | value\n2025-04-02 | 1")
    assert only(con, "2025-04-02").plan == []


def test_an_ended_period_is_read_to_its_last_day_and_no_further(board: Board) -> None:
    con = board(objectives=QUARTER, kr_metrics=RISING, kr_values="day | value\n2025-04-01..2025-07-20 | 1")
    found = only(con, "2025-07-20")
    assert found.facts.read_on == found.readings[-1].day == date(2025, 6, 30)
    assert found.forecast.silence is Silence.ENDED


def test_the_forecast_reaches_to_the_last_day_of_the_period_and_knows_nothing_after_the_as_of_day(board: Board) -> None:
    values = "day | value\n2025-04-01..2025-05-20 | 10\n2025-05-21..2025-06-30 | 1000"
    con = board(objectives=QUARTER, kr_metrics=RISING, kr_values=values)
    ahead = only(con, "2025-05-20").forecast.ahead
    assert (ahead[0].day, ahead[-1].day) == (date(2025, 5, 21), date(2025, 6, 30))
    assert {(point.expected, point.low, point.high) for point in ahead} == {(10, 10, 10)}


def test_each_metric_of_the_key_result_has_its_course_in_the_boards_order(board: Board) -> None:
    con = board(
        key_results="kr_id\nKR1\nKR2",
        kr_metrics="metric_id | kr_id\nM10 | KR1\nM2 | KR1\nM3 | KR2",
        kr_values="metric_id | day | value\nM2 | 2025-04-02 | 1",
    )
    found = course(con, scope(con, as_of="2025-04-02"), "KR1")
    assert [one.metric_id for one in found] == ["M2", "M10"]
    assert [(one.readings, one.forecast.silence) for one in found[1:]] == [([], Silence.NO_VALUE)]


def test_an_unknown_key_result_and_one_without_metrics_have_no_course(board: Board) -> None:
    con = board(key_results="kr_id\nKR1\nKR2", kr_metrics="kr_id\nKR2", kr_values="day | value\n2025-04-02 | 1")
    assert course(con, scope(con, as_of="2025-04-02"), "KR1") == []
    assert course(con, scope(con, as_of="2025-04-02"), "nobody") == []


def test_an_empty_store_has_no_course(board: Board) -> None:
    con = board()
    assert course(con, scope(con), "KR1") == []


def test_a_period_without_a_real_end_is_foreseen_two_years_at_most(board: Board) -> None:
    con = board(
        objectives="objective_id | starts_on | ends_on\nO1 | 2025-01-01 | 9999-12-31",
        kr_values="day | value\n2025-01-01..2025-04-30 | 5",
    )
    (of,) = course(con, scope(con, as_of="2025-04-30"), "KR1")
    assert of.ends_on == date(2025, 4, 30) + timedelta(days=731)
    assert of.plan[-1][0] == of.ends_on
    assert not of.forecast.ahead or of.forecast.ahead[-1].day <= of.ends_on
