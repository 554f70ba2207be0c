"""What a figure means, in the reader's language: definition, unit, direction and sample, from the registry."""

from typing import NamedTuple

from metrics.registry import FIGURES, Better
from pages.ui.words import Words


class About(NamedTuple):
    """One figure explained: its label, its definition, a line with unit, direction and sample, and how it is worked out."""

    label: str
    definition: str
    facts: str
    formula: str = ""


def about(name: str, words: Words) -> About:
    figure = FIGURES[name]
    facts = [words("about.unit", unit=words(f"unit.{figure.unit}"))]
    if figure.better is not Better.NEUTRAL:
        facts.append(words(f"about.better.{figure.better}"))
    if figure.sample:
        facts.append(words("about.sample", sample=label(figure.sample, words)))
    return About(label(name, words), figure.definition[words.language], " · ".join(facts), formula(name, words))


def formula(name: str, words: Words) -> str:
    """In one line; "" for a plain count."""
    key = f"formula.{name}"
    return words(key) if words.knows(key) else ""


def label(name: str, words: Words) -> str:
    key = f"figure.{name}"
    return words(key) if words.knows(key) else name


def names() -> list[str]:
    return list(FIGURES)
