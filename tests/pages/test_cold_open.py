"""Each page opened cold, straight at its address: with an empty store, a good link and a mangled one."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from pages.ui.sitemap import PLACES

Open = Callable[..., AppTest]
SCRIPTS = [place.script for place in PLACES]
GOOD = {"asof": "2026-06-30", "since": "2026-04-01", "until": "2026-07-01", "bucket": "month", "clock": "dev", "days": "workday"}
MANGLED = {"asof": "yesterday", "since": "2026-13-01", "bucket": "year", "version": "-3", "show": "everything", "page": "0"}


def text(app: AppTest) -> str:
    return re.sub(r"<style>.*?</style>|<[^>]+>", " ", " ".join(part.value for part in app.html))


@pytest.mark.parametrize("script", SCRIPTS)
@pytest.mark.usefixtures("empty_store")
def test_a_page_opens_on_an_empty_store(cold: Open, script: str) -> None:
    app = cold(script)
    assert not app.exception
    assert "Goalboard" in text(app)


@pytest.mark.parametrize("script", SCRIPTS)
@pytest.mark.usefixtures("sample_store")
def test_a_page_opens_at_a_good_link(cold: Open, script: str) -> None:
    app = cold(script, **GOOD)
    assert not app.exception
    assert "could not be read" not in text(app)


@pytest.mark.parametrize("script", SCRIPTS)
@pytest.mark.usefixtures("sample_store")
def test_a_page_opens_at_a_mangled_link(cold: Open, script: str) -> None:
    assert not cold(script, **MANGLED).exception


@pytest.mark.usefixtures("sample_store")
def test_a_board_names_what_it_could_not_read_of_the_link(cold: Open) -> None:
    said = text(cold("efficiency.py", **MANGLED))
    assert "the usual choice stands for: As of, From, Columns by, Version" in said


@pytest.mark.usefixtures("sample_store")
def test_a_reversed_range_falls_back_and_says_so(cold: Open) -> None:
    said = text(cold("okr.py", since="2026-06-01", until="2026-05-01"))
    assert "last day lies before its first" in said


@pytest.mark.usefixtures("sample_store")
def test_a_version_that_does_not_exist_yet_falls_back_and_says_so(cold: Open) -> None:
    assert "the usual choice stands for: Version" in text(cold("okr.py", version="99"))


@pytest.mark.parametrize(
    "query",
    [
        {"bucket": "range"},
        {"until": "1900-01-01"},
        {"asof": "2999-12-31", "until": "2999-12-31"},
        {"asof": "1900-01-01"},
        {"version": "1", "team": "nobody", "objective": "O99"},
        {"team": "<b>x</b> **y** :red[z] :material/home: $x^2$"},
    ],
    ids=str,
)
@pytest.mark.usefixtures("sample_store")
def test_a_link_at_the_edge_opens(cold: Open, query: dict[str, str]) -> None:
    assert not cold("efficiency.py", **query).exception


@pytest.mark.usefixtures("sample_store")
def test_a_range_with_more_columns_than_can_be_seen_is_cut_more_coarsely_and_says_so(cold: Open) -> None:
    said = text(cold("efficiency.py", since="2000-01-01", bucket="day"))
    assert "too long to be shown by day, so it is shown by month" in said


@pytest.mark.parametrize(("lang", "title"), [("en", "Are we getting there?"), ("zh", "我们到得了吗？")])
@pytest.mark.usefixtures("sample_store")
def test_the_address_chooses_the_language(cold: Open, lang: str, title: str) -> None:
    assert title in text(cold("okr.py", lang=lang))


@pytest.mark.usefixtures("sample_store")
def test_the_sample_company_is_called_a_sample(cold: Open) -> None:
    assert "Sample company, not your data" in text(cold("okr.py"))


@pytest.mark.usefixtures("sample_store")
def test_the_menu_keeps_the_choices(cold: Open) -> None:
    page = " ".join(part.value for part in cold("okr.py", asof="2026-06-30", team=["", "质量保障"]).html)
    assert 'href="/efficiency?asof=2026-06-30&amp;team=&amp;team=%E8%B4%A8%E9%87%8F%E4%BF%9D%E9%9A%9C&amp;lang=en"' in page


@pytest.mark.usefixtures("sample_store")
def test_an_explicit_choice_equal_to_the_default_stays_in_the_address(cold: Open) -> None:
    app = cold("efficiency.py", bucket="week")
    assert app.query_params["bucket"] == "week"
    assert app.segmented_control(key="gb_bucket").value == "week"


@pytest.mark.usefixtures("sample_store")
def test_a_choice_in_a_widget_goes_to_the_address(cold: Open) -> None:
    app = cold("efficiency.py")
    app.segmented_control(key="gb_bucket").set_value("month").run()
    assert app.query_params["bucket"] == "month"
    assert not app.exception


@pytest.mark.usefixtures("sample_store")
def test_the_way_back_to_the_defaults_empties_the_address(cold: Open) -> None:
    app = cold("efficiency.py", bucket="month", team="质量保障")
    next(button for button in app.button if button.label == "Back to the defaults").click().run()
    assert "bucket" not in app.query_params
    assert "team" not in app.query_params


def test_a_store_that_cannot_be_opened_is_one_clear_sentence(cold: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "no.duckdb").write_text("not a database, but long enough to be looked at" * 200)
    monkeypatch.setenv("GOALBOARD_DB", str(tmp_path / "no.duckdb"))
    app = cold("okr.py")
    assert not app.exception
    assert "This file is not a Goalboard database." in text(app)


@pytest.mark.usefixtures("sample_store")
def test_a_filtered_board_says_which_teams_and_objectives_it_is_about(cold: Open) -> None:
    said = text(cold("efficiency.py", team=["质量保障", ""], objective="O1"))
    assert "Teams: 质量保障, No team given" in said
    assert "Objectives: O1 " in said


@pytest.mark.parametrize("script", ["okr.py", "efficiency.py", "records.py"])
@pytest.mark.usefixtures("sample_store")
def test_an_unknown_team_or_objective_is_named_left_out_and_can_be_dropped(cold: Open, script: str) -> None:
    app = cold(script, team=["<b>NOPE", "质量保障"], objective="O99")
    page = " ".join(part.value for part in app.html)
    assert "teams that do not exist, left out: &lt;b&gt;NOPE." in page
    assert "objectives that do not exist, left out: O99." in page
    note = next(line for line in page.split("<p") if "do not exist" in line)
    assert "NOPE" not in note.split("href=", 1)[1]
    assert "team=%E8%B4%A8%E9%87%8F%E4%BF%9D%E9%9A%9C" in note
    assert app.multiselect(key="gb_teams").value == ["质量保障"]


@pytest.mark.usefixtures("sample_store")
def test_a_range_of_another_year_than_the_day_says_its_year(cold: Open) -> None:
    assert "Range 1 Apr 2024 – 30 Jun 2024" in text(cold("okr.py", since="2024-04-01", until="2024-07-01"))


@pytest.mark.usefixtures("sample_store")
def test_what_holds_by_default_is_marked_among_the_choices(cold: Open) -> None:
    app = cold("efficiency.py")
    assert [app.segmented_control(key=f"gb_{name}").value for name in ("bucket", "clock", "days")] == ["week", "created", "calendar"]
    assert "bucket" not in app.query_params


@pytest.mark.usefixtures("sample_store")
def test_the_rows_behind_a_share_say_what_they_add_up_to(cold: Open) -> None:
    said = text(cold("records.py", show="delivered", objective="O1"))
    assert re.search(r"\d+ rows, weights add up to [\d.]+ +Delivered requirements", re.sub(r"\s+", " ", said))


@pytest.mark.usefixtures("sample_store")
def test_rows_opened_from_the_menu_say_of_what_they_are(cold: Open) -> None:
    assert re.search(r"\d rows\s+Delivered requirements", text(cold("records.py")))
