"""The page of one campaign: its plan by month as the table is given it, and the page's answer."""

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from streamlit.testing.v1 import AppTest

from data.keeping import keep
from data.store import open_store
from metrics.campaigns.breakdown import breakdown
from metrics.records import records
from metrics.scope import Question, resolve
from pages.ui.address import Address, Chosen, Subject, read
from pages.ui.campaign import heading
from pages.ui.campaign.plan import plan
from pages.ui.records.board import narrowed
from pages.ui.store import answer, store
from pages.ui.view import view_of
from tests.pages.test_campaigns import filled, text
from tests.pages.world import HOSTILE

Open = Callable[..., AppTest]
FILES = {
    "campaigns": f'campaign_id,title,parent_id,lead,pm\nC1,"{HOSTILE}",,Ann,\nC1-1,"{HOSTILE}",C1,Ann,Bo;Cy\n'
    "C1-2,Night,C1,,\nC2,Alone,,,\nC3,Bare,C2,,\n",
    "objectives": "objective_id,title,interpretation,strategy,owner,campaign_id,starts_on,ends_on\n"
    f'O1,"{HOSTILE}","{HOSTILE}","{HOSTILE}","{HOSTILE}",C1,2026-03-15,2026-07-31\nO2,Stock,,,,C1-1,2026-05-01,2026-06-30\n',
    "key_results": f'kr_id,objective_id,title,owner\nO1-K1,O1,"{HOSTILE}","{HOSTILE}"\nK2,O2,Full,\nK3,O2,Unmeasured,\n',
    "kr_metrics": "metric_id,kr_id,name,unit,direction,baseline,target,every\n"
    f'M1,O1-K1,"{HOSTILE}","{HOSTILE}",increase,0,100,\nM2,K2,Gaps,,maintain_below,9,5,week\n',
    "kr_monthly_targets": "metric_id,month,target\nM1,2026-04,40\nM1,2026-05,50\nM1,2026-06,80\nM1,2026-12,99\n",
    "kr_values": "metric_id,day,value\nM1,2026-04-24,10\nM1,2026-04-25,30\nM1,2026-04-30,50\nM1,2026-06-20,60\nM2,2026-05-28,4\nM2,2026-06-18,6\n",
    "key_projects": "kp_id,kr_id,month,title,owner,status\n"
    f'KP1,O1-K1,2026-05,"{HOSTILE}","{HOSTILE}",doing\nKP2,O1-K1,2026-06,Second,,done\nKP3,O1-K1,2026-06,Third,,planned\n'
    "KP4,O1-K1,2026-06,Given up,,dropped\nKP5,O1-K1,2026-07,Later,,\nKP6,K3,2026-05,Asked,,done\nKP7,K2,2027-01,Too late,,planned\n",
}
"""Read on 20 June 2026, the last day with a value."""


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("campaign") / "goalboard.duckdb"
    filled(path, FILES)
    return path


@pytest.fixture
def world(drawn: Path, empty_store: Path) -> Path:
    return Path(shutil.copy(drawn, empty_store))


def table(campaign: str = "C1", **choices: Any) -> dict[str, Any]:
    """What the table is given to draw."""
    of = heading.asked(view_of(Address(Chosen(**choices), "en", subject=Subject(campaign)), "en"), "campaign")
    assert of is not None
    found = answer(breakdown, of.view.scope, campaign)
    assert found is not None
    return plan(of.view, found)


@pytest.mark.usefixtures("world")
def test_its_answer_is_where_it_stands_and_what_this_months_work_has_come_to(cold: Open) -> None:
    """KP2 of KP2 and KP3: what was dropped is due no more. KP1 is late; M1 is at 60, its plan at 70 of 100."""
    said = text(cold("campaign.py", id="C1"))
    assert "■ At risk 60% done, plan today 70% 0 of 3 key results on track 1 of 2 KPs of this month done 1 KP overdue" in said


@pytest.mark.usefixtures("world")
def test_a_sub_campaign_stands_below_with_its_people_and_says_where_it_has_no_objective() -> None:
    own, stock, night = table()["parts"]
    assert [part["title"] for part in (own, stock, night)] == ["The campaign's own objectives", HOSTILE, "Night"]
    assert stock["href"] == "/campaign?id=C1-1&lang=en"
    assert (stock["role"], stock["who"][1]) == ("PM", {"text": "Cy", "href": "/mine?id=Cy&lang=en"})
    assert (night["role"], night["who"], night["none"], night["objectives"]) == ("No PM named", [], "No objective yet.", [])


@pytest.mark.usefixtures("world")
def test_each_month_has_its_target_actual_and_attainment_this_one_is_marked_and_those_ahead_have_a_target_only() -> None:
    found = table()
    assert [(month["label"], month["phase"]) for month in found["months"]] == [
        *[("Mar 2026", "past"), ("Apr", "past"), ("May", "past"), ("Jun", "now"), ("Jul", "ahead")],
    ]
    assert found["months"][3]["full"] == "Jun 2026 · this month"
    march, april, may, june, july = found["parts"][0]["objectives"][0]["krs"][0]["metrics"][0]["cells"]
    assert [(cell["actual"], cell["target"], cell.get("attained")) for cell in (march, april, may, june, july)] == [
        ("–", "", None),
        ("30", "40", "75%"),
        ("–", "50", None),
        ("60", "80", "75%"),
        ("", "", None),
    ]
    assert april["actualTitle"] == "30: mean of 3 days with a value in the last 7"
    assert (april["fill"], april["attainedTitle"]) == (0.75, "75.00% of the way from the baseline to the month's target")


@pytest.mark.usefixtures("world")
def test_a_limit_shows_by_its_status_whether_it_was_kept() -> None:
    (metric,) = table()["parts"][1]["objectives"][0]["krs"][0]["metrics"]
    assert [cell and (cell["actual"], cell.get("word"), cell["target"], cell.get("attained")) for cell in metric["cells"]] == [
        None,
        None,
        ("4", "On track", "≤ 5", None),
        ("6", "At risk", "≤ 5", None),
        None,
    ]


@pytest.mark.usefixtures("world")
def test_key_projects_stand_in_their_month_each_with_its_mark_and_the_late_one_with_its_word() -> None:
    own, stock, _ = table()["parts"]
    (kr,) = own["objectives"][0]["krs"]
    assert [[(kp["mark"], kp["word"], kp["late"]) for kp in month] for month in kr["kps"]] == [
        [],
        [],
        [("!", "overdue", "overdue")],
        [("✓", "done", ""), ("□", "planned", ""), ("×", "dropped", "")],
        [("–", "no status", "")],
    ]
    assert kr["kps"][2][0]["title"] == HOSTILE
    assert [kr["noMetric"] for kr in stock["objectives"][0]["krs"]] == ["", "no metric yet"]


@pytest.mark.usefixtures("world")
def test_what_lies_outside_the_period_is_listed_below_its_key_result() -> None:
    own, stock, _ = table()["parts"]
    assert own["objectives"][0]["krs"][0]["outside"] == [f"Dec 2026: target 99 of {HOSTILE}"]
    assert stock["objectives"][0]["krs"][0]["outside"] == ["Jan 2027: Too late"]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_months_of_the_period_beyond_the_table_are_counted_in_one_sentence(world: Path, cold: Open, language: str) -> None:
    sentence = {"zh": "另有 2 项目标或KP，所在月份未在表中显示。", "en": "2 more targets and KPs lie in months beyond this table."}[language]
    store = open_store(world)
    keep(store, "objectives", {"objective_id": "O1", "ends_on": "2035-12-31"}, "Li")
    keep(store, "kr_monthly_targets", {"metric_id": "M1", "month": "2034-04", "target": "60"}, "Li")
    keep(store, "key_projects", {"kp_id": "KP9", "kr_id": "O1-K1", "month": "2034-05", "title": "Far"}, "Li")
    store.close()
    assert sentence in text(cold("campaign.py", id="C1", lang=language))
    assert table()["parts"][0]["objectives"][0]["krs"][0]["outside"] == []


def test_a_target_that_was_changed_shows_both_values_and_since_when(world: Path) -> None:
    store = open_store(world)
    version = keep(store, "kr_monthly_targets", {"metric_id": "M1", "month": "2026-04", "target": "60"}, "Li")
    store.cursor().execute("update facts.versions set made_on = '2026-05-02' where version = $version", {"version": version})
    store.close()
    cells = table()["parts"][0]["objectives"][0]["krs"][0]["metrics"][0]["cells"]
    assert cells[1]["change"].startswith(f"60 ← 40 · v{version}, ")
    assert cells[1]["attained"] == "50%"
    assert cells[1]["changeTitle"].startswith(f"Target 60, before 40; changed in version {version}, ")
    assert ["change" in cell for cell in cells] == [False, True, False, False, False]


@pytest.mark.usefixtures("world")
def test_each_actual_leads_to_the_values_that_it_is_made_of() -> None:
    parts = table()["parts"]
    cells = [
        cell
        for part in parts
        for o in part["objectives"]
        for kr in o["krs"]
        for m in kr["metrics"]
        for cell in m["cells"]
        if cell and cell.get("href")
    ]
    con, found = store().cursor(), {}
    for cell in cells:
        behind = read(parse_qs(urlsplit(cell["href"]).query)).behind
        rows = records(con, resolve(con, Question()), behind.measure, **narrowed(behind)).rows
        found[behind.metric, str(behind.since)] = (sorted(row.value for row in rows), cell["actual"])
    assert found == {
        ("M1", "2026-04-24"): ([10, 30, 50], "30"),
        ("M1", "2026-06-14"): ([60], "60"),
        ("M2", "2026-05-28"): ([4], "4"),
        ("M2", "2026-06-18"): ([6], "6"),
    }


@pytest.mark.usefixtures("world")
@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_campaign_without_objectives_says_how_they_come_to_it(cold: Open, language: str) -> None:
    app = cold("campaign.py", id="C3", lang=language)
    assert {"zh": "这场战役还没有目标。", "en": "This campaign has no objectives yet."}[language] in text(app)


@pytest.mark.usefixtures("world")
def test_a_campaign_whose_sub_campaigns_have_none_either_still_lists_them() -> None:
    assert [part["none"] for part in table("C2")["parts"]] == ["No objective yet."]


@pytest.mark.usefixtures("world")
def test_an_objective_filter_narrows_nothing_and_an_earlier_day_reads_the_plan_on_it() -> None:
    assert [len(part["objectives"]) for part in table(objectives=("O2",))["parts"]] == [1, 1, 0]
    metric = table(as_of=date(2026, 4, 25))["parts"][0]["objectives"][0]["krs"][0]["metrics"][0]
    assert [(cell["phase"], cell["actual"]) for cell in metric["cells"]][:3] == [("past", "–"), ("now", "20"), ("ahead", "")]
