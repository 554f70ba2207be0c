"""Colours come from the theme file. Here they only get the names that our markup and our charts use."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st

THEME = Path(__file__).parents[2] / ".streamlit" / "config.toml"
HUES = 8  # objectives with a hue of their own; from the ninth on hues repeat and the id is shown with them

TOKENS = {
    "paper": "backgroundColor",
    "wash": "secondaryBackgroundColor",
    "ink": "textColor",
    "muted": "grayTextColor",
    "hair": "borderColor",
    "accent": "linkColor",
    "on_track": "greenColor",
    "on_track-t": "greenTextColor",
    "behind": "yellowColor",
    "behind-t": "yellowTextColor",
    "at_risk": "orangeColor",
    "at_risk-t": "orangeTextColor",
    "achieved": "violetColor",
    "achieved-t": "violetTextColor",
    "quiet": "grayColor",
}


@dataclass(frozen=True)
class Colours:
    """One theme's colours for a chart."""

    dark: bool
    paper: str
    ink: str
    muted: str
    hair: str
    accent: str
    quiet: str
    unlinked: str
    hues: tuple[str, ...]  # of the objectives, in their order
    at_risk: str  # what needs somebody now, dark enough for text


def colours(theme: str | None = None) -> Colours:
    """Of the theme named, `light` or `dark`, else of the one the reader looks at."""
    dark = (theme or st.context.theme.type) == "dark"
    side = "dark" if dark else "light"
    names = ("paper", "ink", "muted", "hair", "accent", "quiet")
    *hues, unlinked = _theme(side, "chartCategoricalColors")
    return Colours(dark, *(_theme(side, TOKENS[name]) for name in names), unlinked, tuple(hues), _theme(side, TOKENS["at_risk-t"]))


@cache
def tokens(theme: str | None = None) -> str:
    """The theme as CSS variables that follow a live switch: `--gb-ink` and so on, `--gb-o1` … `--gb-o8`, `--gb-o0` unlinked.

    Of a theme named they are plain colours, for paper.
    """
    pairs = {name: (_theme("light", option), _theme("dark", option)) for name, option in TOKENS.items()}
    hues = zip(_theme("light", "chartCategoricalColors"), _theme("dark", "chartCategoricalColors"), strict=True)
    pairs |= {f"o{(index + 1) % (HUES + 1)}": pair for index, pair in enumerate(hues)}
    sides = {None: "light-dark({0},{1})", "light": "{0}", "dark": "{1}"}
    written = "".join(f"--gb-{name}:{sides[theme].format(*pair)};" for name, pair in pairs.items())
    font = _file()["font"]
    return f":root{{{written}--gb-font:{font}}}"


def token(name: str, of: Colours) -> str:
    """The colour of a name that our markup has, of the same theme as these."""
    return str(_theme("dark" if of.dark else "light", TOKENS[name]))


def hue(index: int) -> int:
    """The hue of the objective at this place among all objectives, from 1."""
    return index % HUES + 1


def turn(index: int) -> int:
    """How many rounds of hues were used up before this place: from the ninth objective on colour alone doesn't tell them apart."""
    return min(index // HUES, 2)


def _theme(side: str, option: str) -> Any:
    return _file()[side][option]


@cache
def _file() -> dict[str, Any]:
    """The theme file, wherever the process was started."""
    return tomllib.loads(THEME.read_text("utf-8"))["theme"]
