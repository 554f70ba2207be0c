"""Month attainment: how much of the way to each month's target was done, and which months a metric has."""

from datetime import date
from typing import Any

import pytest

from metrics.campaigns.breakdown import MetricPlan, breakdown
from metrics.campaigns.months import SHOWN_MONTHS, months_between, shown_months
from tests.conftest import Board
from tests.metrics.asking import scope

CAMPAIGN = "campaign_id | title \n C1 | Sale"
SPRING = "objective_id | campaign_id | starts_on | ends_on \n O1 | C1 | 2025-03-01 | 2025-05-31"


def planned(board: Board, *, as_of: str, objectives: str = SPRING, **tables: str) -> MetricPlan:
    """The only metric of the campaign's only key result."""
    con = board(campaigns=CAMPAIGN, objectives=objectives, **tables)
    found = breakdown(con, scope(con, as_of=as_of), "C1")
    assert found is not None
    (metric,) = found.parts[0].objectives[0].krs[0].metrics
    return metric


def cells(metric: MetricPlan, *names: str) -> dict[str, Any]:
    """A field of each month's cell, or several, by the month."""
    found = {f"{cell.month:%Y-%m}": tuple(getattr(cell, name) for name in names) for cell in metric.months}
    return {month: values[0] if len(names) == 1 else values for month, values in found.items()}


def test_a_month_that_is_over_is_read_on_its_last_day_this_month_on_the_day_asked_about_and_none_ahead(board: Board) -> None:
    metric = planned(
        board,
        as_of="2025-04-10",
        kr_monthly_targets="month | target \n 2025-03 | 40 \n 2025-04 | 60 \n 2025-05 | 90",
        kr_values="""
            day                    | value
            2025-03-24             | 1000
            2025-03-25..2025-03-31 | 30
            2025-04-01..2025-04-03 | 1000
            2025-04-04..2025-04-10 | 45
            2025-04-11             | 1000
        """,
    )
    assert cells(metric, "phase", "target", "actual", "month_attainment", "days") == {
        "2025-03": ("past", 40, 30, 30 / 40, 7),
        "2025-04": ("now", 60, 45, 45 / 60, 7),
        "2025-05": ("ahead", 90, None, None, None),
    }
    assert cells(metric, "since", "until")["2025-03"] == (date(2025, 3, 25), date(2025, 4, 1))


def test_attainment_is_counted_from_the_baseline_whichever_way_is_better_and_isnt_clamped(board: Board) -> None:
    metric = planned(
        board,
        as_of="2025-05-31",
        kr_metrics="direction | baseline | target \n decrease | 50 | 20",
        kr_monthly_targets="month | target \n 2025-03 | 40 \n 2025-04 | 30 \n 2025-05 | 20",
        kr_values="day | value \n 2025-03-31 | 45 \n 2025-04-30 | 60 \n 2025-05-31 | 5",
    )
    assert cells(metric, "month_attainment") == {"2025-03": 0.5, "2025-04": -0.5, "2025-05": 1.5}


@pytest.mark.parametrize(
    ("metric", "target"),
    [
        ("increase | 10 | 100", "10"),  # the month's target is the baseline
        ("increase | 10 | 10", "40"),  # so is the metric's own: it has no progress
        ("maintain_above | 10 | 40", "40"),
        ("maintain_below | 10 | 40", "40"),
    ],
)
def test_where_there_is_no_way_to_go_there_is_no_attainment(board: Board, metric: str, target: str) -> None:
    plan = planned(
        board,
        as_of="2025-03-31",
        kr_metrics=f"direction | baseline | target \n {metric}",
        kr_monthly_targets=f"month | target \n 2025-03 | {target}",
        kr_values="day | value \n 2025-03-31 | 30",
    )
    assert cells(plan, "actual", "month_attainment")["2025-03"] == (30, None)


def test_a_limit_to_keep_says_by_its_status_whether_it_was_kept_at_the_months_end(board: Board) -> None:
    plan = planned(
        board,
        as_of="2025-05-31",
        kr_metrics="direction | baseline | target \n maintain_below | 10 | 20",
        kr_values="day | value \n 2025-03-31 | 20 \n 2025-04-30 | 22 \n 2025-05-31 | 30",
    )
    assert cells(plan, "status") == {"2025-03": "on_track", "2025-04": "behind", "2025-05": "at_risk"}


def test_a_month_without_a_target_of_its_own_has_an_actual_and_no_attainment(board: Board) -> None:
    metric = planned(board, as_of="2025-03-31", kr_values="day | value \n 2025-03-31 | 30")
    assert cells(metric, "target", "actual", "month_attainment")["2025-03"] == (None, 30, None)


def test_a_month_without_values_has_neither_and_is_not_zero(board: Board) -> None:
    metric = planned(
        board,
        as_of="2025-05-31",
        kr_monthly_targets="month | target \n 2025-03 | 40 \n 2025-04 | 60 \n 2025-05 | 90",
        kr_values="day | value \n 2025-03-31 | 30 \n 2025-04-23 | 50 \n 2025-05-31 | 0",
    )
    assert cells(metric, "actual", "month_attainment", "days", "since") == {
        "2025-03": (30, 0.75, 1, date(2025, 3, 25)),
        "2025-04": (None, None, 0, None),
        "2025-05": (0, 0, 1, date(2025, 5, 25)),
    }


@pytest.mark.parametrize(
    ("every", "march", "april"), [("week", 12, None), ("month", 12, 12)], ids=["weekly: not after 13 days", "monthly: not after 61 days"]
)
def test_a_weekly_or_monthly_metric_counts_with_its_latest_value_unless_that_is_too_old(
    board: Board, every: str, march: float, april: float | None
) -> None:
    metric = planned(
        board,
        as_of="2025-05-31",
        kr_metrics=f"direction | baseline | target | every \n increase | 0 | 100 | {every}",
        kr_values="day | value \n 2025-03-11 | 99 \n 2025-03-18 | 12",
    )
    assert cells(metric, "actual") == {"2025-03": march, "2025-04": april, "2025-05": None}
    assert cells(metric, "since", "until")["2025-03"] == (date(2025, 3, 18), date(2025, 3, 19))


def test_a_period_that_starts_and_ends_in_the_middle_of_a_month_has_these_months_and_is_read_no_later_than_its_end(board: Board) -> None:
    metric = planned(
        board,
        as_of="2025-08-01",
        objectives="objective_id | campaign_id | starts_on | ends_on \n O1 | C1 | 2025-03-20 | 2025-05-10",
        kr_monthly_targets="month | target \n 2025-03 | 10 \n 2025-04 | 20 \n 2025-05 | 50",
        kr_values="day | value \n 2025-03-31 | 5 \n 2025-04-30 | 10 \n 2025-05-10 | 25 \n 2025-05-11..2025-05-31 | 1000",
    )
    assert cells(metric, "phase", "actual", "month_attainment") == {
        "2025-03": ("past", 5, 0.5),
        "2025-04": ("past", 10, 0.5),
        "2025-05": ("past", 25, 0.5),
    }


def test_on_the_last_day_of_a_month_it_is_still_this_month(board: Board) -> None:
    metric = planned(board, as_of="2025-03-31", kr_values="day | value \n 2025-03-31 | 30")
    assert cells(metric, "phase") == {"2025-03": "now", "2025-04": "ahead", "2025-05": "ahead"}


def test_targets_of_months_outside_the_period_are_listed_and_have_no_cell(board: Board) -> None:
    metric = planned(
        board,
        as_of="2025-03-31",
        kr_monthly_targets="month | target \n 2025-06 | 7 \n 2025-02 | 5 \n 2025-03 | 40",
        kr_values="day | value \n 2025-02-28 | 3 \n 2025-03-31 | 30",
    )
    assert metric.outside == ((date(2025, 2, 1), 5), (date(2025, 6, 1), 7))
    assert list(cells(metric, "target").items()) == [("2025-03", 40), ("2025-04", None), ("2025-05", None)]


def test_a_period_without_a_real_end_has_two_years_of_months_on_either_side_of_the_day(board: Board) -> None:
    metric = planned(
        board,
        as_of="2025-03-31",
        objectives="objective_id | campaign_id | starts_on | ends_on \n O1 | C1 | 1999-01-01 | 2999-12-31",
        kr_monthly_targets="month | target \n 2030-01 | 7 \n 1998-12 | 5",
        kr_values="day | value \n 2025-03-31 | 30",
    )
    assert [metric.months[0].month, metric.months[-1].month] == [date(2023, 3, 1), date(2027, 3, 1)]
    assert len(metric.months) == 2 * SHOWN_MONTHS + 1
    assert (metric.unshown, metric.outside) == (((date(2030, 1, 1), 7),), ((date(1998, 12, 1), 5),))


def test_the_months_shown_reach_from_the_earliest_start_to_the_latest_end() -> None:
    periods = [(date(2025, 3, 20), date(2025, 4, 1)), (date(2025, 2, 28), date(2025, 3, 1))]
    assert shown_months(periods, date(2020, 1, 1)) == (date(2025, 2, 1), date(2025, 3, 1), date(2025, 4, 1))
    assert shown_months([], date(2025, 1, 1)) == ()
    assert months_between(date(2024, 12, 31), date(2025, 1, 1)) == (date(2024, 12, 1), date(2025, 1, 1))
