"""Acceptance: what people do to it, and a page that says for ever what it was accepted on."""

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from data.errors import ImportRefused
from data.intake import Choices, commit
from data.keeping import keep_all
from data.store import Store
from data.store.undo import undo
from metrics.campaigns.acceptance import Line
from metrics.scope import Question, Scope
from pages.ui import store as stores
from pages.ui import writing
from pages.ui.acceptance import acting
from pages.ui.form import Sent, keeping
from pages.ui.form.keeping import Change
from pages.ui.format import full_day
from pages.ui.words import Words, words
from tests.pages.conftest import Open
from tests.pages.mounted import mounted

EN = words("en")
MARKUP = "<b>HTML</b> & **Markdown** $x$ [go](javascript:alert(1))"
C1 = {"subject_kind": "campaign", "subject_id": "C1"}
TODAY = date(2026, 7, 1)
SEEN = Scope(Question(), 6, date(2026, 6, 30))
LINES = (
    Line("kr:K1", "kr", "K1", "Orders"),
    Line("milestone:M1", "milestone", "M1", "Kick-off", verdict="partly", note="late"),
    Line("other:1", "other", None, "In budget", verdict="accepted"),
)
FILES = {
    "campaigns": f'campaign_id,title,ends_on\nC1,"{MARKUP}",2026-06-30\nC2,Abroad,\n',
    "objectives": "objective_id,title,campaign_id,starts_on,ends_on\nO1,Grow,C1,2026-01-01,2026-12-31\n",
    "key_results": f'kr_id,objective_id,title\nK1,O1,"{MARKUP}"\n',
    "kr_metrics": "metric_id,kr_id,name,direction,baseline,target\nM1,K1,Orders,increase,0,100\n",
    "kr_values": "metric_id,day,value\nM1,2026-06-30,80\n",
    "milestones": 'milestone_id,subject_kind,subject_id,title,planned_on,done_on\nS1,campaign,C1,"Kick-off",2026-02-01,2026-02-03\n',
}


def sent(action: str = "save", values: dict[str, dict[str, str]] | None = None, **more: Any) -> Sent:
    return Sent(action, 6, values or {}, **more)


def rows(change: Change | str, dataset: str) -> list[dict[str, str]]:
    assert isinstance(change, Change), change
    return [dict(row) for row in change.rows.get(dataset, ())]


def test_opening_names_who_and_when() -> None:
    assert rows(acting.open_it(C1, "Li", TODAY, EN), "closures") == [{**C1, "opened_on": "2026-07-01", "opened_by": "Li"}]


def test_saving_keeps_the_lines_that_were_touched_and_no_others() -> None:
    typed = {"kr:K1": {"verdict": "accepted", "note": ""}, acting.NOTE: {"acceptance_note": "Fine"}}
    change = acting.judge(C1, sent(values=typed), LINES, EN)
    assert rows(change, "acceptance_lines") == [
        {**C1, "line_no": "kr:K1", "kind": "kr", "ref_id": "K1", "title": "Orders", "verdict": "accepted", "note": ""}
    ]
    assert rows(change, "closures") == [{**C1, "acceptance_note": "Fine"}]


def test_each_free_line_gets_a_number_of_its_own() -> None:
    added = ({"title": "Law", "verdict": "partly", "note": ""}, {"title": "Taxes", "verdict": "accepted", "note": ""})
    change = acting.judge(C1, acting.numbered(sent(added=added, gone=("other:1",)), ["other:2", "other:3"]), LINES, EN)
    assert [(row["line_no"], row["title"], row["kind"]) for row in rows(change, "acceptance_lines")] == [
        ("other:2", "Law", "other"),
        ("other:3", "Taxes", "other"),
    ]
    assert change.dropped == {"acceptance_lines": [{**C1, "line_no": "other:1"}]}


def test_accepting_is_refused_while_a_line_has_no_verdict() -> None:
    refused = acting.accept(C1, sent("accept"), LINES, SEEN, "Li", TODAY, EN)
    assert isinstance(refused, str)
    assert "Orders" in refused


def test_accepting_writes_every_line_and_what_was_looked_at() -> None:
    typed = {"kr:K1": {"verdict": "rejected", "note": "no"}}
    change = acting.accept(C1, sent("accept", typed), LINES, SEEN, "Li", TODAY, EN)
    assert [(row["line_no"], row["verdict"], row["note"]) for row in rows(change, "acceptance_lines")] == [
        ("kr:K1", "rejected", "no"),
        ("milestone:M1", "partly", "late"),
        ("other:1", "accepted", ""),
    ]
    assert rows(change, "closures") == [
        {**C1, "accepted_on": "2026-07-01", "accepted_by": "Li", "data_version": "6", "as_of": "2026-06-30", "reopened_why": ""}
    ]


def test_nothing_at_all_cannot_be_accepted() -> None:
    assert acting.accept(C1, sent("accept"), (), SEEN, "Li", TODAY, EN) == EN("acceptance.nothing_to_accept")


def test_reopening_needs_a_reason() -> None:
    assert acting.reopen(C1, sent("reopen"), EN) == EN("acceptance.why_missing")
    (row,) = rows(acting.reopen(C1, sent("reopen", {acting.NOTE: {"reopened_why": "late news"}}), EN), "closures")
    assert row == {**C1, "accepted_on": "", "accepted_by": "", "data_version": "", "as_of": "", "reopened_why": "late news"}


@pytest.fixture
def company(empty_store: Path) -> Store:
    """Two campaigns; six versions."""
    assert not empty_store.exists()
    store = stores.store()
    for dataset, text in FILES.items():
        reports = commit(store, f"{dataset}.csv", text.encode(), Choices(dataset=dataset))
        assert [report.problems for report in reports if report.rejected] == []
    return store


def accepted(store: Store, seen: int) -> None:
    """As the page does it: every line and the closure as one version, after it was opened in another."""
    lines = (
        Line("kr:K1", "kr", "K1", MARKUP, verdict="partly", note=MARKUP),
        Line("milestone:S1", "milestone", "S1", "Kick-off", verdict="accepted"),
    )
    keep_all(store, acting.open_it(C1, "Zhao", TODAY, EN).rows, "Zhao")
    change = acting.accept(C1, sent("accept"), lines, Scope(Question(), seen, date(2026, 6, 30)), "Li", TODAY, EN)
    assert isinstance(change, Change)
    keep_all(store, change.rows, "Li", seen=store.version())


def page(app: AppTest) -> str:
    assert not app.exception
    return re.sub(r"<style>.*?</style>", "", " ".join(part.value for part in app.html), flags=re.DOTALL)


def told(app: AppTest) -> dict[str, list[str]]:
    """The facts and fields of each line."""
    groups = mounted(app, "form")["groups"]
    return {group["key"]: [text for text, _ in group["told"]] + [field["value"] for field in group["fields"]] for group in groups}


@pytest.mark.usefixtures("company")
def test_before_it_is_opened_the_page_says_so_and_what_it_will_be_about(cold: Open) -> None:
    app = cold("acceptance.py", id="C1")
    assert EN("acceptance.preview") in page(app)
    assert [part.proto.component_name for part in app.get("bidi_component")].count("goalboard_form") == 2
    assert EN("acceptance.nothing") in page(cold("acceptance.py", id="C2"))


def test_the_data_propose_lines_once_it_is_open(company: Store, cold: Open) -> None:
    keep_all(company, acting.open_it(C1, "Zhao", TODAY, EN).rows, "Zhao")
    app = cold("acceptance.py", id="C1")
    assert list(told(app)) == ["objective:O1", "kr:K1", "milestone:S1", acting.NOTE]
    assert "Done 3 Feb, 2 days late" in told(app)["milestone:S1"][0]
    assert mounted(app, "form")["groups"][1]["title"] == MARKUP  # as it stands, for the browser makes a text of it
    assert EN("acceptance.left", n=2) in page(app)


def test_an_accepted_campaign_says_the_same_after_imports_edits_and_undos(company: Store, cold: Open) -> None:
    seen = company.version()
    accepted(company, seen)
    before = cold("acceptance.py", id="C1")
    assert EN("acceptance.newer", n=0).partition("0")[0] not in page(before)
    commit(company, "v.csv", b"metric_id,day,value\nM1,2026-06-30,10\nM1,2026-06-29,10\n", Choices(dataset="kr_values"))
    keep_all(company, {"acceptance_lines": [{**C1, "line_no": "kr:K1", "verdict": "rejected"}]}, "Wang")
    undo(company, company.version() - 1, "Wang")
    after = cold("acceptance.py", id="C1")
    assert told(after) == told(before)
    assert told(after)["kr:K1"] == ["● On track", "80% done, 50% planned", "Orders 80 of 100", "partly", MARKUP]
    assert EN("acceptance.newer", n=company.version()) in page(after)
    assert f"as known at version {seen}" in page(after)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_an_acceptance_from_a_file_shows_its_verdicts_and_says_that_its_figures_may_change(company: Store, cold: Open, language: str) -> None:
    closed = b"subject_kind,subject_id,opened_on,accepted_on,accepted_by,data_version,as_of\ncampaign,C1,2026-06-30,2026-07-01,Li,2,2026-06-30\n"
    commit(company, "closures.csv", closed, Choices())
    lines = b"subject_kind,subject_id,line_no,kind,ref_id,title,verdict\ncampaign,C1,kr:K1,kr,K1,Orders,partly\n"
    commit(company, "acceptance_lines.csv", lines, Choices())
    app = cold("acceptance.py", id="C1", lang=language)
    assert told(app)["kr:K1"][1:] == [words(language)("acceptance.progress", progress="80%", plan="50%"), *told(app)["kr:K1"][2:3], "partly", ""]
    assert told_of_file(words(language), company.version()) in page(app)
    commit(company, "v.csv", b"metric_id,day,value\nM1,2026-06-30,90\n", Choices(dataset="kr_values"))
    after = cold("acceptance.py", id="C1", lang=language)
    assert told(after)["kr:K1"][1] == words(language)("acceptance.progress", progress="90%", plan="50%")
    assert words(language)("acceptance.newer", n=0).partition("0")[0] not in page(after)


def told_of_file(say: Words, version: int) -> str:
    return say("acceptance.read_from_file", day=full_day(date(2026, 6, 30), say), n=version)


def test_goals_stand_above_their_key_results_with_what_they_reached_and_have_no_verdict(company: Store, cold: Open) -> None:
    """Of the two objectives one is another campaign's; the campaign's own progress is part of the page's answer."""
    commit(company, "o.csv", b"objective_id,title,campaign_id\nO2,Abroad,C2\n", Choices(dataset="objectives"))
    accepted(company, company.version())
    app = cold("acceptance.py", id="C1")
    grow, orders, *_ = mounted(app, "form")["groups"]
    assert (grow["title"], grow["href"].partition("&")[0], grow["fields"]) == ("Grow", "/objective?id=O1", [])
    assert grow["heading"] == EN("acceptance.kind.kr")
    assert told(app)["objective:O1"] == ["● On track", "80% done, 50% planned"]
    assert (orders["key"], orders["heading"], "objective:O2" in told(app)) == ("kr:K1", "", False)
    assert [text in page(app) for text in ("● On track", "80% done, 50% planned")] == [True, True]


def test_opening_it_again_leaves_a_trace_and_the_verdicts(company: Store, cold: Open) -> None:
    accepted(company, company.version())
    change = acting.reopen(C1, sent("reopen", {acting.NOTE: {"reopened_why": MARKUP}}), EN)
    assert isinstance(change, Change)
    keep_all(company, change.rows, "Wang", seen=company.version())
    app = cold("acceptance.py", id="C1")
    assert "javascript" in page(app)
    assert "<b>HTML" not in page(app)
    assert told(app)["milestone:S1"][-2] == "accepted"
    assert EN("closing.trace", n=4) in [fold.label for fold in app.expander]


def test_a_verdict_on_a_key_result_that_is_gone_stays_and_says_so(company: Store, cold: Open) -> None:
    keep_all(company, acting.open_it(C1, "Zhao", TODAY, EN).rows, "Zhao")
    line = {**C1, "line_no": "kr:K9", "kind": "kr", "ref_id": "K9", "title": "Gone", "verdict": "accepted"}
    keep_all(company, {"acceptance_lines": [line]}, "Zhao")
    assert told(cold("acceptance.py", id="C1"))["kr:K9"][0] == EN("acceptance.gone", id="K9")


def test_of_two_people_who_judge_the_same_line_the_second_is_told(company: Store) -> None:
    keep_all(company, acting.open_it(C1, "Zhao", TODAY, EN).rows, "Zhao")
    seen, lines = company.version(), (Line("kr:K1", "kr", "K1", "Orders"),)
    hers, mine = (acting.judge(C1, sent(values={"kr:K1": {"verdict": word, "note": ""}}), lines, EN) for word in ("rejected", "accepted"))
    keep_all(company, hers.rows, "Wang", seen=seen)
    with pytest.raises(ImportRefused) as refused:
        keep_all(company, mine.rows, "Li", seen=seen)
    assert refused.value.code == "edit_overtaken"
    assert company.cursor().execute("select verdict from acceptance_lines").fetchall() == [("rejected",)]


CHANGES = {
    "somebody added a line": ({"acceptance_lines": [{**C1, "line_no": "other:2", "kind": "other", "title": "Law", "verdict": "rejected"}]}, {}),
    "somebody changed a line": ({"acceptance_lines": [{**C1, "line_no": "other:1", "verdict": "rejected"}]}, {}),
    "somebody removed a line": ({}, {"acceptance_lines": [{**C1, "line_no": "other:1"}]}),
}


@pytest.mark.parametrize("change", CHANGES)
def test_nobody_accepts_lines_that_they_did_not_see(company: Store, change: str) -> None:
    free = {**C1, "line_no": "other:1", "kind": "other", "title": "In budget", "verdict": "accepted"}
    keep_all(company, {**acting.open_it(C1, "Zhao", TODAY, EN).rows, "acceptance_lines": [free]}, "Zhao")
    seen = company.version()
    lines = (Line("kr:K1", "kr", "K1", "Orders", verdict="partly"), Line("other:1", "other", None, "In budget", verdict="accepted"))
    mine = acting.accept(C1, sent("accept"), lines, Scope(Question(), seen, date(2026, 6, 30)), "Li", TODAY, EN)
    assert isinstance(mine, Change)
    rows_, dropped = CHANGES[change]
    made = keep_all(company, rows_, "Wang", dropped=dropped)
    with pytest.raises(ImportRefused) as refused:
        keep_all(company, mine.rows, "Li", dropped=mine.dropped, signed=mine.signed, seen=seen)
    assert (refused.value.code, refused.value.facts) == ("edit_overtaken", {"who": "Wang", "version": made})
    assert company.cursor().execute("select accepted_on from closures").fetchall() == [(None,)]
    assert keep_all(company, mine.rows, "Li", dropped=mine.dropped, signed=mine.signed, seen=made) == company.version()


def test_a_line_of_another_campaign_is_in_nobodys_way(company: Store) -> None:
    keep_all(company, acting.open_it(C1, "Zhao", TODAY, EN).rows, "Zhao")
    seen, lines = company.version(), (Line("kr:K1", "kr", "K1", "Orders", verdict="partly"),)
    mine = acting.accept(C1, sent("accept"), lines, Scope(Question(), seen, date(2026, 6, 30)), "Li", TODAY, EN)
    assert isinstance(mine, Change)
    other = {**C1, "subject_id": "C2", "line_no": "other:1", "kind": "other", "title": "Law", "verdict": "rejected"}
    keep_all(company, {"acceptance_lines": [other]}, "Wang")
    assert keep_all(company, mine.rows, "Li", signed=mine.signed, seen=seen) == seen + 2


def test_what_a_page_sends_is_signed_for(company: Store, cold: Open) -> None:
    """The way of a change from the page into the store: what is signed goes with it."""
    keep_all(company, acting.open_it(C1, "Zhao", TODAY, EN).rows, "Zhao")
    seen = company.version()
    assert mounted(cold("acceptance.py", id="C1"), "form")["seen"] == seen
    keep_all(company, CHANGES["somebody added a line"][0], "Wang")
    lines = (Line("kr:K1", "kr", "K1", "Orders", verdict="partly"),)
    mine = acting.accept(C1, Sent("accept", seen, {}), lines, Scope(Question(), seen, date(2026, 6, 30)), "Li", TODAY, EN)
    assert keeping.keep("acceptance:C1", Sent("accept", seen, {}), mine, "Li", EN) is None


def test_a_pinned_page_is_only_read_and_says_why(company: Store, cold: Open) -> None:
    keep_all(company, acting.open_it(C1, "Zhao", TODAY, EN).rows, "Zhao")
    pinned = cold("acceptance.py", id="C1", version=str(company.version()), asof="2026-06-30")
    drawn = mounted(pinned, "form")
    assert (drawn["readOnly"], drawn["why"]) == (True, EN("form.pinned"))
    assert not pinned.text_input


def test_where_nobody_may_write_it_is_only_read(company: Store, cold: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    keep_all(company, acting.open_it(C1, "Zhao", TODAY, EN).rows, "Zhao")
    monkeypatch.setattr(writing, "is_loopback", lambda _host: False)
    monkeypatch.delenv(writing.KEY, raising=False)
    drawn = mounted(cold("acceptance.py", id="C1"), "form")
    assert (drawn["readOnly"], drawn["why"]) == (True, EN("import.no_key"))
