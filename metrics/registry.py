"""Every figure the boards show: its definition in both languages, its unit, which way is better, what its sample is."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar


class Unit(StrEnum):
    """What one of the figure is."""

    COUNT = "count"
    SHARE = "share"
    DAYS = "days"
    METRIC = "metric"  # the KR metric's own unit
    WORD = "word"


class Better(StrEnum):
    """Which way is better; a KR metric says so itself by its direction."""

    HIGHER = "higher"
    LOWER = "lower"
    NEUTRAL = "neutral"
    DIRECTION = "direction"


RISING = ("increase", "maintain_above")  # directions of a KR metric whose higher value is better


@dataclass(frozen=True)
class Figure:
    """One figure; `sample` names the figure that says how much it rests on, None where the figure is a plain count."""

    name: str
    unit: Unit
    better: Better
    sample: str | None
    definition: Mapping[str, str]


FIGURES: dict[str, Figure] = {}
Function = TypeVar("Function", bound=Callable[..., object])


def figure(unit: Unit, better: Better = Better.NEUTRAL, *, sample: str | None = None) -> Callable[[Function], Function]:
    """Register a figure under its function's name; the docstring is its definition, English first, then Chinese."""

    def register(function: Function) -> Function:
        FIGURES[function.__name__] = Figure(function.__name__, unit, better, sample, both_languages(function.__doc__ or ""))
        return function

    return register


def both_languages(docstring: str) -> dict[str, str]:
    """A definition by language: English, an empty line, Chinese."""
    english, chinese = docstring.split("\n\n", 1)
    return {"en": " ".join(english.split()), "zh": "".join(line.strip() for line in chinese.splitlines())}
