"""The page of one objective: where it stands, whose work it is, and what its numbers rest on."""

import html
import re
from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from tests.pages.mounted import mounted
from tests.pages.test_team import lines, page, text
from tests.pages.world import HOSTILE, small_company

__all__ = ["small_company"]
Open = Callable[..., AppTest]
pytestmark = pytest.mark.usefixtures("small_company")


def test_it_says_where_the_objective_stands(cold: Open) -> None:
    """K1 at 80 %, K2 at 10 %; half of the year is over."""
    app = cold("objective.py", id="O1")
    assert f"O1 {HOSTILE}" in text(app)
    assert "■ At risk 1/2 45% of the way done 50% planned by today −5 pt against plan 1 Jan – 31 Dec" in text(app)


def test_only_its_own_key_results_are_shown_and_each_leads_to_its_page(cold: Open) -> None:
    (objective,) = mounted(cold("objective.py", id="O1"), "goals")["objectives"]
    assert [(kr["id"], kr["href"], kr["delivered"]["text"]) for kr in objective["krs"]] == [
        ("K1", "/kr?id=K1&lang=en", "2"),
        ("K2", "/kr?id=K2&lang=en", "1"),
    ]


def test_its_teams_tell_their_part_and_how_much_of_their_work_that_is(cold: Open) -> None:
    """web: half of R1 and all of R2, of four; app: all it did. R6 is for the other objective, R7 lies before the range."""
    assert lines(cold("objective.py", id="O1")) == [["web", "1.5", "38%"], ["app", "1", "100%"]]


def test_each_teams_part_leads_to_its_rows_and_each_team_to_its_page(cold: Open) -> None:
    shown = page(cold("objective.py", id="O1"))
    assert 'href="/records?show=delivered&amp;team=web&amp;objective=O1&amp;lang=en"' in shown
    assert 'href="/team?id=web&amp;lang=en"' in shown, "another page is not narrowed to this objective"


def test_its_part_of_the_work_is_held_against_its_lead(cold: Open) -> None:
    """Four requirements for goals; K2 has R2 alone, a quarter."""
    assert "25% of the work for goals went to the one key result of 2 that is behind its plan." in text(cold("objective.py", id="O1"))


def test_where_no_work_for_goals_was_delivered_it_says_so(cold: Open) -> None:
    assert "No work for goals was delivered in this range" in text(cold("objective.py", id="O1", since="2026-06-20"))


def test_an_objective_without_figures_says_what_is_missing(cold: Open) -> None:
    said = text(cold("objective.py", id="O3"))
    assert "None of these key results has a progress that could be held against a plan." in said
    assert "No team delivered anything for this objective in the range." in said


@pytest.mark.parametrize("query", [{}, {"id": ""}, {"id": "O99"}, {"id": "**bold** <i>x</i>"}], ids=str)
def test_an_objective_that_nobody_knows_is_named_beside_those_that_are_known(cold: Open, query: dict[str, str]) -> None:
    app = cold("objective.py", **query)
    assert (f"There is no objective {query['id']} here." if query.get("id") else "The link names no objective.") in text(app)
    assert 'href="/objective?id=O2&amp;lang=en"' in page(app)
    assert 'href="/okr?lang=en"' in page(app)


def test_objectives_chosen_in_the_link_give_way_to_the_one_the_page_is_about(cold: Open) -> None:
    app = cold("objective.py", id="O1", objective="O2")
    assert lines(app) == lines(cold("objective.py", id="O1"))
    assert "Objectives: O2" not in text(app)


def test_a_chosen_team_narrows_the_work_and_not_the_figures(cold: Open) -> None:
    app = cold("objective.py", id="O1", team="app")
    assert lines(app) == [["app", "1", "100%"]]
    assert "45% of the way done" in text(app)


def test_a_title_with_markup_stays_text(cold: Open) -> None:
    app = cold("objective.py", id="O1")
    assert html.escape(HOSTILE) in page(app)
    assert not re.search(re.escape(HOSTILE), page(app))
