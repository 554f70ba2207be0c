"""How many key results of the map stand how: the page's answer in one line."""

from collections import Counter
from collections.abc import Sequence

from metrics.campaigns.map import Kind, Node
from metrics.status import Status
from pages.ui.campaigns.shown import under_way
from pages.ui.markup import Tag
from pages.ui.status import shape, word
from pages.ui.view import View


def tally(nodes: Sequence[Node], view: View) -> list[Tag]:
    """How many key results stand how, the worst first; those of campaigns that are over burn no more."""
    found = Counter(node.status for node in under_way(nodes) if node.kind is Kind.KR and node.status)
    counted = [
        Tag("span", f"s-{status}", Tag("i", "", shape(status)), " ", Tag("b", "", str(found[status])), " ", word(status, view.words))
        for status in Status
        if found[status]
    ]
    return [*counted, Tag("span", "gb-muted", view.words("campaigns.tally", n=found.total()))] if counted else []
