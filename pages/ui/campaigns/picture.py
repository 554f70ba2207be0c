"""The map as a picture: columns from campaign to key result, every block's height its work; the browser lays it out."""

from collections.abc import Sequence
from pathlib import Path

from metrics.campaigns.map import Kind
from pages.ui.campaigns.blocks import Block, blocks, columns, least_height
from pages.ui.campaigns.facts import facts, tag
from pages.ui.campaigns.shown import Shown, is_over
from pages.ui.format import day_at
from pages.ui.tables.component import table
from pages.ui.view import View

SCREEN = 660  # pixels below the header that a meeting screen has room for
SHARES = {"campaign": 15, "sub": 18, "objective": 27, "kr": 40}  # of the width
WORDS = ("caption", "up_to", "fold", "unfold", "only", "delivered")

_MAP = table("map", "marks", folder=Path(__file__).parent)


def draw(found: Shown, view: View) -> None:
    _MAP(data=model(found, view), key="map")


def model(found: Shown, view: View) -> dict:
    """Campaigns that are over are folded, unless there is nothing else."""
    say, drawn = view.words, blocks(found.nodes)
    names = columns(drawn)
    over = _over(drawn) if len(drawn) > 1 or not is_over(drawn[0].node) else []
    asked = view.address.level
    usual = fitting([block for block in drawn if block not in over], len(names))
    return {
        "place": found.of.id if found.of else "",
        "ways": _ways(found, view),
        "words": {name: say(f"campaigns.{name}") for name in WORDS},
        "columns": [
            {"label": say(f"campaigns.column.{name}"), "share": SHARES[name], "href": _up_to(nth, view)} for nth, name in enumerate(names, 1)
        ],
        "upTo": min(asked, len(names)) - 1 if asked else usual,
        "asked": asked is not None,
        "folded": [f"{block.node.kind}:{block.node.id}" for block in over],
        "blocks": [_shown(block, found, view) for block in drawn],
    }


def _over(drawn: Sequence[Block]) -> list[Block]:
    """The outermost campaigns that are over."""
    return [over for block in drawn for over in ([block] if is_over(block.node) else _over(block.parts))]


def _up_to(level: int, view: View) -> str:
    return view.address.up_to(level).here("/campaigns")


def fitting(found: list[Block], columns: int) -> int:
    """The last column that can be shown without leaving the screen; the first in any case."""
    return next((last for last in range(columns - 1, 0, -1) if least_height(found, last) <= SCREEN), 0)


def _ways(found: Shown, view: View) -> list[dict]:
    """Back up from a branch, and what it is called; nothing of the whole map."""
    if found.of is None:
        return []
    above = [{"text": node.title, "href": view.address.about("/campaigns", node.id)} for node in found.above]
    return [{"text": view.words("campaigns.all"), "href": view.address.link("/campaigns")}, *above, {"text": found.of.title, "href": ""}]


def _shown(block: Block, found: Shown, view: View) -> dict:
    node = block.node
    can_zoom = node.kind is Kind.CAMPAIGN and block.parts and node != found.of
    return facts(node, view) | {
        "column": block.column,
        "weight": round(block.weight, 2),
        "tag": tag(node, view),
        "ended": view.words("okr.ended", day=day_at(node.ends_on, view.scope.as_of, view.words)) if is_over(node) and node.ends_on else "",
        "only": view.address.about("/campaigns", node.id) if can_zoom else "",
        "parts": [_shown(part, found, view) for part in block.parts],
    }
