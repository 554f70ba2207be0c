"""The page of the rows behind a number: searched, sorted, with other columns, page by page; the address holds all of it."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from data.intake import Choices, commit
from pages.ui.store import store
from tests.pages.mounted import mounted

Open = Callable[..., AppTest]
HOSTILE = "<b>x</b> **bold** $x$ [go](javascript:alert(1))"
HEADER = "requirement_id,title,team,owner,kr_ids,created_at,dev_at,released_at,url,doc_url\n"


def text(app: AppTest) -> str:
    page = " ".join(part.value for part in app.html)
    return re.sub(r"\s+", " ", re.sub(r"<style>.*?</style>|<[^>]+>", " ", page, flags=re.DOTALL))


def column(app: AppTest, label: str) -> list[str]:
    sheet = mounted(app, "sheet")
    place = [column["label"] for column in sheet["columns"]].index(label)
    return [cell if isinstance(cell, str) else cell["text"] for cell in (row["cells"][place] for row in sheet["rows"])]


def heads(app: AppTest) -> dict[str, dict[str, Any]]:
    return {column["label"]: column["sort"] for column in mounted(app, "sheet")["columns"]}


@pytest.fixture
def work(empty_store: Path) -> Path:
    """R001 to R120 of team web, released one a day, and one hostile row."""
    rows = [f"R{n:03},Work {n},web,Ann,KR1,2025-01-01,,2025-0{n // 28 + 1}-{n % 28 + 1:02},," for n in range(1, 121)]
    rows.append(f'"H1","{HOSTILE}",,"{HOSTILE}",,2025-01-01,2025-01-02,2025-06-01,javascript:alert(1),https://d.example/1')
    goal = b"objective_id,title,starts_on,ends_on\nO1,All year,2025-01-01,2025-12-31\n"
    commit(store(), "objectives.csv", goal, Choices(dataset="objectives"))
    commit(store(), "requirements.csv", (HEADER + "\n".join(rows)).encode(), Choices(dataset="requirements"))
    return empty_store


@pytest.mark.usefixtures("work")
def test_pages_of_fifty_rows_follow_each_other_and_behind_the_last_is_the_last(cold: Open) -> None:
    pages = [cold("records.py", page=str(page)) for page in (1, 2, 3, 9)]
    assert [len(column(app, "Requirement")) for app in pages] == [50, 50, 21, 21]
    assert len({row for app in pages for row in column(app, "Requirement")}) == 121
    assert "101 to 121 of 121" in text(pages[3])
    assert "First Previous" in text(pages[1])
    assert "Next Last" in text(pages[1])


@pytest.mark.usefixtures("work")
def test_a_search_says_how_many_of_all_and_keeps_the_number(cold: Open) -> None:
    app = cold("records.py", q="ｗｏｒｋ 11")
    assert "11 of 121 rows" in text(app)
    assert column(app, "Requirement") == ["R119", "R118", "R117", "R116", "R115", "R114", "R113", "R112", "R111", "R110", "R011"]
    nothing = cold("records.py", q="no such text")
    assert "Nothing found." in text(nothing)
    assert "0 of 121 rows" in text(nothing)


@pytest.mark.usefixtures("work")
def test_a_head_leads_to_its_order_then_the_other_way_then_back(cold: Open) -> None:
    assert "sort=title" in heads(cold("records.py"))["Title"]["href"]
    up = cold("records.py", sort="title", page="2")
    assert column(up, "Title") == sorted([*(f"Work {n}" for n in range(1, 121)), HOSTILE])[50:100]
    assert heads(up)["Title"]["way"] == "ascending"
    assert "sort=-title" in heads(up)["Title"]["href"]
    assert "page=" not in heads(up)["Title"]["href"]
    down = cold("records.py", sort="-title")
    assert (heads(down)["Title"]["way"], "sort=" in heads(down)["Title"]["href"]) == ("descending", False)
    assert "sort=-released_at" in heads(down)["Released"]["href"]
    assert "sort=-cycle_days" in heads(down)["Cycle, days"]["href"]


@pytest.mark.usefixtures("work")
def test_columns_are_chosen_in_the_address_and_what_is_not_one_is_named(cold: Open) -> None:
    app = cold("records.py", cols="dev_at.requirement_id.nonsense", sort="colour")
    assert list(heads(app)) == ["Development", "Requirement"]
    assert "the usual choice stands for: columns, order" in text(app)


@pytest.mark.usefixtures("work")
def test_what_is_chosen_goes_to_the_address_from_the_first_page_on(cold: Open) -> None:
    app = cold("records.py", page="2")
    app.text_input(key="gb_search").set_value("  work   11 ").run()
    assert (app.query_params["q"], "page" in app.query_params) == ("work 11", False)
    app.multiselect(key="gb_columns").set_value(["title", "dev_at"]).run()
    assert app.query_params["cols"] == "title.dev_at"
    app.selectbox(key="gb_sort").set_value("title").run()
    assert app.query_params["sort"] == "title"
    app.segmented_control(key="gb_way").set_value("down").run()
    assert app.query_params["sort"] == "-title"
    app.selectbox(key="gb_measure").set_value("valid_bugs").run()
    assert (app.query_params["show"], {"q", "cols", "sort"} & set(app.query_params)) == ("valid_bugs", set())
    assert not app.exception


@pytest.mark.usefixtures("work")
def test_a_row_leads_to_its_page_its_team_its_goals_and_out_only_by_http(cold: Open) -> None:
    app = cold("records.py", sort="requirement_id", cols="requirement_id.title.team.owner.kr_ids.url")
    evil, first = (row["cells"] for row in mounted(app, "sheet")["rows"][:2])
    assert evil[0] == {"text": "H1", "href": "/record?of=requirements&source=canonical&id=H1&lang=en"}
    assert evil[1]["text"] == evil[3] == HOSTILE
    assert evil[1]["sub"] == [{"text": "document", "out": "https://d.example/1"}]
    assert evil[2] == {"text": "No team given", "href": "/team?id=&lang=en"}
    assert evil[5] == {"text": "javascript:alert(1)"}
    assert first[2]["href"] == "/team?id=web&lang=en"


@pytest.mark.parametrize("show", ["values", "change"])
@pytest.mark.usefixtures("sample_store")
def test_the_values_behind_a_metric_say_their_mean_and_lead_to_their_pages(cold: Open, show: str) -> None:
    app = cold("records.py", show=show, metric="O1-KR1-M1")
    assert "mean " in text(app)
    assert "Metric O1-KR1-M1" in text(app)
    assert "/record?of=kr_values&source=sample&id=O1-KR1-M1%40" in mounted(app, "sheet")["rows"][0]["cells"][2]["href"]


@pytest.mark.usefixtures("sample_store")
def test_a_share_is_told_with_its_whole_and_a_sample_with_its_quantiles(cold: Open) -> None:
    assert re.search(r"[\d,]+ rows .*[\d.]+% of [\d,]+ delivered", text(cold("records.py", show="unlinked")))
    assert re.search(r"weights add up to [\d,.]+ .*[\d.]+% of [\d,]+ delivered", text(cold("records.py", objective="O1")))
    assert re.search(r"median [\d.]+ days, 85 % within [\d.]+, mean [\d.]+, \d+% within 14 days", text(cold("records.py", show="cycle")))
