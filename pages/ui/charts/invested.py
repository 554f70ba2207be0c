"""Team by objective as bars of 100 %, for paper and files; on screen the same is a table of our own.

Drawn straight as SVG: measuring hundreds of labels, as a chart library must, takes seconds where nothing has to be measured.
"""

from collections.abc import Iterator, Sequence

from pages.ui.colours import Colours
from pages.ui.markup import Tag
from pages.ui.pictures.drawing import FONT

ROW, BAR, LEGEND = 30, 20, 22  # pixels: a team, its bar, a line of the legend
NAMES, COUNTS = 0.24, 0.07  # of the width: the teams' names at the left, their counts at the right
SWATCH, TEXT = 10, 13
WIDE, NARROW = 13.5, 6.9  # pixels that a Chinese and a Latin letter take
DARK_BELOW = 0.18  # luminance of a hue that is written on in paper colour: from there on ink reads better


def invested(of_teams: dict, ink: Colours, width: int) -> str:
    """`of_teams` is the view model of the bars on screen: series, and a row a team."""
    lines = -(-len(of_teams["series"]) // 2)
    top = lines * LEGEND + TEXT
    height = top + len(of_teams["rows"]) * ROW
    parts = [*_legend(of_teams["series"], ink, width)]
    for place, team in enumerate(of_teams["rows"]):
        parts += _team(team, of_teams["series"], ink, width, top + place * ROW)
    box = f'width="{width}" height="{height}" viewBox="0 0 {width} {height}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {box} font-size="{TEXT}" font-family="{FONT}">{"".join(map(str, parts))}</svg>'


def _legend(series: Sequence[dict], ink: Colours, width: int) -> Iterator[Tag]:
    for place, of in enumerate(series):
        x, y = place % 2 * width / 2, place // 2 * LEGEND
        yield Tag("rect", "", **_at(x, y + 2), width=str(SWATCH), height=str(SWATCH), fill=_hue(of["hue"], ink))
        yield Tag("text", "", _cut(of["title"], width / 2 - 40), **_at(x + 18, y + 12), fill=ink.ink)


def _team(team: dict, series: Sequence[dict], ink: Colours, width: int, y: float) -> Iterator[Tag]:
    left, room = width * NAMES, width * (1 - NAMES - COUNTS)
    line = y + BAR / 2 + 5
    yield Tag("text", "", _cut(team["team"], left - 12), **_at(left - 10, line), text_anchor="end", fill=ink.ink)
    since = 0.0
    for part in team["parts"]:
        x, long, hue = left + room * since, room * part["share"], _hue(series[part["series"]]["hue"], ink)
        yield Tag("rect", "", **_at(x, y), width=f"{max(long - 1, 0.5):.1f}", height=str(BAR), fill=hue)
        if _width(part["label"]) + 4 <= long:
            yield Tag("text", "", part["label"], **_at(x + long / 2, line), text_anchor="middle", fill=_on(hue, ink))
        since += part["share"]
    yield Tag("text", "", team["delivered"], **_at(left + room + 10, line), fill=ink.muted)


def _at(x: float, y: float) -> dict[str, str]:
    return {"x": f"{x:.1f}", "y": f"{y:.1f}"}


def _cut(text: str, room: float) -> str:
    """What has no room ends in dots."""
    if _width(text) <= room:
        return text
    kept = next(count for count in range(len(text), -1, -1) if _width(text[:count]) <= room - WIDE)
    return f"{text[:kept].rstrip()}…"


def _width(text: str) -> float:
    return sum(WIDE if letter >= "⺀" else NARROW for letter in text)


def _hue(hue: int, ink: Colours) -> str:
    return ink.hues[hue - 1] if hue else ink.unlinked


def _on(hue: str, ink: Colours) -> str:
    """Dark on light hues, light on dark ones."""
    red, green, blue = (int(hue[start : start + 2], 16) / 255 for start in (1, 3, 5))
    is_dark = (0.2126 * red**2.2 + 0.7152 * green**2.2 + 0.0722 * blue**2.2) < DARK_BELOW
    light, dark = (ink.ink, ink.paper) if ink.dark else (ink.paper, ink.ink)
    return light if is_dark else dark
