"""Milestones on one time axis: a lane for each campaign and project, the plan hollow, what is done filled, today as a line.

Each milestone carries its title where there is room for it; the overdue ones choose first, and say by how many days.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta

from metrics.campaigns.milestones import Milestone, State
from pages.ui.charts.axis import calendar, span
from pages.ui.charts.canvas import Brush, canvas
from pages.ui.charts.labels import LINE, PARTS, Box, Dot, Label, around, cut, cut_inside, labels, width_of
from pages.ui.charts.naming import on_paper
from pages.ui.format import day_at

LANE = 54  # pixels: a name fits above its mark and below it
NAMES = 210  # pixels left of the axis for the lanes' names
WIDTHS = (380, 520, 680, 840, 1000, 1160)  # titles are placed for each of these widths of the plot; the one that fits is drawn
SIZES = (44, 70, 130, 260)  # pixels of a title, from its shortest form to its longest
MARGIN = 0.04  # of the days shown, before the first, and twice as many after the last, where its title stands
TOP = 26  # pixels above the lanes, where the day's name stands

NONE = Label("", "left", 0, 0)  # instead of one that stands off: on a lane it would be read as another's

Place = tuple[str, str]


def milestones(rows: Sequence[Milestone], as_of: date, told: Callable[[Milestone], Mapping[str, str]], brush: Brush) -> dict:
    """`told` says of a milestone its `state` in words, and what a tooltip tells: `of`, `planned`, `done`, and the rest as `more`."""
    lanes = _lanes(rows)
    first, last = _span([day for row in rows for day in (row.planned_on, _end(row, as_of))] + [as_of])
    written = {width: _placed(lanes, (first, last), as_of, told, width) for width in WIDTHS}
    facts = [
        _facts(row, as_of, told(row)) | {key: value for nth, width in enumerate(WIDTHS) for key, value in _named(written[width], row, nth).items()}
        for row in rows
    ]
    x = {"field": "from", "type": "temporal", "scale": span(first, last), "axis": calendar(first, last, brush.words, brush.year)}
    y = {
        "field": "lane",
        "type": "nominal",
        "scale": {"domain": [_lane(of) for of in lanes], "type": "point", "padding": 0.5},
        "axis": _names_of_lanes(lanes, brush),
    }
    spec = canvas([_hairs(lanes, y, brush), *_day(as_of, x, brush), *_marks(x, y, brush), *_titles(x, y, brush)], facts, LANE * len(lanes), brush)
    spec["params"] = [{"name": "stage", "expr": "".join(f"width<{width}?{nth}:" for nth, width in enumerate(WIDTHS[1:])) + str(len(WIDTHS) - 1)}]
    spec["padding"] |= {"top": TOP}
    return spec


def _lanes(rows: Sequence[Milestone]) -> dict[Place, list[Milestone]]:
    lanes: dict[Place, list[Milestone]] = {}
    for row in rows:
        lanes.setdefault((row.subject_kind, row.subject_id), []).append(row)
    return lanes


def _lane(of: Place) -> str:
    return ":".join(of)


def _end(row: Milestone, as_of: date) -> date:
    """The day it was done on, or has been waited for until now; its plan, where that is ahead."""
    return row.done_on or max(row.planned_on, as_of if row.is_late else date.min)


def _named_at(row: Milestone) -> date:
    """The day that its title stands at: of what is waited for its plan, for there the mark is."""
    return row.done_on or row.planned_on


def _span(days: Sequence[date]) -> tuple[date, date]:
    first, last = min(days), max(days)
    margin = timedelta(days=max(3, round((last - first).days * MARGIN)))
    return first - margin, last + 2 * margin


def _names_of_lanes(lanes: Mapping[Place, Sequence[Milestone]], brush: Brush) -> dict:
    names = {_lane(of): cut_inside(rows[0].subject_title or of[1], NAMES - 16 - _indent(of)) for of, rows in lanes.items()}
    of_project = "indexof(datum.value,'project:')===0"
    colour = {"condition": {"test": of_project, "value": brush.colours.muted}, "value": brush.colours.ink}
    return {
        "title": None,
        "labelExpr": f"({json.dumps(names, ensure_ascii=False)})[datum.value]",
        "labelLimit": NAMES,
        "labelAlign": "left",
        "labelPadding": NAMES - 4,
        "labelOffset": 0,
        "labelColor": colour,
        "minExtent": NAMES,
        "maxExtent": NAMES,
    }


def _indent(of: Place) -> int:
    return 0 if of[0] == "campaign" else 12


def _facts(row: Milestone, as_of: date, told: Mapping[str, str]) -> dict:
    return {
        "lane": _lane((row.subject_kind, row.subject_id)),
        "from": _noon(row.planned_on),
        "end": _noon(_end(row, as_of)),
        "named": _noon(_named_at(row)),
        "is_done": row.done_on is not None,
        "overdue": row.state is State.OVERDUE,
        "title": row.title,
        "told": ", ".join(filter(None, (row.title, *told.values()))),
        **told,
    }


def _hairs(lanes: Mapping[Place, Sequence[Milestone]], y: dict, brush: Brush) -> dict:
    return {
        "data": {"values": [{"lane": _lane(of)} for of in lanes]},
        "mark": {"type": "rule", "color": brush.colours.hair},
        "encoding": {"y": y},
    }


def _day(as_of: date, x: dict, brush: Brush) -> list[dict]:
    place = {"data": {"values": [{"from": _noon(as_of)}]}}
    text = {"type": "text", "baseline": "bottom", "dy": -5}
    name = {"x": x, "y": {"value": 0}, "text": {"value": day_at(as_of, date(brush.year, 1, 1), brush.words)}}
    rule = {"mark": {"type": "rule", "color": brush.colours.accent, "strokeWidth": 1.5}, "encoding": {"x": x}}
    return [place | rule, place | {"mark": text, "encoding": name | {"color": {"value": brush.colours.accent}}}]


def _marks(x: dict, y: dict, brush: Brush) -> list[dict]:
    """From the plan to the day it was done, or is waited for until now: thick and in another colour while nobody has done it."""
    ink, end = brush.colours, {**x, "field": "end"}
    hue = {"condition": {"test": "datum.overdue", "value": ink.at_risk}, "value": ink.muted}
    thick = {"condition": {"test": "datum.overdue", "value": 2.5}, "value": 1.5}
    tip = [{"field": name, "title": brush.words(f"milestones.{title}")} for name, title in _TIP.items()]
    common = {"y": y, "tooltip": tip, "description": {"field": "told"}}
    dot = {"type": "point", "size": 110, "opacity": 1}
    return [
        {"mark": {"type": "rule"}, "encoding": {"x": x, "x2": {"field": "end"}, "y": y, "color": hue, "strokeWidth": thick}},
        {"mark": dot | {"fill": ink.paper}, "encoding": common | {"x": x, "stroke": hue, "strokeWidth": thick}},
        {
            "transform": [{"filter": "datum.is_done"}],
            "mark": dot | {"filled": True, "color": ink.ink},
            "encoding": common | {"x": end},
        },
    ]


_TIP = {"title": "milestone", "of": "subject", "state": "standing", "planned": "plan", "done": "done", "more": "more"}


def _titles(x: dict, y: dict, brush: Brush) -> list[dict]:
    ink = brush.colours
    text = {"type": "text", "aria": False}  # the mark says it all
    text |= {part: {"expr": f"datum['{key}'+stage]"} for part, key in (("text", "t"), ("align", "al"), ("dx", "dx"), ("dy", "dy"))}
    place = {"x": {**x, "field": "named"}, "y": y}
    rim, plain = on_paper(text, place, ink.ink, brush)
    plain["encoding"]["color"] = {"condition": {"test": "datum.overdue", "value": ink.at_risk}, "value": ink.ink}
    return [rim, plain]


def _placed(
    lanes: Mapping[Place, Sequence[Milestone]], shown: tuple[date, date], as_of: date, told: Callable[[Milestone], Mapping[str, str]], width: int
) -> dict[str, Label]:
    """Each milestone's title by its id, in a plot so wide; what is late is placed before the others."""
    found: dict[str, Label] = {}
    for rows in lanes.values():
        now = _across(as_of, shown, width)
        taken = [Box(now - 1, 0, now + 1, LANE), *(box for row in rows for box in _drawn(row, shown, as_of, width))]
        for late in (True, False):
            own = [row for row in rows if row.is_late is late]
            dots = [Dot(_across(_named_at(row), shown, width), LANE / 2, _forms(row, told(row)["state"])) for row in own]
            named = [label if label.line is None else NONE for label in labels(dots, width, LANE, taken)]
            found |= {row.milestone_id: label for row, label in zip(own, named, strict=True)}
            taken += [_box(dot, label) for dot, label in zip(dots, named, strict=True) if label.text]
    return found


def _forms(row: Milestone, state: str) -> list[str]:
    """Its title, ever longer; of what is late how late it is, and the title where there is room for both."""
    if not row.is_late:
        return [cut(row.title, size) for size in SIZES]
    return [state, *(f"{cut(row.title, size)} · {state}" for size in SIZES[1:])]


def _drawn(row: Milestone, shown: tuple[date, date], as_of: date, width: int) -> list[Box]:
    """Both marks and the line between them."""
    ends = [_across(day, shown, width) for day in (row.planned_on, _end(row, as_of))]
    return [*(around(at, LANE / 2) for at in ends), Box(min(ends), LANE / 2 - 2, max(ends), LANE / 2 + 2)]


def _across(day: date, shown: tuple[date, date], width: int) -> float:
    first, last = shown
    return ((day - first).days + 0.5) / (last - first).days * width


def _box(dot: Dot, label: Label) -> Box:
    wide = width_of(label.text)
    left = dot.x + label.dx - wide * PARTS[label.align]
    return Box(left, dot.y + label.dy - LINE / 2, left + wide, dot.y + label.dy + LINE / 2)


def _named(placed: Mapping[str, Label], row: Milestone, stage: int) -> dict:
    label = placed[row.milestone_id]
    return {f"{name}{stage}": value for name, value in {"t": label.text, "al": label.align, "dx": label.dx, "dy": label.dy}.items()}


def _noon(day: date) -> str:
    """Local time without an offset: a bare date would be read as UTC and stand a day early in the west."""
    return f"{day.isoformat()}T12:00:00"
