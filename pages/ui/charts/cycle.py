"""Delivery cycle: the median as a line, a band up to P85, a hair line at 14 days; below, how many it rests on."""

from collections.abc import Sequence
from math import ceil

from metrics.efficiency import Period
from metrics.records import Measure
from pages.ui.charts.against import dashes
from pages.ui.charts.axis import round_below
from pages.ui.charts.canvas import HALF, QUANTITY, Brush, at_the_end, canvas, column, head_room, leads_to, tip, unseen, values, x, y
from pages.ui.charts.hair import hair
from pages.ui.charts.naming import on_paper
from pages.ui.format import count, days, percent

AIM_DAYS = 14
NAMED, NAME_HEIGHT = 0.2, 20  # part of the picture that the aim's name takes at most, and pixels of its line
FEW = 5  # a median of fewer than this is drawn hollow: too few to trust


def cycle(rows: Sequence[Period], brush: Brush, height: int = 150) -> dict:
    place, ink, facts = x(rows, brush, labels=False), brush.colours, _facts(rows, brush)
    top = max(head_room(rows, lambda row: row.cycle_p85_days, brush.against), AIM_DAYS * 1.3)
    hover = tip(brush, "cycle_p50_days", "cycle_p85_days", "cycle_within_14d_share", "cycle_n")
    p50 = {"field": "p50", "type": QUANTITY}
    return canvas(
        [
            {
                "mark": {"type": "area", "color": ink.accent, "opacity": 0.14, "invalid": "break-paths-show-path-domains"},
                "encoding": {
                    "x": place,
                    "y": y("p50", top),
                    "y2": {"field": "p85"},
                },
            },
            {"data": {"values": [{}]}, "mark": {"type": "rule", "color": ink.ink, "strokeDash": [2, 3]}, "encoding": {"y": {"datum": AIM_DAYS}}},
            {
                "mark": {"type": "line", "color": ink.accent, "strokeWidth": 2, "invalid": "break-paths-show-path-domains"},
                "encoding": {"x": place, "y": p50},
            },
            {
                "transform": [{"filter": "datum.p50 !== null && datum.unsure"}],
                "mark": {"type": "point", "opacity": 1, "size": 36, "strokeWidth": 1.5, "stroke": ink.accent, "fill": ink.paper},
                "encoding": {"x": place, "y": p50},
            },
            at_the_end("p50", {"value": brush.words("efficiency.p50")}, ink.accent, place, when="datum.newest", bold=True, lift=8),
            at_the_end("p85", {"value": brush.words("efficiency.p85")}, ink.muted, place, when="datum.newest", lift=-8),
            *dashes(facts, "was", ink.ink, place),
            *_aim_named(rows, top / height, brush),
            *hair(rows, place, brush),
            unseen(place, hover, when="datum.p50 !== null", to="to"),
        ],
        facts,
        height,
        brush,
    )


def _aim_named(rows: Sequence[Period], day: float, brush: Brush) -> list[dict]:
    """At the left end of its line, on the side where fewer of the lines begin; `day` is as high as one pixel."""
    begin = [
        figure - AIM_DAYS for row in rows[: ceil(len(rows) * NAMED)] for figure in (row.cycle_p50_days, row.cycle_p85_days) if figure is not None
    ]
    above, below = (sum(0 < side * figure < NAME_HEIGHT * day for figure in begin) for side in (1, -1))
    mark = {"type": "text", "align": "left", "dx": 4} | ({"baseline": "bottom", "dy": -4} if above < below else {"baseline": "top", "dy": 4})
    place = {"x": {"value": 0}, "y": {"datum": AIM_DAYS}, "text": {"value": brush.words("efficiency.within")}}
    return [{"data": {"values": [{}]}} | layer for layer in on_paper(mark, place, brush.colours.ink, brush)]


def sample(rows: Sequence[Period], brush: Brush, height: int = 30) -> dict:
    """How many requirements each bucket's cycle rests on."""
    most = max(row.cycle_n for row in rows)
    shown = y("n", most * 1.1, ticks=[round_below(most)])
    hover = tip(brush, "cycle_n", "cycle_p50_days")
    return canvas(
        [
            {
                "mark": column(rows, brush.colours.quiet, part=0.4),
                "encoding": {
                    "x": x(rows, brush),
                    "y": shown,
                    "opacity": HALF,
                    "description": {"field": "told"},
                    "tooltip": hover,
                    "href": {"field": "to"},
                },
            },
            at_the_end("zero", {"value": "n"}, brush.colours.muted, x(rows, brush), lift=-6, off={"expr": f"width/{len(rows)}*0.2+5"}),
        ],
        _facts(rows, brush),
        height,
        brush,
    )


def _facts(rows: Sequence[Period], brush: Brush) -> list[dict]:
    newest = next((row for row in reversed(rows) if row.cycle_p50_days is not None), None)
    return values(
        rows,
        brush,
        zero=lambda _row: 0,
        newest=lambda row: row is newest,
        unsure=lambda row: row.cycle_n < FEW or not row.complete,
        p50=lambda row: row.cycle_p50_days,
        was=brush.against.course(rows, lambda row: row.cycle_p50_days),
        p85=lambda row: row.cycle_p85_days,
        n=lambda row: row.cycle_n,
        cycle_p50_days_text=lambda row: days(row.cycle_p50_days),
        cycle_p85_days_text=lambda row: days(row.cycle_p85_days),
        cycle_within_14d_share_text=lambda row: percent(row.cycle_within_14d_share),
        cycle_n_text=lambda row: count(row.cycle_n),
        to=leads_to(Measure.CYCLE, brush),
    )
