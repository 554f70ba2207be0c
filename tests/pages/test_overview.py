"""The overview tells in one screen what the boards tell: the same figures, the worst first."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from data.intake import Choices, commit
from data.store import open_store
from metrics.sources import Source
from pages.ui.overview.ages import told
from pages.ui.words import words
from tests.pages.mounted import mounted

Open = Callable[..., AppTest]
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)

PLAN = {
    "objectives": "objective_id,title,starts_on,ends_on\nO1,Grow,2026-01-01,2026-12-31\nO2,Keep,2026-01-01,2026-12-31\n",
    "key_results": "kr_id,objective_id,title\nK1,O1,Slips a little\nK2,O1,Slips far\nK3,O1,On its way\nK4,O2,Kept\n",
    "kr_metrics": "metric_id,kr_id,name,direction,baseline,target\n"
    + "".join(f"M{n},K{n},Metric {n},increase,0,100\n" for n in (1, 2, 3))
    + "M4,K4,Metric 4,maintain_above,0,10\n",
    "kr_values": "metric_id,day,value\nM1,2026-01-31,20\nM1,2026-06-30,40\nM2,2026-06-30,10\nM3,2026-06-30,70\nM4,2026-06-30,12\n",
    "requirements": "requirement_id,title,team,kr_ids,created_at,released_at\n"
    "R1,Both,web,K1;K4,2026-05-01,2026-06-01\nR2,One,web,K1,2026-05-01,2026-06-02\nR3,None,app,,2026-05-01,2026-06-03\n"
    "R4,Too early,app,K1,2025-05-01,2025-12-31\n",
}


@pytest.fixture
def drawn(empty_store: Path) -> None:
    store = open_store(empty_store)
    for dataset, text in PLAN.items():
        commit(store, f"{dataset}.csv", text.encode(), Choices(dataset=dataset))
    store.close()


def summary(app: AppTest) -> dict[str, Any]:
    assert not app.exception
    found: dict[str, Any] = mounted(app, "summary")
    return found


@pytest.mark.usefixtures("drawn")
def test_an_objective_names_the_key_result_that_is_farthest_behind_unless_all_goes_well(cold: Open) -> None:
    first, second = summary(cold("overview.py"))["goals"]["rows"]
    assert (first["id"], first["worst"]["id"], first["worst"]["status"]) == ("O1", "K2", "at_risk")
    assert first["worst"]["href"].startswith("/kr?id=K2")
    assert (second["status"], second["worst"]) == ("on_track", None)


@pytest.mark.usefixtures("drawn")
def test_its_progress_is_the_mean_of_its_key_results_against_the_plan_of_the_day(cold: Open) -> None:
    first, second = summary(cold("overview.py"))["goals"]["rows"]
    assert (first["progress"], first["gap"]) == ("40%", "−10 pt")  # (40 + 10 + 70) / 3, 181 of 365 days are over
    assert (second["progress"], second["gap"]) == ("–", "–")  # a limit has no progress


@pytest.mark.usefixtures("drawn")
def test_how_far_it_is_leads_to_the_values_and_what_is_not_known_nowhere(cold: Open) -> None:
    first, second = summary(cold("overview.py"))["goals"]["rows"]
    assert first["valuesHref"].startswith("/records?show=values&goal=O1")
    assert second["valuesHref"] == ""


@pytest.mark.usefixtures("drawn")
def test_the_share_for_goals_leads_to_the_work_for_goals_and_is_not_told_of_no_work(cold: Open) -> None:
    delivered = summary(cold("overview.py", asof="2026-06-30", bucket="month"))["figures"]["rows"][0]
    assert (delivered["value"], delivered["sub"]) == ("3", "67% for goals")
    assert delivered["subHref"].startswith("/records?show=okr_delivered&from=2026-06-01&to=2026-07-01")
    nothing = summary(cold("overview.py", asof="2026-05-31", bucket="month"))["figures"]["rows"][0]
    assert (nothing["value"], nothing["sub"], nothing.get("subHref")) == ("0", "", None)


@pytest.mark.usefixtures("drawn")
def test_delivered_work_is_split_over_objectives_and_adds_up(cold: Open) -> None:
    bar = mounted(cold("overview.py"), "bars")
    (total,) = bar["rows"]
    labels = [bar["series"][part["series"]]["label"] for part in total["parts"]]
    assert dict(zip(labels, [part["count"] for part in total["parts"]], strict=True)) == {"O1": "1.5", "O2": "0.5", "unlinked": "1"}
    assert total["delivered"] == "3"
    assert sum(part["share"] for part in total["parts"]) == pytest.approx(1, abs=1e-4)


@pytest.mark.usefixtures("drawn")
def test_held_against_an_earlier_day_it_says_what_progress_was(cold: Open) -> None:
    rows = summary(cold("overview.py", vs="2026-01-31"))["goals"]["rows"]
    assert [(row["was"], row["bar"]["ghost"]) for row in rows] == [("was 20%", 0.2), ("", None)]


@pytest.mark.usefixtures("sample_store")
def test_the_overview_and_the_okr_board_tell_the_same_of_each_objective(cold: Open) -> None:
    here = summary(cold("overview.py"))["goals"]["rows"]
    there = mounted(cold("okr.py"), "goals")["objectives"]
    assert [(row["id"], row["progress"], row["gap"], row["status"], row["delivered"]) for row in here] == [
        (o["id"], o["prog"], o["gap"], o["status"], o["delivered"]["text"]) for o in there
    ]


@pytest.mark.usefixtures("drawn")
def test_an_objective_that_has_ended_says_so_comes_last_and_is_left_out_of_the_count(cold: Open, empty_store: Path) -> None:
    store = open_store(empty_store)
    commit(store, "objectives.csv", b"objective_id,title,starts_on,ends_on\nO1,Grow,2026-01-01,2026-06-15\n", Choices(dataset="objectives"))
    store.close()
    app = cold("overview.py", asof="2026-06-30")
    first, last = summary(app)["goals"]["rows"]
    assert (first["id"], first["ended"]) == ("O2", "")
    assert (last["id"], last["ended"], last["worst"]) == ("O1", "ended 15 Jun", None)
    said = " ".join(part.value for part in app.html)
    assert "of 1 metric<" in said
    assert "3 more ended" in said


@pytest.mark.usefixtures("sample_store")
def test_the_five_figures_are_those_of_the_efficiency_board(cold: Open) -> None:
    shown = [of["value"] for of in summary(cold("overview.py"))["figures"]["rows"]]
    board = " ".join(part.value for part in cold("efficiency.py").html)
    assert len(shown) == 5
    assert [value for value in shown if f">{value}</a></strong>" not in board] == []


@pytest.mark.usefixtures("empty_store")
def test_an_empty_store_says_what_to_bring(cold: Open) -> None:
    said = " ".join(part.value for part in cold("overview.py").html)
    assert "Import your OKR plan" in said
    assert 'href="/import' in said


def test_an_age_is_told_per_source_in_plain_words() -> None:
    brought = [("work", "jira", "2026-11-20 11:00"), ("figures", None, "2026-11-22 03:00"), ("work", "my tracker", "2026-11-22 11:59")]
    rows = [Source(kind, source, datetime.fromisoformat(f"{at}+00:00"), "a.csv") for kind, source, at in brought]
    assert [told(row, NOW, words("en"))["text"] for row in rows] == ["Jira: 2 days", "KR figures: 9 hours", "my tracker: just now"]
    assert [told(row, NOW, words("zh"))["text"] for row in rows] == ["Jira：2 天", "指标数据：9 小时", "my tracker：刚刚"]
