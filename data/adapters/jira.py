"""Jira, Cloud and Server: one CSV holds requirements and bugs; the status decides what is done, the resolution what was dropped."""

import unicodedata
from collections.abc import Mapping, Sequence
from functools import cache

from data.adapters.columns import Cells, Cleaner, Field, Layout, words
from data.adapters.dates import date_cleaners
from data.adapters.export import Export
from data.model.datasets import fold
from data.reading import Line

BUG_TYPES = frozenset(("bug", "defect", "缺陷", "故障"))
DATES = ("Created", "Resolved")
OTHER_DATES = ("Updated", "Last Viewed", "Due date")  # they help to tell day from month
UNRESOLVED = frozenset(("", "unresolved", "未解决"))
DROPPED = frozenset(
    ("duplicate", "not a problem", "not a bug", "cannot reproduce", "won't fix", "won't do", "incomplete", "invalid", "later", "declined")
) | {"rejected", "cancelled", "canceled", "已取消", "已拒绝"}
CATEGORIES = {"to do": "to do", "待办": "to do", "in progress": "in progress", "进行中": "in progress", "done": "done", "完成": "done"}
CLOSED = frozenset(("closed", "已关闭"))
DONE = CLOSED | {"done", "resolved", "已完成", "已解决"}
STATES = {
    **dict.fromkeys(("to do", "open", "new", "reopened", "待办"), "new"),
    **dict.fromkeys(("selected for development", "planned"), "planned"),
    "backlog": "backlog",
    **dict.fromkeys(("in progress", "in review", "patch available", "进行中", "处理中"), "in_progress"),
}
NOT_TAKEN_UP = frozenset(("new", "planned", "backlog"))
RESOLUTIONS = {
    **dict.fromkeys(("fixed", "done", "implemented", "resolved"), "fixed"),
    "duplicate": "duplicate",
    **dict.fromkeys(("won't fix", "won't do", "declined", "rejected"), "wont_fix"),
    **dict.fromkeys(("cannot reproduce", "incomplete"), "not_reproducible"),  # incomplete: too little was told to see it
    **dict.fromkeys(("not a bug", "not a problem", "invalid"), "invalid"),
    **dict.fromkeys(("works as designed", "as designed"), "by_design"),
    "later": "postponed",
    **dict.fromkeys(UNRESOLVED, ""),
}


def _plain(word: str) -> str:
    return unicodedata.normalize("NFKC", word).casefold().replace("’", "'").strip()


@cache
def _state(category: str, status: str, resolution: str) -> str:
    """Our status of a work item; one we don't know stays."""
    kind, step, why = CATEGORIES.get(_plain(category), ""), _plain(status), _plain(resolution)
    if _is_done(kind, step, why):
        return "cancelled" if DROPPED & {step, why} else "released"
    if kind == "in progress":
        return "in_progress"
    known = STATES.get(step)
    if kind == "to do":
        return known if known in NOT_TAKEN_UP else "new"
    return known or status


def _is_done(kind: str, step: str, why: str) -> bool:
    """The category decides, else the status; of a status we don't know the resolution, which in Jira only finished work has."""
    if kind:
        return kind == "done"
    return step in DONE | DROPPED or (step not in STATES and why not in UNRESOLVED)


def status(categories: Cells, statuses: Cells, resolutions: Cells) -> Cells:
    return list(map(_state, categories, statuses, resolutions))


def released_at(resolved: Cells, *state: Cells) -> Cells:
    return _when("released", resolved, status(*state))


def cancelled_at(resolved: Cells, *state: Cells) -> Cells:
    return _when("cancelled", resolved, status(*state))


def _when(wanted: str, moments: Cells, states: Cells) -> Cells:
    return [moment if state == wanted else "" for moment, state in zip(moments, states, strict=True)]


def bug_status(categories: Cells, statuses: Cells, resolutions: Cells) -> Cells:
    return list(map(_bug_state, categories, statuses, resolutions))


@cache
def _bug_state(category: str, status: str, resolution: str) -> str:
    state = _state(category, status, resolution)
    if state in ("released", "cancelled"):
        return "closed" if _plain(status) in CLOSED else "resolved"
    return "open" if state in STATES.values() else status


def bug_resolution(resolutions: Cells, *state: Cells) -> Cells:
    """Some exports leave an old resolution on what was opened again: the status decides."""
    translated = words(RESOLUTIONS, _plain_apostrophe)(resolutions)
    return ["" if state == "open" else word for word, state in zip(translated, bug_status(*state), strict=True)]


def _plain_apostrophe(word: str) -> str:
    return word.replace("’", "'")


def resolved_at(resolved: Cells, *state: Cells) -> Cells:
    """Some exports fill it for open ones too, with the date of the last change: the status decides."""
    return ["" if state == "open" else moment for moment, state in zip(resolved, bug_status(*state), strict=True)]


def _dataset_of(found: Layout, lines: Sequence[Line]) -> Cells:
    return ["bugs" if _plain(kind) in BUG_TYPES else "requirements" for kind in found.column("Issue Type", lines)]


def _cleaners(found: Layout, lines: Sequence[Line]) -> Mapping[str, Cleaner]:
    present = {header: found.column(header, lines) for header in (*DATES, *OTHER_DATES) if fold(header) in found.places}
    dates = date_cleaners(present, [header for header in DATES if header in present])
    cleaners = {fold(header): cleaner for header, cleaner in dates.items()}
    return {**cleaners, "parent": _parent_keys(found, lines)} if "parent" in found.places else cleaners


def _parent_keys(found: Layout, lines: Sequence[Line]) -> Cleaner:
    """`Parent` holds the parent's numeric id; its key is known if the parent is in the file."""
    keys = dict(zip(found.column("Issue id", lines), found.column("Issue key", lines), strict=True))
    return lambda cells: [keys.get(cell, cell) if cell else "" for cell in cells]


STATE = ("Status Category", "Status", "Resolution")
TEAM = Field("team", ("Custom field (Team)", "Project name", "Project key"))
PARENT = ("Parent key", "Parent")
REQUIREMENT = (
    Field("requirement_id", ("Issue key",)),
    Field("title", ("Summary",)),
    TEAM,
    Field("parent_id", PARENT),
    Field("type", ("Issue Type",)),
    Field("priority", ("Priority",)),
    Field("status", STATE, status),
    Field("owner", ("Assignee",)),
    Field("created_at", ("Created",)),
    Field("released_at", ("Resolved", *STATE), released_at, needs=("Resolved",)),
    Field("cancelled_at", ("Resolved", *STATE), cancelled_at, needs=("Resolved",)),
)
BUG = (
    Field("bug_id", ("Issue key",)),
    Field("title", ("Summary",)),
    TEAM,
    Field("requirement_id", PARENT),
    Field("severity", ("Custom field (Severity)", "Priority")),
    Field("status", STATE, bug_status),
    Field("resolution", ("Resolution", *STATE), bug_resolution, needs=("Resolution",)),
    Field("created_at", ("Created",)),
    Field("resolved_at", ("Resolved", *STATE), resolved_at, needs=("Resolved",)),
)
KNOWN = """Summary, Issue key, Issue id, Issue Type, Status, Project key, Project name, Project type, Project lead, Project url,
Project description, Priority, Resolution, Assignee, Assignee Id, Reporter, Reporter Id, Creator, Creator Id, Created, Updated,
Last Viewed, Resolved, Due date, Votes, Labels, Description, Environment, Watchers, Watchers Id, Component/s, Components,
Fix Version/s, Fix versions, Affects Version/s, Affects versions, Sprint, Parent, Parent key, Parent id, Parent summary, Comment,
Attachment, Log Work, Original Estimate, Remaining Estimate, Time Spent, Work Ratio, Security Level, Status Category,
Status Category Changed, Custom field (Team), Custom field (Severity)"""

EXPORTS = (
    Export(
        adapter="jira",
        name="jira",
        known=tuple(" ".join(header.split()) for header in KNOWN.split(",")),
        signature=(("Issue key",), ("Summary", "Issue Type", "Status", "Created", "Resolution")),
        readings={"requirements": REQUIREMENT, "bugs": BUG},
        dataset_of=_dataset_of,
        cleaners=_cleaners,
    ),
)
