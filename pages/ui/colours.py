"""Colours come from the theme file. Here they only get the names that our markup and our charts use."""

from dataclasses import dataclass
from functools import cache
from typing import Any

import streamlit as st

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


def colours() -> Colours:
    dark = st.context.theme.type == "dark"
    side = "dark" if dark else "light"
    names = ("paper", "ink", "muted", "hair", "accent", "quiet")
    return Colours(dark, *(_theme(side, TOKENS[name]) for name in names), _theme(side, "chartCategoricalColors")[HUES])


@cache
def tokens() -> str:
    """The theme as CSS variables that follow a live switch: `--gb-ink` and so on, `--gb-o1` … `--gb-o8`, `--gb-o0` unlinked."""
    pairs = {name: (_theme("light", option), _theme("dark", option)) for name, option in TOKENS.items()}
    hues = zip(_theme("light", "chartCategoricalColors"), _theme("dark", "chartCategoricalColors"), strict=True)
    pairs |= {f"o{(index + 1) % (HUES + 1)}": pair for index, pair in enumerate(hues)}
    light = "".join(f"--gb-{name}:light-dark({a},{b});" for name, (a, b) in pairs.items())
    font = st.get_option("theme.font")
    return f":root{{{light}--gb-font:{font}}}"


def hue(index: int) -> int:
    """The hue of the objective at this place among all objectives, from 1."""
    return index % HUES + 1


def turn(index: int) -> int:
    """How many rounds of hues were used up before this place: from the ninth objective on colour alone doesn't tell them apart."""
    return min(index // HUES, 2)


def _theme(side: str, option: str) -> Any:
    return st.get_option(f"theme.{side}.{option}")
