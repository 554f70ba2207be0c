"""The map for files: the same columns of blocks, laid out here, for no browser is there to do it.

Drawn straight as SVG: a chart library's partition knows heights by value only, and would cut texts that don't fit.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from metrics.campaigns.map import Kind, Node
from pages.ui.campaigns.blocks import Block, blocks, columns
from pages.ui.campaigns.facts import facts, tag
from pages.ui.campaigns.picture import SHARES
from pages.ui.charts.labels import HAN, LETTER
from pages.ui.colours import Colours, token
from pages.ui.markup import Tag
from pages.ui.pictures.drawing import FONT
from pages.ui.view import View

LEAST, MOST = 560, 6000  # height of the whole picture; what of it would be taller isn't drawn
ROOM = 1.6  # times the height that the texts need: the rest shows the work
LINE, TEXT, TITLE = 17, 13, 14
EDGE, AIR, BETWEEN, HEAD = 5, 7, 2, 26
BOLD, CAPITAL = 1.06, 1.4  # wider than plain letters
TINT, PALE = "0.13", "0.06"
PIECES = re.compile(r"[\u2e80-\uffef]|[^\s\u2e80-\uffef]+\s*|\s+")


@dataclass(frozen=True)
class _Sheet:
    """Where the columns are, and what everything is written with."""

    view: View
    ink: Colours
    left: Sequence[float]  # of each column, and the right end of the last

    def width(self, block: Block) -> float:
        """A block without parts takes the room of what would stand at its right."""
        return (self.left[block.column + 1] if block.parts else self.left[-1]) - self.left[block.column]


@dataclass(frozen=True)
class _Text:
    """What is written in a block: the lines of its title, and then the status and the figures."""

    title: Sequence[str]
    word: str
    rest: Sequence[str]
    colour: str

    @property
    def height(self) -> float:
        return LINE * (len(self.title) + len(self.rest)) + 6


def on_paper(nodes: Sequence[Node], view: View, ink: Colours, width: int) -> str:
    """`nodes` are the whole map or a branch of it; of one that no sheet holds the last columns are left away, and it says so."""
    whole = blocks(nodes)
    names = columns(whole)
    most = range(len(names), 0, -1)
    tried = ((many, [_up_to(block, many) for block in whole], _sheet(names[:many], view, ink, width)) for many in most)
    many, drawn, sheet = next(each for each in tried if _needed(each[1], each[2]) <= MOST or each[0] == 1)
    height = max(LEAST, min(MOST, ROOM * _needed(drawn, sheet)), _needed(drawn, sheet))
    cut = [] if many == len(names) else [view.words("campaigns.too_tall", column=view.words(f"campaigns.column.{names[many - 1]}"))]
    heads = [_words(view.words(f"campaigns.column.{name}"), sheet.left[nth] + EDGE + AIR, TEXT, ink.muted) for nth, name in enumerate(names[:many])]
    rule = Tag("rect", "", **_box(0, HEAD - 6, width, 1), fill=ink.ink)
    bottom = HEAD + height + len(cut) * HEAD
    parts = [*heads, rule, *_column(drawn, HEAD, height, sheet), *(_words(line, 0, TEXT, ink.muted, y=bottom - AIR) for line in cut)]
    box = f'width="{width}" height="{bottom:.0f}" viewBox="0 0 {width} {bottom:.0f}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {box} font-size="{TEXT}" font-family="{FONT}">{"".join(map(str, parts))}</svg>'


def shared(room: float, weights: Sequence[float], least: Sequence[float]) -> list[float]:
    """Everyone's least, and what is left by weight: however much the texts need, more work is taller."""
    unit = (room - sum(least)) / (sum(weights) or 1)
    return [low + unit * weight for low, weight in zip(least, weights, strict=True)]


def _sheet(names: Sequence[str], view: View, ink: Colours, width: int) -> _Sheet:
    total = sum(SHARES[name] for name in names)
    return _Sheet(view, ink, [sum(SHARES[name] for name in names[:place]) * width / total for place in range(len(names) + 1)])


def _up_to(block: Block, many: int) -> Block:
    """With nothing of what stands right of so many columns."""
    parts = tuple(_up_to(part, many) for part in block.parts if part.column < many)
    return replace(block, parts=parts)


def _column(listed: Sequence[Block], top: float, room: float, sheet: _Sheet) -> Iterator[Tag]:
    """Blocks one under the other, each with what it is made of at its right."""
    heights = shared(room - BETWEEN * (len(listed) - 1), [block.weight for block in listed], _floors(listed, sheet))
    for block, height in zip(listed, heights, strict=True):
        yield from _block(block, top, height, sheet)
        if block.parts:
            yield from _column(block.parts, top, height, sheet)
        top += height + BETWEEN


def _needed(listed: Sequence[Block], sheet: _Sheet) -> float:
    return sum(_floors(listed, sheet)) + BETWEEN * max(0, len(listed) - 1)


def _floors(listed: Sequence[Block], sheet: _Sheet) -> list[float]:
    """What each needs at least: no less than one beside it that has no more work."""
    own = [max(_text(block, sheet).height, _needed(block.parts, sheet)) for block in listed]
    return [max(low for low, other in zip(own, listed, strict=True) if other.weight <= block.weight) for block in listed]


def _block(block: Block, top: float, height: float, sheet: _Sheet) -> Iterator[Tag]:
    text, left, width = _text(block, sheet), sheet.left[block.column], sheet.width(block) - BETWEEN
    pale = block.node.kind is Kind.PROJECT
    colour = token(_colour(facts(block.node, sheet.view)["mark"]["status"]), sheet.ink)
    yield Tag("rect", "", **_box(left, top, width, height), fill=colour, fill_opacity=PALE if pale else TINT)
    yield Tag("rect", "", **_box(left, top, EDGE, height), fill=colour, fill_opacity="0.6" if pale else "1")
    x, y = left + EDGE + AIR, top + TITLE
    for line in text.title:
        yield _words(line, x, TITLE, sheet.ink.ink, "400" if block.node.kind in (Kind.KR, Kind.PROJECT) else "600", y)
        y += LINE
    for place, line in enumerate(text.rest):
        word = [Tag("tspan", "", text.word + "\u2002", fill=text.colour, font_weight="600")] if text.word and not place else []
        yield Tag("text", "", *word, line, x=f"{x:.1f}", y=f"{y:.1f}", font_size=str(TEXT), fill=sheet.ink.muted)
        y += LINE


def _text(block: Block, sheet: _Sheet) -> _Text:
    told, say = facts(block.node, sheet.view), sheet.view.words
    room = sheet.width(block) - EDGE - 2 * AIR
    word = f"{told['mark']['shape']} {told['mark']['word']}".strip()
    delivered = f"{say('campaigns.delivered')} {told['delivered']['text']}" if told["delivered"]["text"] else ""
    figures = [part for part in (f"{told['progress']} {told['plan']}".strip(), delivered, told["lead"]) if part]
    title = _lines(f"{tag(block.node, sheet.view)} {told['title']}".strip(), room / BOLD * TEXT / TITLE)
    colour = _colour(told["mark"]["status"])
    return _Text(title, word, _rows(word, figures, room), token("muted" if colour == "quiet" else f"{colour}-t", sheet.ink))


def _colour(status: str) -> str:
    return status if status in ("on_track", "behind", "at_risk", "achieved") else "quiet"


def _rows(word: str, figures: Sequence[str], room: float) -> list[str]:
    """The figures behind the word, on a new line where there is no room; one that is longer than a line is broken."""
    rows, used = [""], _width(word) * BOLD
    for figure in (line for whole in figures for line in _lines(whole, room)):
        if used + _width(figure) + LETTER > room and used:
            rows.append("")
            used = 0
        rows[-1] += figure + "\u2002"
        used += _width(figure) + 2 * LETTER
    return [row.rstrip() for row in rows] if word or figures else []


def _lines(text: str, room: float) -> list[str]:
    """Broken behind words, or anywhere in Chinese."""
    lines = [""]
    for piece in PIECES.findall(text):
        for part in _cut(piece, room):
            if lines[-1] and _width(lines[-1] + part.rstrip()) > room:
                lines.append("")
            lines[-1] += part
    return [line.strip() for line in lines if line.strip()]


def _cut(piece: str, room: float) -> list[str]:
    """A word longer than a line, in pieces that aren't."""
    most = max(1, int(room / HAN))
    return [piece[start : start + most] for start in range(0, len(piece), most)] if _width(piece) > room else [piece]


def _width(text: str) -> float:
    return sum(HAN if unicodedata.east_asian_width(letter) in "WFA" else LETTER * (CAPITAL if letter.isupper() else 1) for letter in text)


def _words(text: str, x: float, size: int, colour: str, weight: str = "400", y: float = TITLE) -> Tag:
    return Tag("text", "", text, x=f"{x:.1f}", y=f"{y:.1f}", font_size=str(size), font_weight=weight, fill=colour)


def _box(x: float, y: float, width: float, height: float) -> dict[str, str]:
    return {"x": f"{x:.1f}", "y": f"{y:.1f}", "width": f"{max(width, 0.5):.1f}", "height": f"{max(height, 0.5):.1f}"}
