"""How work is linked to goals: own links, inherited ones, dangling ones."""

import pytest

from tests.conftest import Board
from tests.metrics.asking import whole, work

TWO = {"objectives": "objective_id \n O1 \n O2", "key_results": "kr_id | objective_id \n KR1 | O1 \n KR2 | O2"}


def linked(board: Board, requirements: str) -> dict[str, int]:
    """How many requirements in progress each key result has."""
    con = board(**TWO, requirements=requirements)
    return {kr: in_progress for kr, (_, in_progress) in work(con, as_of="2025-09-10").items()}


def test_own_links_count_once_each_and_win_over_those_of_a_parent(board: Board) -> None:
    found = linked(
        board,
        """
        requirement_id | parent_id | kr_ids
        parent         |           | KR2
        child          | parent    | KR1 ; KR1；
        """,
    )
    assert found == {"KR1": 1, "KR2": 1}


def test_without_own_links_those_of_the_nearest_ancestor_that_has_any_count(board: Board) -> None:
    found = linked(
        board,
        """
        requirement_id | parent_id | kr_ids
        far            |           | KR2
        near           | far       | KR1
        between        | near      |
        child          | between   | ;
        """,
    )
    assert found == {"KR1": 3, "KR2": 1}


def test_parents_are_looked_up_in_their_own_source_only(board: Board) -> None:
    from data.intake import Choices, commit

    con = board(**TWO, requirements="requirement_id | parent_id | kr_ids \n parent | | KR1 \n child | parent |")
    commit(board.store, "r.csv", b"requirement_id,title,created_at,parent_id\nchild,a,2025-01-01,parent\n", Choices(source="other"))
    con = board.store.cursor()
    assert work(con, as_of="2025-09-10") == {"KR1": (0, 2), "KR2": (0, 0)}


@pytest.mark.parametrize(
    "requirements",
    [
        "requirement_id | parent_id \n R1 | R1",
        "requirement_id | parent_id \n R1 | R2 \n R2 | R1",
        "requirement_id | parent_id \n R1 | R2 \n R2 | R3 \n R3 | R2",
    ],
    ids=["itself", "each other", "a circle further up"],
)
def test_the_walk_up_ends_where_it_meets_a_requirement_again(board: Board, requirements: str) -> None:
    con = board(**TWO, requirements=requirements)
    assert con.execute("select count(*) from requirement_links").fetchall() == [(0,)]


def test_a_circle_with_links_in_it_passes_them_on(board: Board) -> None:
    found = linked(
        board,
        """
        requirement_id | parent_id | kr_ids
        R1             | R2        |
        R2             | R3        |
        R3             | R1        | KR1
        """,
    )
    assert found == {"KR1": 3, "KR2": 0}


def test_own_links_that_all_dangle_inherit_nothing(board: Board) -> None:
    found = linked(
        board,
        """
        requirement_id | parent_id | kr_ids
        parent         |           | KR1
        child          | parent    | GHOST
        grandchild     | child     |
        """,
    )
    assert found == {"KR1": 1, "KR2": 0}


def test_of_own_links_only_the_dangling_ones_are_lost(board: Board) -> None:
    assert linked(board, "kr_ids \n GHOST;KR2") == {"KR1": 0, "KR2": 1}


def test_a_parent_that_is_unknown_leaves_work_unlinked(board: Board) -> None:
    assert linked(board, "parent_id \n GHOST") == {"KR1": 0, "KR2": 0}


def test_dangling_links_count_as_unlinked_until_the_other_side_arrives(board: Board) -> None:
    con = board(key_results="", requirements="kr_ids | released_at \n KR1 | 2025-09-05 \n | 2025-09-05")
    period = whole(con, as_of="2025-09-10")
    assert (period.delivered, period.okr_delivered, period.okr_share) == (2, 0, 0.0)
    con = board.then(key_results="kr_id \n KR1")
    assert whole(con, as_of="2025-09-10").okr_delivered == 0, "the key result hangs on an objective that is not there yet"
    con = board.then(objectives="objective_id \n O1")
    period = whole(con, as_of="2025-09-10")
    assert (period.delivered, period.okr_delivered, period.okr_share) == (2, 1, 0.5)
