"""How an amount splits: a line a part with a bar as long as it is large, each figure the way to its rows."""

from collections.abc import Sequence
from typing import NamedTuple

from pages.ui import markup
from pages.ui.markup import Tag


class Part(NamedTuple):
    """One line. `page` is the part's own, if it has one; `hue` and `turn` are its objective's, 0 is what serves none."""

    name: str
    page: str
    hue: int
    turn: int
    size: float  # of the longest bar, which is 1
    amount: str
    rows: str  # the way to the rows behind amount and share
    share: str
    title: str


class Heads(NamedTuple):
    """What the columns are called; `caption` is what a screen reader says of all of it."""

    caption: str
    name: str
    amount: str
    share: str


def draw(parts: Sequence[Part], heads: Heads) -> None:
    top = Tag("tr", "", _head("", heads.name), Tag("td", "", role="cell"), _head("n", heads.amount), _head("n", heads.share), role="row")
    body = Tag("tbody", "", *map(_line, parts), role="rowgroup")
    markup.show(Tag("table", "gb gb-split", Tag("thead", "", top, role="rowgroup"), body, role="table", aria_label=heads.caption))


def _line(part: Part) -> Tag:
    name = Tag("a", "gb-to", part.name, href=part.page, data_go="") if part.page else Tag("span", "gb-muted", part.name)
    bar = Tag("i", f"gb-bar t{part.turn}", style=f"width:{part.size * 100:.1f}%;--h:var(--gb-o{part.hue})")
    figures = [Tag("td", "n", Tag("a", "", figure, href=part.rows, data_go=""), role="cell") for figure in (part.amount, part.share)]
    return Tag(
        "tr",
        "",
        Tag("th", "", name, role="rowheader", scope="row"),
        Tag("td", "b", bar, role="cell", title=part.title),
        *figures,
        role="row",
    )


def _head(kind: str, text: str) -> Tag:
    return Tag("th", kind, text, role="columnheader", scope="col")
