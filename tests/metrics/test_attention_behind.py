"""Key results behind their plan, and falling ones. The usual objective runs through 2025, its metric from 0 to 100 on a straight line."""

from datetime import date, timedelta

import pytest

from metrics.attention import Kind, Rule
from tests.conftest import Board
from tests.metrics.attending import concerns, found, ids, weekly

JULY = "2025-07-01"  # 182 of 365 days: 49.86 are planned
WEEK = "2025-06-25..2025-07-01"
SUNDAYS = [date(2025, 6, 29) - timedelta(weeks=ago) for ago in range(12, -1, -1)]


def falls(*last: float) -> str:
    """A weekly metric that climbs two a week, give or take one, then ends as given."""
    climbing = [2.0 * nth + (1.0 if nth % 2 else 0.0) for nth in range(13 - len(last))]
    return weekly(zip(map(str, SUNDAYS), [*climbing, *last], strict=True))


def test_a_metric_further_behind_its_plan_than_the_threshold_is_told_with_its_gap(board: Board) -> None:
    con = board(kr_values=f"day | value \n {WEEK} | 20 \n 2025-07-02 | 90")
    (concern,) = found(con, Rule.BEHIND, as_of=JULY)
    assert (concern.kind, concern.id, concern.title, concern.metric_id, concern.objective_id) == (Kind.KR, "KR1", "More orders", "M1", "O1")
    assert concern.figures["gap"] == pytest.approx(182 / 365 - 0.20)
    assert (concern.figures["progress"], concern.figures["current"], concern.figures["fell"]) == (pytest.approx(0.2), 20, None)


def test_its_weight_is_the_gap_over_the_threshold_for_the_only_key_result(board: Board) -> None:
    con = board(kr_values=f"day | value \n {WEEK} | 20")
    assert found(con, Rule.BEHIND, as_of=JULY)[0].weight == pytest.approx((182 / 365 - 0.20) / 0.20)


@pytest.mark.parametrize("value", [30, 49, 60, 120], ids=["within the threshold", "nearly on plan", "ahead", "achieved"])
def test_one_within_the_threshold_is_not_told(board: Board, value: int) -> None:
    assert found(board(kr_values=f"day | value \n {WEEK} | {value}"), Rule.BEHIND, as_of=JULY) == []


def test_ended_objectives_and_those_not_begun_are_not_told(board: Board) -> None:
    con = board(
        objectives="""
            objective_id | starts_on  | ends_on
            O1           | 2025-01-01 | 2025-06-30
            O2           | 2025-07-02 | 2025-12-31
            O3           | 2025-01-01 | 2025-07-01
        """,
        key_results="kr_id | objective_id \n KR1 | O1 \n KR2 | O2 \n KR3 | O3",
        kr_metrics="metric_id | kr_id \n M1 | KR1 \n M2 | KR2 \n M3 | KR3",
        kr_values=f"metric_id | day | value \n M1 | {WEEK} | 1 \n M2 | {WEEK} | 1 \n M3 | {WEEK} | 1",
    )
    assert ids(concerns(con, as_of=JULY)) == ["KR3", "O3"]


def test_of_several_metrics_the_one_furthest_behind_is_told_and_the_others_counted(board: Board) -> None:
    con = board(
        kr_metrics="metric_id | name \n M1 | Orders \n M2 | Buyers \n M3 | Cities",
        kr_values=f"metric_id | day | value \n M1 | {WEEK} | 20 \n M2 | {WEEK} | 10 \n M3 | {WEEK} | 50",
    )
    (concern,) = found(con, Rule.BEHIND, as_of=JULY)
    assert (concern.metric_id, concern.figures["metric"], concern.figures["more"]) == ("M2", "Buyers", 1)


def test_a_limit_missed_by_more_than_still_is_behind_is_told(board: Board) -> None:
    con = board(
        kr_metrics="""
            metric_id | direction      | baseline | target
            M1        | maintain_below | 10       | 10
            M2        | maintain_below | 10       | 10
            M3        | maintain_above | 10       | 10
        """,
        kr_values=f"metric_id | day | value \n M1 | {WEEK} | 12 \n M2 | {WEEK} | 11 \n M3 | {WEEK} | 12",
    )
    (concern,) = found(con, Rule.BEHIND, as_of=JULY)
    assert (concern.metric_id, concern.figures["gap"], concern.figures["more"], concern.weight) == ("M1", None, 0, pytest.approx(2.0))


def test_what_is_at_risk_is_told_even_below_a_wider_threshold(board: Board) -> None:
    con = board(settings="name | value \n attention.behind_points | 0.9", kr_values=f"day | value \n {WEEK} | 20")
    assert [concern.weight for concern in found(con, Rule.BEHIND, as_of=JULY)] == [1.0]


def test_the_threshold_is_a_setting_with_versions(board: Board) -> None:
    board(kr_values=f"day | value \n {WEEK} | 35")
    con = board.then(settings="name | value \n attention.behind_points | 0.1")
    assert [ids(found(con, Rule.BEHIND, as_of=JULY, version=version)) for version in (board.store.version() - 1, None)] == [[], ["KR1"]]


def test_a_key_results_size_is_its_weight_and_its_objectives_one_an_average_one(board: Board) -> None:
    con = board(
        objectives="objective_id | weight \n O1 | 3 \n O2 | 1",
        key_results="kr_id | objective_id | weight \n KR1 | O1 | 2 \n KR2 | O1 | 1 \n KR3 | O2 |",
        kr_metrics="metric_id | kr_id \n M1 | KR1 \n M2 | KR2 \n M3 | KR3",
        kr_values="\n".join(["metric_id | day | value", *(f"M{n} | {WEEK} | 20" for n in (1, 2, 3))]),
    )
    beyond = (182 / 365 - 0.20) / 0.20
    weights = {concern.id: concern.weight for concern in found(con, Rule.BEHIND, as_of=JULY)}
    assert weights == pytest.approx({"KR1": beyond * 3 * 3 / 4 * 2 / 3, "KR2": beyond * 3 * 3 / 4 * 1 / 3, "KR3": beyond * 3 * 1 / 4})


METRIC = "every | target \n week | 40"


def test_a_metric_worse_two_weeks_running_is_told_with_its_three_values(board: Board) -> None:
    con = board(kr_metrics=METRIC, kr_values=falls(24, 21, 17))
    (concern,) = found(con, Rule.FALLING, as_of="2025-06-29")
    assert [concern.figures[name] for name in ("was", "between", "now")] == [24, 21, 17]
    assert concern.figures["fell"] == pytest.approx(7 / 40)


@pytest.mark.parametrize(
    "last",
    [(24, 17, 21), (17, 24, 21), (24, 23.9, 23.6), (21, 24, 27)],
    ids=["up again", "one week only", "less than the threshold", "rising"],
)
def test_one_that_did_not_fall_twice_or_hardly_at_all_is_not_told(board: Board, last: tuple[float, ...]) -> None:
    assert found(board(kr_metrics=METRIC, kr_values=falls(*last)), Rule.FALLING, as_of="2025-06-29") == []


def test_for_a_metric_that_has_to_decrease_rising_is_worse(board: Board) -> None:
    metric = "every | direction | baseline | target \n week | decrease | 40 | 0"
    values = [40 - 1.5 * nth - nth % 2 for nth in range(10)]
    rising = weekly(zip(map(str, SUNDAYS), [*values, 22, 25, 28], strict=True))
    assert ids(found(board(kr_metrics=metric, kr_values=rising), Rule.FALLING, as_of="2025-06-29")) == ["KR1"]
    still = weekly(zip(map(str, SUNDAYS), [*values, 22, 19, 15], strict=True))
    assert found(board(kr_metrics=metric, kr_values=still), Rule.FALLING, as_of="2025-06-29") == []


def test_a_metric_that_jumps_about_every_week_is_not_told(board: Board) -> None:
    values = [10, 20, 8, 22, 9, 21, 10, 20, 8, 22, 26, 22, 17]
    con = board(kr_metrics=METRIC, kr_values=weekly(zip(map(str, SUNDAYS), values, strict=True)))
    assert found(con, Rule.FALLING, as_of="2025-06-29") == []


def test_a_limit_that_is_kept_and_what_is_achieved_may_move(board: Board) -> None:
    con = board(kr_metrics="every | target \n week | 15", kr_values=falls(24, 21, 17))
    assert found(con, Rule.FALLING, as_of="2025-06-29") == []
    con = board(kr_metrics="every | direction | baseline | target \n week | maintain_above | 10 | 10", kr_values=falls(24, 21, 17))
    assert found(con, Rule.FALLING, as_of="2025-06-29") == []


def test_one_that_is_behind_and_falls_is_told_once_with_both(board: Board) -> None:
    con = board(kr_metrics="every | target \n week | 100", kr_values=falls(24, 21, 17))
    (concern,) = [concern for concern in concerns(con, as_of="2025-06-29") if concern.kind == Kind.KR]
    assert (concern.rule, concern.figures["fell"]) == (Rule.BEHIND, pytest.approx(0.07))


@pytest.mark.parametrize(("day", "is_told"), [("2025-07-06", True), ("2025-07-12", True), ("2025-07-13", False)])
def test_a_weekly_metric_is_told_as_long_as_its_last_value_is_current(board: Board, day: str, is_told: bool) -> None:
    con = board(kr_metrics=METRIC, kr_values=falls(24, 21, 17))
    assert bool(found(con, Rule.FALLING, as_of=day)) is is_told


def test_values_after_the_day_do_not_count(board: Board) -> None:
    con = board(kr_metrics=METRIC, kr_values=falls(24, 21, 17))
    assert found(con, Rule.FALLING, as_of="2025-06-28") == []
