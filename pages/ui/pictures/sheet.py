"""A chart laid out to stand alone: title, day and range, figures, the chart, and where it comes from, on a solid ground."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from pages.ui.colours import Colours
from pages.ui.markup import Tag
from pages.ui.pictures.drawing import FONT
from pages.ui.pictures.picture import Picture

WIDTH, MARGIN = 880, 32
ROOM = WIDTH - 2 * MARGIN
TITLE, TEXT = 20, 13  # type sizes
LEADING = 1.5
WIDE, NARROW = 1.0, 0.53  # of the type size: a Chinese character, a Latin one
SWATCH, BETWEEN = 10, 16


class Run(NamedTuple):
    """A piece of the line of figures; `swatch` is the colour that it explains."""

    text: str
    swatch: str = ""
    bold: bool = False

    @property
    def width(self) -> float:
        return _width(self.text, TEXT) + (SWATCH + 5 if self.swatch else 0)


class _Paper:
    """What is laid out so far, from the top down."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.y = float(MARGIN)

    def text(self, line: str, size: int, colour: str, weight: str = "400", x: float = MARGIN) -> None:
        """Its baseline stands at the lower end of what is laid out."""
        at = {"x": f"{x:.1f}", "y": f"{self.y:.1f}", "font_size": str(size), "font_weight": weight, "fill": colour}
        self.parts.append(str(Tag("text", "", line, **at)))

    def lines(self, text: str, size: int, colour: str, weight: str = "400") -> None:
        for line in _wrapped(text, size):
            self.y += size * LEADING
            self.text(line, size, colour, weight)

    def chart(self, svg: str) -> None:
        self.parts.append(f'<g transform="translate({MARGIN},{self.y:.1f})">{svg}</g>')
        self.y += _height(svg)


def sheet(picture: Picture, facts: str, source: str, ink: Colours) -> str:
    """The whole sheet as SVG. All text of the data is written as text."""
    paper = _Paper()
    paper.y -= TITLE * (LEADING - 1)
    paper.lines(picture.title, TITLE, ink.ink, "600")
    paper.lines(facts, TEXT, ink.muted)
    _figures(paper, [run for part in picture.parts for run in _runs(part, ink)], ink)
    paper.y += TEXT
    for chart in picture.charts:
        paper.chart(chart(ROOM))
    if picture.nothing:
        paper.lines(picture.nothing, TEXT, ink.muted)
    paper.y += TEXT
    paper.lines(source, TEXT, ink.muted)
    height = round(paper.y + MARGIN)
    ground = Tag("rect", "", width=str(WIDTH), height=str(height), fill=ink.paper)
    opened = f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="{WIDTH}" height="{height}"'
    inside = "".join([str(Tag("title", "", picture.title)), str(ground), *paper.parts])
    return f'{opened} viewBox="0 0 {WIDTH} {height}" font-family="{FONT}">{inside}</svg>'


def _figures(paper: _Paper, runs: Sequence[Run], ink: Colours) -> None:
    """One behind the other, on a new line where there is no room."""
    x = float(WIDTH)
    for run in runs:
        if x + run.width > WIDTH - MARGIN:
            x = float(MARGIN)
            paper.y += TEXT * LEADING + 3
        if run.swatch:
            at = {"x": f"{x:.1f}", "y": f"{paper.y - SWATCH + 0.5:.1f}", "width": str(SWATCH), "height": str(SWATCH)}
            paper.parts.append(str(Tag("rect", "", fill=run.swatch, **at)))
        paper.text(run.text, TEXT, ink.ink if run.bold else ink.muted, "600" if run.bold else "400", x + (SWATCH + 5 if run.swatch else 0))
        x += run.width + BETWEEN


def _runs(part: Tag, ink: Colours) -> Iterator[Run]:
    """A figure's tag is words, maybe behind a swatch whose class names its colour, maybe big."""
    swatches = {"acc": ink.accent, "un": ink.unlinked, "quiet": ink.quiet}
    marks = [mark.attributes.get("class", "") for mark in _tags(part) if mark.name == "i"]
    swatch = next((swatches[kind] for mark in marks for kind in mark.split() if kind in swatches), "")
    text = part.text
    if text:
        yield Run(text, swatch, bold=part.name == "strong")


def _tags(part: Tag) -> Iterator[Tag]:
    yield part
    for inside in part.content:
        if isinstance(inside, Tag):
            yield from _tags(inside)


def _wrapped(text: str, size: int) -> Iterator[str]:
    """Lines that have room, broken behind words, or anywhere in Chinese."""
    line = ""
    for piece in re.findall(r"[\u2e80-\uffef]|[^\s\u2e80-\uffef]+\s*|\s+", text):
        for part in _cut(piece, size):
            if line and _width(line + part.rstrip(), size) > ROOM:
                yield line.rstrip()
                line = ""
            line += part
    if line.strip():
        yield line.rstrip()


def _cut(word: str, size: int) -> list[str]:
    """A word longer than a line, in pieces that aren't."""
    most = int(ROOM / (size * WIDE))
    return [word[start : start + most] for start in range(0, len(word), most)] if _width(word, size) > ROOM else [word]


def _width(text: str, size: int) -> float:
    return sum(WIDE if unicodedata.east_asian_width(letter) in "WFA" else NARROW for letter in text) * size


def _height(svg: str) -> float:
    found = re.search(r'<svg[^>]* height="([\d.]+)"', svg)
    assert found
    return float(found[1])
