"""Milestones of campaigns and projects, plan against done, as they stood at the end of a day."""

from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from typing import Any, NamedTuple

from duckdb import DuckDBPyConnection

from metrics.campaigns.tree import campaigns, within
from metrics.goals import natural
from metrics.scope import Scope


class State(StrEnum):
    """Where a milestone stands at the day: one that is done later than that is not done yet."""

    OVERDUE = "overdue"
    DONE_LATE = "done_late"
    DONE = "done"
    AHEAD = "ahead"


class Milestone(NamedTuple):
    """One milestone and what it belongs to. `days` late it was done, or is by now; `moved_from` is the day first planned, if another.

    `subject_title` and `campaign_id` are None where its campaign or project is not there.
    """

    milestone_id: str
    title: str
    deliverable: str | None
    subject_kind: str
    subject_id: str
    subject_title: str | None
    campaign_id: str | None
    planned_on: date
    done_on: date | None
    state: State
    days: int | None
    moved_from: date | None

    @property
    def is_late(self) -> bool:
        return self.days is not None


def milestones(con: DuckDBPyConnection, scope: Scope, campaign_id: str | None = None) -> list[Milestone]:
    """Of a campaign, its sub-campaigns and their projects, in the order of the tree: a campaign's own, then those of its projects.

    Without a campaign those of everything there is, what belongs nowhere last. None at all where no day is known.
    """
    if scope.as_of is None:
        return []
    listed = campaigns(con, scope)
    asked = listed if campaign_id is None else within(listed, campaign_id)
    places = {each.campaign_id: place for place, each in enumerate(asked)}
    found = [_milestone(row, scope.as_of) for row in con.execute(_MILESTONES, {"as_of": scope.as_of}).fetchall()]
    shown = [of for of in found if campaign_id is None or of.campaign_id in places]
    return sorted(shown, key=lambda of: (places.get(of.campaign_id or "", len(places)), of.subject_kind == "project", *_in_lane(of)))


def _in_lane(of: Milestone) -> tuple[list[tuple[int, int, str]], str, date, str]:
    return natural(of.subject_id), of.subject_id, of.planned_on, of.milestone_id


def _milestone(row: Sequence[Any], as_of: date) -> Milestone:
    *_, planned_on, done_on, first_planned_on = row
    moved_from = first_planned_on if first_planned_on != planned_on else None
    return Milestone._make((*row[:-1], *_standing(planned_on, done_on, as_of), moved_from))


def _standing(planned_on: date, done_on: date | None, as_of: date) -> tuple[State, int | None]:
    late = ((done_on or as_of) - planned_on).days
    if done_on:
        return (State.DONE_LATE, late) if late > 0 else (State.DONE, None)
    return (State.OVERDUE, late) if late > 0 else (State.AHEAD, None)


_MILESTONES = """
    select m.milestone_id,
           m.title,
           m.deliverable,
           m.subject_kind,
           m.subject_id,
           coalesce(c.title, p.title),
           coalesce(c.campaign_id, p.campaign_id),
           m.planned_on,
           case when m.done_on <= $as_of::date then m.done_on end,
           f.first_planned_on
    from milestones as m
    left join milestone_first_plans as f on f.milestone_id = m.milestone_id and f.sample = (m.source = 'sample')
    left join campaigns as c on m.subject_kind = 'campaign' and c.campaign_id = m.subject_id
    left join projects as p on m.subject_kind = 'project' and p.project_id = m.subject_id
"""
