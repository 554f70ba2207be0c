"""GitLab, before and since 18.4: moments are in UTC; a label says what is a bug, what was dropped and what is being worked on."""

import re

from data.adapters.columns import Field, each
from data.adapters.export import Export, Split
from data.adapters.vocabulary import (
    CANCELLED,
    RELEASED,
    Step,
    bug_status,
    dataset_of_labels,
    dataset_of_type,
    dropping_label,
    headers,
    resolution,
    step_by_labels,
)

_ADDRESS = re.compile(r"https?://[^/]+/(.+?)(?:/-)?/(?:issues|work_items|epics)/(?:incident/)?(\d+)")
GOALS = frozenset(("objective", "key result"))
OPEN = frozenset(("open", "opened", "reopened"))


def dataset(kind: str, marks: str) -> str:
    """Goals that are kept in GitLab are no work."""
    found = "" if kind.casefold() in GOALS else dataset_of_type(kind)
    return dataset_of_labels(marks) if found == "requirements" else found


def step(state: str, marks: str) -> Step:
    """What is closed was done, unless a label says why it was not; what is open is taken up if a label says so."""
    if state.casefold() == "closed":
        return CANCELLED if dropping_label(marks) else RELEASED
    return step_by_labels(marks) if state.casefold() in OPEN else Step(state, "")


def status(state: str, marks: str) -> str:
    return step(state, marks).status


def stage(state: str, marks: str) -> str:
    return step(state, marks).stage


def bug_resolution(marks: str) -> str:
    return resolution(dropping_label(marks), "")


def project(url: str) -> str:
    """The project's path, as in `shop/web` of `https://gitlab.example.com/shop/web/-/issues/7`."""
    match = _ADDRESS.match(url)
    return match[1] if match else ""


def key(number: str, url: str) -> str:
    """The number with its project, as in `shop/web#7`: each project counts its own."""
    return f"{path}#{number}" if number and (path := project(url)) else number


def key_of_address(url: str) -> str:
    match = _ADDRESS.match(url)
    return key(match[2], url) if match else url


ID = "IID|Issue ID"
TEAM = Field("team", ("URL",), each(project))
PARENT = ("Parent ID",)
BY_ADDRESS, BY_NUMBER = ("ID", "URL"), ("ID", "IID")
STATE = ("State", "Labels")
REQUIREMENT = (
    Field("requirement_id", (ID, "URL"), key),
    Field("title", ("Title",)),
    TEAM,
    Field("parent_id", PARENT, each(key_of_address), needs=(*PARENT, *BY_ADDRESS), within=BY_ADDRESS),
    Field("parent_id", PARENT, within=BY_NUMBER),
    Field("type", ("Type",)),
    Field("status", STATE, status),
    Field("stage", STATE, stage),
    Field("owner", ("Assignee",)),
    Field("iteration_id", ("Milestone",)),
    Field("created_at", ("Created At (UTC)",)),
    Field("released_at", ("Closed At (UTC)",), only=("released",)),
    Field("cancelled_at", ("Closed At (UTC)",), only=("cancelled",)),
    Field("url", ("URL",)),
)
BUG = (
    Field("bug_id", (ID, "URL"), key),
    Field("title", ("Title",)),
    TEAM,
    Field("requirement_id", PARENT, each(key_of_address), needs=(*PARENT, *BY_ADDRESS), within=BY_ADDRESS),
    Field("requirement_id", PARENT, within=BY_NUMBER),
    Field("status", ("State",), bug_status()),
    Field("resolution", ("Labels",), each(bug_resolution), unless=("open",)),
    Field("created_at", ("Created At (UTC)",)),
    Field("resolved_at", ("Closed At (UTC)",), unless=("open",)),
    Field("closed_at", ("Closed At (UTC)",), unless=("open",)),
    Field("url", ("URL",)),
)
KNOWN = """ID, IID, Issue ID, Title, Description, Type, URL, State, Confidential, Locked, Milestone, Labels, Author, Author Username, Assignee,
Assignee Username, Created At (UTC), Updated At (UTC), Closed At (UTC), Due Date, Start Date, Parent ID, Parent IID, Parent Title,
Time Estimate, Time Spent, Weight, Epic ID, Epic Title"""

EXPORTS = (
    Export(
        adapter="gitlab",
        name="gitlab",
        known=headers(KNOWN),
        signature=(("IID", "Issue ID"), ("Title",), ("Created At (UTC)", "Closed At (UTC)")),
        readings={"requirements": REQUIREMENT, "bugs": BUG},
        split=Split(("Type", "Labels"), dataset),
        dates=("Updated At (UTC)", "Due Date", "Start Date"),
        utc=True,
    ),
)
