"""The review of a campaign, its findings as they are kept, the practices, and what is followed up on the overview."""

import html
import re
import shutil
from collections.abc import Callable
from datetime import date
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from data.keeping import keep
from data.store import open_store
from metrics.campaigns.events.event import Event, Kind, Subject
from metrics.campaigns.improvements import improvements
from metrics.scope import Question
from pages.ui.address import Address, Chosen
from pages.ui.form import Sent, keeping
from pages.ui.review.findings import form, kept, kept_note
from pages.ui.review.told import link, told, tone
from pages.ui.store import answer, scope_of, store
from pages.ui.view import view_of
from pages.ui.words import LANGUAGES, Words, words
from tests.conftest import Board

Open = Callable[..., AppTest]
SAY = [words(language) for language in LANGUAGES]
ENGLISH = words("en")
HOSTILE = "<b>HTML</b> & **Markdown** $x$ [go](javascript:alert(1))"
DAY = {"asof": "2026-06-20"}
UNHEARD = "<b>*lesson*"
WORLD = {
    "campaigns": f"campaign_id | title | starts_on | ends_on \n C1 | {HOSTILE} | 2026-01-01 | 2026-12-31 \n C2 | Abroad | 2027-01-01 |",
    "objectives": "objective_id | title | campaign_id | starts_on | ends_on \n O1 | Grow | C1 | 2026-01-01 | 2026-12-31",
    "key_results": f"kr_id | objective_id | title \n K1 | O1 | {HOSTILE}",
    "kr_metrics": "metric_id | kr_id \n M1 | K1",
    "kr_values": "day | value \n 2026-01-01..2026-06-20 | 30",
    "milestones": f"""
        milestone_id | subject_id | title     | planned_on | done_on
        MS1          | C1         | {HOSTILE} | 2026-06-10 |
        MS2          | C1         | Kick-off  | 2026-02-02 | 2026-02-02
    """,
    "improvements": f"""
        improvement_id | subject_id | title      | kind    | owner | due_on     | status
        C1-1           | C1         | {HOSTILE}  | keep    | Li    |            | done
        C1-2           | C1         | Slow tests | improve | Wu    | 2026-06-19 | open
        C1-3           | C1         | Later      | improve | Wu    | 2026-06-20 | open
        C1-4           | C1         | Made good  | improve | Wu    | 2026-06-01 | done
        C1-5           | C1         | Given up   | improve | Wu    | 2026-06-01 | dropped
    """,
}


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Late are C1-2 by a day and MS1 by ten."""
    path = tmp_path_factory.mktemp("review") / "goalboard.duckdb"
    opened = open_store(path)
    Board(opened)(**WORLD)
    opened.close()
    return path


@pytest.fixture
def world(drawn: Path, empty_store: Path) -> Board:
    shutil.copy(drawn, empty_store)
    return Board(store())


def page(app: AppTest) -> str:
    assert not app.exception
    return re.sub(r"<style>.*?</style>", "", " ".join(part.value for part in app.html), flags=re.DOTALL)


def text(app: AppTest) -> str:
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", page(app)))).strip()


# The words

FACTS: dict[str, tuple[Kind, Subject, dict[str, Any], str]] = {
    "turned": (Kind.TURNED, Subject.KR, {"before": "behind", "after": "at_risk", "objective_id": None, "objective": None}, "worse"),
    "turned with": (Kind.TURNED, Subject.KR, {"before": "behind", "after": "on_track", "objective_id": "O1", "objective": "Grow"}, "better"),
    "wavered": (
        Kind.WAVERED,
        Subject.KR,
        {"times": 3.0, "since": date(2026, 5, 3), "best": "on_track", "worst": "behind", "after": "behind"},
        "worse",
    ),
    "missed": (
        Kind.MISSED,
        Subject.KR,
        {"months": 3.0, "since": date(2026, 3, 1), "last": date(2026, 5, 1), "month": date(2026, 4, 1), "metric": "Orders", "unit": "%"}
        | {"actual": 39.06, "target": 40.0, "attainment": 0.9},
        "worse",
    ),
    "late": (Kind.LATE, Subject.MILESTONE, {"planned_on": date(2026, 6, 1), "done_on": date(2026, 6, 9), "days": 8.0, "campaign": "C1"}, "worse"),
    "overdue": (Kind.LATE, Subject.MILESTONE, {"planned_on": date(2026, 6, 1), "done_on": None, "days": 8.0, "campaign": "C1"}, "worse"),
    "passed": (
        Kind.PASSED,
        Subject.MILESTONE,
        {"planned_on": date(2026, 6, 1), "done_on": date(2026, 6, 1), "days": 0.0, "campaign": "C1"},
        "better",
    ),
    "slow": (
        Kind.SLOW,
        Subject.CAMPAIGN,
        {"figure": "p85", "since": date(2026, 5, 4), "until": date(2026, 5, 25), "weeks": 3.0, "most": 30.04, "usual": 10.0, "sample": 18.0},
        "worse",
    ),
    "bugs": (
        Kind.BUGS,
        Subject.CAMPAIGN,
        {"since": date(2026, 5, 4), "until": date(2026, 5, 25), "weeks": 3.0, "was": 40.0, "now": 1064.0, "raised": 1032.0, "resolved": 8.0},
        "worse",
    ),
    "target": (
        Kind.REPLANNED,
        Subject.KR,
        {"what": "target", "metric": "Orders", "unit": "k", "month": None, "was": 40.0, "now": 30.0, "changes": 3.0, "who": "Li", "version": 7.0},
        "neither",
    ),
    "month": (
        Kind.REPLANNED,
        Subject.KR,
        {"what": "month_target", "metric": "Orders", "unit": "k", "month": date(2026, 3, 1), "was": 40.0, "now": 30.0, "changes": 1.0}
        | {"who": "Li", "version": 7.0},
        "neither",
    ),
    "moved": (
        Kind.REPLANNED,
        Subject.MILESTONE,
        {"what": "planned_on", "was": date(2026, 6, 1), "now": date(2026, 6, 9), "changes": 1.0, "who": "", "version": 7.0, "campaign": "C1"},
        "neither",
    ),
    "plan": (Kind.REPLANNED, Subject.CAMPAIGN, {"what": "plan", "changes": 12.0, "subjects": 5.0, "who": "Li", "version": 7.0}, "neither"),
}
TOLD = {
    "turned": "K1 Title: went from behind to at risk",
    "turned with": "K1 Title: went from behind to on track, and O1 Grow with it",
    "wavered": "K1 Title: went back and forth between on track and behind 3 times since 3 May, behind in the end",
    "missed": "K1 Title: short of its month targets 3 months in a row, Mar to May; most of all in Apr: Orders at 39.06%, target 40%",
    "late": "Title: passed 8 days late, planned for 1 Jun",
    "overdue": "Title: was due on 1 Jun, 8 days overdue",
    "passed": "Title: passed in time",
    "slow": "The slow ones got slower for 3 weeks: 85% took up to 30 days, usually 10",
    "bugs": "Open bugs rose 3 weeks in a row, from 40 to 1,064: 1,032 raised, 8 resolved",
    "target": "K1 Title: target of Orders changed from 40 k to 30 k, and 2 more (Li)",
    "month": "K1 Title: target of Orders for Mar changed from 40 k to 30 k (Li)",
    "moved": "Title: moved from 1 Jun to 9 Jun",
    "plan": "New plan: 12 changes to 5 goals and milestones (Li)",
}


def event(case: str, title: str = "Title") -> Event:
    kind, subject, facts, _ = FACTS[case]
    return Event(date(2026, 6, 20), kind, subject, "K1", title, facts, 1.0)


@pytest.mark.parametrize("case", FACTS)
def test_each_event_is_one_sentence_with_what_it_is_about_and_its_numbers(case: str) -> None:
    assert told(event(case), ENGLISH) == TOLD[case]


@pytest.mark.parametrize(("case", "say"), list(product(FACTS, SAY)), ids=lambda part: part if isinstance(part, str) else part.language)
def test_no_sentence_has_a_gap_and_a_title_is_told_as_it_is(case: str, say: Words) -> None:
    sentence = told(event(case, f"{HOSTILE} {{n}} {{}}"), say)
    assert "None" not in sentence
    assert ("{n} {}" in sentence) == (FACTS[case][1] is not Subject.CAMPAIGN)
    assert not {"{", "}"} & set(sentence.replace("{n} {}", ""))


@pytest.mark.parametrize("case", FACTS)
def test_an_event_is_for_the_worse_for_the_better_or_neither(case: str) -> None:
    assert tone(event(case)) == FACTS[case][-1]


@pytest.mark.parametrize(
    ("case", "way"),
    [
        ("turned", "/kr?id=K1&asof=2026-06-20"),
        ("late", "/campaign?id=C1&asof=2026-06-20"),
        ("moved", "/campaign?id=C1&asof=2026-06-20"),
        ("plan", "/changes?asof=2026-06-20&version=7&vs=6"),
        ("target", "/changes?asof=2026-06-20&version=7&vs=6"),
        ("slow", "/efficiency?asof=2026-06-20&since=2026-03-09&until=2026-05-25&objective=O1&objective=O2"),
    ],
)
def test_an_event_leads_to_its_place(case: str, way: str) -> None:
    assert link(event(case), Address(Chosen(as_of=date(2026, 6, 20))), ("O1", "O2")) == way


# The page


@pytest.mark.usefixtures("world")
def test_the_agenda_tells_what_happened_and_the_answer_what_is_owed(cold: Open) -> None:
    """30 of 100 is behind the plan from day 110 on, the week that ends on 26 April."""
    said = text(cold("review.py", id="C1", **DAY))
    assert "3 events 2 improvements open 1 of them overdue" in said
    assert f"K1 {HOSTILE} went from on track to behind, and O1 Grow with it" in said
    assert f"{HOSTILE} was due on 10 Jun, 10 days overdue" in said
    assert "Kick-off passed in time" in said


@pytest.mark.usefixtures("world")
def test_the_months_of_the_strip_are_named_and_the_first_has_its_year(cold: Open) -> None:
    heads = re.findall(r'<th scope="col"[^>]*>(.*?)</th>', page(cold("review.py", id="C1", lang="zh", **DAY)))
    assert ["年份" if "2026" in head else "" for head in heads] == ["年份"] + [""] * (len(heads) - 1)
    assert ">1月<" in heads[0]


@pytest.mark.usefixtures("world")
@pytest.mark.parametrize("lang", LANGUAGES)
def test_hostile_words_stay_words_on_every_page(cold: Open, lang: str) -> None:
    for script, query in (("review.py", {"id": "C1"}), ("practices.py", {}), ("overview.py", {})):
        shown = page(cold(script, lang=lang, **query, **DAY))
        assert "<b>HTML" not in shown
        assert 'href="javascript' not in shown


@pytest.mark.usefixtures("world")
def test_a_campaign_that_has_not_begun_says_so(cold: Open) -> None:
    assert "The campaign has not begun." in text(cold("review.py", id="C2", **DAY))


@pytest.mark.usefixtures("world")
def test_a_pinned_review_says_the_same_whatever_is_found_later(cold: Open) -> None:
    pinned = {"id": "C1", "version": str(store().version()), "seen": "2026-06-20"} | DAY
    before = text(cold("review.py", **pinned))
    keep(store(), "improvements", {"improvement_id": "C1-2", "status": "done"}, "Wu")
    assert text(cold("review.py", **pinned)) == before
    assert "1 improvement open" in text(cold("review.py", id="C1", **DAY))


# What is kept


def sent(
    values: dict[str, dict[str, str]] | None = None, *, added: tuple[dict[str, str], ...] = (), gone: tuple[str, ...] = (), seen: int = 0
) -> Sent:
    return Sent("save", seen or store().version(), values or {}, added, gone, "ticket")


def held(name: str) -> dict[str, Any]:
    found = answer(improvements, scope_of(Question()), "campaign", "C1")
    return next(each._asdict() for each in found if each.improvement_id == name)


def save(kind: str, what: Sent, who: str = "Li") -> int | None:
    found = answer(improvements, scope_of(Question()), "campaign", "C1")
    return keeping.keep(f"review:C1:{kind}", what, kept(kind, "C1", what, found, ENGLISH), who, ENGLISH)


@pytest.mark.usefixtures("world")
def test_findings_are_added_changed_and_taken_away_as_one_version() -> None:
    before = store().version()
    changed = {"C1-2": {"title": "Slow tests", "owner": "He", "due_on": "2026-07-01", "status": "done"}}
    new = ({"title": "Ask early", "owner": "Li", "due_on": "2026-08-01"}, {"title": "Ask often", "owner": "Li", "due_on": "2026-08-02"})
    assert save("improve", sent(changed, added=new, gone=("C1-5",))) == before + 1
    assert [held("C1-2")[name] for name in ("owner", "due_on", "status")] == ["He", date(2026, 7, 1), "done"]
    assert [held(name)["title"] for name in ("C1-6", "C1-7")] == ["Ask early", "Ask often"]
    assert (held("C1-6")["kind"], held("C1-6")["status"], held("C1-6")["subject_id"]) == ("improve", "open", "C1")
    with pytest.raises(StopIteration):
        held("C1-5")


@pytest.mark.usefixtures("world")
@pytest.mark.parametrize("lacking", ["owner", "due_on"])
def test_what_is_to_be_improved_needs_an_owner_and_a_day(lacking: str) -> None:
    row = {"title": "Ask early", "owner": "Li", "due_on": "2026-08-01"} | {lacking: ""}
    assert kept("improve", "C1", sent(added=(row,)), (), ENGLISH) == "An improvement needs an owner and a due day: Ask early"


@pytest.mark.usefixtures("world")
def test_what_is_kept_needs_nobody_and_nothing_is_kept_without_words() -> None:
    assert isinstance(kept("keep", "C1", sent(added=({"title": "Ask early", "owner": ""},)), (), ENGLISH), keeping.Change)
    assert isinstance(kept("keep", "C1", sent(added=({"title": "", "owner": "Li"},)), (), ENGLISH), str)


@pytest.mark.usefixtures("world")
def test_of_two_people_who_change_one_finding_the_second_overwrites_nothing_and_two_findings_do_not_meet() -> None:
    seen = store().version()
    first = sent({"C1-2": {"title": "Slow tests", "owner": "He", "due_on": "2026-07-01", "status": "open"}}, seen=seen)
    second = sent({"C1-2": {"title": "Slow tests", "owner": "Xu", "due_on": "2026-06-19", "status": "open"}}, seen=seen)
    other = sent({"C1-3": {"title": "Sooner", "owner": "Xu", "due_on": "2026-06-20", "status": "open"}}, seen=seen)
    assert save("improve", first) == seen + 1
    assert save("improve", second, "Xu") is None
    assert held("C1-2")["owner"] == "He"
    assert save("improve", other, "Xu") == seen + 2
    assert save("improve", second._replace(seen=store().version()), "Xu") == seen + 3  # knowingly
    assert held("C1-2")["owner"] == "Xu"


@pytest.mark.usefixtures("world")
def test_two_people_who_add_a_finding_at_once_add_two() -> None:
    seen = store().version()
    for title in ("Mine", "Yours"):
        save("keep", sent(added=({"title": title, "owner": ""},), seen=seen))
    assert [held(name)["title"] for name in ("C1-6", "C1-7")] == ["Mine", "Yours"]


def test_a_keep_that_says_no_state_keeps_the_one_it_has(world: Board) -> None:
    world.then(improvements="improvement_id | subject_id | kind | status \n C1-8 | C1 | keep | open")
    save("keep", sent({"C1-8": {"title": "Other words", "owner": ""}}))
    assert (held("C1-8")["title"], held("C1-8")["status"]) == ("Other words", "open")


@pytest.mark.usefixtures("world")
def test_the_note_of_a_review_touches_nothing_else_of_the_record(cold: Open) -> None:
    keep(store(), "closures", {"subject_kind": "campaign", "subject_id": "C1", "acceptance_note": "Fine"}, "Ann")
    note = sent({"note": {"review_note": "We learned much."}})
    assert keeping.keep("review:C1:note", note, kept_note("C1", note, ENGLISH), "Ann", ENGLISH) == store().version()
    rows = store().cursor().execute("select acceptance_note, review_note from closures").fetchall()
    assert rows == [("Fine", "We learned much.")]
    shown = cold("review.py", id="C1", **DAY)
    assert "We learned much." in str([part.proto.json for part in shown.get("bidi_component")])


@pytest.mark.usefixtures("world")
def test_the_form_of_what_to_improve_says_what_is_overdue() -> None:
    view = view_of(Address(Chosen(as_of=date(2026, 6, 20))), "en")
    found = [each for each in answer(improvements, view.scope, "campaign", "C1") if each.kind == "improve"]
    groups = form("improve", "C1", found, view).groups
    assert {group.key: [fact.text for fact in group.told] for group in groups if group.told} == {"C1-2": ["1 day overdue"]}


def test_a_finding_of_words_that_nobody_knows_is_to_be_improved_says_its_words_and_keeps_them(world: Board, cold: Open) -> None:
    world.then(
        improvements=f"""
        improvement_id | subject_id | title      | kind     | owner | due_on     | status
        C1-8           | C1         | Unheard of | {UNHEARD} | Wu    | 2026-06-20 | paused
    """
    )
    view = view_of(Address(Chosen(as_of=date(2026, 6, 20))), "en")
    (group,) = form(
        "improve", "C1", [each for each in answer(improvements, view.scope, "campaign", "C1") if each.improvement_id == "C1-8"], view
    ).groups
    status = next(field for field in group.fields if field.name == "status")
    assert [fact.text for fact in group.told] == [UNHEARD]
    assert (status.value, status.options[-1]) == ("paused", ("paused", "paused"))
    assert "Unheard of" in str([part.proto.json for part in cold("review.py", id="C1", **DAY).get("bidi_component")])
    save("improve", sent({"C1-8": {"title": "Other words", "owner": "Wu", "due_on": "2026-06-20", "status": "paused"}}))
    assert [held("C1-8")[name] for name in ("title", "kind", "status")] == ["Other words", UNHEARD, "paused"]


# Practices and what is followed up


@pytest.mark.usefixtures("world")
def test_practices_are_what_was_kept_what_was_improved_and_what_is_still_open(cold: Open) -> None:
    said = text(cold("practices.py", **DAY))
    assert "1 practice to keep 1 thing improved from 1 review" in said
    assert re.search(r"Worth keeping .* Improved .* Made good .* Still open .* Slow tests .* Later", said)
    assert "Given up" not in said


@pytest.mark.usefixtures("world")
def test_practices_are_looked_for_by_the_address_in_any_case_and_width(cold: Open) -> None:
    said = text(cold("practices.py", q="MADE Ｇood", **DAY))
    assert "Made good" in said
    assert "Slow tests" not in said
    assert "Nothing says that." in text(cold("practices.py", q="zebra", **DAY))


@pytest.mark.usefixtures("world")
def test_a_link_of_the_practices_keeps_what_was_looked_for(cold: Open) -> None:
    assert "/practices?q=made&" in html.unescape(page(cold("practices.py", q="made", **DAY)))


@pytest.mark.usefixtures("empty_store")
def test_without_any_review_the_practices_say_what_to_do(cold: Open) -> None:
    assert "No review has noted anything yet." in text(cold("practices.py"))


@pytest.mark.usefixtures("world")
def test_the_overview_follows_up_what_is_open_the_overdue_first_at_the_readers_day(cold: Open) -> None:
    said = text(cold("overview.py", **DAY))
    assert re.search(r"Improvements to follow up .* All 2 open Slow tests .* Wu ▲ 1 day overdue Later .* Wu due 20 Jun$", said)
    assert "2 days overdue Later" in text(cold("overview.py", asof="2026-06-21"))


def test_where_nothing_is_owed_the_overview_says_nothing_of_it(world: Board, cold: Open) -> None:
    world.then(improvements="improvement_id | subject_id | status \n C1-2 | C1 | done \n C1-3 | C1 | dropped")
    assert "follow up" not in text(cold("overview.py", **DAY))
