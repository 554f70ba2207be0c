"""OpenProject: the visible columns of a table; it exports no moment of completion, so what is done there has no date."""

import re

from data.adapters.columns import Field, each
from data.adapters.export import Export, Split
from data.adapters.vocabulary import (
    DEV,
    NEW,
    PLANNED,
    READY,
    RELEASE_READY,
    TEST,
    bug_status,
    dataset_of_type,
    headers,
    resolution,
    work_stage,
    work_status,
)

_NUMBER = re.compile(r"#(\d+)")
STATES = {
    "in specification": NEW,
    "specified": READY,
    "confirmed": READY,
    "to be scheduled": NEW,
    "scheduled": PLANNED,
    "developed": TEST,
    "test failed": DEV,
    "tested": RELEASE_READY,
}


def number(parent: str) -> str:
    """The id in `Epic #12: Checkout`, or what is there."""
    match = _NUMBER.search(parent)
    return match[1] if match else parent


TEAM = Field("team", ("Team", "Project"))
REQUIREMENT = (
    Field("requirement_id", ("ID",)),
    Field("title", ("Subject",)),
    TEAM,
    Field("parent_id", ("Parent",), each(number)),
    Field("type", ("Type",)),
    Field("priority", ("Priority",)),
    Field("status", ("Status",), work_status(STATES)),
    Field("stage", ("Status",), work_stage(STATES)),
    Field("owner", ("Assignee",)),
    Field("iteration_id", ("Version|Sprint",)),
    Field("created_at", ("Created on",)),
)
BUG = (
    Field("bug_id", ("ID",)),
    Field("title", ("Subject",)),
    TEAM,
    Field("requirement_id", ("Parent",), each(number)),
    Field("severity", ("Severity", "Priority")),
    Field("status", ("Status",), bug_status(STATES)),
    Field("resolution", ("Status",), resolution, unless=("open",)),
    Field("created_at", ("Created on",)),
)
KNOWN = """ID, Subject, Type, Status, Assignee, Accountable, Author, Priority, Project, Parent, Version, Sprint, Category, Start date, Finish date,
% Complete, Work, Remaining work, Spent time, Estimated time, Created on, Updated on, Description, Severity, Team, Story points"""

EXPORTS = (
    Export(
        adapter="openproject",
        name="openproject",
        known=headers(KNOWN),
        signature=(("ID",), ("Subject",), ("Created on", "Updated on", "Accountable", "% Complete")),
        readings={"requirements": REQUIREMENT, "bugs": BUG},
        split=Split(("Type",), dataset_of_type),
        dates=("Updated on", "Start date", "Finish date"),
    ),
)
