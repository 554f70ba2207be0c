"""Bugs: online issues and valid bugs as columns; open bugs as a line, with raised up and resolved down below it."""

from collections.abc import Sequence

from metrics.efficiency import Period
from metrics.records import Measure
from pages.ui.charts.against import dashes, outline
from pages.ui.charts.axis import round_below
from pages.ui.charts.canvas import (
    HALF,
    LEFT,
    QUANTITY,
    Brush,
    at_the_end,
    canvas,
    column,
    head_room,
    leads_to,
    so_far,
    tip,
    tip_of_then,
    unseen,
    values,
    x,
    y,
)
from pages.ui.charts.hair import hair
from pages.ui.format import count


def online_issues(rows: Sequence[Period], brush: Brush, height: int = 178) -> dict:
    place, facts = x(rows, brush), _facts(rows, brush)
    bars = {
        "mark": column(rows, brush.colours.accent),
        "encoding": {
            "x": place,
            "y": y("online", head_room(rows, lambda row: row.online_issues, brush.against)),
            "opacity": HALF,
            "description": {"field": "told"},
            "tooltip": tip(brush, "online_issues"),
            "href": {"field": "to_online"},
        },
    }
    was = outline(facts, "was_online", column(rows, brush.colours.ink), place, tip_of_then(brush, "online_issues"))
    return canvas([bars, so_far(rows, "online", place, brush), *was, *hair(rows, place, brush)], facts, height, brush)


def valid_bugs(rows: Sequence[Period], brush: Brush, height: int = 178) -> dict:
    """Online ones darker at the foot; a click on either leads to the rows of the whole or of the online part."""
    place, facts = x(rows, brush), _facts(rows, brush)
    common = {"x": place, "opacity": HALF, "description": {"field": "told"}, "tooltip": tip(brush, "valid_bugs", "online_issues")}
    top = y("online", head_room(rows, lambda row: row.valid_bugs, brush.against))
    return canvas(
        [
            {"mark": column(rows, brush.colours.accent), "encoding": common | {"y": top, "y2": {"datum": 0}, "href": {"field": "to_online"}}},
            {
                "mark": column(rows, brush.colours.unlinked),
                "encoding": common | {"y": {"field": "online", "type": QUANTITY}, "y2": {"field": "valid"}, "href": {"field": "to_valid"}},
            },
            so_far(rows, "valid", place, brush),
            *outline(facts, "was_valid", column(rows, brush.colours.ink), place, tip_of_then(brush, "valid_bugs", "online_issues")),
            *hair(rows, place, brush),
        ],
        facts,
        height,
        brush,
    )


def open_bugs(rows: Sequence[Period], brush: Brush, height: int = 102) -> dict:
    """The stock at the end of each bucket; hollow where the bucket isn't over."""
    place, ink, facts = x(rows, brush, labels=False), brush.colours, _facts(rows, brush)
    stock = {"field": "open", "type": QUANTITY}
    return canvas(
        [
            {
                "mark": {"type": "line", "color": ink.accent, "strokeWidth": 2},
                "encoding": {"x": place, "y": y("open", head_room(rows, lambda row: row.open_bugs, brush.against))},
            },
            {
                "transform": [{"filter": "datum.last && !datum.complete"}],
                "mark": {"type": "point", "opacity": 1, "size": 36, "strokeWidth": 1.5, "stroke": ink.accent, "fill": ink.paper},
                "encoding": {"x": place, "y": stock},
            },
            at_the_end("open", {"field": "open_bugs_text"}, ink.accent, place, bold=True),
            *dashes(facts, "was_open", ink.ink, place),
            *hair(rows, place, brush),
            unseen(place, tip(brush, "open_bugs"), to="to_open"),
        ],
        facts,
        height,
        brush,
    )


def flow(rows: Sequence[Period], brush: Brush, height: int = 74) -> dict:
    """Raised up, resolved down, around zero."""
    most = max((max(row.valid_bugs, row.resolved_bugs) for row in rows), default=0) or 1
    tick = round_below(most)
    place, ink = x(rows, brush), brush.colours
    common = {"x": place, "opacity": HALF, "description": {"field": "told"}, "tooltip": tip(brush, "valid_bugs", "resolved_bugs")}
    up = y("valid", most * 1.15, low=-most * 1.15, ticks=[-tick, tick])
    up["axis"] |= {"labelExpr": "format(abs(datum.value), ',d')", "minExtent": LEFT, "maxExtent": LEFT}
    return canvas(
        [
            {"mark": column(rows, ink.quiet, part=0.4), "encoding": common | {"y": up, "y2": {"datum": 0}, "href": {"field": "to_valid"}}},
            {
                "mark": column(rows, ink.accent, part=0.4),
                "encoding": common | {"y": {"field": "down", "type": QUANTITY}, "y2": {"datum": 0}, "href": {"field": "to_resolved"}},
            },
            {"data": {"values": [{}]}, "mark": {"type": "rule", "color": ink.muted}, "encoding": {"y": {"datum": 0}}},
            *hair(rows, place, brush, named=False),  # the chart above names it
        ],
        _facts(rows, brush),
        height,
        brush,
    )


def _facts(rows: Sequence[Period], brush: Brush) -> list[dict]:
    return values(
        rows,
        brush,
        online=lambda row: row.online_issues or 0,  # unknown: nothing of the column is known to be online
        valid=lambda row: row.valid_bugs,
        down=lambda row: -row.resolved_bugs,
        open=lambda row: row.open_bugs,
        was_online=brush.against.was(lambda row: row.online_issues),
        was_valid=brush.against.was(lambda row: row.valid_bugs, lambda row: row.online_issues),
        was_open=brush.against.course(rows, lambda row: row.open_bugs),
        online_issues_text=lambda row: count(row.online_issues),
        valid_bugs_text=lambda row: count(row.valid_bugs),
        resolved_bugs_text=lambda row: count(row.resolved_bugs),
        open_bugs_text=lambda row: count(row.open_bugs),
        to_online=leads_to(Measure.ONLINE_ISSUES, brush),
        to_valid=leads_to(Measure.VALID_BUGS, brush),
        to_resolved=leads_to(Measure.RESOLVED_BUGS, brush),
        to_open=leads_to(Measure.OPEN_BUGS, brush),
    )
