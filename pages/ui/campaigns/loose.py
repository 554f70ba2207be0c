"""What has no place on the map: a sentence for each kind, with the ids and what to do."""

from collections.abc import Sequence
from itertools import groupby

from metrics.campaigns.loose import Loose, LooseEnd
from pages.ui import markup
from pages.ui.header import section
from pages.ui.markup import Tag
from pages.ui.view import View

PAGES = {
    LooseEnd.CIRCLE: "/campaign",
    LooseEnd.UNKNOWN_PARENT: "/campaign",
    LooseEnd.UNKNOWN_CAMPAIGN: "/objective",
    LooseEnd.NO_CAMPAIGN: "/objective",
}


def draw(found: Sequence[Loose], view: View) -> None:
    if not found:
        return
    say = view.words
    lines = [line for kind, ends in groupby(found, key=lambda end: end.kind) for line in _lines(kind, list(ends), view)]
    to_import = Tag("a", "", say("import.menu"), href=view.address.link("/import"), data_go="")
    section(say("campaigns.loose_title"), say("campaigns.loose_sub"), " ", to_import)
    markup.show(Tag("ul", "gb gb-loose", *lines))


def _lines(kind: LooseEnd, ends: Sequence[Loose], view: View) -> list[Tag]:
    """Each circle is told on its own; the others together."""
    return [_line(kind, [end], view) for end in ends] if kind is LooseEnd.CIRCLE else [_line(kind, ends, view)]


def _line(kind: LooseEnd, ends: Sequence[Loose], view: View) -> Tag:
    say = view.words
    named = [part for end in ends for part in (say("list.and"), *_named(end, view))][1:]
    before, after = say(f"campaigns.loose.{kind}", n=len(ends), ids="\0").split("\0")
    return Tag("li", "", before, *named, after)


def _named(end: Loose, view: View) -> list[Tag | str]:
    """The fact by its id, and the id that it names and nobody knows; of a circle all that are in it."""
    if end.kind is LooseEnd.CIRCLE:
        way = [_id(name, "", end.kind, view) for name in (*end.names, end.names[0])]
        return [part for name in way for part in (" → ", name)][1:]
    return [_id(end.id, end.title, end.kind, view), *(f" ({name})" for name in end.names)]


def _id(name: str, title: str, kind: LooseEnd, view: View) -> Tag:
    if kind not in PAGES:
        return Tag("span", "", name, title=title)
    return Tag("a", "", name, href=view.address.about(PAGES[kind], name), data_go="", title=title)
