"""Delivered: what serves a goal in the accent, the rest on top in grey, the share for goals above some columns."""

from collections.abc import Callable, Sequence
from math import ceil

from metrics.efficiency import Period
from metrics.records import Measure
from pages.ui.charts.against import Against, outline
from pages.ui.charts.axis import ROOM_BEHIND
from pages.ui.charts.canvas import COLUMN, HALF, QUANTITY, Brush, canvas, column, head_room, leads_to, so_far, tip, tip_of_then, values, x, y
from pages.ui.charts.hair import hair
from pages.ui.format import count, percent

MOST_SHARES = 6
PLOT, HALF_SHARE = 320, 17  # pixels: the plot at its narrowest, and half a written share


def delivered(rows: Sequence[Period], brush: Brush, height: int = 196) -> dict:
    place, ink = x(rows, brush), brush.colours
    facts = values(
        rows,
        brush,
        all=lambda row: row.delivered,
        linked=lambda row: row.okr_delivered,
        delivered_text=lambda row: count(row.delivered),
        okr_delivered_text=lambda row: count(row.okr_delivered),
        okr_share_text=lambda row: percent(row.okr_share),
        labelled=(lambda _row: False) if brush.address.chosen.objectives else _labelled(rows),  # all of it serves a chosen one
        clear=_clear(rows, brush.against),
        was=brush.against.was(lambda row: row.delivered, lambda row: row.okr_delivered),
        to_linked=leads_to(Measure.OKR_DELIVERED, brush),
        to_rest=leads_to(Measure.UNLINKED, brush),
    )
    hover = tip(brush, "delivered", "okr_delivered", "okr_share")
    common = {"x": place, "opacity": HALF, "description": {"field": "told"}, "tooltip": hover}
    top = y("linked", head_room(rows, lambda row: row.delivered, brush.against))
    return canvas(
        [
            {"mark": column(rows, ink.accent), "encoding": common | {"y": top, "y2": {"datum": 0}, "href": {"field": "to_linked"}}},
            {
                "mark": column(rows, ink.unlinked),
                "encoding": common | {"y": {"field": "linked", "type": QUANTITY}, "y2": {"field": "all"}, "href": {"field": "to_rest"}},
            },
            {
                "transform": [{"filter": "datum.labelled"}],
                "mark": {"type": "text", "dy": -8},
                "encoding": {
                    "x": place,
                    "y": {"field": "clear", "type": QUANTITY},
                    "text": {"field": "okr_share_text"},
                    "color": {"value": ink.ink},
                },
            },
            so_far(rows, "all", place, brush),
            *outline(facts, "was", column(rows, ink.ink), place, tip_of_then(brush, "delivered", "okr_delivered")),
            *hair(rows, place, brush),
        ],
        facts,
        height,
        brush,
    )


def _labelled(rows: Sequence[Period]) -> Callable[[Period], bool]:
    """Every few columns, counted back from the last complete one."""
    whole = [row.period for row in rows if row.complete and row.delivered]
    step = -(-len(rows) // MOST_SHARES)  # by all columns, for those without work take room too
    chosen = set(whole[::-1][::step])
    return lambda row: row.period in chosen


def _clear(rows: Sequence[Period], against: Against) -> Callable[[Period], int]:
    """How high a share has to stand to touch none of the columns that it is wide enough to reach."""
    pitch = PLOT / (1 + ROOM_BEHIND) / len(rows)
    reach = ceil(HALF_SHARE / pitch + COLUMN / 2) - 1
    place = {row.period: nth for nth, row in enumerate(rows)}
    tall = [max(row.delivered, against.rows.get(row.period, row).delivered) for row in rows]
    return lambda row: max(tall[max(place[row.period] - reach, 0) : place[row.period] + reach + 1])
