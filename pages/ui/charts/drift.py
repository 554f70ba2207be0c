"""The share of work that serves goals, a column a month, with a mark where all teams together stand."""

from collections.abc import Sequence

from metrics.efficiency import Period
from metrics.records import Measure
from pages.ui.charts.canvas import HALF, QUANTITY, Brush, canvas, column, leads_to, so_far, tip, values, x, y
from pages.ui.format import count, percent

NEAR = 0.4  # a mark so little above a column would cross what is written there
FEW = 5  # the share of fewer requirements than this is written in grey: too few to trust


def drift(rows: Sequence[Period], everybody: Sequence[Period], brush: Brush, height: int = 150) -> dict:
    """`everybody` are the same months of all teams."""
    place, ink, of_all = x(rows, brush), brush.colours, {row.period: row.okr_share for row in everybody}
    facts = values(
        rows,
        brush,
        share=lambda row: row.okr_share,
        top=lambda row: _above(row.okr_share or 0, of_all.get(row.period)),
        few=lambda row: row.delivered < FEW,
        all=lambda row: of_all.get(row.period),
        okr_share_text=lambda row: percent(row.okr_share),
        okr_delivered_text=lambda row: count(row.okr_delivered),
        delivered_text=lambda row: count(row.delivered),
        of_all=lambda row: percent(of_all.get(row.period)),
        to=leads_to(Measure.OKR_DELIVERED, brush),
    )
    up = y("share", 1.18, ticks=[0, 0.5, 1])
    up["axis"] |= {"format": ".0%", "minExtent": 40, "maxExtent": 40}
    hover = [*tip(brush, "okr_share", "okr_delivered", "delivered"), {"field": "of_all", "title": brush.words("team.all_teams")}]
    common = {"x": place, "tooltip": hover, "href": {"field": "to"}}
    above = so_far(rows, "top", place, brush)
    above["mark"] |= {"dy": -25}  # there is the share in between
    return canvas(
        [
            {"mark": column(rows, ink.accent, part=0.5), "encoding": common | {"y": up, "opacity": HALF, "description": {"field": "told"}}},
            {
                "transform": [{"filter": "datum.share !== null"}],
                "mark": {"type": "text", "dy": -8, "fontWeight": 600},
                "encoding": {
                    "x": place,
                    "y": {"field": "top", "type": QUANTITY},
                    "text": {"field": "okr_share_text"},
                    "color": {"condition": {"test": "datum.few", "value": ink.muted}, "value": ink.ink},
                },
            },
            {
                "transform": [{"filter": "datum.all !== null"}],
                "mark": column(rows, ink.ink, part=0.66) | {"type": "tick", "thickness": 1.5, "height": 1.5, "orient": "horizontal"},
                "encoding": {"x": place, "y": {"field": "all", "type": QUANTITY}, "tooltip": hover},
            },
            above,
        ],
        facts,
        height,
        brush,
    )


def _above(share: float, of_all: float | None) -> float:
    """How high a figure has to stand to be clear of the mark, where that is close above its column."""
    return of_all if of_all is not None and 0 <= of_all - share < NEAR else share
