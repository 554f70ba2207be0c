"""The page of one key result: where it stands and where it is going, its work, its people, and the way to the rows of each figure."""

import html
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from pages.ui.store import store
from tests.conftest import Board
from tests.pages import hostile

Open = Callable[..., AppTest]

WORLD = {
    "objectives": """
        objective_id | title | starts_on  | ends_on
        O1           | Grow  | 2026-04-01 | 2026-06-30
        O2           | Keep  | 2026-04-01 | 2026-06-30
    """,
    "key_results": """
        kr_id | objective_id | title       | owner | business_module
        K1    | O1           | More orders | Ann   | Shops
        K2    | O1           | Unmeasured  |       |
        K3    | O2           | Another     | Bob   |
    """,
    "kr_metrics": """
        metric_id | kr_id | name   | unit   | direction      | baseline | target | every
        M1        | K1    | Orders | %      | increase       | 0        | 100    | day
        M2        | K1    | Faults | faults | maintain_below | 9        | 5      | week
        M3        | K3    | Other  |        | increase       | 0        | 100    | day
    """,
    "kr_values": """
        metric_id | day                    | value
        M1        | 2026-03-20..2026-05-12 | 40
        M1        | 2026-05-13..2026-05-20 | 50
        M2        | 2026-05-03             | 4
        M2        | 2026-05-10             | 6
        M2        | 2026-05-17             | 6
        M3        | 2026-05-20             | 77
    """,
    "requirements": """
        title        | team | owner | kr_ids | created_at | dev_at     | released_at
        Oldest       | Pay  | Li    | K1     | 2026-04-01 | 2026-04-02 | 2026-04-10
        Older        | Pay  | Li    | K1     | 2026-04-01 | 2026-04-02 | 2026-04-11
        Third        | Pay  | Li    | K1     | 2026-04-01 | 2026-04-02 | 2026-04-12
        Fourth       | Pay  | Li    | K1     | 2026-04-01 | 2026-04-02 | 2026-04-13
        Fifth        | Pay  | Li    | K1     | 2026-04-01 | 2026-04-02 | 2026-04-14
        Sixth        | Pay  | Wu    | K1     | 2026-04-01 | 2026-04-02 | 2026-04-15
        Seventh      | Pay  | Wu    | K1     | 2026-04-01 | 2026-04-02 | 2026-04-16
        Eighth       | Pay  |       | K1     | 2026-04-01 | 2026-04-02 | 2026-04-17
        Ninth        |      | Li    | K1     | 2026-04-01 | 2026-04-02 | 2026-04-18
        In hand      | Pay  | Li    | K1     | 2026-05-01 | 2026-05-02 |
        For another  | Pay  | Li    | K3     | 2026-04-01 | 2026-04-02 | 2026-04-18
        For none     | Pay  | Li    |        | 2026-04-01 | 2026-04-02 | 2026-04-18
    """,
}


@pytest.fixture
def shop(empty_store: Path) -> Path:
    """Its last day is 20 May 2026."""
    Board(store())(**WORLD)
    return empty_store


def page(app: AppTest) -> str:
    assert not app.exception
    return " ".join(part.value for part in app.html if "<style>" not in part.value)


def text(app: AppTest) -> str:
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", page(app))))


def links(app: AppTest) -> dict[str, list[str]]:
    """Where each text leads."""
    found: dict[str, list[str]] = {}
    for href, told in re.findall(r'<a[^>]* href="([^"]+)"[^>]*>(.*?)</a>', page(app).replace('<a href="', '<a x="" href="')):
        found.setdefault(html.unescape(told), []).append(html.unescape(href))
    return found


def specs(app: AppTest) -> list[dict[str, Any]]:
    return [json.loads(chart.proto.spec) for chart in app.get("vega_lite_chart") or app.get("arrow_vega_lite_chart")]


@pytest.mark.usefixtures("shop")
def test_it_says_where_the_key_result_stands_and_whose_it_is(cold: Open) -> None:
    """On 20 May 50 of 91 days are over; M1 stands at 50."""
    shown = text(cold("kr.py", id="K1"))
    assert "K1 More orders" in shown
    assert "■ At risk 50% of the way plan today 55%, −5 pt" in shown
    assert "O1 Grow Owner: Ann Shops" in shown


@pytest.mark.usefixtures("shop")
def test_each_figure_leads_to_the_values_it_is_made_of(cold: Open) -> None:
    """The seven days before hold six times 40 and once 50."""
    to = links(cold("kr.py", id="K1"))
    assert to["50"] == ["/records?show=values&metric=M1&lang=en"]
    assert to["+20.7%"] == ["/records?show=change&metric=M1&lang=en"]
    assert to["6"] == ["/records?show=values&metric=M2&lang=en"]
    assert to["O1 Grow"] == ["/objective?id=O1&lang=en"]


@pytest.mark.usefixtures("shop")
def test_what_is_expected_is_a_sentence_with_its_band_and_the_target(cold: Open) -> None:
    """Nine weeks, one step of 10: where it is now is the likeliest, and as far as a step to both sides is in the band."""
    said = re.search(r"Expected at (\S+)% on 30 Jun, in 80% of cases between (\S+) and (\S+)\. (.*?band\.)", text(cold("kr.py", id="K1")))
    assert said is not None
    middle, low, high = (float(figure) for figure in said.groups()[:3])
    assert low < middle < high < 100
    assert said[4] == "The target of 100% lies beyond the band."


@pytest.mark.usefixtures("shop")
def test_where_nobody_can_say_it_says_why(cold: Open) -> None:
    """Seven weeks are to come, of three there are values; eight are the least."""
    assert "No forecast: the values reach back 3 weeks; to look as far as 30 Jun it takes 8." in text(cold("kr.py", id="K1"))
    assert "不作预测：数值只有近 3 周的，要看到 6月30日 至少需要 8 周。" in text(cold("kr.py", id="K1", lang="zh"))


@pytest.mark.usefixtures("shop")
def test_the_newest_work_is_listed_with_the_way_to_all_of_it(cold: Open) -> None:
    app = cold("kr.py", id="K1")
    shown, to = text(app), links(app)
    assert to["9"][0] == "/records?show=delivered&kr=K1&lang=en"
    assert "Third" in shown
    assert "The newest 8 of 9" in shown
    assert [title for title in ("Oldest", "For another", "For none") if title in shown] == []
    assert "R2 · Pay · Li · released 11 Apr · 10.0 days" in shown
    assert to["In hand"] == ["/record?of=requirements&source=canonical&id=R10&lang=en"]


@pytest.mark.usefixtures("shop")
def test_each_person_has_their_part_and_each_count_its_rows(cold: Open) -> None:
    app = cold("kr.py", id="K1")
    assert "Pay 8 delivered 1 in progress Li 5 delivered 1 in progress Wu 2 delivered 0 in progress nobody named 1 delivered" in text(app)
    hrefs = [href for told in links(app).values() for href in told]
    for owner in ("", "&owner=Li", "&owner=Wu", "&owner="):
        assert f"/records?show=delivered&kr=K1{owner}&team=Pay&lang=en" in hrefs
    assert "/records?show=delivered&kr=K1&owner=Li&team=&lang=en" in hrefs, "what has no team is a team of its own"


@pytest.mark.usefixtures("shop")
def test_the_rows_of_one_person_say_whose_they_are(cold: Open) -> None:
    said = text(cold("records.py", show="delivered", kr="K1", owner="Wu", team="Pay"))
    assert "2 rows" in said
    assert "Owner Wu" in said


@pytest.mark.usefixtures("shop")
def test_what_changed_is_told_of_this_key_result_alone(cold: Open) -> None:
    """On 13 May M1 stood at 41.43, the mean of six days of 40 and one of 50."""
    shown = text(cold("kr.py", id="K1"))
    assert "41.43 → 50" in shown
    assert "77" not in shown


@pytest.mark.usefixtures("shop")
def test_a_day_held_against_is_a_hair_line_in_the_picture(cold: Open) -> None:
    def days(app: AppTest) -> set[str]:
        rules = [layer for layer in specs(app)[0]["layer"] if layer.get("mark", {}).get("type") == "rule" and "x" in layer["encoding"]]
        return {layer["data"]["values"][0]["t"] for layer in rules}

    assert days(cold("kr.py", id="K1")) == {"2026-05-20T12:00:00"}
    assert days(cold("kr.py", id="K1", vs="2026-05-06")) == {"2026-05-20T12:00:00", "2026-05-06T12:00:00"}


@pytest.mark.usefixtures("shop")
@pytest.mark.parametrize("query", [{}, {"id": ""}, {"id": "K99"}, {"id": "**bold** <i>x</i>"}], ids=str)
def test_a_link_without_a_known_key_result_says_so_and_leads_back(cold: Open, query: dict[str, str]) -> None:
    app = cold("kr.py", **query)
    said, to = text(app), links(app)
    assert (query["id"] if query.get("id") else "names no key result") in said
    assert to["K1 More orders"] == ["/kr?id=K1&lang=en"]
    assert to["Back to the OKR board"] == ["/okr?lang=en"]
    assert "<i>x</i>" not in page(app)


@pytest.mark.usefixtures("shop")
def test_a_key_result_without_a_metric_still_has_its_page(cold: Open) -> None:
    shown = text(cold("kr.py", id="K2"))
    assert "This key result has no metric yet" in shown
    assert "Nobody has worked for it in this range." in shown


@pytest.mark.usefixtures("shop")
def test_a_choice_of_other_objectives_does_not_hide_it(cold: Open) -> None:
    assert "K1 More orders" in text(cold("kr.py", id="K1", objective="O2"))


@pytest.mark.usefixtures("empty_store")
def test_an_empty_store_has_no_key_results(cold: Open) -> None:
    assert "Nobody here knows a key result K1." in text(cold("kr.py", id="K1"))


@pytest.mark.usefixtures("empty_store")
@pytest.mark.parametrize("language", ["en", "zh"])
def test_whatever_the_data_call_things_stays_text(cold: Open, language: str) -> None:
    hostile.move_in()
    app = cold("kr.py", id="KR1", lang=language)
    assert hostile.TITLE in text(app)
    assert [tag for tag in ("<img", "<b>@", "<i>%") if tag in page(app)] == []
    assert 'href="javascript' not in page(app)
    assert not app.markdown, "nothing is left to a reader of Markdown"
