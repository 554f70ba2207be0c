"""The campaign map as its page gives it: the blocks, the list, what is loose, and the same as a picture."""

import html
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from data.intake import Choices, commit
from data.store import open_store
from metrics.campaigns.map import Kind, Node
from pages.ui.address import Address
from pages.ui.campaigns.blocks import blocks, columns, least_height
from pages.ui.campaigns.paper import on_paper, shared
from pages.ui.campaigns.picture import fitting
from pages.ui.pictures.catalogue import picture
from pages.ui.view import view_of
from tests.pages.mounted import mounted
from tests.pages.test_charts import INK
from tests.pages.world import FILES, HOSTILE

Open = Callable[..., AppTest]
CAMPAIGNS = (
    "campaign_id,title,parent_id,lead,starts_on,ends_on\n"
    f'C1,"{HOSTILE}",,"{HOSTILE}",2026-01-01,2026-12-31\nC1-1,Stock,C1,Bo;Cy,,\nC0,Over,,,2025-01-01,2025-12-31\nC2,Lost,C9,,,\n'
)
PROJECTS = "project_id,title,kind,campaign_id,pm\nP1,Depot,campaign,C1,Di\n"


@pytest.fixture
def world(empty_store: Path) -> Path:
    """C1 with a project, and C1-1, which has O1 (K1 at 80 %, K2 at 10 %); C0 is over; O2 and O3 are in no campaign."""
    head, first, *others = FILES["objectives"].splitlines()
    goals = "\n".join([f"{head},campaign_id", f"{first},C1-1", *(f"{line}," for line in others)])
    filled(empty_store, FILES | {"objectives": goals, "campaigns": CAMPAIGNS, "projects": PROJECTS})
    return empty_store


def filled(path: Path, files: dict[str, str]) -> None:
    store = open_store(path)
    for dataset, text in files.items():
        reports = commit(store, f"{dataset}.csv", text.encode(), Choices(dataset=dataset))
        assert [report.problems for report in reports if report.rejected] == []
    store.close()


def page(app: AppTest) -> str:
    assert not app.exception
    return " ".join(part.value for part in app.html if "<style>" not in part.value)


def text(app: AppTest) -> str:
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", page(app))))


def every(blocks: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for block in blocks:
        yield block
        yield from every(block["parts"])


def drawn(app: AppTest) -> dict[str, dict[str, Any]]:
    return {block["key"]: block for block in every(mounted(app, "map")["blocks"])}


@pytest.mark.usefixtures("world")
def test_each_block_tells_how_it_stands_and_leads_to_its_own_page_and_rows(cold: Open) -> None:
    found = drawn(cold("campaigns.py"))
    goal, kr = found["objective:O1"], found["kr:K2"]
    assert (goal["progress"], goal["plan"], goal["mark"]["word"], goal["lead"]) == ("45%", "· plan 50%", "At risk", HOSTILE)
    assert (goal["href"], kr["href"]) == ("/objective?id=O1&lang=en", "/kr?id=K2&lang=en")
    assert goal["delivered"] == {"text": "3", "href": "/records?show=delivered&goal=O1&lang=en"}
    assert kr["delivered"] == {"text": "1", "href": "/records?show=delivered&kr=K2&lang=en"}
    assert found["campaign:C1"]["href"] == "/campaign?id=C1&lang=en"
    assert found["campaign:C1"]["delivered"] == {"text": "3", "href": "/records?show=delivered&campaign=C1&lang=en"}
    assert found["campaign:C1-1"]["only"] == "/campaigns?id=C1-1&lang=en"
    assert found["project:P1"]["mark"] == {"status": "on_track", "shape": "●", "word": "On track"}


@pytest.mark.usefixtures("world")
def test_a_campaigns_figure_leads_to_its_rows_which_say_whose_they_are(cold: Open) -> None:
    said = text(cold("records.py", show="delivered", campaign="C1"))
    assert f"Campaign C1 {HOSTILE}" in said
    assert "the objective's own range, as on the OKR board" in said
    assert "3 rows" in said


@pytest.mark.usefixtures("world")
def test_every_figure_of_the_list_is_that_of_the_block(cold: Open) -> None:
    app = cold("campaigns.py")
    listed = {row["key"]: row for row in mounted(app, "list")["rows"]}
    assert listed.keys() == drawn(app).keys()
    for key, block in drawn(app).items():
        assert {name: listed[key][name] for name in ("title", "mark", "progress", "delivered")} == {
            name: block[name] for name in ("title", "mark", "progress", "delivered")
        }
    assert listed["campaign:C1-1"]["leads"] == [{"text": name, "href": f"/mine?id={name}&lang=en"} for name in ("Bo", "Cy")]


@pytest.mark.usefixtures("world")
def test_a_campaign_that_is_over_stands_last_and_folded(cold: Open) -> None:
    found = mounted(cold("campaigns.py"), "map")
    assert [block["key"] for block in found["blocks"]] == ["campaign:C1", "campaign:C2", "outside:", "campaign:C0"]
    assert found["folded"] == ["campaign:C0"]
    assert found["blocks"][-1]["ended"] == "ended 31 Dec 2025"
    assert found["blocks"][-1]["mark"] == {"status": "none", "shape": "□", "word": "Ended"}


def test_a_campaign_whose_objectives_are_all_over_is_grey_folded_and_not_in_the_tally(cold: Open, empty_store: Path) -> None:
    """C1-1 ended in 2025 with O1; C1 above it has O2, which goes on, so only C1-1 is over, and O1's two key results don't count."""
    head = "objective_id,title,starts_on,ends_on,campaign_id"
    goals = f"{head}\nO1,Past,2025-01-01,2025-12-31,C1-1\nO2,Now,2026-01-01,2026-12-31,C1\n"
    campaigns = "campaign_id,title,parent_id\nC1,All,\nC1-1,Part,C1\n"
    filled(empty_store, FILES | {"objectives": goals, "campaigns": campaigns})
    app = cold("campaigns.py")
    found = drawn(app)
    assert found["campaign:C1-1"]["mark"] == {"status": "none", "shape": "□", "word": "Ended"}
    assert found["campaign:C1"]["mark"]["word"] != "Ended"
    assert mounted(app, "map")["folded"] == ["campaign:C1-1"]
    counted = [block for key, block in found.items() if key.startswith("kr:") and block["mark"]["status"] != "none"]
    past = [block for block in counted if block["id"] in ("K1", "K2")]
    assert len(past) == 2
    assert f"of {len(counted) - 2} key result" in text(app)


@pytest.mark.usefixtures("world")
def test_the_level_that_the_map_is_drawn_up_to_is_in_the_address(cold: Open) -> None:
    usual, asked = mounted(cold("campaigns.py"), "map"), mounted(cold("campaigns.py", open="2"), "map")
    assert (usual["asked"], asked["asked"], asked["upTo"]) == (False, True, 1)
    assert [column["href"] for column in usual["columns"]] == [f"/campaigns?open={n}&lang=en" for n in (1, 2, 3, 4)]
    assert mounted(cold("campaigns.py", open="99"), "map")["upTo"] == 3
    zoomed = next(block for block in every(asked["blocks"]) if block["key"] == "campaign:C1-1")
    assert zoomed["only"] == "/campaigns?id=C1-1&lang=en"  # its columns are others
    assert mounted(cold("campaigns.py", id="C1-1"), "map")["columns"][1]["href"] == "/campaigns?id=C1-1&open=2&lang=en"


@pytest.mark.usefixtures("world")
def test_a_branch_is_shown_alone_with_the_way_back_and_an_unknown_one_is_said(cold: Open) -> None:
    app = cold("campaigns.py", id="C1-1")
    found = mounted(app, "map")
    assert [block["key"] for block in found["blocks"]] == ["campaign:C1-1"]
    assert [(way["text"], way["href"]) for way in found["ways"]] == [
        ("All campaigns", "/campaigns?lang=en"),
        (HOSTILE, "/campaigns?id=C1&lang=en"),
        ("Stock", ""),
    ]
    assert "/api/picture/map.svg?id=C1-1" in html.unescape(page(app))
    lost = cold("campaigns.py", id="O1")
    assert "Nobody knows a campaign O1, so the whole map is shown." in text(lost)
    assert len(mounted(lost, "map")["blocks"]) == 4


@pytest.mark.usefixtures("world")
def test_an_objective_filter_leaves_the_map_whole_and_a_team_narrows_its_work(cold: Open) -> None:
    assert drawn(cold("campaigns.py", objective="O2")) == drawn(cold("campaigns.py"))
    found = drawn(cold("campaigns.py", team="app"))
    assert (found["objective:O1"]["delivered"]["text"], found["objective:O1"]["progress"]) == ("1", "45%")


@pytest.mark.usefixtures("world")
def test_loose_ends_are_said_with_their_ids_and_what_to_do(cold: Open) -> None:
    said = text(cold("campaigns.py"))
    assert "This campaign names a parent that nobody knows (in brackets) and stands as a root: C2 (C9)." in said
    assert "These objectives name no campaign: O2 , O3 . Fill in campaign_id" in said


@pytest.mark.usefixtures("world")
def test_text_of_the_data_is_text_in_the_picture_and_every_name_is_in_it() -> None:
    view = view_of(Address(), "en")
    found = picture("map", view, INK)
    svg = found.charts[0](800)
    said = html.unescape(re.sub("<[^>]+>", "", svg)).replace(" ", "")
    assert all(name.replace(" ", "") in said for name in (HOSTILE, "Stock", "Over", "Lost", "K1", "K4", "Depot", "In no campaign"))
    assert len(found.rows) == len(svg_blocks(svg))
    assert dict(zip(found.header, next(row for row in found.rows if row[1] == "O1"), strict=True))["Progress"] == pytest.approx(0.45)


def svg_blocks(svg: str) -> list[str]:
    """Each block has its ground and its edge; the rule below the heads is one more."""
    return re.findall("<rect", svg)[1::2]


@pytest.mark.usefixtures("empty_store")
def test_an_empty_store_says_how_campaigns_come_in(cold: Open) -> None:
    app = cold("campaigns.py")
    assert "No campaigns here yet." in text(app)
    assert 'href="/import?lang=en"' in page(app)


def test_objectives_without_any_campaign_are_drawn_all_the_same(cold: Open, empty_store: Path) -> None:
    filled(empty_store, FILES)
    app = cold("campaigns.py")
    assert "No campaigns here yet." in text(app)
    assert {"outside:", "objective:O1", "kr:K1"} <= drawn(app).keys()


def node(kind: Kind, name: str, parent: str = "", delivered: int = 0, depth: int = 0) -> Node:
    above = {Kind.KR: Kind.OBJECTIVE}.get(kind, Kind.CAMPAIGN) if parent else None
    return Node(kind, name, name, delivered=delivered, depth=depth, parent_kind=above, parent_id=parent or None)


def test_a_blocks_height_is_its_work_which_key_results_share_by_their_own() -> None:
    """K1 and K2 have three requirements in common: their objective has seven, not ten."""
    (found,) = blocks(
        [
            node(Kind.CAMPAIGN, "C", "", 7),
            node(Kind.OBJECTIVE, "O", "C", 7),
            node(Kind.KR, "K1", "O", 6),
            node(Kind.KR, "K2", "O", 4),
            node(Kind.PROJECT, "P", "C", 3),
            node(Kind.PROJECT, "Q", "C", 0),
        ]
    )
    goal, project, idle = found.parts
    assert [part.weight for part in goal.parts] == [pytest.approx(4.2), pytest.approx(2.8)]
    assert (goal.weight, project.weight, idle.weight, found.weight) == (7, 0, 0, 7)


def test_parts_share_the_height_of_their_own_campaign_however_much_they_overlap() -> None:
    """C delivered ten: O and the sub-campaign have some in common and share the ten six to nine; projects take no part in it."""
    first, second = blocks(
        [
            node(Kind.CAMPAIGN, "C", "", 10),
            node(Kind.OBJECTIVE, "O", "C", 6),
            node(Kind.PROJECT, "P", "C", 90),
            node(Kind.CAMPAIGN, "S", "C", 9, depth=1),
            node(Kind.CAMPAIGN, "D", "", 12),
        ]
    )
    assert (first.weight, second.weight) == (10, 12)
    assert [part.weight for part in first.parts] == [pytest.approx(4), 0, pytest.approx(6)]


def test_columns_are_named_by_what_stands_in_them_and_deep_campaigns_share_the_last() -> None:
    chain = [node(Kind.CAMPAIGN, f"C{n}", f"C{n - 1}" if n else "", depth=n) for n in range(5)]
    (found,) = blocks([*chain, node(Kind.OBJECTIVE, "O", "C4", depth=5)])
    assert columns([found]) == ["campaign", "sub", "sub", "objective"]
    assert [part.node.id for part in found.parts[0].parts] == ["C2", "C3", "C4"]


def test_a_big_map_is_drawn_up_to_the_column_that_fits_the_screen() -> None:
    big = [node(Kind.CAMPAIGN, "C")]
    for n in range(10):
        big += [node(Kind.OBJECTIVE, f"O{n}", "C"), *(node(Kind.KR, f"K{n}{m}", f"O{n}") for m in range(3))]
    found = blocks(big)
    assert [least_height(found, last) for last in range(3)] == [26, 260, 1200]
    assert fitting(found, 3) == 1
    assert fitting(blocks(big[:9]), 3) == 2


def test_heights_on_paper_are_by_weight_above_their_least() -> None:
    assert shared(100, [1, 3], [10, 10]) == [30, 70]
    assert shared(100, [0, 3, 1], [40, 10, 10]) == [40, 40, 20]
    assert shared(50, [0, 0], [40, 30]) == [40, 30]


def sized(svg: str) -> dict[str, float]:
    """How tall each block is, by the first word in it."""
    found = re.findall(r'<rect[^>]* height="([\d.]+)"[^>]*fill-opacity="0[^>]*>.*?<text[^>]*>([^<]*)', svg, re.DOTALL)
    return {name.split()[0]: float(height) for height, name in found}


@pytest.mark.usefixtures("empty_store")
def test_on_paper_more_work_is_never_less_tall_whatever_the_texts_need() -> None:
    """O1 has little work and ten key results, O2 much work and one."""
    little = [node(Kind.OBJECTIVE, "O1", "C", 5), *(node(Kind.KR, f"K{n}", "O1", 1) for n in range(10))]
    much = [node(Kind.OBJECTIVE, "O2", "C", 50), node(Kind.KR, "M", "O2", 50)]
    tall = sized(on_paper([node(Kind.CAMPAIGN, "C", "", 55), *little, *much], view_of(Address(), "en"), INK, 900))
    assert tall["O2"] > 1.5 * tall["O1"]


@pytest.mark.usefixtures("empty_store")
def test_a_long_name_on_paper_is_broken_where_its_column_ends() -> None:
    svg = on_paper([node(Kind.CAMPAIGN, "C")._replace(lead="W" * 37), node(Kind.OBJECTIVE, "O", "C")], view_of(Address(), "en"), INK, 600)
    lines = [line.strip() for line in re.findall(r">([^<>]*)</text>", svg)]
    pieces = [line for line in lines if set(line) == {"W"}]
    assert len(pieces) > 1
    assert "".join(pieces) == "W" * 37


@pytest.mark.usefixtures("empty_store")
def test_a_huge_map_is_drawn_up_to_the_column_that_a_sheet_holds_and_says_so() -> None:
    huge = [node(Kind.CAMPAIGN, "C")]
    for n in range(60):
        huge += [node(Kind.OBJECTIVE, f"O{n}", "C"), *(node(Kind.KR, f"K{n}-{m}", f"O{n}") for m in range(10))]
    svg = on_paper(huge, view_of(Address(), "en"), INK, 900)
    assert float(re.findall(r'height="(\d+)" viewBox', svg)[0]) <= 6100
    assert "Drawn up to" in svg
