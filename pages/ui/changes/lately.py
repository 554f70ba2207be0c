"""What changed since the day or version the reader holds it against, or in the last seven days: a section of a page."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from metrics.movement import Moved, between
from metrics.scope import Scope
from pages.ui.changes import listed
from pages.ui.format import full_day
from pages.ui.header import section
from pages.ui.markup import Tag
from pages.ui.store import answer, scope_of
from pages.ui.view import View, before

WEEK = timedelta(days=7)


def draw(view: View, keep: Callable[[Moved], bool]) -> None:
    """The rows of one subject, with the way to all that changed; nothing at all where there are no facts."""
    if view.empty:
        return
    rows = [row for row in changed(view) if keep(row)]
    section(
        view.words("changes.menu"),
        told(since(view), view),
        " ",
        Tag("a", "", view.words("changes.all"), href=view.address.link("/changes"), data_go=""),
    )
    listed.draw(rows, view)


def since(view: View) -> Scope:
    """What the reader holds it against; else the same question seven days before the as-of day."""
    chosen = before(view.address)
    if chosen is not None or view.scope.as_of is None:
        return chosen or view.scope
    return scope_of(replace(view.address.chosen.question, as_of=view.scope.as_of - WEEK, version=view.scope.version))


def changed(view: View) -> list[Moved]:
    return answer(between, since(view), view.scope)


def told(then: Scope, view: View) -> str:
    """Since when, in one sentence; with its version where that is another one than the one on screen."""
    if then.as_of is None:
        return view.words("changes.since_nothing", n=then.version)
    kind = "since" if then.version == view.scope.version else "since_version"
    return view.words(f"changes.{kind}", day=full_day(then.as_of, view.words), n=then.version)
