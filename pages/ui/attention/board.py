"""What needs attention: the ranked list, what is muted, and the rules with their thresholds."""

from collections.abc import Sequence

from metrics.attention import Concern
from pages.ui import goals_only, markup
from pages.ui.attention import listed, muting, rules
from pages.ui.attention.editing import Editing
from pages.ui.attention.told import entries
from pages.ui.header import empty, header
from pages.ui.markup import Tag
from pages.ui.view import View


def draw(view: View) -> None:
    found = entries(view)
    loud = [concern for concern in found if concern.muted_until is None]
    quiet = [concern for concern in found if concern.muted_until is not None]
    header(view, "attention", *_tally(loud, quiet, view))
    if goals_only.draw(view, "/attention"):
        return
    if view.empty:
        empty(view.words("attention.empty"), view.words("attention.empty_hint"))
        return
    editing = Editing.begin(view)
    if loud:
        listed.draw(loud, editing, view)
    elif quiet:
        empty(view.words("attention.none_loud"), view.words("attention.none_loud_hint", n=len(quiet)))
    else:
        empty(view.words("attention.none"), view.words("attention.none_hint"))
    muting.draw(quiet, editing, view)
    rules.draw(editing, view)
    if view.pinned:
        markup.show(Tag("p", "gb gb-sub", view.words("attention.pinned")))


def _tally(loud: Sequence[Concern], quiet: Sequence[Concern], view: View) -> list[Tag]:
    told = [Tag("b", "", view.words("attention.tally", n=len(loud)))] if loud else []
    return [*told, *([Tag("span", "gb-muted", view.words("attention.muted_tally", n=len(quiet)))] if quiet else [])]
