"""What the picture and the list tell of a node, every text ready-made."""

from metrics.campaigns.map import Kind, Node
from metrics.campaigns.names import named
from metrics.records import Measure
from pages.ui.address import Behind
from pages.ui.campaigns.mark import mark
from pages.ui.format import against_plan, count, percent, span
from pages.ui.view import View

PAGES = {Kind.CAMPAIGN: "/campaign", Kind.OBJECTIVE: "/objective", Kind.KR: "/kr"}


def facts(node: Node, view: View) -> dict:
    """Shape, word and colour of its status; progress and plan; its work with the ways to its rows; who leads it, and its period."""
    say = view.words
    return {
        "key": f"{node.kind}:{node.id}",
        "kind": str(node.kind),
        "id": node.id,
        "title": say("campaigns.outside") if node.kind is Kind.OUTSIDE else node.title,
        "href": way(node, view),
        "mark": mark(node, say),
        "lead": node.lead or "",
        "leads": [{"text": name, "href": view.address.about("/mine", name)} for name in named(node.lead)],
        "progress": "" if node.progress is None else percent(node.progress),
        "plan": "" if node.expected is None else say("campaigns.plan", share=percent(node.expected)),
        "planned": "" if node.expected is None else percent(node.expected),
        "gap": "" if node.progress is None else against_plan(node.progress, node.expected, say),
        "delivered": _work(node, Measure.DELIVERED, view),
        "inProgress": _work(node, Measure.IN_PROGRESS, view),
        "period": period(node, view),
    }


def tag(node: Node, view: View) -> str:
    """Goals are called by their ids, projects are told from objectives by the word."""
    if node.kind is Kind.PROJECT:
        return view.words("campaigns.kind.project")
    return node.id if node.kind in (Kind.OBJECTIVE, Kind.KR) else ""


def way(node: Node, view: View) -> str:
    """To the node's own page; of a project, until it has one, to its campaign's, which has its milestones."""
    if node.kind is Kind.PROJECT:
        return view.address.about("/campaign", node.parent_id or "")
    return view.address.about(PAGES[node.kind], node.id) if node.kind in PAGES else ""


def period(node: Node, view: View) -> str:
    """Its first and last day; where only one of them is known, that one."""
    say = view.words
    if node.starts_on and node.ends_on:
        return span(node.starts_on, node.ends_on, say)
    known = node.starts_on or node.ends_on
    if known is None:
        return ""
    return say("campaigns.since" if node.starts_on else "campaigns.until", day=known.isoformat())


def _work(node: Node, measure: Measure, view: View) -> dict:
    if node.kind is Kind.OUTSIDE:
        return {"text": "", "href": ""}
    return {"text": count(node.delivered if measure is Measure.DELIVERED else node.in_progress), "href": _rows(node, measure, view)}


def _rows(node: Node, measure: Measure, view: View) -> str:
    """The records page can be asked about goals and campaigns, not yet about projects."""
    if node.kind is Kind.CAMPAIGN:
        return view.address.records(Behind(measure, campaign=node.id))
    if node.kind is Kind.OBJECTIVE:
        return view.address.records(Behind(measure, goal=node.id))
    return view.address.records(Behind(measure, kr=node.id)) if node.kind is Kind.KR else ""
