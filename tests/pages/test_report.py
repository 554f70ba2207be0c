"""The weekly report: one page that needs nothing else, the same on paper and as text, and true to its version for ever."""

import re
import unicodedata
from collections.abc import Iterator
from http import HTTPStatus
from pathlib import Path

import pytest
from lxml import etree, html

from data.intake import Choices, commit
from metrics.goals import okr_progress
from pages.ui.address import read
from pages.ui.report.making import made, page
from pages.ui.store import answer, store
from pages.ui.view import View, view_of
from tests.pages import hostile
from tests.pages.serving import request, serving

BASE = "https://goals.example"
OURS = {"html", "head", "meta", "title", "style", "body", "main", "section", "h1", "h2", "h3", "p", "span", "a", "b", "i", "div", "strong"}
OURS |= {"ol", "li", "table", "thead", "tbody", "tr", "th", "td", "img", "dl", "dt", "dd", "svg", "rect"}
STORY = "objective_id,title,starts_on,ends_on\nO1,Renamed since,2026-01-01,2026-12-31\n"


def view(language: str = "en", **query: str) -> View:
    return view_of(read({key: [value] for key, value in query.items()}), language)


def tree(of: View, base: str | None = BASE) -> etree._Element:
    return html.document_fromstring(made("html", of, base).decode())


def said(of: etree._Element) -> str:
    return re.sub(r"\s+", " ", of.text_content())


@pytest.fixture
def hostile_company(empty_store: Path) -> Path:
    hostile.move_in()
    return empty_store


@pytest.mark.usefixtures("sample_store")
@pytest.mark.parametrize(
    ("language", "headings"),
    [
        ("en", ["What needs attention", "Goals and key results", "Efficiency", "Who is working on the goals?", "What the figures mean"]),
        ("zh", ["需要关注", "目标与关键结果", "效能", "谁在为目标投入？", "指标口径"]),
    ],
)
def test_the_report_tells_everything_in_the_readers_language(language: str, headings: list[str]) -> None:
    found = tree(view(language))
    assert found.get("lang") == language
    assert set(headings) <= {heading.text for heading in found.iter("h2")}
    rows = answer(okr_progress, view(language).scope)
    assert [row.metric_name for row in rows if row.metric_name and row.metric_name not in said(found)] == []
    assert len(found.findall(".//img")) == 1 + 2 + 1 + 1 + 2 + 1 + 1  # the five figures, two of them with a second chart; investment; outcome


@pytest.mark.usefixtures("sample_store")
@pytest.mark.parametrize("written", [lambda: made("html", view(), BASE).decode(), lambda: page(view())], ids=["file", "page"])
def test_the_page_asks_nobody_for_anything_and_runs_nothing(written: object) -> None:
    text = written()  # type: ignore[operator]
    found = html.document_fromstring(text)
    assert found.findall(".//script") == found.findall(".//link") == found.findall(".//iframe") == []
    sources = [value for part in found.iter() for key, value in part.attrib.items() if key in {"src", "srcset", "poster", "background"}]
    assert all(source.startswith("data:image/svg+xml;base64,") for source in sources)
    assert re.findall(r"@import|url\(", text) == []
    assert "default-src 'none'" in found.find(".//meta[@http-equiv]").get("content")
    assert [part.get("onclick") for part in found.iter() if any(key.startswith("on") for key in part.attrib)] in ([], ["print()"])


@pytest.mark.usefixtures("sample_store")
def test_links_lead_to_the_version_and_the_day_that_are_on_the_paper() -> None:
    links = [link.get("href") for link in tree(view(asof="2026-06-30")).iter("a")]
    assert len(links) > 50
    assert [link for link in links if not link.startswith(f"{BASE}/") or "asof=2026-06-30" not in link or "version=1" not in link] == []
    assert list(tree(view(), None).iter("a")) == []


@pytest.mark.usefixtures("sample_store")
@pytest.mark.parametrize("form", ["html", "md"])
def test_the_report_of_a_version_is_the_same_for_ever(form: str) -> None:
    before = made(form, view(version="1"), BASE)
    commit(store(), "objectives.csv", STORY.encode(), Choices(dataset="objectives", source="plan"))
    assert made(form, view(version="1"), BASE) == before
    assert made(form, view(), BASE) != before


@pytest.mark.usefixtures("sample_store")
def test_the_report_of_one_objective_or_team_is_about_nothing_else() -> None:
    one = said(tree(view(objective="O1")))
    titles = {row.objective_id: row.objective_title for row in answer(okr_progress, view().scope)}
    assert "Objectives: O1" in one
    assert [name for name, title in titles.items() if title in one] == ["O1"]
    assert "Teams: 质量保障" in said(tree(view(team="质量保障"))) or "left out: 质量保障" in said(tree(view(team="质量保障")))


@pytest.mark.usefixtures("sample_store")
def test_what_could_not_be_read_of_the_link_is_said() -> None:
    text = said(tree(view(asof="yesterday", team="nobody", objective="O99")))
    assert "the usual choice stands for: As of." in text
    assert "teams that do not exist, left out: nobody." in text
    assert "objectives that do not exist, left out: O99." in text


@pytest.mark.usefixtures("empty_store")
@pytest.mark.parametrize("form", ["html", "md", "pdf"])
def test_an_empty_store_has_a_report_that_says_so(form: str) -> None:
    found = made(form, view(), None)
    assert form == "pdf" or b"No data yet" in found


@pytest.mark.usefixtures("hostile_company")
def test_names_of_the_data_are_text_in_the_page() -> None:
    found = tree(view())
    assert hostile.TITLE in said(found)
    told = re.sub(r"\s+", " ", made("md", view(), None).decode())
    assert hostile.TEAM not in told, "what a chat could take for markup is written with its full-width twin"
    assert unicodedata.normalize("NFKC", hostile.TEAM) in unicodedata.normalize("NFKC", told)
    assert all(image.get("src").startswith("data:") for image in found.iter("img"))
    assert [link for link in (part.get("href") for part in found.iter("a")) if not link.startswith(f"{BASE}/")] == []
    assert {etree.QName(part).localname for part in found.iter(etree.Element)} <= OURS


@pytest.mark.usefixtures("sample_store")
@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_paper_has_its_fonts_in_it_chinese_too(language: str) -> None:
    paper = made("pdf", view(language, objective="O1"), BASE)
    assert paper.startswith(b"%PDF-")
    embedded = re.findall(rb"/FontName /[A-Z]{6}\+(\S+)[^>]*?/FontFile", paper, re.DOTALL)
    assert embedded
    assert len(embedded) == len(set(re.findall(rb"/FontName /[A-Z]{6}\+(\S+)", paper)))
    assert any(b"CJK" in name for name in embedded)


@pytest.fixture
def port(sample_store: Path) -> Iterator[int]:
    assert sample_store.exists()
    with serving() as port:
        yield port


def test_the_page_offers_to_print_it_and_to_take_it_along_as_it_stands(port: int) -> None:
    found = html.document_fromstring(request(port, "GET", "/report?lang=en&asof=2026-06-30&team=").said)
    bar = found.find(".//nav")
    assert [part.text for part in bar] == ["Back to the boards", "Print", "HTML", "PDF", "Markdown"]
    links = [link.get("href") for link in bar.iter("a")][1:]
    assert links == [f"/api/report.{form}?asof=2026-06-30&team=&lang=en" for form in ("html", "pdf", "md")]
    taken = request(port, "GET", links[0])
    assert taken.headers["content-disposition"] == 'attachment; filename="goalboard-2026-06-30.html"'
    assert html.document_fromstring(taken.said).find(".//nav") is None
    assert "As of Tue 30 Jun 2026" in said(html.document_fromstring(taken.said))


def test_links_of_a_file_lead_to_where_the_app_is_reached(port: int, monkeypatch: pytest.MonkeyPatch) -> None:
    assert f"](http://127.0.0.1:{port}/kr?id=" in request(port, "GET", "/api/report.md").said
    monkeypatch.setenv("GOALBOARD_URL", f"{BASE}/goals/")
    assert f"]({BASE}/goals/kr?id=" in request(port, "GET", "/api/report.md").said


def test_the_asker_gets_their_language_unless_the_link_names_one(port: int) -> None:
    chinese = {"Accept-Language": "zh-CN,zh;q=0.9"}
    assert "<h1>周报</h1>" in request(port, "GET", "/report", headers=chinese).said
    assert "<h1>Weekly report</h1>" in request(port, "GET", "/report?lang=en", headers=chinese).said


def test_a_form_that_there_is_not_is_said_in_a_sentence(port: int) -> None:
    refused = request(port, "GET", "/api/report.doc?lang=en")
    assert (refused.status, refused.said) == (HTTPStatus.NOT_FOUND, "The report can't be had as doc. Ask for one of: html, pdf, md.")


def test_a_store_that_cannot_be_read_is_said_in_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "no.duckdb").write_text("not a database, but long enough to be looked at" * 200)
    monkeypatch.setenv("GOALBOARD_DB", str(tmp_path / "no.duckdb"))
    with serving() as port:
        refused = request(port, "GET", "/report?lang=en")
    assert refused.status == HTTPStatus.SERVICE_UNAVAILABLE
    assert "This file is not a Goalboard database." in refused.said
