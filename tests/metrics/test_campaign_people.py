"""Who answers for what in a campaign, and where somebody should."""

import pytest

from metrics.campaigns.names import alike, each_once, named
from metrics.campaigns.people import people
from tests.conftest import Board
from tests.metrics.asking import scope

CAMPAIGNS = """
    campaign_id | title  | parent_id | lead | pmo | hr | pm
    C1          | Sale   |           | Ann  | Bo  |    |
    C1-1        | Stock  | C1        |      |     |    | Cy；Di
    C1-2        | Prices | C1        |      | Bo  |    |
    C2          | Abroad |           | Eve  | Eve | Eve |
"""
PROJECTS = """
    project_id | title  | campaign_id | pm  | business_lead | tech_lead
    P1         | Depot  | C1-1        | Fay |               | Gus
    P2         | Search | C1-1        |     | Hal           |
    P3         | Export | C2          | Eve |               |
    P4         | Alone  |             | Eve |               |
"""


def test_each_role_is_told_with_who_holds_it_and_where_nobody_does(board: Board) -> None:
    """Of a sub-campaign its PM is missed, of a campaign lead, PMO and HR; whoever is named beyond that is told too."""
    con = board(
        campaigns=CAMPAIGNS,
        projects=PROJECTS,
        objectives="objective_id | campaign_id | owner \n O1 | C1 | Ida \n O2 | C1-2 | \n O3 | C2 | Eve \n O4 | | Eve",
        key_results="kr_id | objective_id | owner \n K1 | O1 | \n K2 | O2 | Jo \n K3 | O3 | Eve \n K4 | O4 | Eve \n K5 | O9 | Eve",
    )
    assert [(held.role, held.name, held.subject_id) for held in people(con, scope(con), "C1")] == [
        ("lead", "Ann", "C1"),
        ("pmo", "Bo", "C1"),
        ("pmo", "Bo", "C1-2"),
        ("hr", None, "C1"),
        ("sub_pm", "Cy", "C1-1"),
        ("sub_pm", "Di", "C1-1"),
        ("sub_pm", None, "C1-2"),
        ("project_pm", "Fay", "P1"),
        ("project_pm", None, "P2"),
        ("business_lead", "Hal", "P2"),
        ("tech_lead", "Gus", "P1"),
        ("objective_owner", "Ida", "O1"),
        ("objective_owner", None, "O2"),
        ("kr_owner", None, "K1"),
        ("kr_owner", "Jo", "K2"),
    ]


def test_a_sub_campaign_has_its_own_roles_only(board: Board) -> None:
    con = board(campaigns=CAMPAIGNS, projects=PROJECTS)
    assert [(held.role, held.name) for held in people(con, scope(con), "C1-2")] == [("pmo", "Bo"), ("sub_pm", None)]


@pytest.mark.parametrize(
    ("cell", "names"),
    [(None, []), (" ; ", []), ("王敏、李雷；Ann  Lee", ["王敏", "李雷", "Ann Lee"]), ("O'Neil, Tom", ["O'Neil, Tom"]), ("Ａnn; ann", ["Ann"])],
)
def test_a_cell_may_name_several(cell: str | None, names: list[str]) -> None:
    assert named(cell) == names


def test_a_name_is_the_same_in_full_width_with_room_around_it_and_without_capitals() -> None:
    assert alike(" Ａnn\u3000LEE ") == alike("ann lee")
    assert each_once(["Bo", "Ａnn", None, "ann;bo"]) == ["Ann", "Bo"]
