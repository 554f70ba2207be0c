"""Evaluation: what the data propose beside what people decided, and what becomes of their decision."""

import re
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from data.store import Store
from metrics.campaigns.commendations import Commendation
from pages.ui.address import read
from pages.ui.evaluation import acting, beside
from pages.ui.evaluation import before as comparison
from pages.ui.evaluation.figures import differs
from pages.ui.form import Sent, keeping
from pages.ui.form.keeping import Change
from pages.ui.store import store
from pages.ui.tables.sheet import told
from pages.ui.view import view_of
from pages.ui.words import LANGUAGES, words
from tests.conftest import Board
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


def before(board: Board, released: str, lang: str = "en") -> list[list[str]]:
    """The rows of the comparison, of a campaign from March to June whose team released work on these days."""
    board(
        campaigns="campaign_id | title | starts_on | ends_on \n C1 | Sale | 2025-03-01 | 2025-06-30",
        objectives="objective_id | campaign_id | starts_on | ends_on \n O1 | C1 | 2025-03-01 | 2025-06-30",
        kr_values="day | value \n 2025-06-30 | 5",
        requirements=f"team | kr_ids | created_at | released_at \n{released}",
    )
    of = view_of(read({"id": ["C1"]}), lang)
    found = comparison.table("C1", of.scope, of)
    assert found is not None
    return [found[0], *([told(cell) for cell in row["cells"]] for row in found[2])]


@pytest.mark.usefixtures("empty_store")
def test_what_is_counted_is_told_a_week_and_held_against_the_days_that_data_reach_back_to() -> None:
    work = "A | KR1 | 2025-01-01 | 2025-03-10 \n A | | 2025-01-01 | 2025-04-10 \n B | | 2025-01-01 | 2025-04-10 \n A | | 2024-12-01 | 2025-01-18"
    sub, delivered, *_ = before(Board(store()), work)
    assert "18 Jan 2025 – 28 Feb 2025" in sub
    assert delivered == ["Delivered, a week", f"{2 / (122 / 7):.1f}", f"{1 / (42 / 7):.1f}", "−31.1%"]


@pytest.mark.usefixtures("empty_store")
def test_too_few_days_before_are_not_compared_with() -> None:
    work = "A | KR1 | 2025-01-01 | 2025-03-10 \n A | | 2025-01-01 | 2025-02-20"
    sub, delivered, *_ = before(Board(store()), work)
    assert "The data begin on 20 Feb 2025" in sub
    assert delivered[2:] == ["–", "–"]


@pytest.mark.usefixtures("empty_store")
def test_a_project_beside_the_others_has_the_shape_and_colour_that_it_has_on_the_map() -> None:
    """It missed its milestone."""
    Board(store())(
        campaigns="campaign_id | title \n C1 | Sale",
        kr_values="day | value \n 2026-03-31 | 50",
        projects="project_id | title | campaign_id | phase \n P1 | Depot | C1 | run",
        milestones="milestone_id | subject_kind | subject_id | title | planned_on \n S1 | project | P1 | Open | 2026-03-01",
    )
    view = view_of(read({"id": ["C1"], "lang": ["en"]}), "en")
    found = beside.table("C1", view.scope, view)
    assert found is not None
    late = next(row for row in found[1] if row["cells"][0]["text"] == "Depot")["cells"][2]
    assert (late["text"], late["kind"]) == (f"▲ {EN('campaigns.state.late')}", "st s-behind")
