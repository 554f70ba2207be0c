"""Apache DevLake: the tables `issues` and `issue_changelogs`, which know how work went through its states; NULL is nothing."""

from data.adapters.columns import Field
from data.adapters.export import Export, Split
from data.adapters.vocabulary import BUG_STATES, DEV, NEW, RELEASED, STARTED, WORK, Step, dataset_of_type, headers, resolution

NOTHING = "NULL"
STANDARD = {"todo": NEW, "in_progress": DEV, "done": RELEASED}
FITTING = {"todo": ("new", "planned", "backlog"), "in_progress": ("in_progress",), "done": ("released", "cancelled")}
TYPES = frozenset(("requirement", "bug", "incident", "task", "subtask"))
STATES = WORK | dict.fromkeys(("resolved", "已解决"), RELEASED)


def dataset(standard: str, original: str) -> str:
    """DevLake's own type decides; where it has none, the tool's."""
    return dataset_of_type(standard if standard.casefold() in TYPES else original)


def environment(standard: str, original: str) -> str:
    """An incident happens where users are."""
    return "online" if "incident" in (standard.casefold(), original.casefold()) else ""


def step(standard: str, original: str) -> Step:
    """DevLake's own word decides where work stands; the tool's says more where it doesn't contradict."""
    word = standard.casefold()
    found = STATES.get((original or standard).casefold())
    if word not in STANDARD:
        return found or Step(original or standard, "")
    if found and found.status in FITTING[word]:
        return found
    return STARTED if original and word == "in_progress" else STANDARD[word]


def status(standard: str, original: str) -> str:
    return step(standard, original).status


def stage(standard: str, original: str) -> str:
    return step(standard, original).stage


def bug_state(standard: str, original: str) -> str:
    """Done is resolved; that it was closed only the tool's own word says."""
    if standard.casefold() == "done":
        return "closed" if BUG_STATES.get(original.casefold()) == "closed" else "resolved"
    return "open" if standard.casefold() in STANDARD else BUG_STATES.get((original or standard).casefold(), original or standard)


def changes(field: str) -> str:
    """Only changes of the status are stages; those of people and sprints are not."""
    return "stage_changes" if field.casefold() == "status" else ""


ID = "id|issue_key"
PARENT, BY_KEY = ("parent_issue_id", "epic_key"), ("issue_key", "id")
TYPE, STATE = ("type", "original_type"), ("status", "original_status")
TEAM = Field("team", ("team", "original_project", "component"))
REQUIREMENT = (
    Field("requirement_id", (ID,)),
    Field("title", ("title",)),
    TEAM,
    Field("parent_id", PARENT, within=BY_KEY),
    Field("type", ("original_type", "type")),
    Field("priority", ("priority",)),
    Field("status", STATE, status),
    Field("stage", STATE, stage),
    Field("owner", ("assignee_name",)),
    Field("iteration_id", ("sprint_ids|sprint_id",)),
    Field("created_at", ("created_date",)),
    Field("released_at", ("resolution_date",), only=("released",)),
    Field("cancelled_at", ("resolution_date",), only=("cancelled",)),
    Field("url", ("url",)),
)
BUG = (
    Field("bug_id", (ID,)),
    Field("title", ("title",)),
    TEAM,
    Field("requirement_id", PARENT, within=BY_KEY),
    Field("severity", ("severity", "priority")),
    Field("environment", TYPE, environment),
    Field("status", STATE, bug_state),
    Field("resolution", ("original_status",), resolution, unless=("open",)),
    Field("created_at", ("created_date",)),
    Field("resolved_at", ("resolution_date",), unless=("open",)),
    Field("url", ("url",)),
)
STAGE_CHANGE = (
    Field("requirement_id", ("issue_id",)),
    Field("changed_at", ("created_date",)),
    Field("from_status", ("original_from_value", "from_value")),
    Field("to_status", ("original_to_value", "to_value")),
    Field("to_stage", ("to_value", "original_to_value"), stage),
)
KNOWN_ISSUE = """id, created_at, updated_at, _raw_data_params, _raw_data_table, _raw_data_id, _raw_data_remark, url, icon_url, issue_key, title,
description, epic_key, type, status, original_type, original_status, original_project, story_point, resolution_date, created_date,
updated_date, parent_issue_id, priority, severity, urgency, component, original_estimate_minutes, original_estimate_hours,
time_spent_minutes, time_remaining_minutes, lead_time_minutes, creator_id, creator_name, assignee_id, assignee_name, sprint_ids,
sprint_id, labels, team, is_subtask, due_date"""
KNOWN_CHANGE = """id, created_at, updated_at, _raw_data_params, _raw_data_table, _raw_data_id, _raw_data_remark, issue_id, author_id, author_name,
field_id, field_name, original_from_value, original_to_value, from_value, to_value, created_date"""

EXPORTS = (
    Export(
        adapter="devlake",
        name="devlake_issues",
        known=headers(KNOWN_ISSUE),
        signature=(("issue_key",), ("title",), ("created_date",), ("original_type", "original_status", "type", "resolution_date")),
        readings={"requirements": REQUIREMENT, "bugs": BUG},
        split=Split(TYPE, dataset),
        dates=("updated_date", "due_date"),
        empty=NOTHING,
        utc=True,
    ),
    Export(
        adapter="devlake",
        name="devlake_changelog",
        known=headers(KNOWN_CHANGE),
        signature=(("issue_id",), ("field_name",), ("to_value", "original_to_value"), ("created_date",)),
        readings={"stage_changes": STAGE_CHANGE},
        split=Split(("field_name",), changes),
        empty=NOTHING,
        utc=True,
    ),
)
