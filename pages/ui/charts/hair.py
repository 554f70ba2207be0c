"""The day a chart is held against: a hair line where it ends, with its name."""

from collections.abc import Sequence
from datetime import date, timedelta

from metrics.efficiency import Period
from pages.ui.charts.canvas import Brush
from pages.ui.charts.naming import on_paper
from pages.ui.format import day_at


def hair(rows: Sequence[Period], place: dict, brush: Brush, *, named: bool = True) -> list[dict]:
    """Nothing where the day is the same, or before all that is shown."""
    then = brush.against.day
    if then is None or not rows[0].period <= then < rows[-1].until:
        return []
    data = {"data": {"values": [{"t": f"{then + timedelta(days=1)}T00:00:00"}]}}
    rule = data | {"mark": {"type": "rule", "color": brush.colours.muted, "strokeWidth": 1, "clip": True}, "encoding": {"x": place}}
    if not named:
        return [rule]
    early = then - rows[0].period < rows[-1].until - then  # its name stands on the side that has more room
    text = {"type": "text", "align": "left" if early else "right", "baseline": "top", "dx": 4 if early else -4, "dy": -8}
    told = {"x": place, "y": {"value": 0}, "text": {"value": day_at(then, date(brush.year, 1, 1), brush.words)}}
    return [rule, *(data | layer for layer in on_paper(text, told, brush.colours.muted, brush))]
