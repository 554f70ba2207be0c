"""How far back the data reach."""

from datetime import date

from metrics.reach import reach
from tests.conftest import Board
from tests.metrics.asking import scope

WORK = """
    team | created_at | released_at
    A    | 2025-01-01 | 2025-03-04
    A    | 2025-01-01 | 2025-02-03
    B    | 2025-01-01 | 2025-01-15
    A    | 2024-12-01 |
"""
BUGS = "team | created_at | resolution \n A | 2025-02-10 | \n A | 2025-01-02 | duplicate \n B | 2025-01-03 |"


def test_both_are_known_from_the_later_of_the_first_release_and_the_first_valid_bug(board: Board) -> None:
    con = board(requirements=WORK, bugs=BUGS)
    assert reach(con, scope(con, teams=("A",))) == (date(2025, 2, 3), date(2025, 2, 10))
    assert reach(con, scope(con, teams=("A",))).first == date(2025, 2, 10)
    assert reach(con, scope(con)).first == date(2025, 1, 15)


def test_without_bugs_the_first_release_counts_and_without_either_nothing_is_known(board: Board) -> None:
    con = board(requirements=WORK)
    assert reach(con, scope(con)) == (date(2025, 1, 15), None)
    assert reach(con, scope(con)).first == date(2025, 1, 15)
    con = board(teams="team \n A")
    assert reach(con, scope(con)).first is None
