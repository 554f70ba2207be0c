"""Linear: states are each team's own, so its moments of completion and cancellation decide where the state's word is unknown."""

from data.adapters.columns import Field
from data.adapters.export import Export, Split
from data.adapters.vocabulary import bug_status, dataset_of_labels, headers, resolution, work_stage, work_status

TEAM = Field("team", ("Team", "Project"))
CYCLE = ("Cycle Name", "Cycle Number")
REQUIREMENT = (
    Field("requirement_id", ("ID",)),
    Field("title", ("Title",)),
    TEAM,
    Field("parent_id", ("Parent issue",)),
    Field("priority", ("Priority",)),
    Field("status", ("Status",), work_status()),
    Field("stage", ("Status",), work_stage()),
    Field("owner", ("Assignee",)),
    Field("iteration_id", CYCLE),
    Field("created_at", ("Created",)),
    Field("dev_at", ("Started",)),
    Field("released_at", ("Completed",), unless=("cancelled",)),
    Field("cancelled_at", ("Canceled",), unless=("released",)),
)
BUG = (
    Field("bug_id", ("ID",)),
    Field("title", ("Title",)),
    TEAM,
    Field("requirement_id", ("Parent issue",)),
    Field("severity", ("Priority",)),
    Field("status", ("Status",), bug_status()),
    Field("resolution", ("Status",), resolution, unless=("open",)),
    Field("created_at", ("Created",)),
    Field("resolved_at", ("Completed", "Canceled"), unless=("open",)),
)
KNOWN = """ID, Team, Title, Description, Status, Estimate, Priority, Project ID, Project, Creator, Assignee, Labels, Cycle Number, Cycle Name,
Cycle Start, Cycle End, Created, Updated, Started, Triaged, Completed, Canceled, Archived, Due Date, Parent issue, Initiatives, Roadmaps,
Project Milestone ID, Project Milestone, SLA Status, UUID, Time in status (minutes), Related to, Blocked by, Duplicate of"""

EXPORTS = (
    Export(
        adapter="linear",
        name="linear",
        known=headers(KNOWN),
        signature=(("ID",), ("Title",), ("Created",), ("Canceled", "Cycle Number", "Triaged")),
        readings={"requirements": REQUIREMENT, "bugs": BUG},
        split=Split(("Labels",), dataset_of_labels),
        dates=("Updated", "Triaged", "Archived", "Due Date"),
    ),
)
