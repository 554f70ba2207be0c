"""What of the map the address asks for: all of it, or one campaign's branch."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from metrics.campaigns.loose import Loose
from metrics.campaigns.map import Kind, Map, Node, branch, campaign_map
from metrics.campaigns.project_state import State
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
    every = _with_the_ended(found.nodes, view.scope.as_of)
    nodes = branch(every, (Kind.CAMPAIGN, named.id)) if named else []
    if not nodes:
        last = [node for root in every if root.depth == 0 and is_over(root) for node in branch(every, root.key)]
        known = {node.key for node in last}
        first = [node for node in every if node.key not in known]
        return Shown((*first, *last), tuple(found.loose), unknown=named.id if named else "")
    return Shown(tuple(nodes), tuple(found.loose), nodes[0], _above(found, nodes[0]))


def is_over(node: Node) -> bool:
    """A meeting is about the campaigns under way."""
    return node.kind is Kind.CAMPAIGN and node.status == State.ENDED


def under_way(nodes: Sequence[Node]) -> list[Node]:
    """Without what stands under a campaign that is over, unless there is nothing else."""
    over: set[tuple[Kind, str]] = set()
    for node in nodes:  # each stands after its parent
        if is_over(node) or node.parent in over:
            over.add(node.key)
    return [node for node in nodes if node.key not in over] or list(nodes)


def _with_the_ended(nodes: Sequence[Node], as_of: date | None) -> list[Node]:
    """Of a campaign that is over the map says just that: how its goals ended is theirs to tell."""
    return [node._replace(status=State.ENDED) if node.kind is Kind.CAMPAIGN and _has_ended(node, nodes, as_of) else node for node in nodes]


def _has_ended(campaign: Node, nodes: Sequence[Node], as_of: date | None) -> bool:
    """Its own last day is over, or that of every objective it has."""
    if as_of is None:
        return False
    if campaign.ends_on is not None and campaign.ends_on < as_of:
        return True
    last = [node.ends_on for node in branch(nodes, campaign.key) if node.kind is Kind.OBJECTIVE]
    return bool(last) and all(day is not None and day < as_of for day in last)


def _above(found: Map, of: Node) -> tuple[Node, ...]:
    by_key = {node.key: node for node in found.nodes}
    above: list[Node] = []
    while of.parent is not None:
        of = by_key[of.parent]
        above.insert(0, of)
    return tuple(above)
