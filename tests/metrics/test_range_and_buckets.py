"""Which part of time the boards count, and how it is cut."""

from datetime import date

import pytest

from metrics.scope import ReversedRange
from tests.conftest import Board
from tests.metrics.asking import buckets, per_bucket, scope, whole


def span(board: Board, **choices: str) -> tuple[date, date]:
    asked = scope(board.store.cursor(), **choices)
    return asked.since, asked.until


def test_the_default_range_begins_with_the_earliest_objective_whose_period_holds_the_day(board: Board) -> None:
    board(
        objectives="""
            objective_id | starts_on  | ends_on
            later        | 2025-07-01 | 2025-12-31
            earliest     | 2025-04-01 | 2025-09-10
            over         | 2025-01-01 | 2025-09-09
            not begun    | 2025-09-11 | 2025-12-31
        """
    )
    assert span(board, as_of="2025-09-10") == (date(2025, 4, 1), date(2025, 9, 11))
    assert span(board, as_of="2025-09-11") == (date(2025, 7, 1), date(2025, 9, 12))


def test_without_a_running_objective_the_default_range_begins_ninety_days_before(board: Board) -> None:
    board(objectives="starts_on | ends_on \n 2025-01-01 | 2025-08-31")
    assert span(board, as_of="2025-09-10") == (date(2025, 6, 12), date(2025, 9, 11))


def test_a_missing_end_is_filled_from_the_default(board: Board) -> None:
    board(objectives="starts_on | ends_on \n 2025-07-01 | 2025-12-31")
    assert span(board, as_of="2025-09-10", since="2025-09-01") == (date(2025, 9, 1), date(2025, 9, 11))
    assert span(board, as_of="2025-09-10", until="2025-08-01") == (date(2025, 7, 1), date(2025, 8, 1))


def test_a_range_is_cut_at_the_end_of_the_day(board: Board) -> None:
    board(requirements="released_at \n 2025-09-10 23:59:59 \n 2025-09-11")
    assert span(board, as_of="2025-09-10", since="2025-09-01", until="2025-10-01") == (date(2025, 9, 1), date(2025, 9, 11))
    assert whole(board.store.cursor(), as_of="2025-09-10", since="2025-09-01", until="2025-10-01").delivered == 1


def test_a_range_whose_chosen_ends_are_reversed_is_refused(board: Board) -> None:
    con = board(requirements="released_at \n 2025-09-10")
    with pytest.raises(ReversedRange):
        scope(con, since="2025-09-02", until="2025-09-01")


@pytest.mark.parametrize(
    "choices",
    [
        {"since": "2025-09-11"},
        {"since": "2025-09-11", "until": "2025-09-30"},
        {"since": "2025-09-01", "until": "2025-09-01"},
        {"until": "2025-01-01"},
    ],
    ids=["begins after the day", "lies after the day", "ends where it begins", "ends before the default begins"],
)
def test_a_range_without_a_day_is_empty_not_reversed(board: Board, choices: dict[str, str]) -> None:
    con = board(requirements="released_at \n 2025-09-01 \n 2025-09-10 \n 2025-09-11")
    assert buckets(con, as_of="2025-09-10", **choices) == []


def test_a_range_holds_its_first_moment_and_not_its_last(board: Board) -> None:
    con = board(
        requirements="""
            released_at
            2025-08-31 23:59:59
            2025-09-01
            2025-09-01 00:00:00
            2025-09-07 23:59:59.999999
            2025-09-07
            2025-09-08 00:00:00
            2025-09-08
        """
    )
    assert whole(con, as_of="2025-09-30", since="2025-09-01", until="2025-09-08").delivered == 4


@pytest.mark.parametrize(
    ("bucket", "expected"),
    [
        ("day", [("2025-08-31", "2025-09-01", True), ("2025-09-01", "2025-09-02", True)]),
        ("week", [("2025-08-25", "2025-09-01", False), ("2025-09-01", "2025-09-08", False)]),
        ("month", [("2025-08-01", "2025-09-01", False), ("2025-09-01", "2025-10-01", False)]),
        ("quarter", [("2025-07-01", "2025-10-01", False)]),
        ("range", [("2025-08-31", "2025-09-02", True)]),
    ],
)
def test_a_bucket_tells_its_whole_bounds_and_weeks_start_on_monday(board: Board, bucket: str, expected: list[tuple[str, str, bool]]) -> None:
    con = board(requirements="released_at \n 2025-09-01")
    found = buckets(con, bucket=bucket, as_of="2025-10-31", since="2025-08-31", until="2025-09-02")
    assert [(str(each.period), str(each.until), each.complete) for each in found] == expected


def test_the_default_bucket_is_the_week(board: Board) -> None:
    con = board(requirements="released_at \n 2025-09-01")
    assert list(per_bucket(con, "delivered", as_of="2025-09-10", since="2025-08-31")) == ["2025-08-25", "2025-09-01", "2025-09-08"]


@pytest.mark.parametrize(
    ("bucket", "since", "firsts"),
    [
        ("month", "2024-12-15", ["2024-12-01", "2025-01-01", "2025-02-01"]),
        ("quarter", "2024-09-30", ["2024-07-01", "2024-10-01", "2025-01-01"]),
        ("week", "2025-01-25", ["2025-01-20", "2025-01-27"]),
    ],
)
def test_buckets_go_on_over_the_turn_of_the_year(board: Board, bucket: str, since: str, firsts: list[str]) -> None:
    con = board(requirements="created_at \n 2024-01-01")
    assert list(per_bucket(con, "delivered", bucket=bucket, as_of="2025-02-01", since=since)) == firsts


@pytest.mark.parametrize(
    ("since", "until", "as_of", "complete"),
    [
        ("2025-09-01", "2025-09-08", "2025-09-07", True),
        ("2025-09-01", "2025-09-08", "2025-09-06", False),
        ("2025-09-02", "2025-09-08", "2025-09-30", False),
        ("2025-09-01", "2025-09-07", "2025-09-30", False),
    ],
    ids=["whole and over at the day", "not over at the day", "begins before the range", "ends after the range"],
)
def test_a_bucket_is_complete_if_it_lies_whole_in_the_range_and_is_over(board: Board, since: str, until: str, as_of: str, complete: bool) -> None:
    con = board(requirements="released_at \n 2025-09-03")
    (week,) = buckets(con, bucket="week", since=since, until=until, as_of=as_of)
    assert week.complete is complete


def test_a_range_cut_by_the_day_is_complete_as_one_bucket(board: Board) -> None:
    """The whole range is what is left of it at the day."""
    con = board(requirements="released_at \n 2025-09-03")
    period = whole(con, since="2025-09-01", until="2025-10-01", as_of="2025-09-10")
    assert (period.period, period.until, period.complete) == (date(2025, 9, 1), date(2025, 9, 11), True)


def test_facts_outside_the_range_do_not_count_in_its_first_and_last_bucket(board: Board) -> None:
    con = board(
        requirements="""
            released_at
            2025-09-02
            2025-09-03
            2025-09-09
            2025-09-10
        """,
        bugs="""
            environment | created_at | status   | resolved_at
            online      | 2025-09-02 | resolved | 2025-09-02
            online      | 2025-09-03 | resolved | 2025-09-09
            online      | 2025-09-10 | resolved | 2025-09-10
        """,
    )
    names = ("delivered", "online_issues", "valid_bugs", "resolved_bugs", "open_bugs")
    assert per_bucket(con, *names, as_of="2025-09-30", since="2025-09-03", until="2025-09-10") == {
        "2025-09-01": (1, 1, 1, 0, 1),
        "2025-09-08": (1, 0, 0, 1, 0),
    }


def test_every_bucket_of_the_range_has_a_row_even_with_nothing_in_it(board: Board) -> None:
    con = board(requirements="released_at \n 2025-09-01 \n 2025-09-15")
    assert per_bucket(con, "delivered", "okr_share", "cycle_p50_days", "cycle_n", as_of="2025-09-15", since="2025-09-01") == {
        "2025-09-01": (1, 0.0, 243.0, 1),
        "2025-09-08": (0, None, None, 0),
        "2025-09-15": (1, 0.0, 257.0, 1),
    }
