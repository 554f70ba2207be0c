"""The closing report of a campaign: its three records on one paper, read as they were accepted, and about nothing else."""

import re
from pathlib import Path

import pytest
from lxml import etree, html

from data.errors import BoardError
from data.keeping import keep
from pages.ui.address import read
from pages.ui.replies import attachment
from pages.ui.report.making import called, made, page
from pages.ui.store import store
from pages.ui.view import View, view_of
from tests.conftest import Board
from tests.pages import hostile

BASE = "https://goals.example"
CLOSED = {
    "campaigns": "campaign_id | title | parent_id | lead \n C1 | Sale | | Li \n C1-1 | Stock | C1 | \n C2 | Abroad | | Wu",
    "objectives": "objective_id | campaign_id | starts_on | ends_on \n O1 | C1-1 | 2026-01-01 | 2026-03-31 \n O2 | C2 | 2026-01-01 | 2026-03-31",
    "key_results": "kr_id | objective_id | title \n K1 | O1 | Shelves full \n K2 | O2 | Shops open",
    "kr_metrics": "metric_id | kr_id | name \n M1 | K1 | Full shelves \n M2 | K2 | Open shops",
    "kr_values": "metric_id | day | value \n M1 | 2026-03-31 | 80 \n M2 | 2026-03-31 | 10",
    "milestones": "milestone_id | subject_id | title | planned_on | done_on \n S1 | C1 | Doors open | 2026-02-01 | 2026-02-03",
    "acceptance_lines": "subject_id | line | kind | ref_id | title | verdict | note \n C1 | 1 | kr | K1 | Shelves full | partly | Eight of ten",
    "improvements": "subject_id | title | owner | due_on \n C1 | Count earlier | Li | 2026-05-01 \n C2 | Ask customs | Wu | 2026-05-01",
    "commendations": "subject_id | who | for_what \n C1 | Zhao | Nights at the shelves \n C2 | Qian | Patience",
}
ACCEPTED = {
    "subject_kind": "campaign",
    "subject_id": "C1",
    "accepted_on": "2026-04-02",
    "accepted_by": "Li",
    "acceptance_note": "Mostly there",
    "data_version": "9",
    "as_of": "2026-03-31",
    "review_note": "We began late",
    "evaluation_note": "Good",
    "result_score": "0.9",
}


def view(language: str = "en", campaign: str = "C1", **query: str) -> View:
    return view_of(read({key: [value] for key, value in {"id": campaign, **query}.items()}), language)


def tree(of: View, base: str | None = BASE) -> etree._Element:
    return html.document_fromstring(made("html", of, base).decode())


def said(of: etree._Element) -> str:
    return re.sub(r"\s+", " ", of.text_content())


@pytest.fixture
def closed_campaign(empty_store: Path) -> Path:
    Board(store())(**CLOSED)
    assert keep(store(), "closures", ACCEPTED, "Li") == 10
    return empty_store


@pytest.mark.usefixtures("closed_campaign")
@pytest.mark.parametrize(("language", "headings"), [("en", ["Acceptance", "Review", "Evaluation"]), ("zh", ["验收", "复盘", "评价"])])
def test_it_holds_all_three_records_of_its_campaign_and_of_no_other(language: str, headings: list[str]) -> None:
    found = tree(view(language))
    assert [heading.text for heading in found.iter("h2")] == headings
    told = ["Mostly there", "Shelves full", "Eight of ten", "Doors open", "We began late", "Count earlier", "Good", "80%", "90%", "Zhao"]
    assert [text for text in told if text not in said(found)] == []
    assert [text for text in ("Shops open", "Ask customs", "Qian", "Abroad") if text in said(found)] == []


@pytest.mark.usefixtures("closed_campaign")
def test_what_the_campaign_and_its_goals_reached_stands_with_the_verdicts() -> None:
    """O1 is over, and at 80 of 100; O2 is another campaign's. A goal has no verdict of its own."""
    found = tree(view())
    tally = next(node for node in found.iter("p") if node.get("class") == "tally")
    assert "80% done, 100% planned" in said(tally)
    (goal,) = [row for row in found.iter("tr") if any("/objective?" in (link.get("href") or "") for link in row.iter("a"))]
    assert [said(cell).strip() for cell in goal.iter("td")][1:] == ["▲ Behind · 80% done, 100% planned", "", ""]


@pytest.mark.usefixtures("closed_campaign")
def test_an_accepted_campaign_is_told_as_it_was_accepted_whatever_comes_later() -> None:
    before = said(tree(view(version="10")))
    keep(store(), "kr_values", {"metric_id": "M1", "day": "2026-03-30", "value": "0"}, "Wu")
    now = said(tree(view()))
    assert "80%" in now
    assert "Newer data exist" in now
    assert said(tree(view(version="10"))) == before


@pytest.mark.usefixtures("closed_campaign")
def test_the_page_asks_nobody_for_anything_and_its_links_lead_to_what_was_accepted() -> None:
    text = page(view())
    found = html.document_fromstring(text)
    assert found.findall(".//script") == found.findall(".//link") == found.findall(".//img") == []
    assert "default-src 'none'" in found.find(".//meta[@http-equiv]").get("content")
    links = [link.get("href") for link in tree(view()).iter("a")]
    assert links
    assert [link for link in links if not link.startswith(f"{BASE}/") or "asof=2026-03-31" not in link or "version=9" not in link] == []
    assert list(tree(view(), None).iter("a")) == []


@pytest.mark.usefixtures("closed_campaign")
def test_it_is_markdown_and_paper_too() -> None:
    text = made("md", view(), None).decode()
    assert text.startswith("# Closing report: Sale\n")
    assert "- **Shelves full**: " in text
    assert made("pdf", view(), None).startswith(b"%PDF-")


@pytest.mark.usefixtures("closed_campaign")
def test_a_campaign_that_nobody_knows_has_none() -> None:
    with pytest.raises(BoardError) as refused:
        made("html", view(campaign="C9"), None)
    assert (refused.value.code, refused.value.facts) == ("no_campaign_of_id", {"id": "C9"})


@pytest.mark.usefixtures("empty_store")
def test_names_of_the_data_are_text() -> None:
    hostile.move_in()
    found = tree(view())
    assert hostile.TITLE in said(found)
    assert found.findall(".//img") == []
    assert [link for link in (part.get("href") for part in found.iter("a")) if not link.startswith(f"{BASE}/")] == []


@pytest.mark.usefixtures("closed_campaign")
def test_its_file_is_called_by_the_campaign_and_the_day_of_its_figures() -> None:
    assert called(view()) == "closing-C1-2026-03-31"
    assert called(view("zh")) == "结项报告-C1-2026-03-31"
    assert called(view_of(read({}), "en")) == "goalboard-2026-03-31"
    assert attachment("结项报告-C1.pdf")["Content-Disposition"] == (
        "attachment; filename=\"C1.pdf\"; filename*=UTF-8''%E7%BB%93%E9%A1%B9%E6%8A%A5%E5%91%8A-C1.pdf"
    )
