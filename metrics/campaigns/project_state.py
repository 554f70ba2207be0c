"""How a campaign's projects stand: told from their days, milestones and risks, for nobody reports a progress of them."""

from collections import Counter
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from duckdb import DuckDBPyConnection

from metrics.campaigns.milestones import State as Passed
from metrics.campaigns.milestones import milestones
from metrics.goals import natural
from metrics.scope import Scope, narrow


class State(StrEnum):
    """Of a project at the end of the day, the first that fits.

    `ENDED` in its phase close. `AT_RISK` with an open risk whose likelihood and impact are both high. `LATE` with an overdue
    milestone, or a last day that is over. `NOT_STARTED` before its first day. Else `ON_TRACK`: nothing known speaks against it.
    """

    ENDED = "ended"
    AT_RISK = "at_risk"
    LATE = "late"
    NOT_STARTED = "not_started"
    ON_TRACK = "on_track"


class ProjectState(NamedTuple):
    """A project of a campaign. Its work are its own requirements: delivered from its campaign's first day to the end of its last (or
    its own, where these are unknown), or in the range that the reader chose, not beyond the day; in progress at the day or that last.
    """

    project_id: str
    title: str
    campaign_id: str | None
    lead: str | None
    phase: str | None
    state: str | None
    starts_on: date | None
    ends_on: date | None
    late_milestones: int = 0
    high_risks: int = 0
    delivered: int = 0
    in_progress: int = 0


def project_states(con: DuckDBPyConnection, scope: Scope) -> list[ProjectState]:
    """Of all projects that name a campaign, known or not, in the natural order of their ids; without a day none has a state."""
    late = Counter(of.subject_id for of in milestones(con, scope) if of.subject_kind == "project" and of.state is Passed.OVERDUE)
    narrow(con, scope)
    asked = {"as_of": scope.as_of, "since": scope.question.since, "until": scope.question.until, "first": scope.since}
    rows = [ProjectState(*row) for row in con.execute(_PROJECTS, asked).fetchall()]
    return sorted((_stated(row, late[row.project_id], scope.as_of) for row in rows), key=lambda row: natural(row.project_id))


def _stated(row: ProjectState, late: int, as_of: date | None) -> ProjectState:
    known = row._replace(late_milestones=late)
    return known if as_of is None else known._replace(state=_state(known, as_of))


def _state(of: ProjectState, as_of: date) -> State:
    if of.phase == "close":
        return State.ENDED
    if of.high_risks:
        return State.AT_RISK
    if of.late_milestones or (of.ends_on is not None and of.ends_on < as_of):
        return State.LATE
    if of.starts_on is not None and of.starts_on > as_of:
        return State.NOT_STARTED
    return State.ON_TRACK


_PROJECTS = """
    with high as (
        select project_id, count(*) as n
        from risks
        where likelihood = 'high'
          and impact = 'high'
          and raised_on <= $as_of::date
          and (closed_on > $as_of::date or (closed_on is null and status = 'open'))
        group by project_id
    ),
    periods as (
        select p.project_id,
               coalesce($since::date, c.starts_on, p.starts_on, $first::date) as since,
               least(coalesce(c.ends_on, p.ends_on), $as_of::date)            as read_on
        from projects as p
        left join campaigns as c on c.campaign_id = p.campaign_id
    ),
    worked as (
        select p.project_id,
               count(case when w.released_on >= p.since
                           and w.released_on < coalesce($until::date, p.read_on + 1)
                           and w.released_on <= p.read_on then 1 end) as delivered,
               count(case when not w.undated
                           and w.started_on <= p.read_on
                           and (w.released_on is null or w.released_on > p.read_on)
                           and (w.cancelled_on is null or w.cancelled_on > p.read_on) then 1 end) as in_progress
        from periods as p
        join chosen_work as w on w.project_id = p.project_id
        group by p.project_id
    )
    select p.project_id, p.title, p.campaign_id, coalesce(p.pm, p.business_lead, p.product_lead, p.tech_lead), p.phase, null,
           p.starts_on, p.ends_on, 0, coalesce(h.n, 0), coalesce(w.delivered, 0), coalesce(w.in_progress, 0)
    from projects as p
    left join high as h on h.project_id = p.project_id
    left join worked as w on w.project_id = p.project_id
    where p.campaign_id is not null
"""
