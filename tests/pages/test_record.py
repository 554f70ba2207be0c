"""The page of one row: its facts, what it serves, its history; what is not known is said."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from data.intake import Choices, commit
from pages.ui.store import store

Open = Callable[..., AppTest]
HOSTILE = "<b>x</b> **bold** $x$"
OLD = """requirement_id,title,team,parent_id,kr_ids,status,created_at,dev_at,released_at,url,doc_url
TOP,Above,web,,KR1;KR9,new,2025-01-01,,,,
R1,"<b>x</b> **bold** $x$",web,TOP,,new,2025-01-01,2025-01-03 10:00:00,,javascript:alert(1),https://d.example/1
R2,Goes,web,,,new,2025-01-01,,,,
"""
BUGS = "bug_id,title,requirement_id,resolution,created_at\nB1,Broken,R1,,2025-01-05\nB2,Twice,R1,duplicate,2025-01-06\nB3,Lost,R7,,2025-01-06\n"


def page(app: AppTest) -> str:
    assert not app.exception
    return " ".join(part.value for part in app.html)


def text(app: AppTest) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<style>.*?</style>|<[^>]+>", " ", page(app), flags=re.DOTALL))


@pytest.fixture
def rows(empty_store: Path) -> Path:
    """R1 is changed by version 4, and R2 goes with it."""
    for dataset, content in (
        ("objectives", "objective_id,title,starts_on,ends_on\nO1,Grow,2025-01-01,2025-12-31\n"),
        ("key_results", "kr_id,objective_id,title\nKR1,O1,More\n"),
        ("requirements", OLD),
    ):
        commit(store(), f"{dataset}.csv", content.encode(), Choices(dataset=dataset, who="Li"))
    changed = OLD.replace("R2,Goes,web,,,new,2025-01-01,,,,\n", "").replace(
        "TOP,,new,2025-01-01,2025-01-03 10:00:00,,", "TOP,,released,2025-01-01,2025-01-03 10:00:00,2025-01-09,"
    )
    commit(store(), "later.csv", changed.encode(), Choices(dataset="requirements", mode="snapshot", yes=True, who="Zhou"))
    commit(store(), "bugs.csv", BUGS.encode(), Choices(dataset="bugs", who="Li"))
    return empty_store


def of(cold: Open, key: str, dataset: str = "requirements", **query: str) -> AppTest:
    return cold("record.py", of=dataset, source="canonical", id=key, **query)


@pytest.mark.usefixtures("rows")
def test_a_requirement_tells_its_facts_in_order_and_where_it_came_from(cold: Open) -> None:
    app = of(cold, "R1")
    said = text(app)
    assert "Requirement R1 canonical · later.csv · line 3" in said
    assert re.search(r"Moments Raised 2025-01-01 Development 2025-01-03 10:00 Released 2025-01-09", said)
    assert "Team web" in said
    assert "Cycle, days 8.0" in said
    assert "&lt;b&gt;x&lt;/b&gt; **bold** $x$" in page(app)
    assert "<b>x</b>" not in page(app)


@pytest.mark.usefixtures("rows")
def test_it_leads_out_only_by_http(cold: Open) -> None:
    app = of(cold, "R1")
    assert 'href="https://d.example/1" target="_blank" rel="noopener noreferrer"' in page(app)
    assert "javascript:alert(1)" in text(app)
    assert 'href="javascript' not in page(app)


@pytest.mark.usefixtures("rows")
def test_it_says_what_it_serves_through_which_ancestor_and_what_nobody_knows(cold: Open) -> None:
    app = of(cold, "R1")
    assert "Serves Inherited from TOP KR1 More O1 Grow KR9 No such key result is known yet" in text(app)
    for link in ("/kr?id=KR1", "/objective?id=O1", "/record?of=requirements&amp;source=canonical&amp;id=TOP", "/team?id=web"):
        assert f'href="{link}' in page(app)


@pytest.mark.usefixtures("rows")
def test_it_tells_its_history_the_last_step_first(cold: Open) -> None:
    said = text(of(cold, "R1"))
    assert re.search(r"History Changed Version 4 · .{16} · import · Zhou · later.csv line 3 Status new → released", said)
    assert re.search(r"Released – → 2025-01-09 .*New Version 3", said)
    assert "Version 4 ·" not in text(of(cold, "R1", version="3"))


@pytest.mark.usefixtures("rows")
def test_a_row_that_went_says_so_and_is_shown_as_it_was(cold: Open) -> None:
    said = text(of(cold, "R2"))
    assert "Gone since version 4; shown as it was last" in said
    assert "History Gone Version 4" in said
    assert "Gone since" not in text(of(cold, "R2", version="3"))


@pytest.mark.usefixtures("rows")
def test_a_requirement_and_its_bugs_lead_to_each_other(cold: Open) -> None:
    assert 'href="/record?of=bugs&amp;source=canonical&amp;id=B2' in page(of(cold, "R1"))
    duplicate = of(cold, "B2", "bugs")
    assert "Not a valid bug by its resolution: no figure counts it" in text(duplicate)
    assert 'href="/record?of=requirements&amp;source=canonical&amp;id=R1' in page(duplicate)
    assert "It names R7, which is not known." in text(of(cold, "B3", "bugs"))


@pytest.mark.parametrize(
    "query",
    [
        {},
        {"id": "R1"},
        {"id": "R9", "of": "requirements"},
        {"id": "R1", "of": "requirements", "source": "jira", "version": "1"},
        {"id": "R1", "of": "secrets"},
        {"id": "x", "of": "kr_values"},
        {"id": "", "of": "bugs"},
    ],
    ids=str,
)
@pytest.mark.usefixtures("rows")
def test_an_unknown_row_is_one_clear_sentence_with_a_way_on(cold: Open, query: dict[str, str]) -> None:
    app = cold("record.py", **query)
    assert "No such row is known." in text(app)
    assert 'href="/records?' in page(app)


@pytest.mark.usefixtures("rows")
def test_a_row_named_without_its_source_is_the_only_one_with_its_id(cold: Open) -> None:
    assert "Requirement R1" in text(cold("record.py", of="requirements", id="R1"))
    assert "Requirement R1" in text(cold("record.py", of="requirements", id="R1", source="jira"))


@pytest.mark.parametrize(("lang", "said"), [("en", "Value of O1-KR1-M1"), ("zh", "指标数据 O1-KR1-M1")])
@pytest.mark.usefixtures("sample_store")
def test_a_value_has_a_page_too(cold: Open, lang: str, said: str) -> None:
    day = store().cursor().execute("select max(day) from kr_values where metric_id = 'O1-KR1-M1'").fetchall()[0][0]
    assert said in text(cold("record.py", of="kr_values", source="sample", id=f"O1-KR1-M1@{day}", lang=lang))
