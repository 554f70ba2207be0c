"""Days counted in workdays: weekends and China's public holidays off, make-up days on."""

import pytest

from metrics.filters import freshness
from tests.conftest import Board
from tests.metrics.asking import scope, whole


def workdays(board: Board, created: str, released: str) -> float | None:
    con = board(requirements=f"created_at | released_at \n {created} | {released}")
    return whole(con, days="workday", as_of="2031-01-01", since="2000-01-01").cycle_mean_days


@pytest.mark.parametrize(
    ("created", "released", "expected"),
    [
        ("2025-09-01 12:00:00", "2025-09-03 18:00:00", 2.25),
        ("2025-09-05 12:00:00", "2025-09-08 12:00:00", 1.0),
        ("2025-09-06 12:00:00", "2025-09-08 06:00:00", 0.25),
        ("2025-09-05 18:00:00", "2025-09-07 23:00:00", 0.25),
        ("2025-09-06 01:00:00", "2025-09-07 23:00:00", 0.0),
        ("2025-09-01 00:00:00", "2025-09-15 00:00:00", 10.0),
    ],
    ids=["within a week", "over a weekend", "raised on Saturday", "released on Sunday", "weekend alone", "two weeks"],
)
def test_only_seconds_on_workdays_count(board: Board, created: str, released: str, expected: float) -> None:
    assert workdays(board, created, released) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("created", "released", "expected"),
    [("2025-09-05", "2025-09-08 09:00:00", 1.0), ("2025-09-06 09:00:00", "2025-09-08", 0.0), ("2025-09-01", "2025-09-08", 5.0)],
)
def test_a_pair_with_a_side_without_time_counts_the_workdays_from_the_first_day_to_before_the_last(
    board: Board, created: str, released: str, expected: float
) -> None:
    assert workdays(board, created, released) == expected


def test_the_spring_festival_is_off_and_the_weekend_worked_instead_is_on(board: Board) -> None:
    """In 2025 the holiday went from Tuesday 28 January to Tuesday 4 February; 26 January and 8 February were worked instead."""
    assert workdays(board, "2025-01-25 00:00:00", "2025-01-26 00:00:00") == 0.0, "a usual Saturday"
    assert workdays(board, "2025-01-26 00:00:00", "2025-01-27 00:00:00") == 1.0, "a Sunday worked instead"
    assert workdays(board, "2025-01-28 00:00:00", "2025-02-05 00:00:00") == 0.0, "the holiday"
    assert workdays(board, "2025-01-24 12:00:00", "2025-02-10 12:00:00") == 0.5 + 2 + 3 + 1 + 0.5


def test_national_day_is_off_though_it_is_a_wednesday(board: Board) -> None:
    assert workdays(board, "2025-09-30 00:00:00", "2025-10-09 00:00:00") == 1.0


def test_fourteen_days_are_fourteen_workdays_when_workdays_are_counted(board: Board) -> None:
    con = board(requirements="created_at | released_at \n 2025-09-01 | 2025-09-19 \n 2025-09-01 | 2025-09-22")
    calendar, workday = (whole(con, as_of="2025-09-30", since="2025-09-01", days=kind) for kind in ("calendar", "workday"))
    assert (calendar.cycle_within_14d_share, workday.cycle_within_14d_share) == (0.0, 0.5)
    assert (calendar.cycle_p50_days, workday.cycle_p50_days) == (19.5, 14.5)


def test_a_year_the_calendar_does_not_know_has_weekends_only_and_says_so(board: Board) -> None:
    assert workdays(board, "2030-09-27 00:00:00", "2030-10-08 00:00:00") == 7.0, "no National Day"
    con = board.store.cursor()
    asked = {"as_of": "2030-12-31", "since": "2025-01-01"}
    assert freshness(con, scope(con, days="workday", **asked)).holidays_unknown == [2027, 2028, 2029, 2030]
    assert freshness(con, scope(con, days="workday", as_of="2025-12-31", since="2025-01-01")).holidays_unknown == []
    assert freshness(con, scope(con, **asked)).holidays_unknown == [2027, 2028, 2029, 2030], "workdays stand beside calendar days"
