"""The two links of a page, what is said above a pinned one, and what a page is held against."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from streamlit.testing.v1 import AppTest

from data.intake import Choices, commit
from metrics.filters import Freshness
from metrics.scope import Question, Scope
from pages.ui.address import read
from pages.ui.buckets import against
from pages.ui.charts.against import Against
from pages.ui.share.known import known
from pages.ui.share.links import live, pinned
from pages.ui.share.share import shared
from pages.ui.store import store
from pages.ui.view import View, look
from pages.ui.words import words
from tests.data.intake.drawn import as_file

Open = Callable[..., AppTest]
EN = words("en")
MADE = datetime(2026, 9, 12, 3, 30, tzinfo=UTC)  # half past eleven in the morning of business time
SEEN = date(2026, 9, 18)


def view(before: Scope | None = None, as_of: date | None = date(2026, 9, 10), **query: Any) -> View:
    """At version 12, read on the tenth, made on the twelfth."""
    at = read({key: value if isinstance(value, list) else [value] for key, value in query.items()})
    scope = Scope(Question(), 12 if as_of else 0, as_of, date(2026, 7, 1), date(2026, 9, 11))
    return View(at, EN, scope, Freshness(12, MADE, False, [], MADE), 20, before=before)


def facts(link: str | None) -> list[tuple[str, str]]:
    assert link is not None
    return parse_qsl(urlsplit(link).query, keep_blank_values=True)


def test_the_live_link_says_what_the_reader_chose_and_nothing_else() -> None:
    assert live(view(), "okr") == "/okr"
    assert facts(live(view(team=["A & B", ""], bucket="month", lang="zh"), "efficiency")) == [
        ("team", "A & B"),
        ("team", ""),
        ("bucket", "month"),
        ("lang", "zh"),
    ]
    assert live(view(asof="2026-08-01"), "overview") == "/?asof=2026-08-01"


def test_the_pinned_link_adds_the_version_the_day_and_the_day_it_was_seen() -> None:
    link = pinned(view(asof="2026-09-01", version="12", seen="2026-09-18"), "kr")
    assert facts(link) == [("asof", "2026-09-10"), ("version", "12"), ("seen", "2026-09-18")]


@pytest.mark.usefixtures("sample_store")
def test_what_is_seen_today_is_pinned_as_of_today() -> None:
    assert facts(pinned(view(), "okr"))[:2] == [("asof", "2026-09-10"), ("version", "12")]
    assert facts(pinned(view(), "okr"))[2] == ("seen", str(view().today))


def test_links_keep_what_the_page_is_about() -> None:
    assert facts(live(view(id="O1-KR1"), "kr")) == [("id", "O1-KR1")]
    assert facts(live(view(id=""), "team")) == [("id", "")]
    assert facts(pinned(view(show="open_bugs", kr="KR1", q="a b"), "records"))[:3] == [("show", "open_bugs"), ("kr", "KR1"), ("q", "a b")]
    assert facts(live(view(of="bugs", source="jira", id="B/1"), "record")) == [("of", "bugs"), ("source", "jira"), ("id", "B/1")]


def test_from_a_pinned_view_the_live_link_leads_to_today() -> None:
    assert facts(live(view(asof="2026-09-10", version="12", seen="2026-09-18", team="A"), "okr")) == [("team", "A")]


def test_without_facts_there_is_nothing_to_pin() -> None:
    assert pinned(view(as_of=None), "okr") is None
    assert [link["href"] for link in shared(view(as_of=None), "okr")["links"]] == ["/okr"]


def test_a_pinned_view_says_as_known_when_with_the_way_to_today() -> None:
    (line,) = known(view(version="12", asof="2026-09-10"), "okr")
    assert "As known on 12 Sep 2026, version 12" in str(line)
    assert 'href="/okr"' in str(line)
    assert "18 Sep 2026, version 12" in str(known(view(version="12", seen="2026-09-18"), "okr")[0])
    assert known(view(asof="2026-09-10"), "okr") == []


def test_a_day_before_the_version_was_made_is_not_when_it_was_seen() -> None:
    assert "12 Sep 2026" in str(known(view(version="12", seen="2026-01-01"), "okr")[0])


def test_what_it_is_held_against_is_named_with_the_way_out() -> None:
    then = Scope(Question(), 12, date(2026, 9, 3))
    (line,) = known(view(then, vs="2026-09-03", team="A"), "okr")
    assert "Held against 3 Sep 2026<" in str(line)
    assert 'href="/okr?team=A"' in str(line)
    assert "3 Sep 2026, version 9" in str(known(view(replace(then, version=9), vs="9"), "okr")[0])
    assert "version 9, which held no facts" in str(known(view(replace(then, version=9, as_of=None), vs="9"), "okr")[0])


@pytest.mark.parametrize("script", ["overview.py", "okr.py", "efficiency.py", "records.py", "changes.py"])
@pytest.mark.usefixtures("sample_store")
def test_a_board_held_against_a_day_or_a_version_says_so_and_a_mangled_one_is_named(cold: Open, script: str) -> None:
    def said(vs: str) -> str:
        app = cold(script, vs=vs)
        assert not app.exception
        return " ".join(part.value for part in app.html)

    assert "Held against 1 Jun 2026" in said("2026-06-01")
    assert "Held against" in said("1")
    for unread in ("soon", "2026-06-31"):
        assert "the usual choice stands for: what it is held against" in said(unread)
    for later in ("99", "2998-01-01"):
        assert "is later than what is shown, so nothing is held against it" in said(later)


@pytest.mark.usefixtures("sample_store")
def test_a_choice_of_a_day_or_a_version_is_in_the_address_and_the_last_one_holds(cold: Open) -> None:
    app = cold("okr.py")
    app.date_input(key="gb_versus").set_value(date(2026, 6, 1)).run()
    assert app.query_params["vs"] == "2026-06-01"
    app.number_input(key="gb_versus_version").set_value(1).run()
    assert app.query_params["vs"] == "1"
    assert app.date_input(key="gb_versus").value is None


def test_the_day_it_was_seen_means_nothing_without_a_version() -> None:
    assert live(view(seen="2026-09-18"), "okr") == "/okr"


@pytest.mark.usefixtures("empty_store")
def test_buckets_are_held_against_those_that_were_over_then_of_another_version_only() -> None:
    """The third of June was a Wednesday, so its week was not over at version 1."""
    bug = "bug_id | title | created_at \n B1 | a | {0} \n B2 | b | 2026-06-03"
    for first in ("2026-05-26", "2026-05-27"):
        (report,) = commit(store(), "bugs.csv", as_file(bug.format(first)), Choices(dataset="bugs"))
        assert report.version
    commit(store(), "bugs.csv", as_file("bug_id | title | created_at \n B3 | c | 2026-06-10"), Choices(dataset="bugs"))
    (held, alone) = (against(look(read({"vs": [vs], "since": ["2026-05-25"]}))) for vs in ("1", "2026-06-03"))
    assert {str(day): row.valid_bugs for day, row in held.rows.items()} == {"2026-05-25": 1}
    assert (held.day, alone) == (date(2026, 6, 3), Against(date(2026, 6, 3)))
    assert against(look(read({"since": ["2026-05-25"]}))) == Against()


@pytest.mark.usefixtures("empty_store")
def test_the_pinned_link_is_held_against_the_same_as_the_live_one() -> None:
    """Version 1 was shown on the third of June; the page's own day, which the pinned link names, is the tenth."""
    for day in ("2026-06-03", "2026-06-10"):
        commit(store(), "bugs.csv", as_file(f"bug_id | title | created_at \n B{day} | b | {day}"), Choices(dataset="bugs"))
    shown = look(read({"vs": ["1"]}))
    again = look(read({key: [value] for key, value in facts(pinned(shown, "okr"))}))
    assert shown.before is not None
    assert again.before is not None
    assert (shown.before.as_of, again.before.as_of) == (date(2026, 6, 3), date(2026, 6, 3))
    earlier = look(read({"vs": ["1"], "asof": ["2026-06-01"]})).before
    assert earlier is not None
    assert earlier.as_of == date(2026, 6, 1)


@pytest.mark.usefixtures("empty_store")
def test_a_page_is_not_held_against_what_came_after_it() -> None:
    for day in ("2026-06-03", "2026-06-10"):
        commit(store(), "bugs.csv", as_file(f"bug_id | title | created_at \n B{day} | b | {day}"), Choices(dataset="bugs"))
    for reversed_ in ({"vs": ["2"], "version": ["1"]}, {"vs": ["2026-06-11"]}, {"vs": ["2026-06-04"], "asof": ["2026-06-03"]}):
        shown = look(read(reversed_))
        assert (shown.before, shown.address.mangled) == (None, ("vs_later",))
    assert look(read({"vs": ["2026-06-10"]})).before is not None
