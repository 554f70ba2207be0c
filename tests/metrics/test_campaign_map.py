"""The campaign map: what stands where, with which figures, and what is loose."""

import pytest
from duckdb import DuckDBPyConnection

from metrics.campaigns import standings
from metrics.campaigns.loose import Loose
from metrics.campaigns.map import Kind, Map, Node, branch, campaign_map
from metrics.goals import objectives, okr_progress
from metrics.records import Measure, records
from metrics.status import worst
from tests.conftest import Board
from tests.metrics.asking import scope

DAY = "2025-12-31"
TREE = """
    campaign_id | title  | parent_id | lead | pm  | starts_on
    C1          | Sale   |           | Ann  | Bo  | 2025-02-01
    C1-1        | Stock  | C1        | Cy   | Dee |
    C2          | Abroad |           |      |     |
"""
GOALS = "objective_id | campaign_id | owner \n O1 | C1-1 | Eve \n O2 | C1 | \n O10 | C1-1 | \n O3 | | Fay \n O4 | C9 |"
KRS = "kr_id | objective_id | owner \n K1 | O1 | Gus \n K2 | O1 | \n K3 | O3 | \n K9 | O9 |"
METRICS = "metric_id | kr_id | baseline | target \n M1 | K1 | 0 | 100 \n M2 | K2 | 0 | 100 \n M3 | K3 | 0 | 100 \n M1b | K1 | 0 | 10"
VALUES = f"metric_id | day | value \n M1 | {DAY} | 50 \n M1b | {DAY} | 20 \n M2 | {DAY} | 100"
WORK = """
    kr_ids | project_id | created_at | released_at
    K1;K2  |            | 2025-02-01 | 2025-03-01
    K1     | P1         | 2025-02-01 | 2025-03-02
    K3     | P1         | 2025-02-01 |
           | P1         | 2025-01-01 | 2025-01-31
           | P1         | 2025-02-01 | 2026-01-01
           |            | 2025-02-01 | 2025-03-03
"""
PROJECTS = "project_id | title | campaign_id | pm | starts_on \n P1 | Depot | C1 | Hal | \n P2 | Alone | | | \n P3 | Lost | C7 | |"


def drawn(board: Board, **tables: str) -> DuckDBPyConnection:
    world = {"campaigns": TREE, "objectives": GOALS, "key_results": KRS, "kr_metrics": METRICS, "kr_values": VALUES, "projects": PROJECTS}
    return board(**world | {"requirements": WORK} | tables)


def mapped(con: DuckDBPyConnection, **choices: str | list[str]) -> Map:
    return campaign_map(con, scope(con, **{"as_of": DAY, **choices}))


def node(con: DuckDBPyConnection, kind: Kind, name: str, **choices: str | list[str]) -> Node:
    (found,) = [each for each in mapped(con, **choices).nodes if each.key == (kind, name)]
    return found


def test_each_stands_under_its_own_and_what_has_no_campaign_last(board: Board) -> None:
    assert [(each.depth, each.kind, each.id, each.parent_id) for each in mapped(drawn(board)).nodes] == [
        (0, "campaign", "C1", None),
        (1, "objective", "O2", "C1"),
        (1, "project", "P1", "C1"),
        (1, "campaign", "C1-1", "C1"),
        (2, "objective", "O1", "C1-1"),
        (3, "kr", "K1", "O1"),
        (3, "kr", "K2", "O1"),
        (2, "objective", "O10", "C1-1"),
        (0, "campaign", "C2", None),
        (0, "outside", "", None),
        (1, "objective", "O3", ""),
        (2, "kr", "K3", "O3"),
        (1, "objective", "O4", ""),
    ]


def test_a_campaign_is_its_leads_and_a_sub_campaign_its_pms(board: Board) -> None:
    con = drawn(board)
    leads = {each.id: each.lead for each in mapped(con).nodes}
    assert leads == {
        "C1": "Ann",
        "C1-1": "Dee",
        "C2": None,
        "O1": "Eve",
        "O2": None,
        "O3": "Fay",
        "O4": None,
        "O10": None,
        "K1": "Gus",
        "K2": None,
        "K3": None,
        "P1": "Hal",
        "": None,
    }


def test_a_key_result_has_the_mean_of_its_metrics_each_clamped_and_the_worst_of_their_statuses(board: Board) -> None:
    """50 % and 200 % of which 100 % count; the plan of the last day is all of it."""
    found = node(drawn(board), Kind.KR, "K1")
    assert (found.progress, found.expected, found.status) == (0.75, 1.0, "at_risk")


def test_every_figure_is_the_boards_of_the_same_day_and_version(board: Board) -> None:
    con = drawn(board)
    asked = scope(con, as_of="2025-03-01", teams=[""])
    nodes = {each.key: each for each in campaign_map(con, asked).nodes}
    figures = ("status", "progress", "expected", "delivered", "in_progress")
    for row in objectives(con, asked):
        assert [getattr(nodes[Kind.OBJECTIVE, row.objective_id], name) for name in figures] == [getattr(row, name) for name in figures]
    rows = okr_progress(con, asked)
    for row in rows:
        of = nodes[Kind.KR, row.kr_id]
        assert (of.delivered, of.in_progress) == (row.delivered, row.in_progress)
        assert of.status == worst(each.status for each in rows if each.kr_id == row.kr_id)
    for name, stand in standings(con, asked).items():
        of = nodes[Kind.CAMPAIGN, name]
        assert (of.status, of.progress, of.expected) == (stand.status, stand.campaign_progress, stand.expected)
        assert (of.delivered, of.in_progress) == (stand.delivered, stand.in_progress)


def test_an_objective_filter_narrows_neither_the_map_nor_its_figures(board: Board) -> None:
    con = drawn(board)
    assert mapped(con, objectives=["O3"]) == mapped(con)


def test_a_projects_work_is_its_own_since_its_campaign_began_in_progress_at_the_day(board: Board) -> None:
    """The day before the campaign and the day after the board don't count, nor does what has another project or none."""
    con = drawn(board)
    found = node(con, Kind.PROJECT, "P1")
    assert (found.delivered, found.in_progress) == (1, 2)
    chosen = node(con, Kind.PROJECT, "P1", since="2025-01-01", until="2025-02-01")
    assert (chosen.delivered, chosen.in_progress) == (1, 2)
    assert node(con, Kind.PROJECT, "P1", teams=["web"]).delivered == 0


ENDING = "project_id | campaign_id | ends_on \n P1 | C1 | {}"


@pytest.mark.parametrize(
    "ends",
    [
        {"campaigns": "campaign_id | title | ends_on \n C1 | Sale | 2025-03-31", "projects": ENDING.format("2025-06-30")},
        {"campaigns": "campaign_id | title \n C1 | Sale", "projects": ENDING.format("2025-03-31")},
    ],
    ids=["its campaign's last day", "its own where its campaign names none"],
)
def test_a_projects_work_ends_with_its_campaign_as_a_sub_campaigns_does(board: Board, ends: dict[str, str]) -> None:
    con = board(
        **ends,
        objectives="objective_id | campaign_id | starts_on | ends_on \n O1 | C1 | 2025-01-01 | 2025-03-31",
        requirements="""
            kr_ids | project_id | released_at | dev_at
            KR1    | P1         | 2025-03-31  | 2025-02-01
            KR1    | P1         | 2025-04-01  | 2025-02-01
            KR1    | P1         |             | 2025-02-01
            KR1    | P1         |             | 2025-04-02
        """,
    )
    nodes = {each.key: each for each in campaign_map(con, scope(con, as_of="2025-06-30", since="2025-01-01")).nodes}
    found = [nodes[Kind.PROJECT, "P1"], nodes[Kind.CAMPAIGN, "C1"]]
    assert [(of.delivered, of.in_progress) for of in found] == [(1, 2), (1, 2)]


HIGH = "risk_id | project_id | status | closed_on | raised_on | impact"
PASSED = "subject_kind | subject_id | planned_on | done_on"
LATE = f"{PASSED} \n project | P1 | 2025-12-30 |"


@pytest.mark.parametrize(
    ("state", "tables"),
    [
        ("on_track", {}),
        ("on_track", {"milestones": f"{PASSED} \n project | P1 | {DAY} | \n campaign | P1 | 2025-01-01 | \n project | P2 | 2025-01-01 |"}),
        ("late", {"milestones": f"{PASSED} \n project | P1 | 2025-12-30 | 2026-01-01"}),
        ("on_track", {"milestones": f"{PASSED} \n project | P1 | 2025-11-30 | {DAY}"}),
        ("late", {"projects": "project_id | campaign_id | ends_on \n P1 | C1 | 2025-12-30"}),
        ("on_track", {"projects": f"project_id | campaign_id | ends_on \n P1 | C1 | {DAY}"}),
        ("not_started", {"projects": "project_id | campaign_id | starts_on \n P1 | C1 | 2026-01-01"}),
        ("at_risk", {"risks": f"{HIGH} \n R1 | P1 | open | | {DAY} | high", "milestones": LATE}),
        ("at_risk", {"risks": f"{HIGH} \n R1 | P1 | closed | 2026-01-01 | 2025-01-01 | high"}),
        ("late", {"risks": f"{HIGH} \n R1 | P1 | open | | {DAY} | medium \n R2 | P2 | open | | {DAY} | high", "milestones": LATE}),
        ("on_track", {"risks": f"{HIGH} \n R1 | P1 | open | | 2026-01-01 | high \n R2 | P1 | closed | {DAY} | 2025-01-01 | high"}),
        ("ended", {"projects": "project_id | campaign_id | phase \n P1 | C1 | close", "milestones": LATE}),
    ],
)
def test_a_projects_state_is_told_from_its_days_milestones_and_risks(board: Board, state: str, tables: dict[str, str]) -> None:
    assert node(drawn(board, **tables), Kind.PROJECT, "P1").status == state


def test_a_branch_is_a_node_and_all_below_it(board: Board) -> None:
    nodes = mapped(drawn(board)).nodes
    assert [each.id for each in branch(nodes, (Kind.CAMPAIGN, "C1-1"))] == ["C1-1", "O1", "K1", "K2", "O10"]
    assert branch(nodes, (Kind.CAMPAIGN, "O1")) == []


def test_loose_ends_are_kept_and_named(board: Board) -> None:
    con = drawn(board, campaigns="campaign_id | title | parent_id \n C1 | Sale | B \n B | Back | C1 \n C2 | Abroad | C0")
    assert mapped(con).loose == [
        Loose("circle", "B", "Back", ("B", "C1")),
        Loose("unknown_parent", "C2", "Abroad", ("C0",)),
        Loose("unknown_campaign", "O1", "Grow", ("C1-1",)),
        Loose("unknown_campaign", "O4", "Grow", ("C9",)),
        Loose("unknown_campaign", "O10", "Grow", ("C1-1",)),
        Loose("no_campaign", "O3", "Grow"),
        Loose("unknown_objective", "K9", "More orders", ("O9",)),
        Loose("project_of_none", "P3", "Lost", ("C7",)),
    ]
    assert [each.id for each in mapped(con).nodes if each.kind is Kind.CAMPAIGN] == ["B", "C1", "C2"]


def test_without_any_day_campaigns_and_projects_stand_without_figures(board: Board) -> None:
    con = board(campaigns="campaign_id | title \n C1 | Sale", projects="project_id | campaign_id \n P1 | C1")
    found = campaign_map(con, scope(con)).nodes
    assert [(each.kind, each.status, each.delivered) for each in found] == [("campaign", None, 0), ("project", None, 0)]


@pytest.mark.parametrize("measure", [Measure.DELIVERED, Measure.IN_PROGRESS])
def test_a_campaigns_work_leads_to_exactly_as_many_rows_each_once(board: Board, measure: Measure) -> None:
    """What serves two of its goals is there once, what serves the goals of others is not."""
    con = drawn(board)
    for choices in ({}, {"since": "2025-03-02"}, {"teams": ["web"]}):
        asked = scope(con, as_of="2025-03-01" if measure is Measure.IN_PROGRESS else DAY, **choices)
        for name, stand in standings(con, asked).items():
            found = records(con, asked, measure, campaign=name)
            assert found.total == len(found.rows) == getattr(stand, measure)
    assert records(con, scope(con, as_of=DAY), Measure.DELIVERED, campaign="C1").total == 2
    assert records(con, scope(con, as_of=DAY), Measure.VALUES, campaign="C2").total == 0
    assert records(con, scope(con, as_of=DAY), Measure.VALUES, campaign="C1").total == 3
