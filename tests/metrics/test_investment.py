"""Which objectives a team's delivered work serves."""

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metrics.investment import team_investment
from tests.conftest import Board
from tests.metrics.asking import invested, scope

GOALS = {
    "objectives": "objective_id \n O1 \n O2 \n O3",
    "key_results": "kr_id | objective_id \n KR1 | O1 \n KR2 | O1 \n KR3 | O2 \n KR4 | O3",
}
REQUIREMENTS = """
    team | kr_ids      | released_at
    A    | KR1         | 2025-09-01
    A    | KR1;KR2     | 2025-09-02
    A    | KR1;KR3     | 2025-09-03
    A    | KR2;KR3;KR4 | 2025-09-04
    A    |             | 2025-09-05
    A    | GHOST       | 2025-09-05
    B    | KR4         | 2025-09-05
         |             | 2025-09-05
    A    | KR4         | 2025-08-31
    A    | KR4         | 2025-09-08
    A    | KR4         |
    C    | KR4         | 2025-09-08
"""
WEEK = {"as_of": "2025-09-10", "since": "2025-09-01", "until": "2025-09-08"}


def test_a_requirement_that_serves_n_objectives_gives_each_an_nth_and_unlinked_is_a_column_of_its_own(board: Board) -> None:
    con = board(**GOALS, requirements=REQUIREMENTS)
    third = pytest.approx(1 / 3)
    assert invested(con, **WEEK) == {
        ("A", "O1"): (6, pytest.approx(1 + 1 + 1 / 2 + 1 / 3), pytest.approx((2.5 + 1 / 3) / 6)),
        ("A", "O2"): (6, pytest.approx(1 / 2 + 1 / 3), pytest.approx((0.5 + 1 / 3) / 6)),
        ("A", "O3"): (6, third, pytest.approx(1 / 18)),
        ("A", None): (6, 2.0, pytest.approx(2 / 6)),
        ("B", "O3"): (1, 1.0, 1.0),
        (None, None): (1, 1.0, 1.0),
    }


def test_an_objective_filter_chooses_the_columns_and_leaves_delivered_and_share_alone(board: Board) -> None:
    con = board(**GOALS, requirements=REQUIREMENTS)
    everything = invested(con, **WEEK)
    chosen = invested(con, objectives=("O3", "O2"), **WEEK)
    assert chosen == {cell: figures for cell, figures in everything.items() if cell[1] in ("O2", "O3")}


def test_a_team_filter_chooses_the_rows(board: Board) -> None:
    con = board(**GOALS, requirements=REQUIREMENTS)
    assert {team for team, _ in invested(con, teams=("B", "C"), **WEEK)} == {"B"}
    assert invested(con, teams=("",), **WEEK) == {(None, None): (1, 1.0, 1.0)}


def test_only_cells_above_zero_have_a_row(board: Board) -> None:
    con = board(**GOALS, requirements=REQUIREMENTS)
    assert all(count > 0 for _, count, _ in invested(con, **WEEK).values())
    assert invested(con, as_of="2025-09-10", since="2025-09-09") == {}


linked_to = st.lists(st.sets(st.sampled_from(["KR1", "KR2", "KR3", "KR4", "GHOST"])), min_size=1, max_size=25)


@given(links=linked_to, dice=st.integers(0, 99))
@settings(max_examples=10)
def test_the_shares_of_each_team_add_up_to_one(board: Board, links: list[set[str]], dice: int) -> None:
    random = Random(dice)
    lines = [f"{random.choice(['A', 'B', ''])} | {';'.join(sorted(each))} | 2025-09-0{random.randint(1, 9)}" for each in links]
    con = board(**GOALS, requirements="\n".join(["team | kr_ids | released_at", *lines]))
    rows = team_investment(con, scope(con, as_of="2025-09-09", since="2025-09-01"))
    teams = {row.team for row in rows}
    assert sum(next(row.delivered for row in rows if row.team == team) for team in teams) == len(links)
    for team in teams:
        own = [row for row in rows if row.team == team]
        assert sum(row.share for row in own) == pytest.approx(1, abs=1e-12)
        assert sum(row.count for row in own) == pytest.approx(own[0].delivered, abs=1e-9)
