"""What of the map the address asks for: all of it, or one campaign's branch."""

from dataclasses import dataclass

from metrics.campaigns.loose import Loose
from metrics.campaigns.map import Kind, Map, Node, branch, campaign_map
from pages.ui.store import answer
from pages.ui.view import View


@dataclass(frozen=True)
class Shown:
    """`of` is the campaign whose branch it is, `above` the nodes from the root down to it; `unknown` is an id that nobody knows."""

    nodes: tuple[Node, ...]
    loose: tuple[Loose, ...]
    of: Node | None = None
    above: tuple[Node, ...] = ()
    unknown: str = ""

    @property
    def any_campaign(self) -> bool:
        return any(node.kind is Kind.CAMPAIGN for node in self.nodes)


def shown(view: View) -> Shown:
    """The whole map where the address names no campaign, or one that nobody knows; campaigns that are over stand last on it."""
    found, named = answer(campaign_map, view.scope), view.address.subject
    nodes = branch(found.nodes, (Kind.CAMPAIGN, named.id)) if named else []
    if not nodes:
        over = [node.key for node in found.nodes if node.depth == 0 and is_over(node, view)]
        last = [node for key in over for node in branch(found.nodes, key)]
        known = {node.key for node in last}
        first = [node for node in found.nodes if node.key not in known]
        return Shown((*first, *last), tuple(found.loose), unknown=named.id if named else "")
    return Shown(tuple(nodes), tuple(found.loose), nodes[0], _above(found, nodes[0]))


def is_over(node: Node, view: View) -> bool:
    """A meeting is about the campaigns under way."""
    return node.kind is Kind.CAMPAIGN and bool(node.ends_on and view.scope.as_of and node.ends_on < view.scope.as_of)


def _above(found: Map, of: Node) -> tuple[Node, ...]:
    by_key = {node.key: node for node in found.nodes}
    above: list[Node] = []
    while of.parent is not None:
        of = by_key[of.parent]
        above.insert(0, of)
    return tuple(above)
