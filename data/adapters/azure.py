"""Azure DevOps: the columns of a query, for the processes Agile, Scrum, Basic and CMMI; people are written `Name <mail>`."""

import re

from data.adapters.columns import Field, each
from data.adapters.export import Export, Split
from data.adapters.vocabulary import (
    CANCELLED,
    DEV,
    NEW,
    PLANNED,
    RESOLUTIONS,
    TEST,
    bug_status,
    dataset_of_type,
    headers,
    resolution,
    work_stage,
    work_status,
)

_MAIL = re.compile(r"\s*<[^<>]*>$")
NO_WORK = frozenset(("test case", "test plan", "test suite", "shared steps", "shared parameter", "code review request", "code review response"))
GIVEN_UP = frozenset(("cut", "deferred", "obsolete", "duplicate", "abandoned", "rejected", "as designed", "cannot reproduce"))
STATES = {"resolved": TEST, "removed": CANCELLED, "proposed": NEW, "approved": PLANNED, "committed": DEV}
_STATUS, _STAGE = work_status(STATES), work_stage(STATES)


def dataset(kind: str) -> str:
    return "" if kind.casefold() in NO_WORK else dataset_of_type(kind)


def status(state: str, reason: str) -> str:
    """What was closed for a reason other than being done was dropped."""
    found = _STATUS(state)
    return "cancelled" if found == "released" and reason.casefold() in GIVEN_UP else found


def stage(state: str, reason: str) -> str:
    return "cancelled" if status(state, reason) == "cancelled" else _STAGE(state)


def bug_resolution(why: str, reason: str, state: str) -> str:
    """Of the reasons for a state only some say how a bug ended; others, as `Moved to state Closed`, say nothing."""
    return resolution(why, reason if reason.casefold() in RESOLUTIONS else "", state)


def name(person: str) -> str:
    return _MAIL.sub("", person)


def area_team(area: str) -> str:
    """The area right below the project, which by custom is a team's."""
    project, _, below = area.partition("\\")
    return below.partition("\\")[0] or project


def sprint(iteration: str) -> str:
    """The last part of the path; the project alone stands for no iteration."""
    _, _, below = iteration.partition("\\")
    return below.rpartition("\\")[2]


TITLE = Field("title", ("Title", "Title 1", "Title 2", "Title 3", "Title 4", "Title 5"))  # a tree of items indents titles by columns
TEAM = Field("team", ("Area Path", "Team Project"), each(area_team))
STATE = ("State", "Reason")
OVER = ("Closed Date", "State Change Date")
REQUIREMENT = (
    Field("requirement_id", ("ID",)),
    TITLE,
    TEAM,
    Field("parent_id", ("Parent",)),
    Field("type", ("Work Item Type",)),
    Field("priority", ("Priority",)),
    Field("status", STATE, status),
    Field("stage", STATE, stage),
    Field("owner", ("Assigned To",), each(name)),
    Field("iteration_id", ("Iteration Path",), each(sprint)),
    Field("created_at", ("Created Date",)),
    Field("dev_at", ("Activated Date",)),
    Field("test_at", ("Resolved Date",)),
    Field("released_at", OVER, only=("released",)),
    Field("cancelled_at", OVER, only=("cancelled",)),
)
BUG = (
    Field("bug_id", ("ID",)),
    TITLE,
    TEAM,
    Field("requirement_id", ("Parent",)),
    Field("severity", ("Severity", "Priority")),
    Field("status", ("State",), bug_status(STATES)),
    Field("resolution", ("Resolved Reason", "Reason", "State"), bug_resolution, unless=("open",)),
    Field("created_at", ("Created Date",)),
    Field("resolved_at", ("Resolved Date", *OVER), unless=("open",)),
    Field("closed_at", ("Closed Date",), unless=("open",)),
)
KNOWN = """ID, Work Item Type, Title, Title 1, Title 2, Title 3, Title 4, Title 5, Assigned To, State, Reason, Tags, Area Path, Iteration Path,
Team Project, Node Name, Priority, Severity, Resolved Reason, Created Date, Created By, Changed Date, Changed By, Activated Date,
Activated By, Resolved Date, Resolved By, Closed Date, Closed By, State Change Date, Target Date, Start Date, Due Date, Finish Date,
Parent, Story Points, Effort, Original Estimate, Remaining Work, Completed Work, Board Column, Value Area, Business Value, Description,
Comment Count"""

EXPORTS = (
    Export(
        adapter="azure",
        name="azure",
        known=headers(KNOWN),
        signature=(("ID",), ("Work Item Type",), ("State", "Title", "Title 1")),
        readings={"requirements": REQUIREMENT, "bugs": BUG},
        split=Split(("Work Item Type",), dataset),
        dates=("Changed Date", "State Change Date", "Target Date", "Start Date", "Due Date", "Finish Date"),
    ),
)
