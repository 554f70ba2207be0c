"""The status of a KR metric: the first rule that fits."""

import pytest

from metrics.status import Status, worst
from tests.conftest import Board
from tests.metrics.asking import figures

TEN_DAYS = "starts_on | ends_on \n 2025-09-01 | 2025-09-10"  # a tenth of the way is due each day


@pytest.mark.parametrize(
    ("value", "status"),
    [
        (101, "achieved"),
        (100, "achieved"),
        (99, "on_track"),
        (50, "on_track"),
        (49, "behind"),
        (25, "behind"),
        (24, "at_risk"),
        (-50, "at_risk"),
    ],
)
def test_a_metric_on_its_way_is_judged_by_its_gap_to_the_plan(board: Board, value: int, status: str) -> None:
    con = board(objectives=TEN_DAYS, kr_values=f"day | value \n 2025-09-05 | {value}")
    assert figures(con, "expected", "status", as_of="2025-09-05") == {"M1": (0.5, status)}


@pytest.mark.parametrize(
    ("direction", "target", "value", "status"),
    [
        ("maintain_above", 100, 100, "on_track"),
        ("maintain_above", 100, 120, "on_track"),
        ("maintain_above", 100, 90, "behind"),
        ("maintain_above", 100, 89, "at_risk"),
        ("maintain_below", 100, 100, "on_track"),
        ("maintain_below", 100, 0, "on_track"),
        ("maintain_below", 100, 110, "behind"),
        ("maintain_below", 100, 111, "at_risk"),
        ("maintain_above", -20, -22, "behind"),
        ("maintain_above", -20, -23, "at_risk"),
        ("maintain_below", -20, -18, "behind"),
        ("maintain_below", 0, 0, "on_track"),
        ("maintain_below", 0, 1, "at_risk"),
    ],
)
def test_a_limit_is_kept_or_missed_by_little_or_by_much(board: Board, direction: str, target: int, value: int, status: str) -> None:
    con = board(
        kr_metrics=f"direction | baseline | target \n {direction} | 5 | {target}",
        kr_values=f"day | value \n 2025-09-05 | {value}",
    )
    assert figures(con, "status", as_of="2025-09-05") == {"M1": status}


def test_a_limit_that_equals_its_baseline_is_judged_as_a_limit(board: Board) -> None:
    con = board(
        kr_metrics="direction | baseline | target \n maintain_above | 95 | 95",
        kr_values="day | value \n 2025-09-05 | 96",
    )
    assert figures(con, "status", as_of="2025-09-05") == {"M1": "on_track"}


def test_the_first_rule_that_fits_decides(board: Board) -> None:
    """Each metric fits its rule and all that come after it could."""
    con = board(
        objectives="""
            objective_id | starts_on  | ends_on
            running      | 2025-09-01 | 2025-09-30
            future       | 2025-09-09 | 2025-09-30
        """,
        key_results="kr_id | objective_id \n now | running \n later | future",
        kr_metrics="""
            metric_id   | kr_id | direction      | baseline | target
            future      | later | maintain_above | 5        | 5
            no_data     | now   | maintain_above | 5        | 5
            stale       | now   | maintain_above | 5        | 5
            limit       | now   | maintain_above | 5        | 5
            undefined   | now   | increase       | 5        | 5
            achieved    | now   | increase       | 0        | 5
        """,
        kr_values="""
            metric_id | day        | value
            future    | 2025-09-08 | 0
            no_data   | 2025-09-09 | 0
            stale     | 2025-09-01 | 0
            limit     | 2025-09-08 | 0
            undefined | 2025-09-08 | 9
            achieved  | 2025-09-08 | 9
        """,
    )
    assert figures(con, "status", as_of="2025-09-08") == {
        "future": "not_started",
        "no_data": "no_data",
        "stale": "stale",
        "limit": "at_risk",
        "undefined": "undefined",
        "achieved": "achieved",
    }


@pytest.mark.parametrize(("every", "status"), [("day", "stale"), ("week", "on_track")])
def test_a_metric_is_stale_when_it_has_no_current_value(board: Board, every: str, status: str) -> None:
    con = board(kr_metrics=f"every \n {every}", kr_values="day | value \n 2025-09-01 | 99")
    assert figures(con, "status", as_of="2025-09-08") == {"M1": status}


def test_on_the_day_it_starts_a_metric_has_started(board: Board) -> None:
    con = board(objectives=TEN_DAYS, kr_metrics="metric_id \n M1")
    assert figures(con, "status", as_of="2025-08-31") == {"M1": "not_started"}
    assert figures(con, "status", as_of="2025-09-01") == {"M1": "no_data"}


def test_early_in_a_period_nothing_is_at_risk_by_the_gap_alone(board: Board) -> None:
    con = board(objectives="starts_on | ends_on \n 2025-09-01 | 2025-09-30", kr_values="day | value \n 2025-09-01..2025-09-30 | 0")
    days = {"2025-09-07": "behind", "2025-09-08": "at_risk"}
    assert {day: figures(con, "status", as_of=day)["M1"] for day in days} == days


def test_the_cut_offs_are_settings_of_the_store_kept_with_versions(board: Board) -> None:
    metrics = """
        metric_id | direction      | baseline | target
        way       | increase       | 0        | 100
        limit     | maintain_above | 0        | 100
    """
    values = "metric_id | day | value \n way | 2025-09-05 | 20 \n limit | 2025-09-05 | 80"
    con = board(objectives=TEN_DAYS, kr_metrics=metrics, kr_values=values)
    before = board.store.version()
    con = board.then(settings="name | value \n status.behind_gap | 0.3 \n status.maintain_miss | 0.2")
    assert figures(con, "status", as_of="2025-09-05") == {"way": "behind", "limit": "behind"}
    assert figures(con, "status", as_of="2025-09-05", version=before) == {"way": "at_risk", "limit": "at_risk"}


def test_of_several_statuses_the_worst_is_shown() -> None:
    order = ["at_risk", "behind", "stale", "no_data", "undefined", "on_track", "achieved", "not_started"]
    assert [worst(reversed(order[n:])) for n in range(len(order))] == order
    assert worst([None, Status.ACHIEVED, None]) == "achieved"
    assert worst([None]) is None
