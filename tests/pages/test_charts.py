"""Each chart is valid Vega-Lite, and shows what its rows say."""

import copy
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import altair as alt
import pytest

from metrics.efficiency import Period
from metrics.scope import Bucket
from pages.ui.address import Address, Chosen
from pages.ui.charts.axis import MOST_LABELS, axis, middle
from pages.ui.charts.bugs import flow, online_issues, open_bugs, valid_bugs
from pages.ui.charts.canvas import Brush
from pages.ui.charts.cycle import cycle, sample
from pages.ui.charts.delivered import delivered
from pages.ui.colours import Colours
from pages.ui.words import words

Chart = Callable[..., dict[str, Any]]
CHARTS = [delivered, cycle, sample, online_issues, valid_bugs, open_bugs, flow]
INK = Colours(dark=False, paper="#ffffff", ink="#111111", muted="#555555", hair="#dddddd", accent="#0000aa", quiet="#777777", unlinked="#cccccc")
MONDAY = date(2026, 3, 2)


def period(start: date, length: int = 7, **figures: Any) -> Period:
    usual = {
        "complete": True,
        "delivered": 10,
        "okr_delivered": 6,
        "okr_share": 0.6,
        "cycle_p50_days": 12.5,
        "cycle_p85_days": 30.0,
        "cycle_mean_days": 14.0,
        "cycle_n": 10,
        "cycle_within_14d_share": 0.5,
        "online_issues": 2,
        "valid_bugs": 8,
        "resolved_bugs": 7,
        "open_bugs": 50,
        "out_of_order": 0,
    }
    return Period(period=start, until=start + timedelta(days=length), **(usual | figures))


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


def brush(bucket: Bucket = Bucket.WEEK, language: str = "en") -> Brush:
    return Brush(bucket, INK, words(language), Address(Chosen(teams=("A & B",)), language))


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


def month_starts(first: date, count: int) -> list[Period]:
    starts = [date(first.year + (first.month - 1 + month) // 12, (first.month - 1 + month) % 12 + 1, 1) for month in range(count + 1)]
    return [period(start, (until - start).days) for start, until in pairwise(starts)]


def labels(rows: list[Period], bucket: Bucket, language: str = "en") -> list[str]:
    expression = axis(rows, bucket, words(language))["labelExpr"]
    return [part.split("':'")[1].rstrip("'") for part in expression[2 : expression.index("})")].split(",")]


def test_the_time_axis_writes_months_under_weeks_and_days_under_a_short_range() -> None:
    assert labels(weeks(26), Bucket.WEEK) == ["Apr", "May", "Jun", "Jul", "Aug"]
    assert labels(weeks(3), Bucket.WEEK) == ["2 Mar", "9 Mar", "16 Mar"]
    assert labels(weeks(26), Bucket.WEEK, "zh") == ["4月", "5月", "6月", "7月", "8月"]


def test_buckets_of_months_and_quarters_are_named() -> None:
    assert labels(month_starts(date(2026, 1, 1), 3), Bucket.MONTH) == ["Jan", "Feb", "Mar"]
    assert labels([period(date(2026, 1, 1), 90), period(date(2026, 4, 1), 91)], Bucket.QUARTER) == ["2026 Q1", "2026 Q2"]


@pytest.mark.parametrize(("count", "bucket"), [(300, Bucket.DAY), (150, Bucket.WEEK), (40, Bucket.MONTH)])
def test_there_is_room_for_every_label(count: int, bucket: Bucket) -> None:
    rows = (
        month_starts(MONDAY.replace(day=1), count)
        if bucket is Bucket.MONTH
        else [period(MONDAY + timedelta(days=step * (1 if bucket is Bucket.DAY else 7)), 1 if bucket is Bucket.DAY else 7) for step in range(count)]
    )
    assert 2 < len(labels(rows, bucket)) <= MOST_LABELS
