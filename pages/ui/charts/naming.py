"""What the lines of a metric's course are: words where they end, and a legend above that says what the forecast is worth."""

from metrics.course import MetricCourse
from metrics.forecast import COVERAGE, HELD
from pages.ui.bullet import LIMITS
from pages.ui.charts.canvas import LEFT, QUANTITY, Brush
from pages.ui.charts.extent import Extent, apart
from pages.ui.charts.labels import width_of
from pages.ui.format import compact, percent

LIGHT = 0.16  # how much of its colour a band has
GLYPHS = {"value": "●", "average": "━", "plan": "┅", "band": "█"}
GLYPH, GAP = 18, 16  # pixels of a glyph with its air, and between two entries of the legend


def at_the_edge(of: MetricCourse, scale: Extent, height: int, brush: Brush) -> list[dict]:
    """What the lines are, written where they end."""
    edge = _edge(of, brush)
    places = apart([min(max(scale.down(value, height), 0.0), float(height)) for value, _, _ in edge], height)
    mark = {"type": "text", "align": "left", "dx": 6, "baseline": "middle"}
    return [
        {
            "data": {"values": [{}]},
            "mark": mark | {"fontWeight": 600 if colour == brush.colours.accent else 400},
            "encoding": {"x": {"value": "width"}, "y": {"value": down}, "text": {"value": text}, "color": {"value": colour}},
        }
        for (_, text, colour), down in zip(edge, places, strict=True)
    ]


def _edge(of: MetricCourse, brush: Brush) -> list[tuple[float, str, str]]:
    facts, say, ink = of.facts, brush.words, brush.colours
    limit = LIMITS.get(facts.direction or "", "")
    edge = [(facts.target, say("kr.edge_target", value=limit + written(facts.target, brush)), ink.ink)]
    if of.plan:
        edge.append((facts.baseline, say("kr.edge_baseline", value=written(facts.baseline, brush)), ink.muted))
    if of.forecast.ahead:
        expected = of.forecast.ahead[-1].expected
        edge.append((expected, say("kr.edge_expected", value=written(expected, brush)), ink.accent))
    return [(value, text, colour) for value, text, colour in edge if value is not None]


def legend(of: MetricCourse, brush: Brush) -> list[dict]:
    """Above the picture in one row, or in two where it is narrow: the second says what the band is worth."""
    entries = _entries(of, brush)
    wide = sum(GLYPH + width_of(text) + GAP for _, text, _ in entries) - LEFT
    facts, right = [], -LEFT
    for name, text, colour in entries:
        lower = name == "band"
        facts.append(
            {
                "glyph": GLYPHS[name],
                "text": text,
                "c": colour,
                "x": right,
                "y": -20,
                "xn": -LEFT if lower else right,
                "yn": -12 if lower else -32,
                "o": LIGHT if lower else 1,
            }
        )
        right += GLYPH + width_of(text) + GAP
    place = {axis: {"expr": f"width<{round(wide)}?datum.{axis}n:datum.{axis}"} for axis in ("x", "y")}
    text = {"type": "text", "align": "left", "baseline": "middle", **place}
    after = text | {"dx": GLYPH}
    colour = {"field": "c", "type": "nominal", "scale": None}
    each = {"data": {"values": facts}}
    light = {"field": "o", "type": QUANTITY, "scale": None}
    return [
        each | {"mark": text, "encoding": {"text": {"field": "glyph"}, "color": colour, "opacity": light}},
        each | {"mark": after, "encoding": {"text": {"field": "text"}, "color": {"value": brush.colours.muted}}},
    ]


def _entries(of: MetricCourse, brush: Brush) -> list[tuple[str, str, str]]:
    ink, say = brush.colours, brush.words
    entries = [("value", say("kr.daily_values"), ink.quiet), ("average", say("figure.avg_7d"), ink.accent)]
    if not of.daily:
        entries = [("value", say(f"kr.values_{of.facts.every}"), ink.accent)]
    if of.plan:
        entries.append(("plan", say("kr.plan"), ink.muted))
    if of.forecast.ahead:
        held = HELD.get(of.facts.every or "", HELD["day"])
        entries.append(("band", say("kr.band_held", share=percent(COVERAGE), held=percent(held)), ink.accent))
    return entries


def on_paper(mark: dict, encoding: dict, colour: str, brush: Brush) -> list[dict]:
    """A word with a rim of paper around it, so that no line crosses it."""
    rim = mark | {"stroke": brush.colours.paper, "strokeWidth": 4, "strokeJoin": "round"}
    return [
        {"mark": rim, "encoding": encoding | {"color": {"value": brush.colours.paper}}},
        {"mark": mark, "encoding": encoding | {"color": {"value": colour}}},
    ]


def written(value: float | None, brush: Brush) -> str:
    return compact(value, brush.words)
