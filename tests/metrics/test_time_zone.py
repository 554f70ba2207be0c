"""Days begin by the clock of the business time zone."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from data.settings import time_zone
from data.store import open_store
from tests.conftest import Board
from tests.metrics.asking import per_bucket, whole


def test_moments_with_an_offset_fall_on_the_business_day(board: Board) -> None:
    con = board(
        requirements="""
            created_at | released_at
            2025-08-01 | 2025-08-31T15:59:59Z
            2025-08-01 | 2025-08-31T16:00:00Z
            2025-08-01 | 2025-09-01T15:59:59+00:00
            2025-08-01 | 2025-09-01T16:00:00Z
            2025-08-01 | 2025-09-01 11:59:59-04:00
            2025-08-01 | 2025-09-01 23:59:59
        """
    )
    assert per_bucket(con, "delivered", bucket="day", since="2025-08-31", as_of="2025-09-02") == {
        "2025-08-31": 1,
        "2025-09-01": 4,
        "2025-09-02": 1,
    }


def test_a_day_without_time_is_that_day_everywhere(board: Board) -> None:
    con = board(
        requirements="created_at | released_at \n 2025-08-31 | 2025-09-01",
        bugs="created_at | status | resolved_at \n 2025-08-31 | resolved | 2025-09-01",
    )
    names = ("delivered", "valid_bugs", "resolved_bugs", "open_bugs")
    assert per_bucket(con, *names, bucket="day", since="2025-08-31", as_of="2025-09-01") == {
        "2025-08-31": (0, 1, 0, 1),
        "2025-09-01": (1, 0, 1, 0),
    }


@pytest.fixture
def new_york(monkeypatch: pytest.MonkeyPatch) -> Iterator[Board]:
    monkeypatch.setenv("GOALBOARD_TIMEZONE", "America/New_York")
    time_zone.cache_clear()
    store = open_store(Path(":memory:"))
    yield Board(store)
    store.close()
    monkeypatch.undo()
    time_zone.cache_clear()


def test_another_business_time_zone_cuts_days_by_its_own_clock_and_its_summer_time(new_york: Board) -> None:
    con = new_york(
        requirements="""
            created_at           | released_at
            2025-11-01 12:00:00  | 2025-11-02 12:00:00
            2025-11-03T04:59:59Z | 2025-11-03T04:59:59Z
            2025-11-03T05:00:00Z | 2025-11-03T05:00:00Z
        """
    )
    assert per_bucket(con, "delivered", "cycle_mean_days", bucket="day", since="2025-11-02", as_of="2025-11-03") == {
        "2025-11-02": (2, (25 / 24 + 0) / 2),
        "2025-11-03": (1, 0.0),
    }


def test_workdays_are_counted_over_a_change_of_the_clock(new_york: Board) -> None:
    """The clock goes back on Sunday 2 November 2025, which is no workday."""
    con = new_york(requirements="created_at | released_at \n 2025-10-31 12:00:00 | 2025-11-03 12:00:00")
    assert whole(con, days="workday", since="2025-11-01", as_of="2025-11-30").cycle_mean_days == pytest.approx(1.0)
