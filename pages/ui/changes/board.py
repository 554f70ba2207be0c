"""The page of all that changed: what needs attention now and then, and every figure and fact of the plan that differs."""

from collections.abc import Sequence

from metrics.filters import objective_choices
from metrics.movement import Change, Moved
from pages.ui import markup
from pages.ui.changes import concerns, kept, listed, turned
from pages.ui.changes.lately import changed, since, told
from pages.ui.changes.written import PLAN, is_seen
from pages.ui.header import empty, header
from pages.ui.markup import Tag
from pages.ui.store import answer
from pages.ui.view import View


def draw(view: View) -> None:
    say, rows = view.words, [] if view.empty else changed(view)
    header(view, "changes", *_answer(rows, view))
    if view.empty:
        empty(say("changes.empty"), say("changes.empty_hint"))
        return
    then = since(view)
    settings, seen = kept.lines(then, view), [row for row in rows if is_seen(row, say)]
    turned.draw(seen, view)
    concerns.draw(then, view)
    kept.draw(settings, view)
    if seen:
        markup.show(listed.table(seen, view.address, say, dict(answer(objective_choices, view.scope))))
    elif not settings:
        empty(say("changes.none"), say("changes.none_hint"))


def _answer(rows: Sequence[Moved], view: View) -> list[Tag]:
    """Since when, unless the header says so, and how much of what."""
    if view.empty:
        return []
    since_when = [] if view.before else [told(since(view), view)]
    counted = {
        "turned": len({row.metric_id for row in rows if row.figure == "status" and row.change is Change.MOVED and row.metric_id}),
        "plan": sum(row.figure in PLAN and row.change is Change.MOVED for row in rows),
    }
    return [Tag("span", "", text) for text in (*since_when, *(view.words(f"changes.{name}", n=n) for name, n in counted.items() if n))]
