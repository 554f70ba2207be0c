"""The course of one metric: its values as dots, the 7-day average as the line, the plan dashed, the forecast in its band."""

import json
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from itertools import pairwise

from metrics.course import MetricCourse
from metrics.forecast import COVERAGE
from metrics.plan import end_of_month
from metrics.records import Measure
from pages.ui.address import Behind
from pages.ui.charts.axis import calendar, span
from pages.ui.charts.canvas import LEFT, QUANTITY, Brush, canvas, unseen
from pages.ui.charts.extent import Extent, extent, ticks
from pages.ui.charts.naming import LIGHT, at_the_edge, legend, on_paper, written
from pages.ui.format import day_at, exact, number, percent

WEEK = 7
NOON, HALF_A_DAY = time(12), timedelta(hours=12)


def course(of: MetricCourse, brush: Brush, then: date | None = None, height: int = 280) -> dict:
    """`then` is the earlier day that the reader holds it against."""
    scale = _extent(of)
    x = {"field": "t", "type": "temporal", "scale": span(of.since, of.ends_on + timedelta(days=1))}
    x |= {"axis": calendar(of.since, of.ends_on, brush.words, brush.year)}
    layers = [
        _levels(of, scale, brush),
        *_day_lines(of, then, x, brush),
        *_plan(of, x, brush),
        *_ahead(of, x, brush),
        *_readings(of, x, brush),
        *_months_marked(of, x, brush),
        *at_the_edge(of, scale, height, brush),
        *legend(of, brush),
    ]
    spec = canvas(layers, [], height, brush)
    spec["padding"] |= {"top": 44}
    return spec


def _extent(of: MetricCourse) -> Extent:
    facts = of.facts
    levels = [level for level in (facts.baseline, facts.target) if level is not None]
    plan, months = [value for _, value in of.plan], list(_months(of).values())
    seen = [value for reading in of.readings for value in (reading.value, reading.avg_7d) if value is not None]
    ahead = [point.expected for point in of.forecast.ahead]
    return extent([*levels, *plan, *months, *seen, *ahead], [side for point in of.forecast.ahead for side in (point.low, point.high)])


def _months(of: MetricCourse) -> dict[date, float]:
    """Monthly targets on their days, as far as the picture reaches."""
    ends = {end_of_month(month): target for month, target in of.facts.monthly_targets.items()}
    return {day: target for day, target in ends.items() if of.since <= day <= of.ends_on}


def _levels(of: MetricCourse, scale: Extent, brush: Brush) -> dict:
    """Where it started and where it must be, as hair lines; this layer also carries the axis."""
    ink, shown = brush.colours, ticks(scale)
    levels = [{"v": of.facts.target, "strong": True}, *([{"v": of.facts.baseline, "strong": False}] if of.plan else [])]
    names = json.dumps([written(tick, brush) for tick in shown], ensure_ascii=False)
    axis = {"minExtent": LEFT, "values": shown, "labelExpr": f"({names})[indexof({json.dumps(shown)},datum.value)]", "title": None}
    return {
        "data": {"values": levels},
        "mark": {"type": "rule", "strokeWidth": 1},
        "encoding": {
            "y": {"field": "v", "type": QUANTITY, "axis": axis, "scale": {"domain": list(scale), "nice": False, "zero": False}},
            "color": {"condition": {"test": "datum.strong", "value": ink.ink}, "value": ink.quiet},
        },
    }


def _day_lines(of: MetricCourse, then: date | None, x: dict, brush: Brush) -> list[dict]:
    """The day read, unless the period is over with it, and the one it is held against."""
    facts = of.facts
    lines = [] if facts.read_on >= facts.ends_on else [(facts.read_on, "left", 4)]
    if then is not None and of.since <= then < facts.read_on:
        lines.append((then, "right", -4))
    layers = []
    for day, side, aside in lines:
        place = {"data": {"values": [{"t": _noon(day)}]}}
        text = {"type": "text", "align": side, "baseline": "bottom", "dx": aside, "dy": -3}
        written_there = {"x": x, "y": {"value": "height"}, "text": {"value": day_at(day, facts.read_on, brush.words)}}
        layers.append(place | {"mark": {"type": "rule", "color": brush.colours.muted, "strokeWidth": 1}, "encoding": {"x": x}})
        layers += [place | layer for layer in on_paper(text, written_there, brush.colours.muted, brush)]
    return layers


def _plan(of: MetricCourse, x: dict, brush: Brush) -> list[dict]:
    corners = [{"t": _noon(day), "v": value} for day, value in of.plan]
    line = {"type": "line", "color": brush.colours.muted, "strokeDash": [5, 4], "strokeWidth": 1.5, "clip": True}
    return [{"data": {"values": corners}, "mark": line, "encoding": {"x": x, "y": {"field": "v", "type": QUANTITY}}}]


def _months_marked(of: MetricCourse, x: dict, brush: Brush) -> list[dict]:
    """Each month's target as a small mark that says what it is; on top, where the pointer finds it before the day."""
    ink, say = brush.colours, brush.words
    months = [
        {"t": _noon(day), "v": value, "when": say(f"date.month.{day.month}"), "month": f"{exact(value)} {of.facts.unit or ''}".strip()}
        for day, value in _months(of).items()
    ]
    y = {"field": "v", "type": QUANTITY}
    tip = [{"field": "when", "title": say("bucket.month")}, {"field": "month", "title": say("kr.month_target")}]
    diamond = {"type": "point", "shape": "diamond", "size": 42, "stroke": ink.muted, "fill": ink.paper, "strokeWidth": 1.2, "opacity": 1}
    return [{"data": {"values": months}, "mark": diamond, "encoding": {"x": x, "y": y, "tooltip": tip}}]


def _ahead(of: MetricCourse, x: dict, brush: Brush) -> list[dict]:
    """The forecast from where it is now, in a band that opens."""
    if not of.forecast.ahead:
        return []
    ink, say, now = brush.colours, brush.words, max(of.judged)
    points = [(now, *[of.judged[now]] * 3), *of.forecast.ahead]
    tip = [{"field": "when", "title": say("bucket.day")}, {"field": "expected", "title": say("kr.expected")}]
    tip.append({"field": "between", "title": say("kr.band", share=percent(COVERAGE))})
    sides = _sides([day for day, *_ in points])
    facts = [
        {
            "t": _noon(day),
            "v": expected,
            "low": low,
            "high": high,
            **sides[day],
            **_told({"when": day_at(day, of.facts.read_on, say), "expected": number(expected), "between": f"{number(low)} – {number(high)}"}, tip),
        }
        for day, expected, low, high in points
    ]
    return [
        {
            "data": {"values": facts},
            "layer": [
                {
                    "mark": {"type": "area", "color": ink.accent, "opacity": LIGHT, "clip": True},
                    "encoding": {"x": x, "y": {"field": "low", "type": QUANTITY}, "y2": {"field": "high"}},
                },
                {
                    "mark": {"type": "line", "color": ink.accent, "strokeWidth": 1.5, "strokeDash": [2, 3], "clip": True},
                    "encoding": {"x": x, "y": {"field": "v", "type": QUANTITY}},
                },
                unseen(x, tip),
            ],
        }
    ]


def _readings(of: MetricCourse, x: dict, brush: Brush) -> list[dict]:
    """Days as dots, the line that counts, and over each day an unseen bar that tells it and leads to its values."""
    ink, say, daily = brush.colours, brush.words, of.daily
    value, judged = {"field": "value", "type": QUANTITY}, {"field": "v", "type": QUANTITY}
    dot = {"type": "point", "filled": True, "opacity": 0.75 if daily else 1, "size": 14 if daily else 36}
    tip = [{"field": "when", "title": say("bucket.day")}, {"field": "value_text", "title": say("kr.value")}]
    tip += [{"field": "avg_text", "title": say("figure.avg_7d")}] if daily else []
    newest = {"type": "text", "align": "right", "dx": -6, "dy": -11 if _climbs(of) else 15, "fontWeight": 600}
    latest = {"x": x, "y": judged, "text": {"field": "now"}}
    return [
        {
            "data": {"values": _days(of, tip, brush)},
            "layer": [
                {
                    "transform": [{"filter": "isValid(datum.value)"}],
                    "mark": dot | {"color": ink.quiet if daily else ink.accent},
                    "encoding": {"x": x, "y": value},
                },
                {
                    "mark": {"type": "line", "color": ink.accent, "strokeWidth": 2, "invalid": "break-paths-show-path-domains"},
                    "encoding": {"x": x, "y": judged},
                },
                *({"transform": [{"filter": "datum.last"}], **layer} for layer in on_paper(newest, latest, ink.accent, brush)),
                unseen(x, tip, when="isValid(datum.v)", to="to"),
            ],
        }
    ]


def _climbs(of: MetricCourse) -> bool:
    """Against two weeks earlier, or what came before: its newest figure stands on the line's free side."""
    judged = of.judged
    if not judged:
        return True
    earlier = [value for day, value in judged.items() if day <= max(judged) - timedelta(days=2 * WEEK)]
    return not earlier or judged[max(judged)] >= earlier[-1]


def _days(of: MetricCourse, tip: Sequence[dict], brush: Brush) -> list[dict]:
    """A day without an average breaks the line of a daily metric; others are joined from value to value."""
    daily, say = of.daily, brush.words
    known = {reading.day: reading for reading in of.readings}
    first = min(known, default=of.facts.read_on)
    every_day = [first + timedelta(days=nth) for nth in range((of.facts.read_on - first).days + 1)] if daily and known else list(known)
    facts, sides = [], _sides(every_day)
    for day in every_day:
        reading = known.get(day)
        value, average = (reading.value, reading.avg_7d) if reading else (None, None)
        since = day - timedelta(days=WEEK - 1) if daily else day
        to = brush.address.records(Behind(Measure.VALUES, metric=of.metric_id, since=since, until=day + timedelta(days=1)))
        told = _told({"when": day_at(day, of.facts.read_on, say), "value_text": number(value), "avg_text": number(average)}, tip)
        facts.append({"t": _noon(day), "value": value, "v": _short(average if daily else value), "to": to, **sides[day], **told})
    if facts:
        facts[-1] |= {"last": True, "now": written(facts[-1]["v"], brush) if facts[-1]["v"] is not None else ""}
    return facts


def _told(facts: dict[str, str], tip: Sequence[dict]) -> dict[str, str]:
    """The facts of the tooltip, and the same in words."""
    (_, when), *rest = ((part["title"], facts[part["field"]]) for part in tip)
    return facts | {"told": f"{when}: {', '.join(f'{name} {fact}' for name, fact in rest)}"}


def _sides(days: Sequence[date]) -> dict[date, dict[str, str]]:
    """From the mid of the way from the day before to the mid of the way to the next; the outer ones are as wide as a day."""
    noons = [datetime.combine(day, NOON) for day in days]
    mids = [earlier + (later - earlier) / 2 for earlier, later in pairwise(noons)]
    edges = [noons[0] - HALF_A_DAY, *mids, noons[-1] + HALF_A_DAY] if noons else []
    return {day: {"from": left.isoformat(), "until": right.isoformat()} for day, (left, right) in zip(days, pairwise(edges), strict=True)}


def _short(value: float | None) -> float | None:
    """As exact as any eye, for a year of days has to travel."""
    return None if value is None else float(f"{value:.9g}")


def _noon(day: date) -> str:
    """Local time without an offset: a bare date would be read as UTC and stand a day early in the west."""
    return f"{day.isoformat()}T12:00:00"
