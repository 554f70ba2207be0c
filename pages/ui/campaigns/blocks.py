"""The map as blocks beside one another: each in the column of its kind, as tall as the work below it, at its right what it is made of."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from metrics.campaigns.map import Kind, Node

DEEPEST = 2  # level of sub-campaigns that still has a column of its own; deeper ones stand beside those of this level
ONE_LINE, TWO_LINES = 26, 40  # pixels of a block and the air below it
LEAST = 1.0  # delivered requirements that a block of the first column is as tall as at least
Key: TypeAlias = tuple[Kind, str]


@dataclass(frozen=True)
class Block:
    """A node in its column, counted from the left; `parts` stand at its right, `weight` is its height against other blocks.

    A project has none: it is as tall as its text, for its work is that of the objectives beside it.
    """

    node: Node
    column: int
    weight: float
    parts: tuple["Block", ...] = ()


@dataclass(frozen=True)
class _Tree:
    """Who stands under whom, and the first column behind those of the campaigns."""

    under: Mapping[Key | None, Sequence[Node]]
    level: Mapping[Key, int]
    goals: int


def blocks(nodes: Sequence[Node]) -> list[Block]:
    """The blocks of the first column, or of a branch of the map the one that it begins with."""
    tree = _tree(nodes)
    return [_block(node, _work(node, tree), tree) for node in tree.under.get(None, ())]


def columns(found: Sequence[Block]) -> list[str]:
    """What stands in each column, by the key of its name; only those that there are."""
    kinds: dict[int, Kind] = {}
    for each in _all(found):
        kinds.setdefault(each.column, each.node.kind)
    depths = {each.column: each.node.depth for each in _all(found)}
    return [_name(kinds[at], depths[at]) if at in kinds else "objective" for at in range(max(kinds, default=-1) + 1)]


def least_height(found: Sequence[Block], last: int) -> int:
    """How many pixels the texts need once nothing right of this column is shown."""
    return sum(_row(each) if each.column >= last or not each.parts else least_height(each.parts, last) for each in found)


def _row(block: Block) -> int:
    """A key result has two lines, anything else has room for one."""
    return TWO_LINES if block.node.kind is Kind.KR else ONE_LINE


def _all(found: Sequence[Block]) -> list[Block]:
    return [each for block in found for each in (block, *_all(block.parts))]


def _name(kind: Kind, depth: int) -> str:
    if kind in (Kind.OBJECTIVE, Kind.PROJECT):
        return "objective"
    if kind is Kind.KR:
        return "kr"
    return "sub" if depth else "campaign"


def _tree(nodes: Sequence[Node]) -> _Tree:
    parent: dict[Key, Key | None] = {}
    level: dict[Key, int] = {}
    under: dict[Key | None, list[Node]] = {}
    for node in nodes:
        above = node.parent if node.parent in level else None
        if node.kind is Kind.CAMPAIGN and above and level[above] == DEEPEST:
            above = parent[above]
        parent[node.key], level[node.key] = above, level[above] + 1 if above else 0
        under.setdefault(above, []).append(node)
    of_campaigns = [level[node.key] for node in nodes if node.kind in (Kind.CAMPAIGN, Kind.OUTSIDE)]
    return _Tree(under, level, max(of_campaigns, default=-1) + 1)


def _work(node: Node, tree: _Tree) -> float:
    """The group of what is in no campaign has no figure of its own, only its objectives have."""
    if node.kind is Kind.OUTSIDE:
        return sum(_work(each, tree) for each in tree.under.get(node.key, ()))
    return max(node.delivered, LEAST)


def _block(node: Node, weight: float, tree: _Tree) -> Block:
    """What it is made of shares its height by their own work: a requirement that serves two of them is there once."""
    listed = tree.under.get(node.key, ())
    sharing = {each.key: float(each.delivered) for each in listed if each.kind is not Kind.PROJECT}
    if not any(sharing.values()):
        sharing = dict.fromkeys(sharing, 1.0)
    unit = weight / (sum(sharing.values()) or 1)
    return Block(node, _column(node, tree), weight, tuple(_block(each, unit * sharing.get(each.key, 0), tree) for each in listed))


def _column(node: Node, tree: _Tree) -> int:
    if node.kind in (Kind.CAMPAIGN, Kind.OUTSIDE):
        return tree.level[node.key]
    return tree.goals + (node.kind is Kind.KR)
