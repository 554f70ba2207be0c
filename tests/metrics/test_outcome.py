"""How much of the work went to each key result, held against where that one stands in its plan."""

from typing import Any

import pytest
from duckdb import DuckDBPyConnection

from metrics.investment import team_investment
from metrics.outcome import Apart, Outcome, outcome
from metrics.records import Measure, records
from metrics.scope import Scope
from tests.conftest import Board
from tests.metrics.asking import scope

GOALS = {
    "objectives": """
        objective_id | starts_on  | ends_on
        O1           | 2025-09-01 | 2025-09-30
        O2           | 2025-09-01 | 2025-09-30
    """,
    "key_results": "kr_id | objective_id \n KR1 | O1 \n KR2 | O1 \n KR3 | O2 \n KR4 | O2",
}
WORK = """
    team | kr_ids          | released_at
    A    | KR1             | 2025-09-01
    A    | KR1;KR2         | 2025-09-02
    A    | KR1;KR2;KR3     | 2025-09-03
    B    | KR3             | 2025-09-07
    A    |                 | 2025-09-05
    A    | GHOST           | 2025-09-05
    A    | KR4             | 2025-08-31
    A    | KR4             | 2025-09-08
    A    | KR4             |
"""
WEEK = {"as_of": "2025-09-10", "since": "2025-09-01", "until": "2025-09-08"}


def outcomes(con: DuckDBPyConnection, **choices: Any) -> dict[str, Outcome]:
    return {row.kr_id: row for row in outcome(con, scope(con, **choices))}


def test_a_requirement_gives_each_objective_its_part_which_its_key_results_share_evenly(board: Board) -> None:
    found = outcomes(board(**GOALS, requirements=WORK), **WEEK)
    assert {kr: (row.delivered, row.work) for kr, row in found.items()} == {
        "KR1": (3, pytest.approx(1 + 1 / 2 + 1 / 4)),
        "KR2": (2, pytest.approx(1 / 2 + 1 / 4)),
        "KR3": (2, pytest.approx(1 / 2 + 1)),
        "KR4": (0, 0),
    }
    assert [row.total for row in found.values()] == [pytest.approx(4)] * 4
    assert found["KR3"].work_share == pytest.approx(1.5 / 4)
    assert sum(row.work_share or 0 for row in found.values()) == pytest.approx(1)


def test_an_objectives_key_results_add_up_to_what_the_teams_invested_in_it(board: Board) -> None:
    con = board(**GOALS, requirements=WORK)
    asked = scope(con, **WEEK)
    invested = {name: sum(row.count for row in team_investment(con, asked) if row.objective_id == name) for name in ("O1", "O2")}
    worked = {name: sum(row.work for row in outcome(con, asked) if row.objective_id == name) for name in ("O1", "O2")}
    assert worked == pytest.approx(invested)


def test_the_rows_behind_a_key_results_share_are_as_many_and_weigh_as_much(board: Board) -> None:
    con = board(**GOALS, requirements=WORK)
    asked = scope(con, **WEEK)
    for row in outcome(con, asked):
        found = records(con, asked, Measure.DELIVERED, kr=row.kr_id, since=asked.since, until=asked.until)
        assert (found.total, found.weight) == (row.delivered, pytest.approx(row.work))


def test_a_chosen_objective_leaves_out_the_others_and_changes_no_share(board: Board) -> None:
    con = board(**GOALS, requirements=WORK)
    everything, chosen = outcomes(con, **WEEK), outcomes(con, **WEEK, objectives=("O2",))
    assert chosen == {"KR3": everything["KR3"], "KR4": everything["KR4"]}


def test_a_chosen_team_narrows_the_work_that_is_shared_out(board: Board) -> None:
    found = outcomes(board(**GOALS, requirements=WORK), **WEEK, teams=("B",))
    assert {kr: row.work_share for kr, row in found.items()} == {"KR1": 0, "KR2": 0, "KR3": 1, "KR4": 0}


def test_without_any_work_for_goals_there_is_no_share(board: Board) -> None:
    found = outcomes(board(**GOALS, requirements="kr_ids | released_at \n | 2025-09-02"), **WEEK)
    assert {(row.work_share, row.total, row.shown) for row in found.values()} == {(None, 0, False)}


def test_the_lead_is_progress_minus_plan_of_the_means_of_the_metrics_held_to_their_ends(board: Board) -> None:
    """On the tenth of thirty days the plan is at a third. M1 is at 50 %, M2 beyond its target counts as 100 %, M3 keeps a limit."""
    con = board(
        objectives="starts_on | ends_on \n 2025-09-01 | 2025-09-30",
        kr_metrics="""
            metric_id | direction      | baseline | target
            M1        | increase       | 0        | 100
            M2        | increase       | 0        | 100
            M3        | maintain_below | 9        | 5
        """,
        kr_values="metric_id | day | value \n M1 | 2025-09-10 | 50 \n M2 | 2025-09-10 | 180 \n M3 | 2025-09-10 | 4 \n M1 | 2025-09-11 | 0",
        requirements="kr_ids | released_at \n KR1 | 2025-09-02",
    )
    row = outcomes(con, as_of="2025-09-10")["KR1"]
    assert (row.reached, row.due, row.lead, row.metrics) == (0.75, pytest.approx(1 / 3), pytest.approx(0.75 - 1 / 3), 2)
    assert (row.status, row.apart, row.shown) == ("on_track", None, True)


def test_a_key_result_that_cannot_be_held_against_a_plan_says_why(board: Board) -> None:
    con = board(
        objectives="""
            objective_id | starts_on  | ends_on
            O1           | 2025-09-01 | 2025-09-30
            OLD          | 2025-01-01 | 2025-08-31
            NEXT         | 2025-09-11 | 2025-12-31
        """,
        key_results="""
            kr_id  | objective_id
            BARE   | O1
            KEPT   | O1
            UNSEEN | O1
            LATE   | O1
            SAME   | O1
            GOOD   | O1
            PAST   | OLD
            COMING | NEXT
        """,
        kr_metrics="""
            metric_id | kr_id  | direction      | every | baseline | target
            M1        | KEPT   | maintain_below | day   | 9        | 5
            M2        | UNSEEN | increase       | day   | 0        | 9
            M3        | LATE   | increase       | day   | 0        | 9
            M4        | SAME   | increase       | day   | 9        | 9
            M5        | GOOD   | increase       | day   | 0        | 9
            M6        | GOOD   | increase       | day   | 0        | 9
            M7        | PAST   | increase       | day   | 0        | 9
            M8        | COMING | increase       | day   | 0        | 9
        """,
        kr_values="""
            metric_id | day        | value
            M1        | 2025-09-10 | 4
            M3        | 2025-09-03 | 4
            M4        | 2025-09-10 | 4
            M5        | 2025-09-10 | 4
            M7        | 2025-08-31 | 4
            M8        | 2025-09-10 | 4
        """,
        requirements="kr_ids | released_at \n GOOD | 2025-09-02",
    )
    found = outcomes(con, as_of="2025-09-10", since="2025-09-01")
    assert {kr: row.apart for kr, row in found.items()} == {
        "BARE": Apart.NO_METRIC,
        "KEPT": Apart.LIMIT,
        "UNSEEN": Apart.NO_VALUE,
        "LATE": Apart.NO_VALUE,
        "SAME": Apart.NO_WAY,
        "GOOD": None,
        "PAST": Apart.OUTSIDE,
        "COMING": Apart.OUTSIDE,
    }
    assert found["PAST"].lead is not None, "it has one, of its own time"


def test_the_fair_share_is_an_equal_one_among_the_key_results_of_the_range(board: Board) -> None:
    """Two of O1 and one of O2, whichever is chosen; that of the objective which ended before counts for nothing."""
    con = board(
        objectives="""
            objective_id | starts_on  | ends_on
            O1           | 2025-09-01 | 2025-09-30
            O2           | 2025-09-07 | 2025-09-30
            OLD          | 2025-01-01 | 2025-08-31
            NEXT         | 2025-09-08 | 2025-09-30
        """,
        key_results="kr_id | objective_id \n KR1 | O1 \n KR2 | O1 \n KR3 | O2 \n KR4 | OLD \n KR5 | NEXT",
    )
    assert [row.fair for row in outcomes(con, **WEEK, objectives=("O1",)).values()] == [pytest.approx(1 / 3)] * 2


def test_an_empty_world_has_no_outcome(board: Board) -> None:
    con = board()
    assert outcome(con, Scope(scope(con).question, 0)) == []
