"""The same as a list for those who read: every node a row, deeper ones further in."""

from collections.abc import Sequence
from pathlib import Path

from metrics.campaigns.map import Kind, Node
from pages.ui.campaigns.facts import facts
from pages.ui.campaigns.mark import mark
from pages.ui.definitions import about
from pages.ui.tables.component import table as component
from pages.ui.view import View

COLUMNS = ("name", "status", "progress", "plan", "gap", "delivered", "in_progress", "lead", "period")
RIGHT = frozenset({"progress", "plan", "gap", "delivered", "in_progress"})
EXPLAINED = {"progress": "campaign_progress", "delivered": "delivered", "in_progress": "in_progress"}

_LIST = component("list", "marks", folder=Path(__file__).parent)


def draw(nodes: Sequence[Node], view: View) -> None:
    _LIST(data=model(nodes, view), key="map_list")


def model(nodes: Sequence[Node], view: View) -> dict:
    say = view.words
    first = nodes[0].depth
    return {
        "caption": say("campaigns.list_title"),
        "columns": [{"label": say(f"campaigns.head.{name}"), "right": name in RIGHT, "about": _about(name, view)} for name in COLUMNS],
        "rows": [facts(node, view) | {"depth": node.depth - first, "what": _what(node, view)} for node in nodes],
    }


TABLE = ("kind", "id", "title", "status", "progress", "expected", "delivered", "in_progress", "lead", "starts_on", "ends_on", "parent")


def table(nodes: Sequence[Node], view: View) -> tuple[list[str], list[list[object]]]:
    """Head and rows of the same as a file, each with the id of what it stands under."""
    say = view.words
    rows = [[_kind(node, view), node.id, facts(node, view)["title"], mark(node, say)["word"], *_figures(node)] for node in nodes]
    return [say(f"campaigns.table.{name}") for name in TABLE], rows


def _figures(node: Node) -> list[object]:
    work = [None, None] if node.kind is Kind.OUTSIDE else [node.delivered, node.in_progress]
    return [node.progress, node.expected, *work, node.lead, node.starts_on, node.ends_on, node.parent_id]


def _about(name: str, view: View) -> dict | None:
    return about(EXPLAINED[name], view.words)._asdict() if name in EXPLAINED else None


def _what(node: Node, view: View) -> str:
    """What goals are is said by their ids."""
    if node.kind in (Kind.OBJECTIVE, Kind.KR):
        return node.id
    return view.words("campaigns.what", kind=_kind(node, view), id=node.id) if node.id else ""


def _kind(node: Node, view: View) -> str:
    """The group of what has no campaign is of none."""
    kind = "sub" if node.kind is Kind.CAMPAIGN and node.depth else node.kind
    return "" if node.kind is Kind.OUTSIDE else view.words(f"campaigns.kind.{kind}")
