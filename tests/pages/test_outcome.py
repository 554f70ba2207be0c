"""Investment against outcome on the screen: the picture is valid, says what its rows say, and keeps titles plain text."""

import copy
from pathlib import Path
from typing import Any

import altair as alt
import pytest

from metrics.outcome import Apart, Outcome
from pages.ui.address import Address
from pages.ui.charts.outcome import WIDTHS, outcome
from pages.ui.outcome.panel import answer_line
from pages.ui.outcome.picture import _line, table
from pages.ui.view import View, view_of
from tests.pages.test_charts import brush

TITLE = "<b>HTML</b> & **Markdown** $\\LaTeX$ [x](javascript:alert(1)) 'quoted' \"twice\" datum.x"
HUES = {"O1": "#aa0000", "O2": "#00aa00"}


def row(kr_id: str = "O1-KR1", **changes: Any) -> Outcome:
    usual = Outcome("O1", kr_id, TITLE, 12, 12.0, 100.0, 0.12, 0.1, 0.6, 0.5, 0.1, 1, "on_track", None)
    return usual._replace(**changes)


def many(number: int) -> list[Outcome]:
    return [
        row(f"O{n // 4 + 1}-KR{n % 4 + 1}", work_share=n / 300, lead=(n * 7 % 13 - 6) / 20, status=STATUSES[n % len(STATUSES)]) for n in range(number)
    ]


STATUSES = ("at_risk", "behind", "stale", "no_data", "undefined", "on_track", "achieved", "not_started")
ROWS = {
    "one": [row()],
    "thirty": many(30),
    "all on plan, all the same": [row(f"KR{n}", lead=0.0, work_share=0.25, fair=0.25) for n in range(4)],
    "no work for the only one": [row(work_share=0.0, fair=1.0)],
    "a number that is long": [row("2026-Q4-GROWTH-OF-THE-NEIGHBOURHOOD-KEY-RESULT-0001")],
}


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("rows", ROWS.values(), ids=ROWS)
def test_the_picture_is_valid(rows: list[Outcome], language: str) -> None:
    then = {each.kr_id: each._replace(lead=-0.2) for each in rows[::2]}
    alt.Chart.from_dict(copy.deepcopy(outcome(rows, then, HUES, brush(language=language))))


def test_each_dot_stands_at_its_share_and_lead_and_leads_to_its_key_result() -> None:
    spec = outcome([row(), row("O2-KR1", objective_id="O2", work_share=0.3, lead=-0.4, status="at_risk")], {}, HUES, brush())
    first, second = spec["data"]["values"]
    assert (first["x"], first["y"], first["hue"], first["shape"]) == (0.12, 0.1, "#aa0000", "circle")
    assert (second["x"], second["y"], second["hue"], second["shape"]) == (0.3, -0.4, "#00aa00", "square")
    assert first["to"] == "/kr?id=O1-KR1&team=A+%26+B&lang=en"


def test_a_title_is_text_and_never_part_of_an_expression() -> None:
    """It is a value of the data, cut in the picture and whole on hover, and appears nowhere else in the spec."""
    spec = outcome([row()], {}, HUES, brush())
    (value,) = spec.pop("data")["values"]
    assert value["name"] == f"O1-KR1 {TITLE}"
    assert value["t5"].endswith("…")
    assert TITLE[:4] not in str(spec)


def test_each_width_has_its_own_names() -> None:
    spec = outcome(many(30), {}, HUES, brush())
    for value in spec["data"]["values"]:
        assert [value[f"t{stage}"][:2] for stage in range(len(WIDTHS))] == [value["name"][:2]] * len(WIDTHS)


def test_where_it_stood_then_is_drawn_only_of_those_that_stood_somewhere() -> None:
    spec = outcome([row(), row("O1-KR2")], {"O1-KR1": row(work_share=0.2, lead=-0.1), "GONE": row("GONE", lead=-0.9)}, HUES, brush())
    first, second = spec["data"]["values"]
    assert (first["was"], first["x_then"], first["y_then"]) == (True, 0.2, -0.1)
    assert second["was"] is False


@pytest.fixture
def english(empty_store: Path) -> View:
    assert empty_store
    return view_of(Address(), "en")


@pytest.mark.parametrize(
    ("leads", "told"),
    [
        ([(0.2, -0.1), (0.3, -0.01), (0.5, 0.2)], "50% of the work for goals went to the 2 key results of 3 that are behind their plan."),
        ([(0.2, -0.1), (0.5, 0.2)], "20% of the work for goals went to the one key result of 2 that is behind its plan."),
        ([(0.2, 0.1), (0.5, -0.004)], "None of the 2 key results is behind its plan."),
    ],
)
def test_the_sentence_says_how_much_went_to_what_is_behind(leads: list[tuple[float, float]], told: str, english: View) -> None:
    """Less than half a point behind reads as ±0 and is not behind."""
    assert answer_line([row(work_share=share, lead=lead) for share, lead in leads], english) == told


def test_every_reason_to_be_left_out_has_words_in_both_languages() -> None:
    for language in ("en", "zh"):
        say = brush(language=language).words
        assert all(say.knows(f"outcome.apart.{why}") for why in Apart)


def test_the_table_beside_the_picture_has_a_column_for_each_head(english: View) -> None:
    header, rows = table(english)
    assert len(header) == len(set(header)) == len(_line(row(apart=Apart.LIMIT), english.words))
    assert rows == []
