"""A small mark that opens what figures mean."""

from collections.abc import Sequence

from pages.ui.definitions import About, about
from pages.ui.markup import Tag
from pages.ui.view import View


def explained(names: Sequence[str], view: View, *rules: str) -> Tag:
    """A small mark that opens the definitions of a panel's figures, by mouse, finger or keyboard."""
    facts = [about(name, view.words) for name in names]
    told = [Tag(kind, "", text) for fact in facts for kind, text in _lines(fact)]
    panel = Tag("div", "", Tag("dl", "", *told, *(Tag("dd", "gb-rule", rule) for rule in rules)))
    labels = view.words("list.and").join(fact.label for fact in facts)
    mark = Tag("summary", "", "ⓘ", title=facts[0].definition, aria_label=f"{view.words('about.open')}: {labels}")
    return Tag("details", "gb-about", mark, panel)


def _lines(fact: About) -> list[tuple[str, str]]:
    return [("dt", fact.label), ("dd", fact.definition), *([("dd", fact.formula)] if fact.formula else []), ("dd", fact.facts)]
