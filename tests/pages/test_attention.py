"""The page of what needs attention, its words, and the changes that readers make there."""

import re
from collections.abc import Callable
from datetime import date
from itertools import product
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from data.store.history import history
from metrics.attention import Concern, Kind, Rule, names_of
from pages.ui import history as versions
from pages.ui import writing
from pages.ui.address import Address, Chosen
from pages.ui.attention import board, muting, rules
from pages.ui.attention.told import link, rule, says, sentence, why
from pages.ui.overview import notable
from pages.ui.store import store
from pages.ui.view import look
from pages.ui.words import LANGUAGES, Words, words

Open = Callable[..., AppTest]
SAY = [words(language) for language in LANGUAGES]
MARKUP = "<b>HTML</b> & **Markdown** $\\LaTeX$ [x](javascript:alert(1))"
FIGURES: dict[str, Any] = {
    "metric": "Orders", "unit": "%", "current": 66.0, "target": 75.0, "gap": 0.54, "progress": 0.31, "expected": 0.85, "threshold": 0.2,
    "fell": None, "more": 0.0,
}  # fmt: skip
DRIFT = {"was": 0.8, "now": 0.3, "served": 6.0, "delivered": 20.0, "before": 40.0, "before_served": 32.0, "weeks": 6.0}
WEEKS = {"since": date(2026, 10, 26), "until": date(2026, 11, 16)}
STALE = {"metric": "Orders", "days": 24.0, "latest_on": date(2026, 10, 28), "allowed": 6.0, "stale": 1.0, "no_data": 0.0}
CASES: dict[str, tuple[Rule, Kind, str | None, dict[str, Any], str]] = {
    "behind": (Rule.BEHIND, Kind.KR, "KR1", FIGURES, "54"),
    "behind and falling": (Rule.BEHIND, Kind.KR, "KR1", FIGURES | {"fell": 0.07}, "54"),
    "limit": (Rule.BEHIND, Kind.KR, "KR1", FIGURES | {"gap": None, "progress": None, "expected": None}, "66%"),
    "falling": (Rule.FALLING, Kind.KR, "KR1", FIGURES | {"was": 24.0, "between": 21.0, "now": 17.0, "fell": 0.07}, "17%"),
    "no movement": (Rule.NO_MOVEMENT, Kind.KR, "KR1", FIGURES | {"delivered": 41.0, "part": 0.2, "fair": 0.1, "weeks": 8.0, "moved": -0.03}, "41"),
    "drift": (Rule.DRIFT, Kind.TEAM, "A", DRIFT, "30%"),
    "drift of no team": (Rule.DRIFT, Kind.TEAM, None, DRIFT, "30%"),
    "unlinked": (Rule.UNLINKED, Kind.ALL, None, DRIFT, "30%"),
    "open bugs": (Rule.OPEN_BUGS, Kind.ALL, None, {"was": 64.0, "now": 152.0, "raised": 151.0, "resolved": 63.0, "weeks": 3.0} | WEEKS, "152"),
    "slow": (Rule.SLOW, Kind.ALL, None, {"was": 14.0, "now": 16.04, "usual": 10.0, "most": 13.0, "sample": 41.0, "weeks": 2.0} | WEEKS, "16"),
    "stale": (Rule.STALE, Kind.KR, "KR1", STALE, "24"),
    "never": (Rule.STALE, Kind.KR, "KR1", STALE | {"stale": 0.0, "no_data": 1.0, "latest_on": None}, "Orders"),
    "stale and never": (Rule.STALE, Kind.KR, "KR1", STALE | {"no_data": 2.0}, "2"),
    "source": (Rule.STALE, Kind.SOURCE, "jira", {"days": 11.0, "latest_on": date(2026, 11, 1), "allowed": 10.0}, "11"),
    "no months": (Rule.NO_MONTHS, Kind.OBJECTIVE, "O1", {"metrics": 2.0, "metric": "Orders", "ends_on": date(2026, 12, 31), "days": 365.0}, "2"),
}


def concern(case: str, title: str | None = "Title") -> Concern:
    rule, kind, id_, figures, _ = CASES[case]
    return Concern(rule, kind, id_, title if id_ else None, "M1", "O1", figures, 1.5)


def page(app: AppTest) -> str:
    assert not app.exception
    return re.sub(r"<style>.*?</style>", "", " ".join(part.value for part in app.html), flags=re.DOTALL)


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch) -> None:
    """The server can be reached from this machine only."""
    monkeypatch.setattr(writing, "is_loopback", lambda _host: True)


# The words


@pytest.mark.parametrize(("case", "say"), list(product(CASES, SAY)), ids=lambda part: part if isinstance(part, str) else part.language)
def test_each_sentence_is_one_with_its_number_and_names_whom_it_is_about(case: str, say: Words) -> None:
    told = sentence(concern(case), say)
    assert CASES[case][-1] in told
    assert ("Title" in told) == (CASES[case][2] is not None and CASES[case][1] is not Kind.SOURCE)  # a source by its program's name
    assert not {"{", "}"} & set(told + why(concern(case), say))
    assert "None" not in told + why(concern(case), say)
    assert why(concern(case), say)


@pytest.mark.parametrize("say", SAY, ids=lambda say: say.language)
def test_a_title_is_told_as_it_is_braces_and_all(say: Words) -> None:
    title = f"{MARKUP} {{n}} {{}}"
    assert title in sentence(concern("behind", title), say)


@pytest.mark.parametrize(
    ("case", "path"),
    [
        ("behind", "/kr?id=KR1&version=3"),
        ("drift", "/team?id=A&version=3"),
        ("drift of no team", "/team?id=&version=3"),
        ("no months", "/objective?id=O1&version=3"),
        ("open bugs", "/records?show=open_bugs&from=2026-10-26&to=2026-11-16&version=3"),
        ("slow", "/records?show=cycle&from=2026-10-26&to=2026-11-16&version=3"),
        ("unlinked", "/efficiency?version=3"),
        ("source", "/import?version=3"),
    ],
)
def test_an_entry_leads_to_its_place_with_the_readers_choices(case: str, path: str) -> None:
    assert link(concern(case), Address(Chosen(version=3))) == path


@pytest.mark.parametrize(
    ("chosen", "range_"),
    [
        (Chosen(since=date(2026, 10, 1), until=date(2026, 12, 1)), "since=2026-10-01&until=2026-12-01"),
        (Chosen(until=date(2026, 11, 1)), "since=2026-10-26&until=2026-11-16"),
        (Chosen(since=date(2026, 11, 1)), "since=2026-10-26&until=2026-11-16"),
    ],
    ids=["it holds the weeks", "it ends before them", "it begins within them"],
)
def test_an_entry_of_weeks_leads_to_all_their_rows_whatever_the_readers_range(chosen: Chosen, range_: str) -> None:
    assert link(concern("slow"), Address(chosen)) == f"/records?show=cycle&from=2026-10-26&to=2026-11-16&{range_}"


def test_points_agree_with_the_shares_that_are_told_beside_them() -> None:
    """85 % less 22 % is 63, though 0.846 less 0.224 is nearer to 62."""
    row = concern("behind")._replace(figures=FIGURES | {"gap": 0.622, "progress": 0.224, "expected": 0.846})
    assert says(row, SAY[0]) in ("63 points behind plan", "落后计划 63 个百分点")
    assert "22%" in why(row, SAY[0])
    assert "85%" in why(row, SAY[0])


@pytest.mark.parametrize("say", SAY, ids=lambda say: say.language)
def test_a_limit_has_no_plan_to_be_behind(say: Words) -> None:
    assert rule(concern("behind"), say) == say("attention.rule.behind")
    assert rule(concern("limit"), say) in ("超出界限", "Limit not kept")


@pytest.mark.parametrize(("unit", "told"), [("%", "66%"), ("个", "66 个"), ("orders", "66 orders"), ("", "66")])
def test_a_sign_follows_its_figure_and_a_word_stands_apart(unit: str, told: str) -> None:
    row = concern("behind")._replace(figures=FIGURES | {"unit": unit})
    assert f" {told}," in why(row, words("en"))


@pytest.mark.parametrize("say", SAY, ids=lambda say: say.language)
def test_each_rule_and_each_threshold_has_a_name(say: Words) -> None:
    assert [rule for rule in Rule if not say.knows(f"attention.rule.{rule}")] == []
    assert [name for rule in Rule for name in names_of(rule) if not say.knows(f"attention.limit.{name}")] == []


# The page


@pytest.mark.usefixtures("sample_store")
@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_page_lists_the_samples_stories_with_links_and_all_titles_as_text(cold: Open, lang: str) -> None:
    shown = page(cold("attention.py", lang=lang))
    assert shown.count("gb-says") == 6
    assert f"/kr?id=O2-KR3&amp;lang={lang}" in shown
    assert "&lt;b&gt;HTML&lt;/b&gt; &amp; **Markdown**" in shown
    assert "<b>HTML" not in shown


@pytest.mark.usefixtures("empty_store")
def test_an_empty_store_says_so(cold: Open) -> None:
    assert "No data yet." in page(cold("attention.py"))


@pytest.mark.usefixtures("sample_store", "here")
def test_a_view_where_nothing_is_beyond_a_threshold_says_so(cold: Open) -> None:
    assert "Nothing needs attention." in page(cold("attention.py", asof="2020-01-01"))


def slipping() -> dict[str, str]:
    return {"rule": "behind", "subject": "kr:O2-KR3", "until_on": "2099-01-01", "reason": f"Known {MARKUP}", "who": "Li"}


@pytest.mark.usefixtures("sample_store", "here")
def test_a_muted_entry_leaves_the_list_from_its_version_on_and_a_pinned_link_keeps_it(cold: Open) -> None:
    muting._mute(slipping(), "")
    assert (history(store())[0].kind, history(store())[0].who) == ("edit", "Li")
    live, pinned = page(cold("attention.py")), page(cold("attention.py", version="1"))
    assert (live.count("gb-says"), pinned.count("gb-says")) == (5, 6)
    assert "1 muted" in live
    assert "O2-KR3" in pinned
    assert "muted" not in pinned.partition("<ol")[0]
    muting._unmute({"rule": "behind", "subject": "kr:O2-KR3"}, "Wang", "")
    assert page(cold("attention.py")).count("gb-says") == 6
    assert page(cold("attention.py", version="2")).count("gb-says") == 5


@pytest.mark.usefixtures("sample_store", "here")
def test_where_all_is_muted_nobody_says_that_nothing_was_found(cold: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    muted = concern("behind")._replace(muted_until=date(2099, 1, 1), muted_by="Li", muted_why="Known")
    for place in (board, notable):
        monkeypatch.setattr(place, "entries", lambda _view: [muted])
    shown = page(cold("attention.py"))
    assert "Nothing needs attention that is not muted." in shown
    assert "1 entry is muted and stands below." in shown
    told = notable.notable(look(Address(language="en")))
    assert (told["none"], told["noneHint"], told["muted"]) == ("Nothing needs attention that is not muted.", "", "1 muted")


@pytest.mark.usefixtures("sample_store", "here")
def test_each_button_names_its_entry_and_no_name_is_markdown(cold: Open) -> None:
    labels = [block.proto.popover.label for block in _triggers(cold("attention.py"))]
    assert len(set(labels)) == len(labels)
    assert any(label.startswith("Mute `Behind plan O2-KR3 ") for label in labels)
    assert all(label.count("`") == 2 for label in labels)


@pytest.mark.usefixtures("sample_store", "here")
def test_only_a_live_page_can_be_changed(cold: Open) -> None:
    assert len(_triggers(cold("attention.py"))) == 6
    assert _triggers(cold("attention.py", version="1")) == []


@pytest.mark.usefixtures("sample_store")
def test_without_the_key_nothing_is_changed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writing, "is_loopback", lambda _host: False)
    monkeypatch.setenv(writing.KEY, "secret")
    muting._mute(slipping(), "wrong")
    rules._save([{"name": "attention.behind_points", "value": "0.9"}], "Li", "")
    assert store().version() == 1


@pytest.mark.usefixtures("sample_store", "here")
def test_thresholds_are_kept_as_one_version_and_change_the_list_from_it_on(cold: Open) -> None:
    rows = [{"name": "attention.drift_points", "value": "0.9"}, {"name": "attention.open_bugs_share", "value": "1"}]
    rules._save([*rows, {"name": "attention.slow_times", "value": "3"}], "PMO", "")
    assert store().version() == 2
    assert "Membership" not in page(cold("attention.py", lang="zh", version="2"))
    assert page(cold("attention.py", version="1")).count("gb-says") == 6


@pytest.mark.usefixtures("sample_store", "here")
def test_what_cannot_be_kept_is_refused(cold: Open) -> None:
    rules._save([{"name": "attention.drift_weeks", "value": "1"}], "PMO", "")
    assert store().version() == 1
    assert page(cold("attention.py"))


@pytest.mark.usefixtures("sample_store", "here")
def test_the_page_of_versions_names_a_change_made_on_a_page() -> None:
    muting._mute(slipping(), "")
    (entry,) = history(store(), limit=1)
    file, new, *_ = versions._file(entry, words("en"))
    assert (file["text"], file["sub"], new["text"], versions._what([entry], words("zh"))) == ("on a page", "mutes · sample", "1", "手工修改")


def _triggers(app: AppTest) -> list[Any]:
    assert not app.exception
    return [block for block in _blocks(app.main) if block.type == "popover" and block.proto.popover.label.startswith("Mute ")]


def _blocks(block: Any) -> list[Any]:
    below = [child for child in block.children.values() if hasattr(child, "children")]
    return [*below, *(deeper for child in below for deeper in _blocks(child))]
