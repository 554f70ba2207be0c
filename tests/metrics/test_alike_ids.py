"""Ids that only differ in how a number is written are still two."""

from itertools import groupby

import pytest

from metrics.outcome import outcome
from tests.conftest import Board
from tests.metrics.asking import okr_rows, scope


def test_key_results_called_alike_stay_apart_and_whole(board: Board) -> None:
    con = board(
        key_results="kr_id | objective_id\nKR1 | O1\nKR01 | O1",
        kr_metrics="metric_id | kr_id\nA1 | KR1\nA2 | KR01\nA3 | KR1\nA4 | KR01",
        kr_values="metric_id | day | value\nA1 | 2025-06-30 | 20\nA2 | 2025-06-30 | 30\nA3 | 2025-06-30 | 90\nA4 | 2025-06-30 | 40",
    )
    asked = {"as_of": "2025-06-30"}
    assert [kr for kr, _ in groupby(okr_rows(con, **asked), key=lambda row: row.kr_id)] == ["KR01", "KR1"]
    assert {row.kr_id: row.reached for row in outcome(con, scope(con, **asked))} == pytest.approx({"KR01": 0.35, "KR1": 0.55})
