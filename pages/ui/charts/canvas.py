"""What all charts share: type, axes, the width of a column, how an unfinished bucket looks, where a click leads."""

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

import streamlit as st

from metrics.efficiency import Period
from metrics.records import Measure
from metrics.scope import Bucket
from pages.ui.address import Address, Behind
from pages.ui.buckets import bucket_name
from pages.ui.charts.against import Against
from pages.ui.charts.axis import ROOM_BEHIND, axis, middle, scale, steps
from pages.ui.colours import Colours
from pages.ui.words import Words

LEFT = 32  # the same room for figures in every chart, so that charts above each other line up
HALF = {"condition": {"test": "datum.complete", "value": 1}, "value": 0.5}
QUANTITY = "quantitative"
COLUMN = 0.68  # of the room a bucket has


class Brush(NamedTuple):
    """What a chart needs besides its rows."""

    bucket: Bucket
    colours: Colours
    words: Words
    address: Address
    year: int  # the one the reader is in, that needn't be said
    against: Against = Against()


def canvas(layers: Sequence[dict], values: Sequence[dict], height: int, brush: Brush) -> dict:
    ink = brush.colours
    font = st.get_option("theme.font")
    text = {"labelFontSize": 13, "labelColor": ink.muted, "labelPadding": 6, "domain": False, "ticks": False, "gridColor": ink.hair}
    return {
        "background": "transparent",
        "autosize": {"type": "fit-x", "contains": "padding"},
        "padding": {"left": 0, "right": 2, "top": 10, "bottom": 2},
        "height": height,
        "data": {"values": list(values)},
        "layer": list(layers),
        "config": {
            "font": font,
            "view": {"stroke": None},
            "axis": {**text, "domainColor": ink.muted, "tickColor": ink.muted},
            "text": {"font": font, "fontSize": 13},
        },
    }


def values(rows: Sequence[Period], brush: Brush, **figures: Callable[[Period], object]) -> list[dict]:
    """One value a bucket: where it stands, what it is called, whether it is over, and the figures asked for."""
    texts = {name: read for name, read in figures.items() if name.endswith("_text")}
    then = brush.against.rows
    return [
        {"told": _told(row, texts, brush)}
        | {name.replace("_text", "_then"): read(then[row.period]) for name, read in texts.items() if row.period in then}
        | {
            "t": middle(row),
            "from": row.period.isoformat() + "T00:00:00",
            "until": row.until.isoformat() + "T00:00:00",
            "when": _name(row, brush),
            "complete": row.complete,
            "last": row is rows[-1],
        }
        | {name: read(row) for name, read in figures.items()}
        for row in rows
    ]


def _name(row: Period, brush: Brush) -> str:
    return bucket_name(row.period, row.until, brush.bucket, brush.year, brush.words)


def _told(row: Period, texts: Mapping[str, Callable[[Period], object]], brush: Brush) -> str:
    """What a screen reader says of a column."""
    facts = [" ".join((brush.words("figure." + name.removesuffix("_text")), str(read(row)))) for name, read in texts.items()]
    return f"{_name(row, brush)}: {', '.join(facts)}"


def leads_to(measure: Measure, brush: Brush) -> Callable[[Period], str]:
    """The rows behind a column."""
    return lambda row: brush.address.records(Behind(measure, since=row.period, until=row.until))


def x(rows: Sequence[Period], brush: Brush, *, labels: bool = True) -> dict:
    return {"field": "t", "type": "temporal", "axis": axis(rows, brush.bucket, brush.words, brush.year) if labels else None, "scale": scale(rows)}


def y(field: str, top: float, *, low: float = 0, ticks: Sequence[float] | None = None, **more: object) -> dict:
    shown = list(ticks if ticks is not None else steps(top))
    return {
        "field": field,
        "type": QUANTITY,
        "title": None,
        "axis": {"minExtent": LEFT, "maxExtent": LEFT, "format": ",~f", "values": shown, "tickCount": len(shown)},
        "scale": {"domain": [low, top or 1], "nice": False},
        **more,
    }


def column(rows: Sequence[Period], colour: str, *, part: float = COLUMN) -> dict:
    return {"type": "bar", "width": {"expr": _width(rows, part)}, "color": colour, "cursor": "pointer"}


def unseen(place: dict, hover: list[dict], *, when: str = "true", to: str = "") -> dict:
    """A bar from side to side over each point of a line: what is under the pointer is told, and never the neighbour lying over it."""
    encoding = {"x": place | {"field": "from"}, "x2": {"field": "until"}, "description": {"field": "told"}, "tooltip": hover}
    mark = {"type": "rect", "opacity": 0, "clip": True, **({"cursor": "pointer"} if to else {})}
    return {"transform": [{"filter": when}], "mark": mark, "encoding": encoding | ({"href": {"field": to}} if to else {})}


def _width(rows: Sequence[Period], part: float = COLUMN) -> str:
    return f"max(1.5,width/{1 + ROOM_BEHIND}/{len(rows)}*{part})"


def at_the_end(
    field: str, text: dict, colour: str, place: dict, *, when: str = "datum.last", bold: bool = False, lift: int = 0, off: object = 8
) -> dict:
    """A word right behind the last point of a line or the last column."""
    return {
        "transform": [{"filter": when}],
        "mark": {"type": "text", "align": "left", "dx": off, "dy": lift, "fontWeight": 600 if bold else 400},
        "encoding": {"x": place, "y": {"field": field, "type": QUANTITY}, "text": text, "color": {"value": colour}},
    }


def head_room(rows: Sequence[Period], read: Callable[[Period], float | None], against: Against) -> float:
    """Room for the highest of today's and of what they are held against."""
    then = [against.rows[row.period] for row in rows if row.period in against.rows]
    return max((read(row) or 0 for row in [*rows, *then]), default=0) * 1.2


def tip(brush: Brush, *fields: str) -> list[dict]:
    """The bucket's name and the figures, already written out."""
    return [_heading(brush), *({"field": f"{name}_text", "title": brush.words(f"figure.{name}")} for name in fields)]


def tip_of_then(brush: Brush, *fields: str) -> list[dict]:
    """The same of what it is held against."""
    then = [{"field": f"{name}_then", "title": f"{brush.words(f'figure.{name}')} {brush.words('versus.then')}"} for name in fields]
    return [_heading(brush), *then]


def _heading(brush: Brush) -> dict:
    return {"field": "when", "title": brush.words(f"bucket.{brush.bucket}")}


def so_far(rows: Sequence[Period], field: str, place: dict, brush: Brush) -> dict:
    """A word over the last column while its bucket isn't over."""
    return {
        "transform": [{"filter": "datum.last && !datum.complete"}],
        "mark": {"type": "text", "dy": -8, "align": "left", "dx": {"expr": f"-{_width(rows)}/2"}},
        "encoding": {
            "x": place,
            "y": {"field": field, "type": QUANTITY},
            "text": {"value": brush.words("efficiency.so_far")},
            "color": {"value": brush.colours.muted},
        },
    }
