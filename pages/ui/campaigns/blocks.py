"""The map as blocks beside one another: each in the column of its kind, as tall as the work below it, at its right what it is made of."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from metrics.campaigns.map import Kind, Node

DEEPEST = 2  # level of sub-campaigns that still has a column of its own; deeper ones stand beside those of this level
ONE_LINE, TWO_LINES = 26, 40  # pixels of a block and the air below it
LEAST = 1.0  # delivered requirements that a block is as tall as at least
Key: TypeAlias = tuple[Kind, str]


@dataclass(frozen=True)
class Block:
    """A node in its column, counted from the left; `parts` stand at its right, `weight` is their height against other blocks."""

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
    return [_block(node, tree) for node in tree.under.get(None, ())]


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


def _block(node: Node, tree: _Tree) -> Block:
    is_goal = node.kind is Kind.OBJECTIVE
    parts = _key_results(node, tree) if is_goal else tuple(_block(each, tree) for each in tree.under.get(node.key, ()))
    column = tree.level[node.key] if node.kind in (Kind.CAMPAIGN, Kind.OUTSIDE) else tree.goals
    return Block(node, column, sum(part.weight for part in parts) or max(node.delivered, LEAST), parts)


def _key_results(of: Node, tree: _Tree) -> tuple[Block, ...]:
    """They share their objective's height by their own work: a requirement that serves two of them is there once."""
    listed = tree.under.get(of.key, ())
    total = sum(node.delivered for node in listed) or 1
    return tuple(Block(node, tree.goals + 1, max(of.delivered * node.delivered / total, LEAST)) for node in listed)
