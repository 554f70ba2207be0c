"""Milestones of the campaign, its sub-campaigns and their projects: passed in time, passed late, overdue."""

from datetime import date

from duckdb import DuckDBPyConnection

from metrics.campaigns.course import Course
from metrics.campaigns.events.event import Event, Facts, Kind, Subject
from metrics.campaigns.milestones import Milestone, State, milestones

WEIGHTS = {State.DONE: 0.6, State.DONE_LATE: 1.0, State.OVERDUE: 1.4}
SERIOUS_DAYS, MOST = 10, 2.0  # so many days late weigh one more, up to two more


def passed(con: DuckDBPyConnection, course: Course) -> list[Event]:
    """Each that was planned or passed in the campaign's days: told on the day it was passed, an overdue one on the day it was due."""
    found = milestones(con, course.scope, course.campaign.campaign_id)
    events = [_event(each, course) for each in found if each.state is not State.AHEAD]
    return [event for event in events if course.has(event.day)]


def _event(of: Milestone, course: Course) -> Event:
    late = of.days or 0
    facts: Facts = {
        "planned_on": of.planned_on,
        "done_on": of.done_on,
        "days": late,
        "deliverable": of.deliverable,
        "campaign": of.campaign_id,
        "of": of.subject_title if of.subject_id != course.campaign.campaign_id or of.subject_kind != "campaign" else None,
    }
    heavy = WEIGHTS[of.state] + min(MOST, late / SERIOUS_DAYS)
    return Event(_told_on(of, course), Kind.LATE if late else Kind.PASSED, Subject.MILESTONE, of.milestone_id, of.title, facts, heavy)


def _told_on(of: Milestone, course: Course) -> date:
    """What was due in the campaign's days and passed after them is told on their last."""
    day = of.done_on or of.planned_on
    return course.last if of.planned_on <= course.last < day else day
