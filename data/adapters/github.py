"""GitHub: issues as the JSON of its command line or of its interface; the state's reason says what was dropped, labels what is a bug."""

import re

from data.adapters.columns import Field, each
from data.adapters.export import Export, Split
from data.adapters.vocabulary import CANCELLED, RELEASED, Step, bug_status, dataset_of_labels, dropping_label, headers, resolution, step_by_labels

_REPOSITORY = re.compile(r"https?://[^/]+/([^/]+/[^/]+)/issues/")
DROPPED = frozenset(("not_planned", "duplicate"))
NO_PULL = frozenset(("", "false"))


def step(state: str, reason: str, marks: str) -> Step:
    """Labels for what was dropped are older than GitHub's reasons: either will do."""
    if state.casefold() == "closed":
        return CANCELLED if reason.casefold() in DROPPED or dropping_label(marks) else RELEASED
    return step_by_labels(marks) if state.casefold() == "open" else Step(state, "")


def status(*state: str) -> str:
    return step(*state).status


def stage(*state: str) -> str:
    return step(*state).stage


def bug_resolution(reason: str, marks: str) -> str:
    """A label says more than that it isn't planned."""
    return resolution(dropping_label(marks) or reason, "")


def repository(url: str) -> str:
    match = _REPOSITORY.match(url)
    return match[1] if match else ""


def key(number: str, url: str) -> str:
    """The number with its repository, as in `acme/web#7`: each repository counts its own."""
    return f"{name}#{number}" if number and (name := repository(url)) else number


def dataset(marks: str, pull: str) -> str:
    """Its interface answers pull requests among the issues: they are how work is done, not what is asked for."""
    return dataset_of_labels(marks) if pull.casefold() in NO_PULL else ""


URL = "html_url|url"
TEAM = Field("team", (URL,), each(repository))
STATE = ("state", "stateReason", "labels")
REQUIREMENT = (
    Field("requirement_id", ("number", URL), key),
    Field("title", ("title",)),
    TEAM,
    Field("status", STATE, status),
    Field("stage", STATE, stage),
    Field("owner", ("assignees",)),
    Field("iteration_id", ("milestone",)),
    Field("created_at", ("createdAt",)),
    Field("released_at", ("closedAt",), only=("released",)),
    Field("cancelled_at", ("closedAt",), only=("cancelled",)),
    Field("url", (URL,)),
)
BUG = (
    Field("bug_id", ("number", URL), key),
    Field("title", ("title",)),
    TEAM,
    Field("status", ("state",), bug_status()),
    Field("resolution", ("stateReason", "labels"), bug_resolution, unless=("open",)),
    Field("created_at", ("createdAt",)),
    Field("resolved_at", ("closedAt",), unless=("open",)),
    Field("closed_at", ("closedAt",), unless=("open",)),
    Field("url", (URL,)),
)
KNOWN = """number, title, state, stateReason, labels, milestone, assignees, author, body, closed, comments, createdAt, updatedAt, closedAt, id, url,
html_url, isPinned, isPullRequest, projectItems, pull_request"""

EXPORTS = (
    Export(
        adapter="github",
        name="github",
        known=headers(KNOWN),
        signature=(("number",), ("title",), ("createdAt",), ("stateReason", "closedAt", "state")),
        readings={"requirements": REQUIREMENT, "bugs": BUG},
        split=Split(("labels", "pull_request|isPullRequest"), dataset),
        dates=("updatedAt",),
    ),
)
