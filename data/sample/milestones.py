"""What campaigns and projects must have passed by when, and what may go wrong in the projects."""

from collections.abc import Iterator
from datetime import date, timedelta

from data.sample.campaigns import CLOSED
from data.sample.story import Row, Story
from data.sample.workdays import nearest_workday
from data.sample.year import Year

OVERDUE = None
MILESTONES: dict[str, list[tuple[int, int | None]]] = {  # days after today, or after the end of what is closed; days late
    CLOSED: [(-80, 0), (-52, 0), (-38, 10), (5, 0)],
    "P0": [(-55, -1), (-20, 0)],
    "C1": [(-228, 0), (-112, 0), (-26, 0), (54, OVERDUE)],
    "C1-1": [(-130, -2), (-47, 6), (29, OVERDUE)],
    "C1-2": [(-150, 0), (-61, 0), (-11, OVERDUE)],
    "C1-3": [(-170, 0), (-83, 3), (22, OVERDUE)],
    "C1-4": [(38, OVERDUE)],
    "P1": [(-215, 0), (-120, -3), (-40, 4), (33, OVERDUE)],
    "P2": [(-140, 0), (-66, 0), (18, OVERDUE)],
    "P3": [(-90, 0), (-33, 2), (-8, OVERDUE)],
    "P4": [(-160, 0), (-54, 0), (13, OVERDUE)],
}
RISKS = (  # project, likelihood, impact, status, days from raised to now, days until due, days since closed
    ("P3", "high", "high", "open", 23, 5, None),
    ("P3", "medium", "high", "happened", 30, -4, None),
    ("P1", "medium", "medium", "open", 41, 26, None),
    ("P1", "medium", "low", "closed", 120, -60, 72),
    ("P2", "low", "medium", "mitigated", 75, 12, None),
    ("P4", "low", "high", "open", 19, 10, None),
)


def milestones(year: Year, story: Story) -> list[Row]:
    planned = [(subject, *plan) for subject, plans in MILESTONES.items() for plan in plans]
    return [
        {
            "milestone_id": key,
            "subject_kind": "campaign" if subject.startswith("C") else "project",
            "subject_id": subject,
            "title": words["title"],
            "planned_on": _planned_on(year, subject, after).isoformat(),
            "done_on": _done_on(year, _planned_on(year, subject, after), late),
            "deliverable": words["deliverable"],
        }
        for (key, words), (subject, after, late) in zip(story.words["milestones"].items(), planned, strict=True)
    ]


def risks(year: Year, story: Story) -> list[Row]:
    return [row for (key, words), told in zip(story.words["risks"].items(), RISKS, strict=True) for row in _risk(year, key, words, *told)]


def _planned_on(year: Year, subject: str, after: int) -> date:
    return nearest_workday((year.festival.ends_on if subject in (CLOSED, "P0") else year.today) + timedelta(days=after))


def _done_on(year: Year, planned_on: date, late: int | None) -> str:
    """Empty while it is ahead; what is overdue was done in a healthy year."""
    if late is OVERDUE:
        return planned_on.isoformat() if year.healthy and planned_on < year.today else ""
    return nearest_workday(planned_on + timedelta(days=late), later=late > 0).isoformat()


def _risk(
    year: Year, key: str, words: Row, project: str, likelihood: str, impact: str, status: str, raised: int, due: int, closed: int | None
) -> Iterator[Row]:
    """In a healthy year nothing that matters is still open."""
    if year.healthy and impact == "high":
        return
    yield {
        "risk_id": key,
        "project_id": project,
        "title": words["title"],
        "likelihood": likelihood,
        "impact": impact,
        "status": status,
        "owner": words["owner"],
        "raised_on": _on(year, -raised),
        "due_on": _on(year, due),
        "closed_on": "" if closed is None else _on(year, -closed),
    }


def _on(year: Year, after: int) -> str:
    return nearest_workday(year.today + timedelta(days=after)).isoformat()
