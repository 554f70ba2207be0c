"""Evaluation: what the data propose beside what people decided, and what becomes of their decision."""

import re
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from data.store import Store
from metrics.campaigns.commendations import Commendation
from pages.ui.evaluation import acting
from pages.ui.evaluation.figures import differs
from pages.ui.form import Sent, keeping
from pages.ui.form.keeping import Change
from pages.ui.words import LANGUAGES, words
from tests.data.intake.drawn import held
from tests.pages.conftest import Open
from tests.pages.mounted import mounted

EN = words("en")
C1 = {"subject_kind": "campaign", "subject_id": "C1"}
THANKED = (Commendation("An", "the stalls"), Commendation("Wu", None))


def sent(values: dict[str, dict[str, str]] | None = None, **more: Any) -> Sent:
    return Sent("save", 0, values or {}, **more)


def decided(values: dict[str, dict[str, str]] | None = None, **more: Any) -> Change:
    change = acting.decide(C1, sent(values, **more), THANKED, EN)
    assert isinstance(change, Change), change
    return change


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("72", "0.72"), ("72.5", "0.725"), ("0", "0"), ("100", "1"), ("", ""), ("120", "1.2"), ("a lot", "a lot")],
)
def test_a_score_is_typed_in_hundredths_and_kept_as_a_part_of_one(typed: str, kept: str) -> None:
    change = decided({acting.SCORES: {"result_score": typed, "process_score": "", "evaluation_note": "80"}})
    assert change.rows["closures"] == [{**C1, "result_score": kept, "process_score": "", "evaluation_note": "80"}]


def test_a_score_is_shown_as_it_was_typed() -> None:
    assert [acting.shown(score) for score in (0.72, 0.725, 0.0, 1.0, None)] == ["72", "72.5", "0", "100", ""]


def test_people_are_thanked_and_no_more_thanked_in_one_version() -> None:
    change = decided({"who:Wu": {"for_what": "the pages"}}, added=({"who": "Li", "for_what": ""},), gone=("who:An",))
    assert change.rows["commendations"] == [{**C1, "who": "Wu", "for_what": "the pages"}, {**C1, "who": "Li", "for_what": ""}]
    assert change.dropped == {"commendations": [{**C1, "who": "An"}]}


def test_whoever_is_removed_and_added_again_stays() -> None:
    change = decided(added=({"who": "An", "for_what": "more"},), gone=("who:An",))
    assert (change.rows["commendations"], change.dropped["commendations"]) == ([{**C1, "who": "An", "for_what": "more"}], [])


@pytest.mark.parametrize("added", [["An"], ["Li", "Li"]], ids=["thanked already", "added twice"])
def test_nobody_is_thanked_twice_without_a_word(added: list[str]) -> None:
    rows = tuple({"who": who, "for_what": "x"} for who in added)
    assert acting.decide(C1, sent(added=rows), THANKED, EN) == EN("evaluation.twice", names=added[-1])


@pytest.mark.parametrize(
    ("proposed", "chosen", "apart"),
    [(0.604, 0.6, False), (0.6, 0.61, True), (None, 0.6, False), (0.6, None, False)],
)
def test_a_decision_differs_where_it_reads_differently(proposed: float | None, chosen: float | None, apart: bool) -> None:
    assert differs(proposed, chosen) is apart


def test_a_name_is_thanked_again_after_somebody_else_thanked_them_meanwhile(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """The column `who` of a commendation is not the one of the version that brought it."""
    monkeypatch.setattr(keeping, "store", lambda: store)
    keeping.keep("f", sent(), Change({"commendations": [{**C1, "who": "An", "for_what": "hers"}]}, ""), "Wang", EN)
    assert keeping.keep("f", sent(), Change({"commendations": [{**C1, "who": "An", "for_what": "mine"}]}, ""), "Li", EN) is None
    assert held(store, "commendations", "for_what") == ["hers"]


def page(app: AppTest) -> str:
    assert not app.exception
    return re.sub(r"<style>.*?</style>", "", " ".join(part.value for part in app.html), flags=re.DOTALL)


@pytest.mark.usefixtures("sample_store")
def test_a_closed_campaign_shows_both_scores_and_where_they_lie_apart(cold: Open) -> None:
    app = cold("evaluation.py", id="C0")
    shown = page(app)
    assert re.findall(r'<dt class="gb-muted">([^<]+)</dt><dd>([^<]+)</dd>', shown) == [
        *(("The data propose", "79%"), ("People decided", "80%")),
        *(("The data propose", "83%"), ("People decided", "75%")),
    ]
    assert [EN("evaluation.apart", points=points) in shown for points in ("+1 pt", "−8 pt")] == [True, True]
    form = mounted(app, "form")
    assert [field["value"] for field in form["groups"][0]["fields"]][:2] == ["80", "75"]
    assert len(form["groups"]) == 1 + 3


@pytest.mark.usefixtures("sample_store")
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_campaign_with_nothing_to_go_by_has_no_scores_and_is_no_error(cold: Open, language: str) -> None:
    say = words(language)
    shown = page(cold("evaluation.py", id="C2", lang=language))
    assert say("evaluation.no_goals") in shown
    assert say("evaluation.none.trains_on_time") in shown
    assert say("evaluation.before_title") not in shown


@pytest.mark.usefixtures("sample_store")
def test_neither_a_team_nor_a_range_makes_another_score(cold: Open) -> None:
    plain, narrowed = (page(cold("evaluation.py", id="C1", **more)) for more in ({}, {"team": "Search", "since": "2026-10-01"}))
    scores = [re.findall(r"<dd>([^<]+%|–)</dd>", shown) for shown in (plain, narrowed)]
    assert scores[0] == scores[1] != []
