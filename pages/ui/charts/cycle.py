"""Delivery cycle: the median as a line, a band up to P85, a hair line at 14 days; below, how many it rests on."""

from collections.abc import Sequence

from metrics.efficiency import Period
from metrics.records import Measure
from pages.ui.charts.against import dashes, hair
from pages.ui.charts.axis import round_below
from pages.ui.charts.canvas import HALF, QUANTITY, Brush, at_the_end, canvas, column, head_room, leads_to, tip, values, x, y
from pages.ui.format import count, days, percent

AIM_DAYS = 14
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
                "transform": [{"filter": "datum.p50 !== null"}],
                "mark": {"type": "point", "size": 36, "strokeWidth": 1.5, "stroke": ink.accent, "fill": ink.paper, "cursor": "pointer"},
                "encoding": {
                    "x": place,
                    "y": p50,
                    "opacity": {"condition": {"test": "datum.unsure", "value": 1}, "value": 0},
                    "description": {"field": "told"},
                    "tooltip": hover,
                    "href": {"field": "to"},
                },
            },
            at_the_end("p50", {"value": brush.words("efficiency.p50")}, ink.accent, place, when="datum.newest", bold=True, lift=8),
            at_the_end("p85", {"value": brush.words("efficiency.p85")}, ink.muted, place, when="datum.newest", lift=-8),
            {
                "data": {"values": [{}]},
                "mark": {"type": "text", "align": "left", "baseline": "top", "dy": 4, "dx": 4},
                "encoding": {
                    "x": {"value": 0},
                    "y": {"datum": AIM_DAYS},
                    "text": {"value": brush.words("efficiency.within")},
                    "color": {"value": ink.ink},
                },
            },
            *dashes(facts, "was", ink.ink, place),
            *hair(brush.against, place, ink),
        ],
        facts,
        height,
        brush,
    )


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
