"""What a KR metric is read as: its 7-day average, its latest and current value, and its change."""

from datetime import date

import pytest

from tests.conftest import Board
from tests.metrics.asking import figures, okr_row


def test_the_worked_example_of_the_definition(board: Board) -> None:
    con = board(
        kr_metrics="baseline | target \n 1,500 | 2,000",
        kr_values="""
            day                    | value
            2025-09-01..2025-09-07 | 1,497.7
            2025-09-08..2025-09-14 | 1,600
        """,
    )
    row = okr_row(con, as_of="2025-09-14")
    assert row.wow is not None
    assert round(row.wow * 100, 2) == 6.83
    assert row.progress == pytest.approx(0.20)


def test_avg_7d_is_the_mean_of_the_day_and_the_six_before(board: Board) -> None:
    con = board(
        kr_values="""
            day        | value
            2025-09-01 | 1000
            2025-09-02 | 7
            2025-09-08 | 21
            2025-09-09 | 1000
        """
    )
    assert figures(con, "avg_7d", "days_7d", as_of="2025-09-08") == {"M1": (14.0, 2)}


def test_days_without_a_value_do_not_count_as_zero(board: Board) -> None:
    con = board(kr_values="day | value \n 2025-09-02 | 0 \n 2025-09-06 | 9")
    assert figures(con, "avg_7d", "days_7d", as_of="2025-09-08") == {"M1": (4.5, 2)}


def test_values_of_other_metrics_do_not_count(board: Board) -> None:
    con = board(
        kr_metrics="metric_id \n M1 \n M2",
        kr_values="""
            metric_id | day        | value
            M1        | 2025-09-08 | 1
            M2        | 2025-09-08 | 3
            GHOST     | 2025-09-08 | 5
        """,
    )
    assert figures(con, "avg_7d", as_of="2025-09-08") == {"M1": 1.0, "M2": 3.0}


def test_without_values_days_7d_is_zero_and_the_rest_is_null(board: Board) -> None:
    con = board(kr_metrics="metric_id \n M1")
    row = okr_row(con, as_of="2025-09-08")
    assert (row.days_7d, row.days_prev_7d) == (0, 0)
    assert (row.latest, row.latest_on, row.avg_7d, row.current, row.wow, row.progress) == (None,) * 6


def test_a_kr_without_metrics_still_has_its_row_with_nulls(board: Board) -> None:
    con = board(
        key_results="""
            kr_id | title | owner | business_module
            KR1   | More  | Li    | Checkout
        """
    )
    row = okr_row(con, as_of="2025-09-08")
    assert (row.kr_id, row.kr_title, row.owner, row.business_module) == ("KR1", "More", "Li", "Checkout")
    assert row[row._fields.index("metric_id") :] == (None,) * 19


def test_latest_is_the_last_value_up_to_the_day_with_its_day(board: Board) -> None:
    con = board(
        kr_values="""
            day        | value
            2025-03-01 | 5
            2025-02-01 | 9
            2025-09-09 | 7
        """
    )
    assert figures(con, "latest", "latest_on", as_of="2025-09-08") == {"M1": (5.0, date(2025, 3, 1))}


def test_current_of_a_daily_metric_is_its_average_and_null_without_a_value_in_seven_days(board: Board) -> None:
    con = board(kr_values="day | value \n 2025-09-02 | 4 \n 2025-09-03 | 8")
    assert figures(con, "current", as_of="2025-09-08") == {"M1": 6.0}
    assert figures(con, "current", as_of="2025-09-10") == {"M1": None}


@pytest.mark.parametrize(
    ("every", "age", "current"),
    [("week", 13, 5.0), ("week", 14, None), ("月", 61, 5.0), ("month", 62, None), ("", 6, 5.0), ("day", 7, None)],
)
def test_current_of_a_weekly_or_monthly_metric_is_its_latest_value_while_it_is_fresh(
    board: Board, every: str, age: int, current: float | None
) -> None:
    con = board(
        kr_metrics=f"every \n {every}" if every else "metric_id \n M1",
        kr_values="""
            day        | value
            2025-06-01 | 1
            2025-07-01 | 5
        """,
    )
    as_of = date.fromordinal(date(2025, 7, 1).toordinal() + age)
    assert figures(con, "current", as_of=str(as_of)) == {"M1": current}


def test_current_of_a_weekly_metric_is_the_latest_value_though_others_lie_in_the_same_week(board: Board) -> None:
    con = board(kr_metrics="every \n week", kr_values="day | value \n 2025-09-05 | 10 \n 2025-09-08 | 40")
    assert figures(con, "current", "avg_7d", as_of="2025-09-08") == {"M1": (40.0, 25.0)}


def test_wow_of_a_daily_metric_compares_its_average_with_that_of_seven_days_before(board: Board) -> None:
    con = board(
        kr_values="""
            day        | value
            2025-09-01 | 1000
            2025-09-02 | 10
            2025-09-08 | 30
            2025-09-09 | 25
            2025-09-16 | 1000
        """
    )
    assert figures(con, "wow", "days_prev_7d", as_of="2025-09-15") == {"M1": (0.25, 2)}


def test_wow_is_relative_to_the_size_of_what_it_is_compared_with(board: Board) -> None:
    con = board(kr_values="day | value \n 2025-09-01 | -10 \n 2025-09-08 | -5")
    assert figures(con, "wow", as_of="2025-09-08") == {"M1": -5 / -10}


@pytest.mark.parametrize(
    ("values", "why"),
    [
        ("2025-09-08 | 5", "nothing in the seven days before"),
        ("2025-09-01 | 5", "nothing in the last seven days"),
        ("2025-09-01 | 0 \n 2025-09-08 | 5", "zero before"),
        ("2025-08-31 | -5 \n 2025-09-01 | 5 \n 2025-09-08 | 5", "zero on average before"),
        ("2025-08-25 | 5 \n 2025-09-08 | 5", "the value before is older than the seven days before"),
    ],
    ids=lambda text: text if "|" not in text else "",
)
def test_wow_of_a_daily_metric_is_null_where_there_is_nothing_to_compare(board: Board, values: str, why: str) -> None:
    con = board(kr_values=f"day | value \n {values}")
    assert figures(con, "wow", as_of="2025-09-08") == {"M1": None}, why


def test_wow_of_a_weekly_metric_is_the_change_of_its_latest_value_against_the_one_before_however_old(board: Board) -> None:
    con = board(
        kr_metrics="every \n week",
        kr_values="""
            day        | value
            2025-05-01 | 1000
            2025-06-01 | 8
            2025-09-01 | 10
            2025-09-09 | 1000
        """,
    )
    assert figures(con, "wow", "days_prev_7d", as_of="2025-09-08") == {"M1": (0.25, 1)}


@pytest.mark.parametrize(
    ("values", "why"),
    [
        ("2025-09-08 | 5", "no value before"),
        ("2025-09-01 | 0 \n 2025-09-08 | 5", "zero before"),
        ("2025-08-24 | 5 \n 2025-08-25 | 6", "no current value"),
    ],
    ids=["none before", "zero before", "stale"],
)
def test_wow_of_a_weekly_metric_is_null_where_there_is_nothing_to_compare(board: Board, values: str, why: str) -> None:
    con = board(kr_metrics="every \n week", kr_values=f"day | value \n {values}")
    assert figures(con, "wow", as_of="2025-09-08") == {"M1": None}, why


def test_wow_of_a_monthly_metric_is_null(board: Board) -> None:
    con = board(
        kr_metrics="every \n month",
        kr_values="""
            day        | value
            2025-09-01 | 4
            2025-09-08 | 5
        """,
    )
    assert figures(con, "wow", "current", as_of="2025-09-08") == {"M1": (None, 5.0)}
