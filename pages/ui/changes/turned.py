"""The key results whose status changed, before all other figures."""

from collections.abc import Sequence

from metrics.movement import Change, Moved
from pages.ui import markup
from pages.ui.changes.written import change
from pages.ui.markup import Tag
from pages.ui.view import View


def draw(rows: Sequence[Moved], view: View) -> None:
    """One line each, with the way to its page; nothing where none turned."""
    lines = [_line(row, view) for row in rows if _is_of_kr(row)]
    if lines:
        markup.show(Tag("div", "gb", Tag("h2", "gb-section", view.words("changes.statuses")), Tag("ul", "gb-turned", *lines)))


def _is_of_kr(row: Moved) -> bool:
    return row.figure == "status" and row.change is Change.MOVED and row.kr_id is not None and row.metric_id is None


def _line(row: Moved, view: View) -> Tag:
    name = f"{row.kr_id} {row.name or ''}".strip()
    way = Tag("a", "", name, href=view.address.about("/kr", row.kr_id or ""), data_go="")
    return Tag("li", "", way, " ", Tag("span", "", *change(row, view.words)))
