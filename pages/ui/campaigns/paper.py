"""The map for files: the same columns of blocks, laid out here, for no browser is there to do it.

Drawn straight as SVG: a chart library's partition knows heights by value only, and would cut texts that don't fit.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from metrics.campaigns.map import Kind, Node
from pages.ui.campaigns.blocks import Block, blocks, columns
from pages.ui.campaigns.facts import facts, tag
from pages.ui.campaigns.picture import SHARES
from pages.ui.charts.labels import HAN, LETTER
from pages.ui.colours import Colours, token
from pages.ui.markup import Tag
from pages.ui.pictures.drawing import FONT
from pages.ui.view import View

LEAST = 560  # height of the whole picture, unless its texts need more
LINE, TEXT, TITLE = 17, 13, 14
EDGE, AIR, BETWEEN, HEAD = 5, 7, 2, 26
BOLD = 1.06  # wider than plain letters
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
    """`nodes` are the whole map or a branch of it."""
    drawn = blocks(nodes)
    names = columns(drawn)
    total = sum(SHARES[name] for name in names)
    ends = [sum(SHARES[name] for name in names[:place]) * width / total for place in range(len(names) + 1)]
    sheet = _Sheet(view, ink, ends)
    least = [_least(block, sheet) for block in drawn]
    height = max(LEAST, sum(least) + BETWEEN * len(least))
    heads = [_words(view.words(f"campaigns.column.{name}"), ends[place] + EDGE + AIR, TEXT, ink.muted) for place, name in enumerate(names)]
    rule = Tag("rect", "", **_box(0, HEAD - 6, width, 1), fill=ink.ink)
    parts = [*heads, rule, *_column(drawn, HEAD, height, sheet)]
    box = f'width="{width}" height="{HEAD + height:.0f}" viewBox="0 0 {width} {HEAD + height:.0f}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {box} font-size="{TEXT}" font-family="{FONT}">{"".join(map(str, parts))}</svg>'


def shared(room: float, weights: Sequence[float], least: Sequence[float]) -> list[float]:
    """Heights by weight, none below its least; those that have only their least leave the rest to the others."""
    held: set[int] = set()
    while True:
        free = [nth for nth in range(len(weights)) if nth not in held]
        left = room - sum(least[nth] for nth in held)
        unit = left / sum(weights[nth] for nth in free) if free else 0
        short = {nth for nth in free if unit * weights[nth] < least[nth]}
        if not short:
            return [least[nth] if nth in held else unit * weight for nth, weight in enumerate(weights)]
        held |= short


def _column(listed: Sequence[Block], top: float, room: float, sheet: _Sheet) -> Iterator[Tag]:
    """Blocks one under the other, each with what it is made of at its right."""
    heights = shared(room - BETWEEN * (len(listed) - 1), [block.weight for block in listed], [_least(block, sheet) for block in listed])
    for block, height in zip(listed, heights, strict=True):
        yield from _block(block, top, height, sheet)
        if block.parts:
            yield from _column(block.parts, top, height, sheet)
        top += height + BETWEEN


def _least(block: Block, sheet: _Sheet) -> float:
    parts = sum(_least(part, sheet) for part in block.parts) + BETWEEN * max(0, len(block.parts) - 1)
    return max(_text(block, sheet).height, parts)


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
    """The figures behind the word, on a new line where there is no room."""
    rows, used = [""], _width(word) * BOLD
    for figure in figures:
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
    return sum(HAN if unicodedata.east_asian_width(letter) in "WFA" else LETTER for letter in text)


def _words(text: str, x: float, size: int, colour: str, weight: str = "400", y: float = TITLE) -> Tag:
    return Tag("text", "", text, x=f"{x:.1f}", y=f"{y:.1f}", font_size=str(size), font_weight=weight, fill=colour)


def _box(x: float, y: float, width: float, height: float) -> dict[str, str]:
    return {"x": f"{x:.1f}", "y": f"{y:.1f}", "width": f"{max(width, 0.5):.1f}", "height": f"{max(height, 0.5):.1f}"}
