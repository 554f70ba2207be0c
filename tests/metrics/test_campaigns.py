"""Campaigns as a tree, and what their objectives add up to."""

import pytest

from metrics.campaigns import campaigns, standings
from tests.conftest import Board
from tests.metrics.asking import scope

GOALS = """
    objective_id | campaign_id | weight
    O1           | C1          | 3
    O2           | C1-1        | 1
    O3           | C1-1        | 1
    O4           | C2          | 1
    O5           |             | 1
"""
KRS = "kr_id | objective_id \n K1 | O1 \n K2 | O2 \n K3 | O3 \n K4 | O4 \n K5 | O5"
METRICS = "metric_id | kr_id \n M1 | K1 \n M2 | K2 \n M4 | K4 \n M5 | K5"
VALUES = "metric_id | day | value \n M1 | 2025-12-31 | 50 \n M2 | 2025-12-31 | 90 \n M4 | 2025-12-31 | 10 \n M5 | 2025-12-31 | 10"
TREE = "campaign_id | title | parent_id \n C1 | Sale | \n C1-1 | Stock | C1 \n C2 | Abroad |"


def places(board: Board, table: str) -> dict[str, tuple[str, ...]]:
    con = board(campaigns=table)
    return {each.campaign_id: each.above for each in campaigns(con, scope(con))}


def test_a_campaign_stands_before_its_sub_campaigns_in_the_order_of_ids(board: Board) -> None:
    found = places(board, "campaign_id | title | parent_id \n C10 | j | \n C2-1 | c | C2 \n C2 | b | \n C2-1-1 | d | C2-1")
    assert list(found.items()) == [("C2", ()), ("C2-1", ("C2",)), ("C2-1-1", ("C2", "C2-1")), ("C10", ())]


def test_a_circle_is_there_once_and_named(board: Board) -> None:
    con = board(campaigns="campaign_id | title | parent_id \n A | a | C \n B | b | A \n C | c | B \n D | d | C \n E | e | E")
    found = campaigns(con, scope(con))
    assert [(each.campaign_id, each.above, each.circle) for each in found] == [
        ("A", (), ("A", "B", "C")),
        ("B", ("A",), ("A", "B", "C")),
        ("C", ("A", "B"), ("A", "B", "C")),
        ("D", ("A", "B", "C"), ()),
        ("E", (), ("E",)),
    ]


def test_a_parent_that_nobody_knows_is_named_and_its_child_is_a_root(board: Board) -> None:
    con = board(campaigns="campaign_id | title | parent_id \n A | a | Z")
    (found,) = campaigns(con, scope(con))
    assert (found.above, found.unknown_parent) == ((), "Z")


def test_a_campaign_is_as_far_as_its_objectives_by_weight_with_those_below_it(board: Board) -> None:
    con = board(campaigns=TREE, objectives=GOALS, key_results=KRS, kr_metrics=METRICS, kr_values=VALUES)
    found = standings(con, scope(con, as_of="2025-12-31"))
    assert found["C1"].campaign_progress == pytest.approx((3 * 0.5 + 1 * 0.9) / 4)  # O3 has no progress and is left out
    assert (found["C1"].objectives, found["C1"].counted) == (3, 2)
    assert found["C1-1"].campaign_progress == pytest.approx(0.9)
    assert found["C2"].campaign_progress == pytest.approx(0.1)


CIRCLE = {
    "campaigns": "campaign_id | title | parent_id \n C10 | a | C2 \n C2 | b | C10 \n D | d | C2 \n S | s | S",
    "objectives": "objective_id | campaign_id \n O1 | C10 \n O2 | C2 \n O3 | S \n O4 | D",
    "key_results": "kr_id | objective_id \n K1 | O1 \n K2 | O2 \n K3 | O3 \n K4 | O4",
    "kr_metrics": "metric_id | kr_id \n M1 | K1 \n M2 | K2 \n M3 | K3 \n M4 | K4",
    "kr_values": "metric_id | day | value \n M1 | 2025-06-30 | 20 \n M2 | 2025-06-30 | 80 \n M3 | 2025-06-30 | 40 \n M4 | 2025-06-30 | 60",
    "requirements": "kr_ids | released_at \n K1 | 2025-02-01 \n K1 | 2025-02-01 \n K1;K2 | 2025-02-01 \n K4 | 2025-02-01 \n K3 | 2025-02-01",
}


def test_in_a_circle_work_and_progress_are_cut_at_the_same_place(board: Board) -> None:
    """C10 stands as its root, the first of plain ids: to C2 belong its own and D's."""
    con = board(**CIRCLE)
    found = standings(con, scope(con))
    assert {name: (row.objectives, row.campaign_progress, row.delivered) for name, row in found.items()} == {
        "C10": (3, pytest.approx((0.2 + 0.8 + 0.6) / 3), 4),
        "C2": (2, pytest.approx((0.8 + 0.6) / 2), 2),
        "D": (1, pytest.approx(0.6), 1),
        "S": (1, pytest.approx(0.4), 1),
    }


def test_the_view_of_who_belongs_to_whom_is_the_tree(board: Board) -> None:
    con = board(**CIRCLE)
    tree = {(each.campaign_id, name) for each in campaigns(con, scope(con)) for name in (each.campaign_id, *each.above)}
    assert set(con.execute("select campaign_id, ancestor_id from campaign_ancestors").fetchall()) == tree


def test_an_objective_filter_narrows_no_campaign(board: Board) -> None:
    con = board(campaigns=TREE, objectives=GOALS, key_results=KRS, kr_metrics=METRICS, kr_values=VALUES)
    assert standings(con, scope(con, objectives=("O1",))) == standings(con, scope(con))


def test_its_status_is_the_worst_of_its_objectives(board: Board) -> None:
    con = board(campaigns=TREE, objectives=GOALS, key_results=KRS, kr_metrics=METRICS, kr_values=VALUES)
    found = standings(con, scope(con, as_of="2025-12-31"))
    assert (found["C1"].status, found["C1-1"].status, found["C2"].status) == ("at_risk", "behind", "at_risk")


def test_a_requirement_counts_once_for_a_campaign_however_many_of_its_goals_it_serves(board: Board) -> None:
    con = board(
        campaigns=TREE,
        objectives=GOALS,
        key_results=KRS,
        kr_values="metric_id | day | value \n M1 | 2025-12-31 | 50",
        kr_metrics=METRICS,
        requirements="""
            kr_ids   | created_at | released_at
            K1;K2;K3 | 2025-02-01 | 2025-03-01
            K2       | 2025-02-01 |
            K4;K5    | 2025-02-01 | 2025-03-02
            K5       | 2025-02-01 | 2025-03-02
            K1       | 2024-02-01 | 2024-12-31
        """,
    )
    found = standings(con, scope(con))
    assert {name: (row.delivered, row.in_progress) for name, row in found.items()} == {"C1": (1, 1), "C1-1": (1, 1), "C2": (1, 0)}


def test_a_campaign_without_objectives_has_no_figures_and_is_no_error(board: Board) -> None:
    con = board(campaigns="campaign_id | title \n C1 | Sale", kr_values="day | value \n 2025-06-30 | 5")
    assert standings(con, scope(con))["C1"] == (None, None, None, None, 0, 0, 0, 0)
