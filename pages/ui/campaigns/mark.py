"""How a node of the map stands, as shape, word and colour: a goal's status, or the state of a project."""

from metrics.campaigns.map import Kind, Node
from metrics.campaigns.project_state import State
from metrics.status import Status
from pages.ui.status import shape, word
from pages.ui.words import Words

LIKE = {  # the status whose shape and colour a project's state has
    State.AT_RISK: Status.AT_RISK,
    State.LATE: Status.BEHIND,
    State.NOT_STARTED: Status.NOT_STARTED,
    State.ON_TRACK: Status.ON_TRACK,
    State.ENDED: None,
}
ENDED = "□"


def mark(node: Node, say: Words) -> dict:
    """`status` names the colour; all are empty where there is nothing that could have a status."""
    if node.kind is Kind.PROJECT:
        return of_project(node.status, say)
    if node.status == State.ENDED:
        return {"status": "none", "shape": ENDED, "word": say("campaigns.ended")}
    if node.status is None:
        told = {Kind.CAMPAIGN: say("campaigns.no_goal"), Kind.OBJECTIVE: say("campaigns.no_kr")}
        return {"status": "none", "shape": "", "word": told.get(node.kind, "")}
    return {"status": str(node.status), "shape": shape(node.status), "word": word(node.status, say)}


def of_project(state: str | None, say: Words) -> dict:
    """The same of a project's state alone."""
    if state is None:
        return {"status": "none", "shape": "", "word": ""}
    like = LIKE[State(state)]
    return {"status": str(like or "none"), "shape": shape(like) if like else ENDED, "word": say(f"campaigns.state.{state}")}
