"""Investment against outcome: a dot per key result, its share of the work to the right, how far it is ahead of its plan upwards.

Four named corners stand where a legend would; each dot carries its own name, so that colour and shape only repeat what is said.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from metrics.outcome import Outcome
from metrics.status import Status
from pages.ui.charts.canvas import QUANTITY, Brush, canvas
from pages.ui.charts.labels import LINE, Box, Dot, Label, around, cut, labels, width_of
from pages.ui.format import percent, points
from pages.ui.status import word

WIDTHS = (270, 420, 600, 800, 1000, 1240)  # names are placed for each of these widths of the plot; the one that fits is drawn
WIDE = 2  # from this of them on the corners say what they mean
NUMBER, NAMES = 120, (190, 340)  # pixels of a key result's number alone, and of number and title
NEAREST = 0.04  # the plot reaches at least so far above and below the plan
EDGE = 0.16  # beyond the farthest dots there is so much more, where the corners' names stand
FEWEST = 0.25  # and each side takes at least so much
FEW, LOW, HIGH = 6, 300, 400  # so many dots need no more than the low picture
STAR = "M0,-1L.24,-.32L.95,-.31L.38,.12L.59,.81L0,.4L-.59,.81L-.38,.12L-.95,-.31L-.24,-.32Z"
SHAPES = {Status.AT_RISK: "square", Status.BEHIND: "triangle-up", Status.ACHIEVED: STAR, Status.UNDEFINED: "diamond"}
SHAPES |= {Status.NOT_STARTED: "triangle-left"}
SOLID = frozenset({Status.AT_RISK, Status.BEHIND, Status.ON_TRACK, Status.ACHIEVED})
CORNERS = {"ahead_little": (0, 0), "ahead_much": (1, 0), "behind_little": (0, 1), "behind_much": (1, 1)}  # left or right, top or bottom


class Plane(NamedTuple):
    """What the axes span, and how high the picture is."""

    right: float
    low: float
    high: float
    height: int

    def place(self, of: Outcome, width: float) -> tuple[float, float]:
        """In pixels from the upper left corner of a plot so wide."""
        share, lead = of.work_share or 0.0, of.lead or 0.0
        return share / self.right * width, (self.high - lead) / (self.high - self.low) * self.height


def outcome(rows: Sequence[Outcome], before: Mapping[str, Outcome], hues: Mapping[str, str], brush: Brush, height: int | None = None) -> dict:
    """`rows` have a place in the picture; `before` are those that had one then, by key result; `hues` are the objectives' colours."""
    height = height or (LOW if len(rows) <= FEW else HIGH)
    plane = _plane([*rows, *before.values()], height)
    written = [_labels(rows, [*before.values()], width, plane, brush) for width in WIDTHS]
    facts = [_facts(row, before.get(row.kr_id), [names[nth] for names in written], hues, brush) for nth, row in enumerate(rows)]
    spec = canvas([*_lines(rows, plane, brush), *_corners(brush), *_ghosts(brush), *_names(brush), _dots(plane, brush)], facts, height, brush)
    spec["params"] = [{"name": "stage", "expr": _stage()}]
    spec["padding"] |= {"top": 12, "right": 6}
    spec["config"]["axis"] |= {"titleFontSize": 13, "titleFontWeight": 400, "titleColor": brush.colours.muted, "titlePadding": 8}
    return spec


def _plane(rows: Sequence[Outcome], height: int) -> Plane:
    leads = [row.lead or 0.0 for row in rows]
    high, low = max([NEAREST, *leads]), min([-NEAREST, *leads])
    spread = high - low
    right = max(max(row.work_share or 0, (row.fair or 0) * 1.5) for row in rows) * 1.1
    return Plane(right, min(low - spread * EDGE, -spread * FEWEST), max(high + spread * EDGE, spread * FEWEST), height)


def _stage() -> str:
    """Which of the widths fits, as an expression of the plot's own."""
    steps = "".join(f"width<{width}?{nth}:" for nth, width in enumerate(WIDTHS[1:]))
    return f"{steps}{len(WIDTHS) - 1}"


def _labels(rows: Sequence[Outcome], ghosts: Sequence[Outcome], width: int, plane: Plane, brush: Brush) -> list[Label]:
    taken = [*_corner_boxes(width, plane.height, brush), *_crossed(rows[0], width, plane), *(around(*plane.place(row, width)) for row in ghosts)]
    return labels([_dot(row, width, plane) for row in rows], width, plane.height, taken)


def _dot(row: Outcome, width: int, plane: Plane) -> Dot:
    number = cut(row.kr_id, NUMBER)
    titled = f"{number} {row.kr_title}"
    return Dot(*plane.place(row, width), (number, *(cut(titled, max(most, width_of(number))) for most in NAMES)))


def _corner_boxes(width: int, height: int, brush: Brush) -> list[Box]:
    """Where the corners' names stand."""
    lines = ("", "_note") if width >= WIDTHS[WIDE] else ("",)
    boxes = []
    for name, (right, bottom) in CORNERS.items():
        wide, high = max(width_of(brush.words(f"outcome.{name}{line}")) for line in lines) + 12, LINE * len(lines) + 6
        left, top = (width - wide) * right, (height - high) * bottom
        boxes.append(Box(left, top, left + wide, top + high))
    return boxes


def _crossed(row: Outcome, width: int, plane: Plane) -> list[Box]:
    """The two lines, which no name should stand on."""
    across, down = plane.place(row._replace(work_share=row.fair, lead=0), width)
    return [Box(0, down - 1, width, down + 1), Box(across - 1, 0, across + 1, plane.height)]


def _facts(row: Outcome, then: Outcome | None, names: Sequence[Label], hues: Mapping[str, str], brush: Brush) -> dict:
    say, solid = brush.words, row.status in SOLID
    told = {
        "share": say("outcome.share_of", share=percent(row.work_share, 1), n=row.delivered),
        "lead_told": points(row.lead, say),
        "against": say("okr.against", progress=percent(row.reached), plan=percent(row.due)),
        "status": word(row.status, say),
    }
    hue = hues.get(row.objective_id, brush.colours.quiet)
    return {
        "x": row.work_share,
        "y": row.lead,
        "name": f"{row.kr_id} {row.kr_title}",
        "hue": hue,
        "fill": hue if solid else brush.colours.paper,
        "shape": SHAPES.get(Status(row.status), "circle") if row.status else "circle",
        "to": brush.address.about("/kr", row.kr_id),
        "told": f"{row.kr_id} {row.kr_title}: {', '.join(told.values())}",
        **told,
        **_ghost(then, brush),
        **{key: value for nth, label in enumerate(names) for key, value in _named(label, nth).items()},
    }


def _named(label: Label, stage: int) -> dict:
    end = label.line or (0, 0)
    put = {"t": label.text, "al": label.align, "dx": label.dx, "dy": label.dy, "ex": round(end[0]), "ey": round(end[1])}
    return {f"{name}{stage}": value for name, value in put.items()}


def _ghost(then: Outcome | None, brush: Brush) -> dict:
    if then is None:
        return {"was": False}
    told = brush.words("outcome.was", share=percent(then.work_share, 1), lead=points(then.lead, brush.words))
    return {"was": True, "x_then": then.work_share, "y_then": then.lead, "then": told}


def _lines(rows: Sequence[Outcome], plane: Plane, brush: Brush) -> list[dict]:
    """On plan, and an equal share for everyone: the two lines that make the corners."""
    ink, say, fair = brush.colours, brush.words, rows[0].fair
    once: dict = {"data": {"values": [{}]}}
    text = {"type": "text", "align": "left", "baseline": "bottom"}
    place = {"x": {"datum": fair, "type": QUANTITY}}
    above = place | {"y": {"value": 0}} | _written(say("outcome.fair", share=percent(fair)), ink.muted)
    return [
        once | {"mark": {"type": "rule", "color": ink.ink}, "encoding": {"y": {"datum": 0, "type": QUANTITY}}},
        once | {"mark": text | {"dx": -32, "dy": -22}, "encoding": _at(0, 0) | _written(say("outcome.y"), ink.muted)},
        once | {"mark": {"type": "rule", "color": ink.muted, "strokeDash": [2, 3]}, "encoding": place | _between_corners(rows[0], plane, brush)},
        once | {"mark": text | {"dy": -4}, "encoding": above},
    ]


def _between_corners(row: Outcome, plane: Plane, brush: Brush) -> dict:
    """From top to bottom, but no farther than to a corner's name that reaches so far across, at each of the widths."""
    tops, bottoms = [], []
    for width in WIDTHS:
        boxes = [box for box in _corner_boxes(width, plane.height, brush) if box.meets(_crossed(row, width, plane)[1])]
        tops.append(max((box.bottom for box in boxes if box.top <= 0), default=0))
        bottoms.append(min((box.top for box in boxes if box.top > 0), default=plane.height))
    return {"y": {"value": {"expr": f"{tops}[stage]"}}, "y2": {"value": {"expr": f"{bottoms}[stage]"}}}


def _corners(brush: Brush) -> list[dict]:
    layers = []
    for name, (right, bottom) in CORNERS.items():
        for line, colour in enumerate((brush.colours.ink, brush.colours.muted)):
            down = 4 + LINE * (line if not bottom else 1 - line)
            mark = {"type": "text", "align": "right" if right else "left", "baseline": "bottom" if bottom else "top", "dx": -4 if right else 6}
            mark |= {"dy": {"expr": f"stage<{WIDE}?-4:-{down}"} if bottom else down, "fontWeight": 400 if line else 600}
            mark |= {"opacity": {"expr": f"stage<{WIDE}?0:1"}} if line else {}
            note = "_note" if line else ""
            layers.append(
                {"data": {"values": [{}]}, "mark": mark, "encoding": _at(right, bottom) | _written(brush.words(f"outcome.{name}{note}"), colour)}
            )
    return layers


def _ghosts(brush: Brush) -> list[dict]:
    """Where it stood then, and the way from there."""
    then = {"x": {"field": "x_then", "type": QUANTITY}, "y": {"field": "y_then", "type": QUANTITY}}
    only = [{"filter": "datum.was"}]
    colour = {"color": {"field": "hue", "type": "nominal", "scale": None}}
    tip = {"tooltip": [{"field": "name", "title": brush.words("outcome.kr")}, {"field": "then", "title": brush.words("outcome.then")}]}
    way = {"x2": {"field": "x"}, "y2": {"field": "y"}}
    return [
        {"transform": only, "mark": {"type": "rule", "opacity": 0.6, "strokeWidth": 1}, "encoding": then | way | colour},
        {
            "transform": only,
            "mark": {"type": "point", "size": 60, "strokeWidth": 1.2, "fill": brush.colours.paper, "opacity": 0.75},
            "encoding": then | colour | tip,
        },
    ]


def _names(brush: Brush) -> list[dict]:
    """A hair line where a name stands off, then the name, on paper so that no line crosses it."""
    place, ink = {"x": {"field": "x", "type": QUANTITY}, "y": {"field": "y", "type": QUANTITY}}, brush.colours
    text = {"type": "text", "cursor": "pointer", "aria": False}  # the dot says it all
    text |= {part: {"expr": f"datum['{key}'+stage]"} for part, key in (("text", "t"), ("align", "al"), ("dx", "dx"), ("dy", "dy"))}
    halo = text | {"stroke": ink.paper, "strokeWidth": 4, "strokeJoin": "round"}
    off = {"x2Offset": {"expr": "datum['ex'+stage]"}, "y2Offset": {"expr": "datum['ey'+stage]"}}
    return [
        {"mark": {"type": "rule", "color": ink.quiet, "opacity": 0.6, **off}, "encoding": place | {"x2": {"field": "x"}, "y2": {"field": "y"}}},
        {"mark": halo, "encoding": place | {"color": {"value": ink.paper}}},
        {"mark": text, "encoding": place | {"color": {"value": ink.ink}, "href": {"field": "to"}, "tooltip": _tip(brush)}},
    ]


def _dots(plane: Plane, brush: Brush) -> dict:
    axis = {"grid": False, "tickCount": 6, "format": ".0%", "title": brush.words("outcome.x"), "titleAnchor": "end", "domain": True}
    signed = "(datum.value>0?'+':datum.value<0?'\u2212':'')+format(abs(datum.value)*100,'.0f')"
    up = {"title": None, "labelExpr": signed, "tickCount": 6, "grid": False, "minExtent": 32, "maxExtent": 32}
    return {
        "mark": {"type": "point", "size": 120, "strokeWidth": 1.6, "opacity": 1, "cursor": "pointer"},
        "encoding": {
            "x": {"field": "x", "type": QUANTITY, "scale": {"domain": [0, plane.right], "nice": False}, "axis": axis},
            "y": {"field": "y", "type": QUANTITY, "scale": {"domain": [plane.low, plane.high], "nice": False}, "axis": up},
            "shape": {"field": "shape", "type": "nominal", "scale": None},
            "fill": {"field": "fill", "type": "nominal", "scale": None},
            "stroke": {"field": "hue", "type": "nominal", "scale": None},
            "description": {"field": "told"},
            "tooltip": _tip(brush),
            "href": {"field": "to"},
        },
    }


def _tip(brush: Brush) -> list[dict]:
    fields = {"name": "kr", "share": "share", "lead_told": "lead", "against": "against", "status": "status"}
    return [{"field": field, "title": brush.words(f"outcome.{word}")} for field, word in fields.items()]


def _at(right: int, bottom: int) -> dict:
    return {"x": {"value": "width" if right else 0}, "y": {"value": "height" if bottom else 0}}


def _written(text: str, colour: str) -> dict:
    return {"text": {"value": text}, "color": {"value": colour}}
