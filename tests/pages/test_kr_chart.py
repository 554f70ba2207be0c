"""The picture of a metric's course: valid, honest about its days, and worded in both languages."""

import copy
import json
from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from typing import Any

import altair as alt
import pytest

from metrics.course import MetricCourse, course
from metrics.forecast import HELD, Ahead, Forecast
from metrics.scope import Bucket
from pages.ui.address import Address
from pages.ui.charts import course as chart
from pages.ui.charts.canvas import Brush
from pages.ui.charts.extent import LINE, MOST_TICKS, Extent, apart, extent, ticks
from pages.ui.key_result.outlook import sentence
from pages.ui.words import words
from tests.conftest import Board
from tests.metrics.asking import scope
from tests.pages.hostile import TITLE
from tests.pages.test_charts import INK

HALF_YEAR = "starts_on | ends_on\n2026-01-01 | 2026-06-30"
VALUES = {
    "a course": "day | value\n2025-12-01..2026-03-10 | 20\n2026-03-11..2026-04-15 | 30",
    "a gap of three weeks": "day | value\n2026-01-01..2026-02-10 | 20\n2026-03-05..2026-04-15 | 30",
    "too few": "day | value\n2026-04-10..2026-04-15 | 30",
    "stale": "day | value\n2026-01-01..2026-03-10 | 20",
    "none": "metric_id | day | value\nM2 | 2026-04-15 | 1",
}
METRICS = {
    "increase": "direction | baseline | target\nincrease | 10 | 50",
    "decrease": "direction | baseline | target\ndecrease | 50 | 10",
    "limit": "direction | baseline | target\nmaintain_below | 9 | 25",
    "nowhere to go": "direction | baseline | target\nincrease | 10 | 10",
    "weekly": "direction | baseline | target | every\nincrease | 10 | 50 | week",
    "large": "direction | baseline | target\nincrease | 1000000 | 5000000",
}


def drawn(board: Board, values: str = "a course", metric: str = "increase", as_of: str = "2026-04-15", **more: str) -> MetricCourse:
    con = board(objectives=HALF_YEAR, kr_metrics=METRICS[metric], kr_values=VALUES[values], **more)
    (found,) = course(con, scope(con, as_of=as_of), "KR1")
    return found


def brush(language: str = "en") -> Brush:
    return Brush(Bucket.DAY, INK, words(language), Address(language=language), 2026)


def parts(spec: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Every layer with a mark, however deep."""
    for layer in spec["layer"]:
        if "layer" in layer:
            yield from parts(layer)
        else:
            yield layer


def days(spec: dict[str, Any]) -> list[dict[str, Any]]:
    """What the readings are drawn from."""
    return next(layer["data"]["values"] for layer in spec["layer"] if "layer" in layer and any("href" in part["encoding"] for part in parts(layer)))


def written(spec: dict[str, Any]) -> str:
    """All words in the picture."""
    fixed = [part["encoding"]["text"]["value"] for part in parts(spec) if "value" in part["encoding"].get("text", {})]
    listed = [fact["text"] for layer in spec["layer"] for fact in layer.get("data", {}).get("values", []) if "text" in fact]
    return " | ".join([*fixed, *listed])


@pytest.mark.parametrize(("values", "metric"), [*((values, "increase") for values in VALUES), *(("a course", metric) for metric in METRICS)])
def test_a_course_is_a_valid_chart(board: Board, values: str, metric: str) -> None:
    alt.Chart.from_dict(copy.deepcopy(chart.course(drawn(board, values, metric), brush("zh"), date(2026, 3, 1))))


def test_each_day_is_told_with_its_average_and_leads_to_the_week_it_is_made_of(board: Board) -> None:
    last = days(chart.course(drawn(board), brush()))[-1]
    assert (last["t"], last["value"], last["v"]) == ("2026-04-15T12:00:00", 30, 30)
    assert last["to"] == "/records?show=values&metric=M1&from=2026-04-09&to=2026-04-16&lang=en"


def test_a_weekly_value_leads_to_itself(board: Board) -> None:
    last = days(chart.course(drawn(board, metric="weekly"), brush()))[-1]
    assert last["to"] == "/records?show=values&metric=M1&from=2026-04-15&to=2026-04-16&lang=en"


def test_days_without_an_average_tear_the_line(board: Board) -> None:
    """The last value is of 10 February, so that the week until the 16th still has one."""
    shown = {fact["t"][:10]: fact["v"] for fact in days(chart.course(drawn(board, "a gap of three weeks"), brush()))}
    assert (shown["2026-02-16"], shown["2026-02-17"], shown["2026-03-04"], shown["2026-03-05"]) == (20, None, None, 30)


def test_nothing_is_drawn_of_days_that_the_reader_does_not_know_yet(board: Board) -> None:
    spec = chart.course(drawn(board, as_of="2026-03-10"), brush())
    assert max(fact["t"] for fact in days(spec)) == "2026-03-10T12:00:00"
    assert {fact["value"] for fact in days(spec)} == {20}


def test_the_band_opens_where_the_metric_is_and_ends_with_the_period(board: Board) -> None:
    band = next(layer for layer in chart.course(drawn(board), brush())["layer"] if "layer" in layer and layer["layer"][0]["mark"]["type"] == "area")
    first, last = band["data"]["values"][0], band["data"]["values"][-1]
    assert (first["t"], first["low"], first["high"]) == ("2026-04-15T12:00:00", 30, 30)
    assert last["t"] == "2026-06-30T12:00:00"
    assert last["low"] < 30 < last["high"]


@pytest.mark.parametrize(("metric", "every"), [("increase", "day"), ("weekly", "week")])
def test_the_chart_states_how_often_its_band_held(board: Board, metric: str, every: str) -> None:
    held = round(HELD[every] * 100)
    assert f"forecast, 80% band; in backtests it held {held}%" in written(chart.course(drawn(board, metric=metric), brush()))
    assert f"预测及 80% 区间，回测实际覆盖 {held}%" in written(chart.course(drawn(board, metric=metric), brush("zh")))


def test_no_band_is_promised_where_there_is_none(board: Board) -> None:
    assert "band" not in written(chart.course(drawn(board, "too few"), brush()))


def test_the_lines_are_named_at_the_edge(board: Board) -> None:
    assert all(word in written(chart.course(drawn(board), brush())) for word in ("Target 50", "Baseline 10", "Expected 30"))
    assert "Target ≤ 25" in written(chart.course(drawn(board, metric="limit"), brush()))
    assert "目标 500万" in written(chart.course(drawn(board, metric="large"), brush("zh")))


def test_monthly_targets_are_marks_on_their_months_last_days(board: Board) -> None:
    months = "month | target\n2025-11 | 1\n2026-01 | 15\n2026-02 | 22\n2026-07 | 60"
    spec = chart.course(drawn(board, kr_monthly_targets=months), brush())
    (marks,) = [layer["data"]["values"] for layer in spec["layer"] if layer.get("mark", {}).get("shape") == "diamond"]
    assert [(mark["t"][:10], mark["v"]) for mark in marks] == [("2026-01-31", 15), ("2026-02-28", 22)]


def test_the_day_read_is_a_hair_line_unless_the_period_is_over(board: Board) -> None:
    def lines(as_of: str, then: date | None = None) -> list[str]:
        spec = chart.course(drawn(board, as_of=as_of), brush(), then)
        rules = [layer for layer in parts(spec) if layer["mark"]["type"] == "rule" and "x" in layer["encoding"]]
        return [rule["data"]["values"][0]["t"][:10] for rule in rules]

    assert lines("2026-04-15") == ["2026-04-15"]
    assert lines("2026-04-15", date(2026, 4, 8)) == ["2026-04-15", "2026-04-08"]
    assert lines("2026-04-15", date(2024, 1, 1)) == ["2026-04-15"], "a day that the picture doesn't reach"
    assert lines("2026-08-01") == []


def test_the_datas_own_words_are_never_part_of_an_expression(board: Board) -> None:
    metric = f"name | unit | direction | baseline | target\n{TITLE} | {TITLE} | increase | 10 | 50"
    con = board(objectives=HALF_YEAR, kr_metrics=metric, kr_values=VALUES["a course"])
    (found,) = course(con, scope(con, as_of="2026-04-15"), "KR1")
    spec = chart.course(found, brush())
    expressions = re_expressions(spec)
    assert expressions
    assert [each for each in expressions if "img" in each or "7*7" in each] == []


def re_expressions(part: Any, key: str = "") -> list[str]:
    """Whatever Vega would evaluate."""
    if isinstance(part, dict):
        return [each for name, inner in part.items() for each in re_expressions(inner, name)]
    if isinstance(part, list):
        return [each for inner in part for each in re_expressions(inner, key)]
    return [part] if isinstance(part, str) and key in {"expr", "labelExpr", "filter", "test", "calculate", "signal"} else []


@pytest.mark.parametrize(
    ("metric", "target", "said"),
    [
        ("increase", 28, "All of the band reaches the target of 28."),
        ("increase", 29, "That reaches the target of 29; the band's worse side does not."),
        ("increase", 31, "The target of 31 is within the band, but not what is most likely."),
        ("increase", 33, "The target of 33 lies beyond the band."),
        ("decrease", 33, "All of the band reaches the target of 33."),
        ("decrease", 29, "The target of 29 is within the band, but not what is most likely."),
        ("limit", 31, "That keeps the limit of 31; the band's worse side does not."),
        ("limit", 27, "The limit of 27 lies beyond the band."),
    ],
)
def test_the_sentence_says_where_the_target_lies_against_the_band(board: Board, metric: str, target: float, said: str) -> None:
    of = drawn(board, metric=metric)
    of = of._replace(facts=of.facts._replace(target=target), forecast=Forecast([Ahead(date(2026, 6, 30), 30, 28, 32)]))
    assert sentence(of, words("en")) == f"Expected at 30 on 30 Jun, in 80% of cases between 28 and 32. {said}"


@pytest.mark.parametrize("end", [3, 7.5, 100, 0.004, 1e9, -12])
def test_ticks_are_round_few_and_inside(end: float) -> None:
    of = extent([0, end])
    shown = ticks(of)
    assert 2 <= len(shown) <= MOST_TICKS + 1
    assert all(of.low <= tick <= of.high for tick in shown)
    assert all(json.dumps(tick).rstrip("0.").lstrip("-0.").strip("e+-0123456789") == "" for tick in shown)


def test_what_is_only_wished_for_does_not_flatten_the_rest() -> None:
    assert extent([40, 60], [-1000, 5000]).high < 90
    assert extent([40, 60], [45, 65]).high == pytest.approx(65 + 25 * 0.06)


def test_a_flat_course_still_has_an_axis() -> None:
    assert extent([5, 5]) == Extent(pytest.approx(4.7), pytest.approx(5.3))
    assert extent([0, 0]).high > 0


def test_words_at_the_edge_keep_a_line_of_their_own() -> None:
    found = apart([100, 101, 99, 278], 280)
    assert [found.index(place) for place in sorted(found)] == [2, 0, 1, 3]
    assert all(low - high >= LINE for high, low in pairwise(sorted(found)))
    assert max(apart([279, 280, 280], 280)) == 280


def test_what_lies_under_the_pointer_is_that_day_and_says_so_in_words(board: Board) -> None:
    last = days(chart.course(drawn(board), brush()))[-1]
    assert (last["from"], last["until"]) == ("2026-04-15T00:00:00", "2026-04-16T00:00:00")
    assert last["told"] == "15 Apr: Value 30, 7-day average 30"


def test_between_two_weekly_values_the_nearer_one_is_told(board: Board) -> None:
    weekly = "day | value\n2026-04-06 | 20\n2026-04-13 | 30"
    con = board(objectives=HALF_YEAR, kr_metrics=METRICS["weekly"], kr_values=weekly)
    (of,) = course(con, scope(con, as_of="2026-04-15"), "KR1")
    first, last = days(chart.course(of, brush()))
    assert first["until"] == last["from"] == "2026-04-10T00:00:00"
    assert (first["from"], last["until"]) == ("2026-04-06T00:00:00", "2026-04-14T00:00:00")


def test_no_day_lies_over_a_monthly_target(board: Board) -> None:
    spec = chart.course(drawn(board, kr_monthly_targets="month | target\n2026-01 | 15"), brush())
    drawn_as = [part["mark"].get("shape") or part["mark"]["type"] for part in parts(spec)]
    assert drawn_as.index("diamond") > max(nth for nth, mark in enumerate(drawn_as) if mark == "rect")
