"""Each chart is valid Vega-Lite, and shows what its rows say."""

import copy
import json
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

import altair as alt
import pytest

from metrics.efficiency import Period
from metrics.scope import Bucket
from pages.ui.address import Address, Chosen
from pages.ui.charts.against import Against
from pages.ui.charts.axis import MOST_LABELS, axis, middle, round_below, steps
from pages.ui.charts.bugs import flow, online_issues, open_bugs, valid_bugs
from pages.ui.charts.canvas import Brush
from pages.ui.charts.cycle import cycle, sample
from pages.ui.charts.delivered import delivered
from pages.ui.colours import Colours
from pages.ui.words import words
from tests.pages.rows import month_starts, period

Chart = Callable[..., dict[str, Any]]
CHARTS = [delivered, cycle, sample, online_issues, valid_bugs, open_bugs, flow]
INK = Colours(
    dark=False,
    paper="#ffffff",
    ink="#111111",
    muted="#555555",
    hair="#dddddd",
    accent="#0000aa",
    quiet="#777777",
    unlinked="#cccccc",
    hues=("#aa0000", "#00aa00"),
    at_risk="#aa0000",
)
MONDAY = date(2026, 3, 2)


def weeks(count: int, **last: Any) -> list[Period]:
    rows = [period(MONDAY + timedelta(weeks=week)) for week in range(count)]
    return [*rows[:-1], rows[-1]._replace(**last)]


NOTHING = {"delivered": 0, "okr_delivered": 0, "okr_share": None, "cycle_p50_days": None, "cycle_p85_days": None, "cycle_n": 0} | {
    "online_issues": 0,
    "valid_bugs": 0,
    "resolved_bugs": 0,
    "open_bugs": 0,
}
ROWS = {
    "half a year": weeks(26, complete=False),
    "one bucket": weeks(1),
    "nothing in any": [period(MONDAY, **NOTHING), period(MONDAY + timedelta(weeks=1), **NOTHING)],
    "a gap": [period(MONDAY), period(MONDAY + timedelta(weeks=1), **NOTHING), period(MONDAY + timedelta(weeks=2))],
}


def brush(bucket: Bucket = Bucket.WEEK, language: str = "en", year: int = 2026) -> Brush:
    return Brush(bucket, INK, words(language), Address(Chosen(teams=("A & B",)), language), year)


@pytest.mark.parametrize("rows", ROWS.values(), ids=ROWS)
@pytest.mark.parametrize("chart", CHARTS)
def test_a_chart_is_valid(chart: Chart, rows: list[Period]) -> None:
    alt.Chart.from_dict(copy.deepcopy(chart(rows, brush(language="zh"))))


def layers(spec: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield from spec["layer"]


@pytest.mark.parametrize("chart", CHARTS)
def test_each_column_leads_to_the_rows_of_its_bucket(chart: Chart) -> None:
    spec = chart(weeks(3), brush())
    fields = [layer["encoding"]["href"]["field"] for layer in layers(spec) if "href" in layer["encoding"]]
    assert fields
    for field in fields:
        assert "team=A+%26+B" in spec["data"]["values"][1][field]
        assert "from=2026-03-09&to=2026-03-16" in spec["data"]["values"][1][field]


@pytest.mark.parametrize("chart", [delivered, online_issues, valid_bugs, sample, flow])
def test_a_bucket_that_is_not_over_is_drawn_lighter(chart: Chart) -> None:
    columns = [layer for layer in layers(chart(weeks(3, complete=False), brush())) if layer["mark"]["type"] == "bar"]
    assert columns
    assert all(layer["encoding"]["opacity"]["condition"]["test"] == "datum.complete" for layer in columns)


def test_a_median_of_few_is_marked() -> None:
    assert [value["unsure"] for value in cycle(weeks(3, cycle_n=4), brush())["data"]["values"]] == [False, False, True]


def test_moments_are_local_so_that_no_column_moves_in_the_west() -> None:
    assert middle(period(MONDAY)) == "2026-03-05T12:00:00"


def labels(rows: list[Period], bucket: Bucket, language: str = "en", year: int = 2026) -> list[str]:
    """A label of two lines, month and year, as one."""
    expression = axis(rows, bucket, words(language), year)["labelExpr"]
    named = json.loads(expression[1 : expression.index("})") + 1])
    return [label if isinstance(label, str) else " ".join(label) for label in named.values()]


def test_the_time_axis_writes_months_under_weeks_and_days_under_a_short_range() -> None:
    assert labels(weeks(26), Bucket.WEEK) == ["Apr", "May", "Jun", "Jul", "Aug"]
    assert labels(weeks(3), Bucket.WEEK) == ["2 Mar", "9 Mar", "16 Mar"]
    assert labels(weeks(26), Bucket.WEEK, "zh") == ["4月", "5月", "6月", "7月", "8月"]


def test_buckets_of_months_and_quarters_are_named() -> None:
    assert labels(month_starts(date(2026, 1, 1), 3), Bucket.MONTH) == ["Jan", "Feb", "Mar"]
    assert labels([period(date(2026, 1, 1), 90), period(date(2026, 4, 1), 91)], Bucket.QUARTER) == ["2026 Q1", "2026 Q2"]


def test_the_time_axis_writes_the_year_where_it_is_another_and_where_it_changes() -> None:
    years = ["1月 2023", "1月 2024", "1月 2025", "1月 2026"]
    assert labels(month_starts(date(2023, 1, 1), 45), Bucket.MONTH, "zh") == years
    assert labels(month_starts(date(2025, 9, 1), 6), Bucket.MONTH) == ["Sep 2025", "Oct", "Nov", "Dec", "Jan 2026", "Feb"]
    assert labels(month_starts(date(2024, 3, 1), 3), Bucket.MONTH) == ["Mar 2024", "Apr", "May"]
    assert labels(weeks(3), Bucket.WEEK, year=2027) == ["2 Mar 2026", "9 Mar", "16 Mar"]


@pytest.mark.parametrize(("count", "bucket"), [(300, Bucket.DAY), (150, Bucket.WEEK), (40, Bucket.MONTH)])
def test_there_is_room_for_every_label(count: int, bucket: Bucket) -> None:
    rows = (
        month_starts(MONDAY.replace(day=1), count)
        if bucket is Bucket.MONTH
        else [period(MONDAY + timedelta(days=step * (1 if bucket is Bucket.DAY else 7)), 1 if bucket is Bucket.DAY else 7) for step in range(count)]
    )
    assert 2 < len(labels(rows, bucket)) <= MOST_LABELS


@pytest.mark.parametrize(("upper", "lower"), [(open_bugs, flow), (cycle, sample)])
def test_charts_above_each_other_share_their_time_axis(upper: Chart, lower: Chart) -> None:
    """The same days from edge to edge: Vega-Lite would else widen the scale of bars by a padding of its own."""
    scales = [
        layer["encoding"]["x"]["scale"]
        for chart in (upper, lower)
        for layer in layers(chart(weeks(9), brush()))
        if "scale" in layer["encoding"].get("x", {})
    ]
    assert len(scales) > 3
    assert all(scale == scales[0] for scale in scales)
    assert (scales[0]["padding"], scales[0]["nice"]) == (0, False)


def test_the_stock_of_a_bucket_that_is_not_over_is_hollow() -> None:
    (hollow,) = [layer for layer in layers(open_bugs(weeks(3, complete=False), brush())) if layer["mark"].get("fill") == INK.paper]
    assert hollow["transform"] == [{"filter": "datum.last && !datum.complete"}]
    assert hollow["encoding"]["y"]["field"] == "open"


@pytest.mark.parametrize(
    ("top", "ticks"),
    [(0, [0]), (1, [0, 1]), (1.2, [0, 1]), (2.4, [0, 1, 2]), (6, [0, 2, 4, 6]), (67, [0, 20, 40, 60]), (249, [0, 100, 200]), (1250, [0, 500, 1000])],
)
def test_an_axis_of_counts_has_round_whole_ticks(top: float, ticks: list[int]) -> None:
    assert steps(top) == ticks


@pytest.mark.parametrize(("most", "below"), [(1, 1), (4, 2), (67, 50), (208, 200), (999, 500)])
def test_a_single_tick_is_round(most: int, below: int) -> None:
    assert round_below(most) == below


def test_a_share_stands_above_its_neighbours_too() -> None:
    rows = [row._replace(delivered=90 if nth == 24 else 10) for nth, row in enumerate(weeks(26))]
    values = delivered(rows, brush())["data"]["values"]
    assert values[25]["labelled"]
    assert values[25]["clear"] == 90


def test_columns_without_a_known_environment_are_drawn_whole() -> None:
    spec = valid_bugs([row._replace(online_issues=None) for row in weeks(3)], brush())
    assert [(value["online"], value["valid"], value["online_issues_text"]) for value in spec["data"]["values"]] == [(0, 8, "–")] * 3


HELD = [delivered, cycle, online_issues, valid_bugs, open_bugs]


def held_against(rows: list[Period], day: date | None = None, **then: Any) -> Brush:
    """The second bucket was another one then; the last one was not over yet."""
    known = {row.period: row for row in rows[:-1]}
    known[rows[1].period] = rows[1]._replace(**then)
    return brush()._replace(against=Against(day, known))


def faint(spec: dict[str, Any]) -> list[dict[str, Any]]:
    return [layer for layer in layers(spec) if layer["mark"].get("strokeDash") == [3, 2]]


@pytest.mark.parametrize("chart", [*CHARTS])
def test_a_chart_with_marks_of_then_is_valid(chart: Chart) -> None:
    rows = weeks(4)
    against = held_against(rows, rows[1].period, delivered=90, valid_bugs=90, online_issues=80, open_bugs=70, cycle_p50_days=60.0)
    alt.Chart.from_dict(copy.deepcopy(chart(rows, against)))


@pytest.mark.parametrize("chart", HELD)
def test_what_was_the_same_then_has_no_mark(chart: Chart) -> None:
    assert faint(chart(weeks(4), held_against(weeks(4)))) == []


def test_a_column_that_was_another_one_is_outlined_and_has_room() -> None:
    spec = delivered(weeks(4), held_against(weeks(4), delivered=900))
    assert [value["was"] for value in spec["data"]["values"]] == [None, 900, None, None]
    assert spec["data"]["values"][1]["delivered_then"] == "900"
    assert len(faint(spec)) == 1
    assert spec["layer"][0]["encoding"]["y"]["scale"]["domain"][1] > 900


def test_a_line_that_was_another_one_is_drawn_as_far_as_it_went_then() -> None:
    rows = weeks(4)
    spec = open_bugs(rows, held_against(rows, open_bugs=99))
    assert [value["was_open"] for value in spec["data"]["values"]] == [rows[0].open_bugs, 99, rows[2].open_bugs, None]


def test_a_hair_line_stands_where_the_day_ends() -> None:
    rules = [layer for layer in layers(flow(weeks(4), held_against(weeks(4), date(2026, 3, 10)))) if layer["mark"].get("clip")]
    assert [layer["data"]["values"] for layer in rules] == [[{"t": "2026-03-11T00:00:00"}]]
    assert not any(layer["mark"].get("clip") for layer in layers(flow(weeks(4), brush())))


def test_the_day_a_board_is_held_against_stands_beside_its_line_on_the_side_with_more_room() -> None:
    rows = weeks(4)

    def names(day: date, chart: Chart = delivered) -> list[tuple[str, str]]:
        texts = [layer for layer in layers(chart(rows, held_against(rows, day))) if layer["mark"].get("dy") == -8 and "data" in layer]
        return [(layer["mark"]["align"], layer["encoding"]["text"]["value"]) for layer in texts]

    assert names(date(2026, 3, 4)) == [("left", "4 Mar")] * 2  # a rim of paper, then the word
    assert names(date(2026, 3, 25)) == [("right", "25 Mar")] * 2
    assert names(date(2026, 3, 25), flow) == []  # the chart above it has the name
    assert names(date(2025, 3, 25)) == []


@pytest.mark.parametrize("chart", [open_bugs, cycle])
def test_over_each_bucket_of_a_line_lies_one_unseen_bar_from_its_first_day_to_its_last(chart: Chart) -> None:
    spec = chart(weeks(3), brush())
    (bar,) = [layer for layer in layers(spec) if layer["mark"]["type"] == "rect"]
    assert {"tooltip", "description", "href"} < bar["encoding"].keys()
    assert (bar["encoding"]["x"]["field"], bar["encoding"]["x2"]["field"]) == ("from", "until")
    sides = [(fact["from"], fact["until"]) for fact in spec["data"]["values"]]
    assert sides[:2] == [("2026-03-02T00:00:00", "2026-03-09T00:00:00"), ("2026-03-09T00:00:00", "2026-03-16T00:00:00")]
    assert spec["layer"][-1] is bar  # nothing lies over it


def test_the_name_of_the_14_days_stands_on_the_side_where_no_line_begins() -> None:
    def side(p50: float, p85: float) -> set[str]:
        rows = [row._replace(cycle_p50_days=p50, cycle_p85_days=p85) for row in weeks(9)]
        names = [layer for layer in layers(cycle(rows, brush())) if layer["encoding"].get("text") == {"value": "14 days"}]
        return {layer["mark"]["baseline"] for layer in names}

    assert side(13, 30) == {"bottom"}
    assert side(15, 30) == {"top"}
