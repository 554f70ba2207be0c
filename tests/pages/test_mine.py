"""What is mine, the roles of a campaign and its milestones, as the pages say them."""

import html
import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from data.store import open_store
from pages.ui.store import store
from tests.conftest import Board
from tests.pages.serving import request, serving
from tests.pages.test_team import page, text

Open = Callable[..., AppTest]
HOSTILE = "<b>HTML</b> & **Markdown** $x$ [go](javascript:alert(1))"
WORLD = {
    "campaigns": f"""
        campaign_id | title     | parent_id | lead   | pmo | pm
        C1          | Sale      |           | Ann、Bo |     |
        C1-1        | {HOSTILE} | C1        |        |     | Ann
        C2          | Abroad    |           |        |     | Eve
    """,
    "projects": f"project_id | title | campaign_id | pm | phase \n P1 | {HOSTILE} | C1-1 | Cy | run \n P2 | Export | C2 | Eve | run",
    "objectives": "objective_id | title | campaign_id | owner | starts_on | ends_on \n O1 | Grow | C1 | | 2026-01-01 | 2026-12-31",
    "key_results": f"kr_id | objective_id | title | owner \n K1 | O1 | {HOSTILE} | ann",
    "kr_values": "day | value \n 2026-06-20 | 10",
    "kr_metrics": "metric_id | kr_id \n M1 | K1",
    "key_projects": f"""
        kp_id | kr_id | month   | title     | owner | status
        A     | K1    | 2026-05 | {HOSTILE} | Ann   | doing
        B     | K1    | 2026-06 | Prepare   | Ann   | planned
        C     | K1    | 2026-05 | Finished  | Ann   | done
        D     | K1    | 2026-05 | Of Bo     | Bo    | doing
    """,
    "risks": f"""
        risk_id | project_id | title     | owner | status | raised_on  | due_on
        R1      | P1         | {HOSTILE} | Ann   | open   | 2026-01-01 | 2026-06-25
        R2      | P1         | Is over   | Ann   | closed | 2026-01-01 | 2026-06-01
    """,
    "milestones": f"""
        milestone_id | subject_kind | subject_id | title     | planned_on | done_on    | deliverable
        M1           | campaign     | C1         | Kick-off  | 2026-02-02 | 2026-02-02 | Charter
        M2           | campaign     | C1-1       | {HOSTILE} | 2026-06-10 |            | {HOSTILE}
        M3           | project      | P1         | Pilot     | 2026-05-01 | 2026-05-04 |
        M4           | project      | P1         | Roll-out  | 2026-07-01 | 2026-06-21 |
        M5           | campaign     | C2         | Elsewhere | 2026-06-01 |            |
    """,
}
DAY = {"asof": "2026-06-20"}


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("mine") / "goalboard.duckdb"
    made = open_store(path)
    Board(made)(**WORLD)
    made.close()
    return path


@pytest.fixture
def world(drawn: Path, empty_store: Path) -> Path:
    return shutil.copy(drawn, empty_store)


def cells(app: AppTest, kind: str) -> list[list[str]]:
    """The rows of a kind's table."""
    found = next(json.loads(part.proto.json) for part in app.get("bidi_component") if f'"caption": "{kind}"' in part.proto.json)
    return [[cell if isinstance(cell, str) else cell["text"] for cell in row["cells"]] for row in found["rows"]]


@pytest.mark.usefixtures("world")
def test_a_person_sees_what_is_late_in_the_first_line_and_all_that_is_theirs(cold: Open) -> None:
    app = cold("mine.py", id=" ａｎｎ ", **DAY)
    assert ">Ann</h1>" in page(app)
    assert "■ 1 KP overdue ■ 1 milestone overdue ■ 1 KR at risk ■ 1 campaign at risk" in text(app)
    assert cells(app, "Key projects: overdue, and this month's") == [
        [HOSTILE, f"K1 {HOSTILE}", "May", "■ 20 days overdue"],
        ["Prepare", f"K1 {HOSTILE}", "Jun", "planned"],
    ]
    assert cells(app, "Overdue milestones") == [[HOSTILE, HOSTILE, "10 Jun", "■ 10 days overdue"]]
    assert cells(app, "Open risks") == [[HOSTILE, HOSTILE, "25 Jun", "open"]]
    assert cells(app, "Key results") == [[f"K1 {HOSTILE}", "O1 Grow", "", "10%", "−37 pt", "■ At risk"]]
    assert [row[:2] for row in cells(app, "Campaigns")] == [["Sale", "Campaign lead"], [HOSTILE, "Sub-campaign PM"]]
    assert "Sub-campaign PM: owns the part's result" in text(app)
    assert "Projects" not in text(app).split("Weekly report")[1], "Ann has none, so nothing is said of them"


@pytest.mark.parametrize(("seen", "late"), [("2026-06-25", False), ("2026-06-27", True)])
@pytest.mark.usefixtures("world")
def test_a_pinned_link_is_late_on_the_day_it_was_made(cold: Open, seen: str, late: bool) -> None:
    said = text(cold("mine.py", id="Ann", version=str(store().version()), seen=seen, **DAY))
    assert ("1 risk past its due day" in said) is late


@pytest.mark.usefixtures("world")
def test_who_has_nothing_late_is_told_so(cold: Open) -> None:
    said = text(cold("mine.py", id="Cy", **DAY, lang="zh"))
    assert "没有逾期，也没有落后于计划。" in said
    assert "项目PM：对项目结果负责" in said


@pytest.mark.parametrize("query", [{}, {"id": ""}, {"id": "Nobody"}, {"id": HOSTILE}], ids=str)
@pytest.mark.usefixtures("world")
def test_without_a_person_that_is_known_one_can_be_chosen(cold: Open, query: dict[str, str]) -> None:
    app = cold("mine.py", **query)
    asked = f"Nobody called {query['id']} answers for anything here." if query.get("id") else "Whose things do you want to see?"
    assert asked in text(app)
    assert 'href="/mine?id=Cy&amp;lang=en"' in page(app)
    assert list(app.selectbox(key="gb_person").options) == ["Ann", "Bo", "Cy", "Eve"]


@pytest.mark.usefixtures("world")
def test_the_choice_of_a_person_goes_into_the_address(cold: Open) -> None:
    app = cold("mine.py", id="Ann", **DAY)
    assert app.selectbox(key="gb_person").value == "Ann"
    app.selectbox(key="gb_person").set_value("Bo").run()
    assert "".join(app.query_params["id"]) == "Bo"
    assert "1 KP overdue" in text(app)
    assert cells(app, "Key projects: overdue, and this month's")[0][0] == "Of Bo"


@pytest.mark.usefixtures("world")
def test_a_campaign_tells_its_roles_what_they_answer_for_and_which_nobody_holds(cold: Open) -> None:
    app = cold("campaign.py", id="C1", **DAY)
    said = text(app)
    assert "Campaign lead sets the goal and the map" in said
    assert re.search(r"Campaign PMO goal review[^.]*coaching PMs not named", said)
    assert re.search(r"Project PM [^.]*review Cy", said)
    assert "Objective owner owns the objective's result not named O1" in said
    assert 'href="/mine?id=Bo&amp;asof=2026-06-20&amp;lang=en"' in page(app)
    assert "Eve" not in said, "another campaign's"


@pytest.mark.usefixtures("world")
def test_a_campaign_names_its_late_and_moved_milestones(cold: Open) -> None:
    Board(store()).then(milestones="milestone_id | subject_kind | subject_id | title | planned_on \n M4 | project | P1 | Roll-out | 2026-07-15")
    said = text(cold("campaign.py", id="C1", **DAY))
    assert "2 of 4 milestones done, 1 overdue, 1 done late." in said
    late = said.split("Late or moved")[1].split("All milestones")[0]
    assert f"■ {HOSTILE} 10 days overdue {HOSTILE} · planned 10 Jun · Hands over: {HOSTILE}" in late
    assert f"● Pilot done 3 days late {HOSTILE} · planned 1 May · done 4 May" in late
    assert f"○ Roll-out ahead {HOSTILE} · planned 15 Jul · first planned for 1 Jul" in late
    assert "Kick-off" not in late
    assert "Elsewhere" not in said


@pytest.mark.usefixtures("world")
def test_text_of_the_data_stays_text(cold: Open) -> None:
    for script in ("campaign.py", "mine.py"):
        shown = page(cold(script, id="C1" if script == "campaign.py" else "Nobody", **DAY))
        assert HOSTILE not in shown
        assert script == "mine.py" or html.escape(HOSTILE) in shown


@pytest.mark.usefixtures("empty_store")
def test_where_nobody_is_known_it_says_how_names_come_in(cold: Open) -> None:
    assert "还没有任何姓名。" in text(cold("mine.py", lang="zh"))


def test_a_picture_of_milestones_lists_the_late_ones_by_their_names(world: Path) -> None:
    """Kick-off was in time, Roll-out was early; neither is among them."""
    assert world.exists()
    with serving() as port:
        said = request(port, "GET", "/api/picture/milestones.svg?lang=en&id=C1&asof=2026-06-20").said
    drawn = html.unescape(" ".join(re.findall(r"<text[^>]*>([^<]*)</text>", said)))
    assert drawn.index("· 10 days overdue") < drawn.index("Pilot · done 3 days late")
    assert "Kick-off ·" not in drawn
