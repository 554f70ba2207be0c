"""Every chart comes as a picture and as figures, the same as on its page, and loads nothing."""

import csv
import io
import re
from collections.abc import Callable, Iterator
from http import HTTPStatus
from pathlib import Path

import pytest
from lxml import etree
from streamlit.testing.v1 import AppTest

from pages.ui.pictures.catalogue import CATALOGUE
from pages.ui.pictures.sheet import _wrapped
from tests.pages import hostile
from tests.pages.serving import Answer, request, serving

Open = Callable[..., AppTest]
OF = {"course": "&metric=O1-KR1-M1", "milestones": "&id=C1"}
NAMESPACES = {"http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"}


@pytest.fixture
def port(sample_store: Path) -> Iterator[int]:
    assert sample_store.exists()
    with serving() as port:
        yield port


@pytest.fixture
def hostile_port(empty_store: Path) -> Iterator[int]:
    hostile.move_in()
    assert empty_store.exists()
    with serving() as port:
        yield port


def ask(port: int, file: str, query: str = "") -> Answer:
    return request(port, "GET", f"/api/picture/{file}?lang=en{query}")


def drawing(answer: Answer) -> etree._Element:
    assert answer.status == HTTPStatus.OK
    return etree.fromstring(answer.said.encode())


def words(svg: etree._Element) -> str:
    return "\n".join(text for part in svg.iter("{*}text") for text in part.itertext())


@pytest.mark.parametrize("name", CATALOGUE)
def test_a_chart_says_by_itself_what_it_is_of_which_day_and_of_which_data(port: int, name: str) -> None:
    svg = drawing(ask(port, f"{name}.svg", f"{OF.get(name, '')}&asof=2026-06-30"))
    said = words(svg)
    assert svg.find("{*}title").text in said
    assert "As of Tue 30 Jun 2026 · Range 1 Mar – 30 Jun" in said
    assert re.search(r"Goalboard · Version 1 · imported \d{4}-\d\d-\d\d \d\d:\d\d · Sample company, not your data", said)


@pytest.mark.parametrize("name", CATALOGUE)
def test_a_chart_stands_on_solid_ground_and_refers_to_nothing_outside_itself(port: int, name: str) -> None:
    for theme, paper in (("light", "#ffffff"), ("dark", "#14181d")):
        svg = drawing(ask(port, f"{name}.svg", f"{OF.get(name, '')}&theme={theme}"))
        ground = svg.find("{*}rect")
        assert (ground.get("fill"), ground.get("width"), ground.get("height")) == (paper, svg.get("width"), svg.get("height"))
        links = [value for part in svg.iter() for key, value in part.attrib.items() if key.endswith(("href", "src"))]
        assert [link for link in links if not link.startswith("#")] == []
        assert set(re.findall(r"https?://[^\"'\s<]+", etree.tostring(svg, encoding="unicode"))) <= NAMESPACES


@pytest.mark.parametrize("name", CATALOGUE)
def test_a_chart_comes_twice_as_fine_as_png(port: int, name: str) -> None:
    size = drawing(ask(port, f"{name}.svg", OF.get(name, ""))).get("width")
    answer = binary(port, f"/api/picture/{name}.png?lang=zh{OF.get(name, '')}")
    assert answer.startswith(b"\x89PNG\r\n\x1a\n")
    assert int.from_bytes(answer[16:20]) == 2 * int(size)


def binary(port: int, path: str) -> bytes:
    import http.client

    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request("GET", path)
    found = connection.getresponse().read()
    connection.close()
    return found


@pytest.mark.parametrize("name", CATALOGUE)
def test_a_charts_figures_come_as_a_table(port: int, name: str) -> None:
    answer = ask(port, f"{name}.csv", OF.get(name, ""))
    header, *rows = csv.reader(io.StringIO(answer.said.removeprefix("\ufeff")))
    assert answer.status == HTTPStatus.OK
    assert rows
    assert {len(row) for row in rows} == {len(header)}
    assert re.search(rf'filename="{name}-(?:\w+-)?\d{{4}}-\d\d-\d\d\.csv"', answer.headers["content-disposition"])


def test_the_figures_are_those_of_the_question(hostile_port: int) -> None:
    answer = ask(hostile_port, "delivered.csv", "&since=2026-06-15&until=2026-06-22&objective=O1")
    assert answer.said.removeprefix("\ufeff").splitlines() == [
        "Week,Until (not included),Complete,Delivered,Delivered for goals,Share for goals",
        "2026-06-15,2026-06-22,1,2,2,1.0",
    ]


def test_a_name_that_a_spreadsheet_would_compute_stays_text(hostile_port: int) -> None:
    rows = list(csv.reader(io.StringIO(ask(hostile_port, "investment.csv").said)))
    assert {row[0] for row in rows[1:]} == {f"'{hostile.TEAM}"}
    assert [row[1:3] for row in rows[1:]] == [["3", "O1"], ["3", "unlinked"]]


@pytest.mark.parametrize("name", CATALOGUE)
def test_text_of_the_data_is_text_in_a_picture(hostile_port: int, name: str) -> None:
    svg = drawing(ask(hostile_port, f"{name}.svg", "&metric=M1&id=C1"))
    drawn = {etree.QName(part).localname for part in svg.iter()}
    assert drawn <= {"svg", "title", "rect", "text", "tspan", "g", "path", "line", "circle", "defs", "clipPath", "linearGradient", "stop"}
    assert not [key for part in svg.iter() for key in part.attrib if key.lower().startswith("on")]
    if name == "course":
        assert "<img src=x onerror=alert(1)> **bold**" in words(svg)


@pytest.mark.parametrize(
    ("file", "said"),
    [
        ("nothing.png", "There is no chart nothing. The charts are: delivered, cycle,"),
        ("cycle.gif", "A chart can't be had as gif. Ask for one of: png, svg, csv."),
        ("cycle", "A chart can't be had as cycle."),
        ("course.svg", "This link names no metric that can be drawn. It says metric=–;"),
        ("milestones.svg", "This link names no campaign that can be drawn. It says id=–;"),
    ],
)
def test_what_is_no_chart_is_said_in_a_sentence(port: int, file: str, said: str) -> None:
    answer = ask(port, file)
    assert answer.status == HTTPStatus.NOT_FOUND
    assert said in answer.said
    assert re.search("[\u4e00-\u9fff]", request(port, "GET", f"/api/picture/{file}?lang=zh").said)


def test_a_mangled_question_falls_back_as_a_page_does(port: int) -> None:
    assert "As of" in words(drawing(ask(port, "delivered.svg", "&asof=yesterday&bucket=year&version=-1&team=nobody")))


def test_nothing_to_draw_is_said_in_the_picture(port: int) -> None:
    assert "Nothing was delivered in this range." in words(drawing(ask(port, "delivered.svg", "&since=2020-01-01&until=2020-02-01")))


def test_an_empty_store_has_pictures_that_say_so(empty_store: Path) -> None:
    assert not empty_store.exists()
    with serving() as port:
        assert "No data yet" in words(drawing(ask(port, "delivered.svg")))


@pytest.mark.usefixtures("sample_store")
def test_the_links_beside_a_chart_lead_to_what_the_page_shows(cold: Open) -> None:
    page = " ".join(part.value for part in cold("efficiency.py", bucket="month", team="质量保障").html)
    links = [link.replace("&amp;", "&") for link in re.findall(r'href="(/api/picture/[^"]+)"', page)]
    assert len(links) == 5 * 3
    assert "/api/picture/cycle.svg?team=%E8%B4%A8%E9%87%8F%E4%BF%9D%E9%9A%9C&bucket=month&lang=en" in links
    with serving() as port:
        assert {request(port, "GET", link).status for link in links if link.partition("?")[0].endswith((".csv", ".svg"))} == {HTTPStatus.OK}


@pytest.mark.parametrize("text", ["word " * 80, "长" * 200, "a" * 500, "短 x"])
def test_a_long_title_is_broken_into_lines_and_nothing_of_it_is_lost(text: str) -> None:
    lines = list(_wrapped(text, 20))
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert all(lines)
