"""`python -m metrics campaign …`: rows as JSON, and what it refuses."""

import csv
import io
import json
import shutil
from pathlib import Path

import pytest

from data.intake import Choices, commit
from data.store import open_store
from metrics.__main__ import main
from metrics.campaigns.answers import ANSWERS

FILES = {
    "campaigns": "campaign_id,title,lead,starts_on,ends_on\nC1,Sale,Li,2026-01-01,2026-03-31\nC2,Other,Wu,,\n",
    "objectives": "objective_id,title,campaign_id,starts_on,ends_on\nO1,Grow,C1,2026-01-01,2026-03-31\nO2,Shrink,C2,2026-01-01,2026-03-31\n",
    "key_results": "kr_id,objective_id,title,owner\nK1,O1,More,Li\nK2,O2,Less,Wu\n",
    "kr_metrics": "metric_id,kr_id,name,direction,baseline,target\nM1,K1,Orders,increase,0,100\nM2,K2,Costs,decrease,9,1\n",
    "kr_monthly_targets": "metric_id,month,target\nM1,2026-01,40\nM1,2026-02,80\n",
    "kr_values": "metric_id,day,value\nM1,2026-01-31,20\nM1,2026-02-15,60\nM2,2026-02-15,5\n",
    "key_projects": "kp_id,kr_id,month,title,owner,status\nP1,K1,2026-01,Shops,Li,doing\nP2,K2,2026-01,Rent,Wu,done\n",
    "milestones": "milestone_id,subject_kind,subject_id,title,planned_on,done_on\nS1,campaign,C1,Doors open,2026-02-01,2026-02-03\n",
    "closures": "subject_kind,subject_id,result_score\ncampaign,C1,0.5\n",
    "commendations": "subject_kind,subject_id,who,for_what\ncampaign,C1,Li,Patience\ncampaign,C2,Wu,Speed\n",
    "projects": "project_id,title,kind,campaign_id\nP1,Lost,special,C9\nP2,Own,special,C2\n",
    "improvements": "improvement_id,subject_kind,subject_id,title,kind,status\nI1,campaign,C1,Small steps,keep,open\n",
}

CHANGED = {
    "kr_metrics": "metric_id,kr_id,name,direction,baseline,target\nM2,K2,Costs,decrease,9,2\n",
    "kr_monthly_targets": "metric_id,month,target\nM2,2025-12,7\n",
}


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Only read from."""
    place = tmp_path_factory.mktemp("store") / "goalboard.duckdb"
    store = open_store(place)
    for dataset, text in FILES.items():
        commit(store, f"{dataset}.csv", text.encode(), Choices(dataset=dataset))
    store._con.execute("update facts.versions set made_on = date '2026-01-01'")  # what is changed after it is changed within the period
    for dataset, text in CHANGED.items():
        commit(store, f"{dataset}.csv", text.encode(), Choices(dataset=dataset))
    store._con.execute("update facts.versions set made_on = date '2026-03-01' where made_on > date '2026-01-01'")
    store.close()
    return place


@pytest.fixture
def own_file(file: Path, tmp_path: Path) -> Path:
    """For a report, which keeps its store open as long as the process lives."""
    return Path(shutil.copy(file, tmp_path))


def told(file: Path, capsys: pytest.CaptureFixture[str], *words: str) -> list[dict]:
    assert main(["campaign", *words, "--db", str(file), "--format", "json"]) == 0
    return json.loads(capsys.readouterr().out)


def test_each_answer_has_its_fields_and_only_its_campaigns_rows(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for about, answer in ANSWERS.items():
        rows = told(file, capsys, about, *(["Li"] if about == "mine" else ["C1"] if answer.needed else []))
        assert rows, about
        assert {tuple(row) for row in rows} == {answer.fields}
    names = {row["id"] for row in told(file, capsys, "map", "C1")}
    assert names == {"C1", "O1", "K1"}


def test_the_breakdown_says_each_month_what_was_aimed_at_and_what_was_reached(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = told(file, capsys, "breakdown", "C1")
    assert [(row["month"], row["phase"], row["target"], row["actual"], row["month_attainment"]) for row in rows] == [
        ("2026-01-01", "past", 40, 20, 0.5),
        ("2026-02-01", "now", 80, 60, 0.75),
        ("2026-03-01", "ahead", None, None, None),
    ]


def test_scores_stand_beside_what_they_rest_on_and_what_people_decided(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (row,) = told(file, capsys, "evaluation", "C1")
    assert (row["result_score"], row["decided_result_score"]) == (0.6, 0.5)
    assert (row["process_score"], row["milestones_on_time"], row["milestones_due"], row["trains_on_time"]) == (0, 0, 1, None)


def test_an_objective_filter_narrows_no_campaigns_answer(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for about in sorted(ANSWERS):
        words = [about, *(["Li"] if about == "mine" else ["C1"] if ANSWERS[about].needed else [])]
        assert told(file, capsys, *words, "--objective", "O2") == told(file, capsys, *words), about


def test_the_closing_report_is_printed_as_markdown(own_file: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert main(["campaign", "report", "C1", "--db", str(own_file), "--lang", "en"]) == 0
    text = capfdbinary.readouterr().out.decode()
    assert text.startswith("# Closing report: Sale\n")
    assert [part in text for part in ("More", "Doors open", "Small steps", "60%", "50%")] == [True] * 5
    assert "Less" not in text


@pytest.mark.parametrize("words", [["breakdown"], ["everything"], [], ["report"]], ids=str)
def test_what_is_not_asked_as_it_should_be_is_wrong_use(file: Path, words: list[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main(["campaign", *words, "--db", str(file)])
    assert left.value.code == 2


def test_other_boards_take_no_second_word(file: Path) -> None:
    with pytest.raises(SystemExit) as left:
        main(["okr-progress", "C1", "--db", str(file)])
    assert left.value.code == 2


@pytest.mark.parametrize("about", ["breakdown", "report"])
def test_a_campaign_that_nobody_knows_is_refused_in_one_sentence(own_file: Path, capsys: pytest.CaptureFixture[str], about: str) -> None:
    assert main(["campaign", about, "C9", "--db", str(own_file)]) == 1
    assert "C9" in capsys.readouterr().err


def test_an_answer_of_everything_takes_no_subject(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for about in ("practices", "loose"):
        with pytest.raises(SystemExit) as left:
            main(["campaign", about, "C1", "--db", str(file)])
        assert left.value.code == 2
        assert "C1" in capsys.readouterr().err


def test_loose_ends_name_what_is_not_there(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert told(file, capsys, "loose") == [{"kind": "project_of_none", "id": "P1", "title": "Lost", "names": "C9"}]


def test_the_trace_and_the_commendations_are_those_of_the_campaign(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert [(row["version"], row["kind"], row["made_on"]) for row in told(file, capsys, "trace", "C1")] == [(9, "evaluated", "2026-01-01")]
    assert told(file, capsys, "commendations", "C1") == [{"who": "Li", "for_what": "Patience"}]


def test_the_breakdown_says_how_targets_were_changed_and_which_have_no_month(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = told(file, capsys, "breakdown", "C2")
    assert [(row["month"], row["phase"], row["target"]) for row in rows if row["phase"] == "outside"] == [("2025-12-01", "outside", 7)]
    assert {(row["metric_earlier_target"], row["metric_changed_in"]) for row in rows} == {(1, len(FILES) + 1)}


def test_in_csv_what_holds_several_values_is_json(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["campaign", "review", "C1", "--db", str(file), "--format", "csv"]) == 0
    facts = [json.loads(row["facts"]) for row in csv.DictReader(io.StringIO(capsys.readouterr().out))]
    assert [(each["planned_on"], each["done_on"], each["days"]) for each in facts if "planned_on" in each] == [("2026-02-01", "2026-02-03", 2)]


def test_counts_and_versions_of_an_event_are_whole_numbers(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    facts = [event["facts"] for event in told(file, capsys, "review", "C1")]
    whole = [each[name] for each in facts for name in ("days", "changes", "version", "months", "times", "weeks") if name in each]
    assert whole
    assert {type(number) for number in whole} == {int}
