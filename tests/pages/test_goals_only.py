"""Goals that were imported before any figure or work: the pages stay empty, but deny no goal."""

from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from data.intake import Choices, commit
from data.store import open_store
from tests.pages.world import FILES

Open = Callable[..., AppTest]
PAGES = {"overview": {}, "okr": {}, "attention": {}, "objective": {"id": "O2"}, "kr": {"id": "K3"}}


@pytest.fixture
def only_goals(empty_store: Path) -> None:
    store = open_store(empty_store)
    for dataset in ("objectives", "key_results", "kr_metrics"):
        commit(store, f"{dataset}.csv", FILES[dataset].encode(), Choices(dataset=dataset))
    store.close()


def shown(app: AppTest) -> str:
    assert not app.exception
    return " ".join(part.value for part in app.html)


@pytest.mark.usefixtures("only_goals")
@pytest.mark.parametrize("page", PAGES)
def test_a_page_says_how_many_goals_wait_and_leads_to_the_import_and_to_today(cold: Open, page: str) -> None:
    told = shown(cold(f"{page}.py", **PAGES[page]))
    assert "3 goals are known; there are no KR figures or work yet." in told
    assert 'href="/import?lang=en"' in told
    assert "asof=" in told
    assert "No goals here yet" not in told
    if PAGES[page]:
        assert f"id={PAGES[page]['id']}&amp;asof=" in told


@pytest.mark.usefixtures("only_goals")
@pytest.mark.parametrize("page", ["okr", "objective", "kr"])
def test_as_of_a_day_the_goals_stand_there(cold: Open, page: str) -> None:
    told = shown(cold(f"{page}.py", asof="2026-06-30", **PAGES[page]))
    assert "goals are known" not in told
    assert "Keep" in told or page == "okr"


@pytest.mark.usefixtures("empty_store")
@pytest.mark.parametrize("page", PAGES)
def test_where_nothing_is_known_no_goals_are_told_of(cold: Open, page: str) -> None:
    assert "goals are known" not in shown(cold(f"{page}.py", **PAGES[page]))
