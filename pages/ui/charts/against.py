"""What a chart is held against: faint marks where a bucket's figures were others then."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from metrics.efficiency import Period

Read = Callable[[Period], float | None]
DASH = [3, 2]
FAINT = 0.75


class Against(NamedTuple):
    """`day` is the one it was read on then, None where that is the same; `rows` are the buckets that were over then, by first day."""

    day: date | None = None
    rows: Mapping[date, Period] = {}

    def was(self, read: Read, *more: Read) -> Read:
        """The figure then, where it or one of `more` was another one."""
        return lambda row: read(self.rows[row.period]) if self._differs(row, (read, *more)) else None

    def course(self, rows: Sequence[Period], read: Read) -> Read:
        """The figure of every bucket then, if any of them was another one: a line of only the differences would be torn."""
        differs = any(self._differs(row, (read,)) for row in rows)
        return lambda row: read(self.rows[row.period]) if differs and row.period in self.rows else None

    def _differs(self, row: Period, reads: tuple[Read, ...]) -> bool:
        then = self.rows.get(row.period)
        return then is not None and any(read(then) != read(row) for read in reads)


def outline(facts: Sequence[dict], field: str, bar: dict, place: dict, hover: list[dict]) -> list[dict]:
    """Hollow columns as high as they were; `bar` is the mark of the full ones."""
    hollow = {"color": "transparent", "stroke": bar["color"], "strokeDash": DASH, "strokeWidth": 1, "strokeOpacity": FAINT, "cursor": "default"}
    return _where_it_was(facts, field, bar | hollow, place, {"y2": {"datum": 0}, "tooltip": hover})


def dashes(facts: Sequence[dict], field: str, colour: str, place: dict) -> list[dict]:
    """A thin line through what was."""
    return _where_it_was(facts, field, {"type": "line", "color": colour, "strokeWidth": 1.2, "strokeDash": DASH, "opacity": FAINT}, place, {})


def _where_it_was(facts: Sequence[dict], field: str, mark: dict, place: dict, more: dict) -> list[dict]:
    """Nothing at all where no figure was another one."""
    if all(fact[field] is None for fact in facts):
        return []
    shown = {"x": place, "y": {"field": field, "type": "quantitative"}, **more}
    return [{"transform": [{"filter": f"isValid(datum.{field})"}], "mark": mark, "encoding": shown}]
