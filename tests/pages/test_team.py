"""The page of one team: its own work and nobody else's, with the way to the rows of each figure."""

import copy
import html
import re
from collections.abc import Callable

import altair as alt
import pytest
from streamlit.testing.v1 import AppTest

from metrics.scope import Bucket
from pages.ui.address import Address, Chosen
from pages.ui.charts.canvas import Brush
from pages.ui.charts.drift import drift
from pages.ui.team.drift import months
from pages.ui.view import view_of
from pages.ui.words import words
from tests.pages.mounted import mounted
from tests.pages.test_charts import INK
from tests.pages.world import HOSTILE, small_company

__all__ = ["small_company"]
Open = Callable[..., AppTest]
pytestmark = pytest.mark.usefixtures("small_company")


def page(app: AppTest) -> str:
    assert not app.exception
    return " ".join(part.value for part in app.html if "<style>" not in part.value)


def text(app: AppTest) -> str:
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", page(app))))


def lines(app: AppTest) -> list[list[str]]:
    """The lines of the split: name, amount and share."""
    (table,) = re.findall(r'<table class="gb gb-split".*?</table>', page(app))
    rows = re.findall(r"<tr.*?</tr>", table)[1:]
    return [[cell for part in re.findall(r"<t[hd].*?</t[hd]>", row) if (cell := html.unescape(re.sub(r"<[^>]+>", "", part)))] for row in rows]


def test_its_work_is_split_over_the_objectives_it_serves_and_adds_up_to_all_of_it(cold: Open) -> None:
    """Of R1 half serves O1 and half O2, R2 serves O1 under the team's other name, R3 and R4 serve none; R7 lies before the range."""
    app = cold("team.py", id="web")
    assert lines(app) == [[f"O1 {HOSTILE}", "1.5", "38%"], ["O2 Keep", "0.5", "12%"], ["unlinked", "2", "50%"]]
    assert "4 delivered in the range 50% for goals Department: Shops Lead: Ann" in text(app)


def test_each_part_leads_to_its_rows_and_each_objective_to_its_page(cold: Open) -> None:
    shown = page(cold("team.py", id="web"))
    assert 'href="/records?show=delivered&amp;team=web&amp;objective=O1&amp;lang=en"' in shown
    assert 'href="/records?show=unlinked&amp;team=web&amp;lang=en"' in shown
    assert 'href="/objective?id=O2&amp;lang=en"' in shown, "another page is not narrowed to this team"


def test_another_name_of_the_team_leads_to_the_same_page(cold: Open) -> None:
    assert lines(cold("team.py", id="the web")) == lines(cold("team.py", id="web"))
    assert "<h1" in page(cold("team.py", id="the web"))
    assert ">web</h1>" in page(cold("team.py", id="the web"))


def test_the_team_without_a_name_has_a_page(cold: Open) -> None:
    app = cold("team.py", id="")
    assert lines(app) == [["O2 Keep", "1", "100%"]]
    assert ">No team given</h1>" in page(app)


def test_a_team_without_any_work_says_so(cold: Open) -> None:
    said = text(cold("team.py", id="idle"))
    assert "It delivered nothing in this range." in said
    assert "None of its work serves a key result yet." in said
    assert "Lead: Bob" in said


@pytest.mark.parametrize("query", [{}, {"id": "nobody"}, {"id": "**bold** <i>x</i>"}], ids=str)
def test_a_team_that_nobody_knows_is_named_beside_those_that_are_known(cold: Open, query: dict[str, str]) -> None:
    app = cold("team.py", **query)
    said = text(app)
    assert (f"There is no team {query['id']} here." if query else "The link names no team.") in said
    assert 'href="/team?id=web&amp;lang=en"' in page(app)
    assert 'href="/okr?lang=en"' in page(app)


def test_the_key_results_it_serves_tell_its_own_work_and_everybodys_progress(cold: Open) -> None:
    rows = [[cell if isinstance(cell, str) else cell["text"] for cell in row["cells"]] for row in mounted(cold("team.py", id="web"), "sheet")["rows"]]
    assert rows == [
        [f"K1 {HOSTILE}", "1", "0", "80%", "50%", "● On track"],
        ["K2 Slips", "1", "1", "10%", "50%", "■ At risk"],
        ["K3 Kept", "1", "0", "70%", "50%", "● On track"],
    ]


def test_teams_chosen_in_the_link_give_way_to_the_one_the_page_is_about(cold: Open) -> None:
    app = cold("team.py", id="web", team="app")
    assert lines(app) == lines(cold("team.py", id="web"))
    assert "Teams: app" not in text(app)


def test_a_chosen_objective_narrows_what_is_told_of_the_work(cold: Open) -> None:
    said = cold("team.py", id="web", objective="O2")
    assert lines(said) == [["O2 Keep", "0.5", "12%"]]
    assert "Does it drift?" not in text(said), "all of it would serve the chosen one"


def test_the_drift_is_the_share_for_goals_month_by_month_beside_that_of_all_teams() -> None:
    """In May R4 alone; in June R1 and R2 of three, and of all teams R1, R2, R5 and R6 of five."""
    web, everybody = (months(view_of(Address(Chosen(teams=teams)), "en")) for teams in (("web",), ()))
    spec = drift(web, everybody, Brush(Bucket.MONTH, INK, words("en"), Address(), 2026))
    alt.Chart.from_dict(copy.deepcopy(spec))
    told = [(fact["when"], fact["share"], fact["all"], fact["to"]) for fact in spec["data"]["values"] if fact["share"] is not None]
    assert told == [
        ("May", 0.0, 0.0, "/records?show=okr_delivered&from=2026-05-01&to=2026-06-01"),
        ("Jun", 2 / 3, 4 / 5, "/records?show=okr_delivered&from=2026-06-01&to=2026-07-01"),
    ]


def test_a_title_with_markup_stays_text(cold: Open) -> None:
    app = cold("team.py", id="web")
    assert html.escape(HOSTILE) in page(app)
    assert HOSTILE not in page(app)
