"""Team names: as written, normalised, looked up among other names, and filtered by."""

import pytest

from metrics.filters import Strangers, strangers, teams
from tests.conftest import Board
from tests.metrics.asking import invested, scope, whole

TEAMS = "team | aliases \n 支付 | Payments; 收银；PAY \n Alpha | "
REQUIREMENTS = """
    team       | released_at
    支付       | 2025-09-01
    Payments   | 2025-09-02
    收银       | 2025-09-03
    Ａｌｐｈａ | 2025-09-04
    Alpha      | 2025-09-05
    alpha      | 2025-09-06
               | 2025-09-07
"""


def delivered(board: Board, *chosen: str) -> int:
    return whole(board.store.cursor(), as_of="2025-09-10", since="2025-09-01", teams=chosen).delivered


def test_teams_are_one_by_normalised_name_and_by_alias_and_the_empty_team_is_its_own(board: Board) -> None:
    con = board(teams=TEAMS, requirements=REQUIREMENTS)
    assert {team: count for (team, _), (count, *_) in invested(con, as_of="2025-09-10").items()} == {
        "支付": 3,
        "Alpha": 2,
        "alpha": 1,
        None: 1,
    }


@pytest.mark.parametrize(
    ("chosen", "count"),
    [
        (["支付"], 3),
        (["Payments"], 3),
        (["　收银 "], 3),
        (["ＰＡＹ"], 3),
        (["Ａｌｐｈａ"], 2),
        (["ALPHA"], 0),
        ([""], 1),
        (["  "], 1),
        (["", "alpha", "nobody"], 2),
        ([], 7),
    ],
)
def test_team_filters_are_read_the_same_way(board: Board, chosen: list[str], count: int) -> None:
    board(teams=TEAMS, requirements=REQUIREMENTS)
    assert delivered(board, *chosen) == count


def test_a_team_of_bugs_is_read_the_same_way(board: Board) -> None:
    con = board(teams=TEAMS, bugs="team | created_at \n Payments | 2025-09-02 \n ＰＡＹ | 2025-09-02 \n other | 2025-09-02 \n | 2025-09-02")
    assert whole(con, as_of="2025-09-10", teams=("支付",)).valid_bugs == 2
    assert whole(con, as_of="2025-09-10", teams=("",)).valid_bugs == 1


def test_an_alias_that_arrives_later_moves_what_is_there_already(board: Board) -> None:
    con = board(requirements=REQUIREMENTS)
    assert delivered(board, "支付") == 1
    before = board.store.version()
    con = board.then(teams=TEAMS)
    assert delivered(board, "支付") == 3
    assert whole(con, as_of="2025-09-10", since="2025-09-01", teams=("支付",), version=before).delivered == 1


def test_the_teams_to_choose_from_are_those_with_work_or_bugs_by_their_proper_names(board: Board) -> None:
    con = board(
        teams="team | aliases \n 支付 | Payments \n idle |",
        requirements="team | kr_ids \n T10 | \n T2 | \n Payments | \n | ",
        bugs="team | resolution \n QA | \n ghost | duplicate",
    )
    assert teams(con, scope(con)) == ["QA", "T2", "T10", "支付", None]


def test_a_team_or_objective_that_nobody_knows_is_named_as_it_was_asked_for(board: Board) -> None:
    con = board(teams=TEAMS + "\n 空团队 |", requirements=REQUIREMENTS, objectives="objective_id \n O1")
    known = ("支付", "PAY", "Ａｌｐｈａ", "alpha", "空团队", "")
    asked = scope(con, as_of="2025-09-10", teams=(*known, "ＮＯＰＥ"), objectives=("O1", "O9"))
    assert strangers(con, asked) == Strangers(["ＮＯＰＥ"], ["O9"])
