"""What key results and objectives add up to."""

import pytest

from metrics.goals import objectives
from tests.conftest import Board
from tests.metrics.asking import figures, objective_row, okr_rows, scope, work

TEN_DAYS = "starts_on | ends_on \n 2025-09-01 | 2025-09-10"


def test_kr_progress_is_the_mean_of_its_metrics_each_clamped(board: Board) -> None:
    con = board(
        objectives=TEN_DAYS,
        kr_metrics="metric_id \n soars \n falls \n half",
        kr_values="""
            metric_id | day        | value
            soars     | 2025-09-05 | 300
            falls     | 2025-09-05 | -80
            half      | 2025-09-05 | 50
        """,
    )
    assert objective_row(con, as_of="2025-09-05").progress == pytest.approx((1 + 0 + 0.5) / 3)


def test_kr_expected_is_the_mean_of_its_metrics_each_clamped(board: Board) -> None:
    con = board(
        objectives="starts_on | ends_on \n 2025-08-01 | 2025-09-30",
        kr_metrics="metric_id \n over \n below \n half",
        kr_monthly_targets="metric_id | month | target \n over | 2025-08 | 150 \n below | 2025-08 | -30 \n half | 2025-08 | 50",
        kr_values="metric_id | day | value \n over | 2025-08-31 | 1 \n below | 2025-08-31 | 1 \n half | 2025-08-31 | 1",
    )
    row = objective_row(con, as_of="2025-08-31")
    assert row.expected == pytest.approx((1 + 0 + 0.5) / 3)
    assert row.gap == pytest.approx(0.5 - 0.01)


def test_objective_progress_is_the_weighted_mean_of_its_key_results_not_of_its_metrics(board: Board) -> None:
    con = board(
        objectives=TEN_DAYS,
        key_results="kr_id | weight \n heavy | 3 \n usual |",
        kr_metrics="metric_id | kr_id \n M1 | heavy \n M2 | usual \n M3 | usual",
        kr_values="""
            metric_id | day        | value
            M1        | 2025-09-05 | 80
            M2        | 2025-09-05 | 10
            M3        | 2025-09-05 | 30
        """,
    )
    assert objective_row(con, as_of="2025-09-05").progress == pytest.approx((3 * 0.8 + 1 * 0.2) / 4)


def test_parts_without_a_progress_are_left_out_of_progress_and_of_expected(board: Board) -> None:
    con = board(
        objectives=TEN_DAYS,
        key_results="kr_id | weight \n counts | 1 \n limits | 9 \n silent | 9 \n bare | 9",
        kr_metrics="""
            metric_id | kr_id  | direction      | target
            counts    | counts | increase       | 100
            stale     | counts | increase       | 100
            limit     | limits | maintain_above | 100
            silent    | silent | increase       | 100
        """,
        kr_monthly_targets="metric_id | month | target \n stale | 2025-09 | 0",
        kr_values="""
            metric_id | day        | value
            counts    | 2025-09-08 | 40
            stale     | 2025-09-01 | 90
            limit     | 2025-09-08 | 100
        """,
    )
    row = objective_row(con, as_of="2025-09-08")
    assert (row.progress, row.expected) == (pytest.approx(0.4), pytest.approx(0.8))
    assert (row.krs, row.metrics) == (4, 4)


def test_an_objective_without_any_progress_has_none(board: Board) -> None:
    con = board(kr_metrics="direction \n maintain_above", kr_values="day | value \n 2025-09-05 | 100")
    row = objective_row(con, as_of="2025-09-05")
    assert (row.progress, row.expected, row.gap, row.status) == (None, None, None, "on_track")


def test_an_objective_whose_key_results_weigh_nothing_has_no_progress(board: Board) -> None:
    con = board(key_results="weight \n 0", kr_metrics="metric_id \n M1", kr_values="day | value \n 2025-09-05 | 50")
    assert objective_row(con, as_of="2025-09-05").progress is None


def test_the_status_of_an_objective_is_the_worst_of_its_parts(board: Board) -> None:
    con = board(
        objectives=TEN_DAYS,
        key_results="kr_id \n KR1 \n KR2",
        kr_metrics="metric_id | kr_id \n fine | KR1 \n late | KR2 \n quiet | KR2",
        kr_values="metric_id | day | value \n fine | 2025-09-05 | 100 \n late | 2025-09-05 | 30",
    )
    assert figures(con, "status", as_of="2025-09-05") == {"fine": "achieved", "late": "behind", "quiet": "no_data"}
    assert objective_row(con, as_of="2025-09-05").status == "behind"


def test_an_objective_without_key_results_has_a_row_with_nothing_in_it(board: Board) -> None:
    con = board(objectives="weight \n 2.5")
    row = objective_row(con, as_of="2025-09-05")
    assert (row.krs, row.metrics, row.progress, row.status, row.delivered, row.weight) == (0, 0, None, None, 0, 2.5)


def test_a_key_result_without_its_objective_has_no_row_until_that_arrives(board: Board) -> None:
    con = board(objectives="", key_results="kr_id \n KR1", kr_metrics="metric_id \n M1", requirements="kr_ids \n KR1")
    assert okr_rows(con, as_of="2025-09-05") == []
    con = board.then(objectives="objective_id \n O1")
    assert work(con, as_of="2025-09-05") == {"KR1": (0, 1)}


def test_a_metric_without_its_key_result_has_no_row(board: Board) -> None:
    con = board(key_results="kr_id \n KR1", kr_metrics="metric_id | kr_id \n M1 | KR1 \n M2 | GHOST")
    assert list(figures(con, "status", as_of="2025-09-05")) == ["M1"]


def test_an_objective_filter_chooses_the_rows(board: Board) -> None:
    con = board(
        objectives="objective_id \n O1 \n O2 \n O3",
        key_results="kr_id | objective_id \n KR1 | O1 \n KR2 | O2 \n KR3 | O3",
    )
    chosen = {"as_of": "2025-09-05", "objectives": ("O3", "O1", "GHOST")}
    assert [row.objective_id for row in okr_rows(con, **chosen)] == ["O1", "O3"]
    assert [row.objective_id for row in objectives(con, scope(con, **chosen))] == ["O1", "O3"]


def test_rows_come_in_the_natural_order_of_their_ids(board: Board) -> None:
    con = board(
        objectives="objective_id \n O10 \n O2",
        key_results="kr_id | objective_id \n KR10 | O2 \n KR9 | O2 \n KR1 | O10",
        kr_metrics="metric_id | kr_id \n M11 | KR9 \n M2 | KR9",
    )
    rows = [(row.objective_id, row.kr_id, row.metric_id) for row in okr_rows(con, as_of="2025-09-05")]
    assert rows == [("O2", "KR9", "M2"), ("O2", "KR9", "M11"), ("O2", "KR10", None), ("O10", "KR1", None)]
