"""Every rule with its definition in both languages, as the figures have theirs."""

from collections.abc import Callable, Mapping
from typing import TypeVar

from metrics.attention.concern import Concern, Rule
from metrics.attention.reading import Reading
from metrics.registry import both_languages

Finder = Callable[[Reading], list[Concern]]
Function = TypeVar("Function", bound=Finder)

DEFINITIONS: dict[Rule, Mapping[str, str]] = {}
FINDERS: dict[Rule, Finder] = {}


def rule(name: Rule) -> Callable[[Function], Function]:
    """Register what finds a rule's entries; the docstring is the rule's definition, English first, then Chinese."""

    def register(function: Function) -> Function:
        DEFINITIONS[name] = both_languages(function.__doc__ or "")
        FINDERS[name] = function
        return function

    return register
