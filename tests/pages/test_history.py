"""The page of versions, the way to take one back, and the figures that this moves."""

import re
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from data.intake import Choices, commit
from data.store.history import Entry
from data.store.undo import Collision, undo
from metrics.filters import Freshness
from metrics.scope import Question, Scope
from pages.ui import history, writing
from pages.ui.address import read
from pages.ui.sitemap import MENU, PATHS, entry_of, place_of
from pages.ui.store import store
from pages.ui.view import View
from pages.ui.words import words

Open = Callable[..., AppTest]
EN = words("en")
TEAMS = b"team,lead\nA,Li\nB,Li\n"


def text(app: AppTest) -> str:
    page = " ".join(part.value for part in app.html)
    return re.sub(r"\s+", " ", re.sub(r"<style>.*?</style>|<[^>]+>", " ", page, flags=re.DOTALL))


def view(newest: int = 60, **query: str) -> View:
    at = read({key: [value] for key, value in query.items()})
    return View(at, EN, Scope(Question(), newest, date(2025, 9, 5)), Freshness(newest, None, False, []), newest)


def entry(version: int, **changes: Any) -> Entry:
    usual = dict.fromkeys(Entry._fields) | {"version": version, "kind": "import", "who": "Li", "made_at": datetime(2025, 9, 1, 16, 30)}  # noqa: DTZ001
    return Entry(**(usual | changes))


def file(version: int, name: str, **changes: Any) -> Entry:
    counts = dict.fromkeys(("lines", "new", "changed", "unchanged", "superseded", "rejected", "blank", "retired"), 0)
    of_file = {"file": name, "dataset": "bugs", "source": "jira", "mode": "upsert", "sha256": "0123456789abcdef"}
    return entry(version, **(of_file | counts | changes))


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch) -> None:
    """The server can be reached from this machine only."""
    monkeypatch.setattr(writing, "is_loopback", lambda _host: True)


@pytest.fixture
def two_versions(empty_store: Path) -> Path:
    """Teams A and B by version 1, then another lead for A by version 2."""
    commit(store(), "teams.csv", TEAMS, Choices(dataset="teams", who="Li"))
    commit(store(), "teams.csv", b"team,lead\nA,Wang\n", Choices(dataset="teams", who="Li"))
    return empty_store


def leads() -> list[tuple[str, str]]:
    return store().cursor().execute("select team, lead from teams order by team").fetchall()


def test_the_page_has_an_address_and_stands_under_the_import_entry_of_the_menu() -> None:
    assert "/history" in PATHS
    assert [place.name for place in MENU] == ["overview", "okr", "campaigns", "efficiency", "records", "import", "glossary"]
    assert [entry_of(place_of(name)) for name in ("history", "okr", "overview")] == ["import", "okr", "overview"]


@pytest.mark.usefixtures("here")
def test_a_version_of_several_files_is_named_once_with_a_row_for_each_file() -> None:
    rows = history._rows([file(3, "a.xlsx", sheet="Bugs", new=1200), file(3, "b.csv", rejected=2, mode="snapshot")], view())
    first, second = (row["cells"] for row in rows)
    assert first[:4] == ["3", "2025-09-02 00:30", "Li", "import"]  # business time
    assert first[4] == {"text": "a.xlsx", "sub": "Bugs · bugs · jira"}
    assert first[5:11] == [{"text": "1,200"}, "", "", "", "", ""]
    assert first[11] == {"text": "0123456789ab", "title": "0123456789abcdef"}
    assert first[12:] == [{"text": "as of then", "href": "/okr?version=3"}, {"text": "Undo", "href": "/history?undo=3"}]
    assert second[:5] == ["", "", "", "", {"text": "b.csv", "sub": "bugs · jira · complete list"}]
    assert second[9] == {"text": "2", "kind": "bad"}
    assert second[12:] == ["", ""]


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize(
    ("entries", "who", "what"),
    [
        ([entry(2, kind="undo", undoes=1)], "Li", "undo of 1"),
        ([entry(2, kind="undo")], "Li", "undo"),
        ([file(1, "bugs.csv", kind="sample", who="sample")], "–", "sample company"),
        ([file(1, "s.csv", dataset="settings", who="")], "–", "settings"),
        ([file(1, "s.csv", dataset="settings"), file(1, "s.csv")], "Li", "import"),
    ],
    ids=["undo", "undo of long ago", "sample", "settings", "settings and more"],
)
def test_what_a_version_is_is_said_in_a_word(entries: list[Entry], who: str, what: str) -> None:
    assert history._rows(entries, view())[0]["cells"][2:4] == [who, what]


def test_an_undone_version_says_so_and_offers_no_undo_nor_does_any_where_writing_is_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writing, "is_loopback", lambda _host: True)
    assert history._way_back(file(1, "a.csv", undone_by=2), view()) == "undone by 2"
    monkeypatch.setattr(writing, "is_loopback", lambda _host: False)
    monkeypatch.delenv(writing.KEY, raising=False)
    assert history._way_back(file(1, "a.csv"), view()) == ""


def test_pages_are_turned_in_the_address_which_keeps_the_choices() -> None:
    turned = str(history._pager(2, 3, view(150, team="A", page="2")))
    assert "page 2 of 3" in turned
    assert [link.replace("&amp;", "&") for link in re.findall(r'href="([^"]+)"', turned)] == ["/history?team=A&page=1", "/history?team=A&page=3"]


@pytest.mark.usefixtures("two_versions", "here")
def test_what_an_undo_would_do_is_said_before_and_done_only_with_a_name(cold: Open) -> None:
    app = cold("history.py", undo="2")
    assert "Undo version 2? teams: 1 changed is what it was Keeps everything that came later." in text(app)
    assert app.button(key="gb_undo_button").disabled
    assert leads() == [("A", "Wang"), ("B", "Li")]
    app.text_input(key="gb_who").set_value(" Zhao ").run()
    app.button(key="gb_undo_button").click().run()
    assert not app.exception
    assert "Version 2 is taken back; that is version 3." in text(app)
    assert "No figure on the boards moved." in text(app)
    assert "undo" not in app.query_params
    assert leads() == [("A", "Li"), ("B", "Li")]
    assert store().cursor().execute("select who, undoes from versions where version = 3").fetchall() == [("Zhao", 2)]


@pytest.mark.usefixtures("two_versions", "here")
def test_facts_changed_again_are_listed_and_nothing_can_be_done(cold: Open) -> None:
    app = cold("history.py", undo="1")
    assert "1 of its facts was changed again since, so nothing is done. Undo the later version first" in text(app)
    assert not app.button
    assert not app.text_input


@pytest.mark.usefixtures("two_versions", "here")
def test_what_was_undone_already_names_the_version_that_turns_it_round(cold: Open) -> None:
    undo(store(), 2, "Li")
    app = cold("history.py", undo="2")
    assert "Version 2 was undone already, by version 3. Undo version 3 to turn that round." in text(app)
    assert not app.button


@pytest.mark.usefixtures("two_versions", "here")
def test_an_undo_that_somebody_else_did_first_is_not_done_twice(cold: Open) -> None:
    app = cold("history.py", undo="2")
    app.text_input(key="gb_who").set_value("Zhao").run()
    undo(store(), 2, "Li")
    app.button(key="gb_undo_button").click().run()
    assert not app.exception
    assert "was undone already, by version 3" in text(app)
    assert store().version() == 3


@pytest.mark.usefixtures("two_versions")
def test_from_elsewhere_the_key_is_asked_and_without_one_set_nothing_can_be_taken_back(cold: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writing, "is_loopback", lambda _host: False)
    monkeypatch.setenv(writing.KEY, "secret")
    app = cold("history.py", undo="2")
    app.text_input(key="gb_who").set_value("Zhao").run()
    app.text_input(key="gb_key").set_value("guess").run()
    assert app.button(key="gb_undo_button").disabled
    history._take_back(2, "Zhao", "guess")  # a button that is not drawn disabled would not help either
    assert store().version() == 2
    app.text_input(key="gb_key").set_value("secret").run()
    assert not app.button(key="gb_undo_button").disabled
    monkeypatch.delenv(writing.KEY)
    off = cold("history.py", undo="2")
    assert text(off).count("Writing is off") == 1
    assert not off.button


@pytest.mark.parametrize("undo_what", ["x", "-1", "²", "1" * 30, "0", ""])
@pytest.mark.usefixtures("two_versions", "here")
def test_a_mangled_version_to_undo_shows_the_list(cold: Open, undo_what: str) -> None:
    app = cold("history.py", undo=undo_what, page="99")
    assert not app.exception
    assert "Undo version" not in text(app)
    assert ("version to undo" in text(app)) is bool(undo_what)


def test_a_collision_names_its_dataset_source_key_and_the_way_to_the_version_that_changed_it() -> None:
    assert history._collision(Collision("bugs", "jira", "B1", 5), view())["cells"] == [
        {"text": "bugs", "sub": "jira"},
        "B1",
        {"text": "Version 5", "href": "/history?undo=5"},
    ]
