"""Facts of the plan that were changed on the way: who changed which, when, from what to what."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby
from typing import Any, NamedTuple

from duckdb import DuckDBPyConnection

from metrics.campaigns.course import Course
from metrics.campaigns.events.event import Event, Facts, Kind, Subject
from metrics.campaigns.milestones import Milestone, milestones

FEW = 3  # so many things one version may change and each is told; more is a new plan, told once
NEW_PLAN = 2.5  # its weight
TARGET, MONTH, DAY = 1.0, 0.7, 0.8  # weights of a change, before its size
WAY = 4.0  # a quarter of the way from baseline to target weighs one more
DAYS = 14.0  # so many days weigh one more
MOST = 2.0  # that a size may weigh


class Change(NamedTuple):
    """`id` and `title` are of what it is told about; `way` is the length of the metric's, `campaign` a milestone's."""

    what: str
    subject: Subject
    id: str
    title: str
    metric: str | None
    unit: str | None
    way: float | None
    month: date | None
    was: float | date
    now: float | date
    version: int
    made_on: date
    who: str
    campaign: str | None

    @property
    def weight(self) -> float:
        if isinstance(self.was, date) and isinstance(self.now, date):
            return DAY + min(MOST, abs((self.now - self.was).days) / DAYS)
        part = abs(self.now - self.was) / self.way if self.way else 0.0  # type: ignore[operator]
        return (TARGET if self.month is None else MONTH) + min(MOST, WAY * part)


def replanned(con: DuckDBPyConnection, course: Course) -> list[Event]:
    """Changes that still stand, of a target in its objective's period, of any other thing in the campaign's days: one event for each
    thing that a version changed.
    """
    found = sorted(_changes(con, course), key=lambda change: (change.version, change.subject, change.id, -change.weight))
    return [event for _, made in groupby(found, key=lambda change: change.version) for event in _of_version(list(made), course)]


def _of_version(changes: Sequence[Change], course: Course) -> Iterator[Event]:
    about = [list(of_one) for _, of_one in groupby(changes, key=lambda change: (change.subject, change.id))]
    if len(about) > FEW:
        yield _new_plan(changes, len(about), course)
    else:
        yield from map(_changed, about)


def _changed(changes: Sequence[Change]) -> Event:
    """Told by the largest."""
    first = changes[0]
    facts: Facts = {
        "what": first.what,
        "metric": first.metric,
        "unit": first.unit,
        "month": first.month,
        "was": first.was,
        "now": first.now,
        "changes": len(changes),
        "who": first.who,
        "version": first.version,
        "campaign": first.campaign,
    }
    return Event(first.made_on, Kind.REPLANNED, first.subject, first.id, first.title, facts, first.weight)


def _new_plan(changes: Sequence[Change], subjects: int, course: Course) -> Event:
    first, campaign = changes[0], course.campaign
    facts: Facts = {
        "what": "plan",
        "changes": len(changes),
        "subjects": subjects,
        "who": first.who,
        "version": first.version,
    }
    return Event(first.made_on, Kind.REPLANNED, Subject.CAMPAIGN, campaign.campaign_id, campaign.title, facts, NEW_PLAN)


def _changes(con: DuckDBPyConnection, course: Course) -> list[Change]:
    """Of the campaign's own objectives and milestones only."""
    own = {each.milestone_id: each for each in milestones(con, course.scope, course.campaign.campaign_id)}
    asked = {"since": course.since, "last": course.last, "as_of": course.scope.as_of, "objectives": list(course.objectives), "milestones": list(own)}
    return [_change(row, own) for row in con.execute(_CHANGES, asked).fetchall()]


def _change(row: Sequence[Any], own: Mapping[str, Milestone]) -> Change:
    what, kr_id, objective_id, id_, title, *measured, day_was, day, amount_was, amount, version, made_on, who = row
    subject = Subject.KR if kr_id else Subject.OBJECTIVE if objective_id else Subject.MILESTONE
    of = (what, subject, kr_id or objective_id or id_, title or own[id_].title, *measured)
    campaign = own[id_].campaign_id if subject is Subject.MILESTONE else None
    return Change._make((*of, *((day_was, day) if day else (amount_was, amount)), version, made_on, who, campaign))


_CHANGES = """
    select c.what, g.kr_id, o.objective_id, c.id, coalesce(g.kr_title, o.title),
           m.name, m.unit, abs(m.target - m.baseline), c.month,
           c.day_was, c.day, c.amount_was, c.amount, c.version, c.made_on, c.who
    from plan_changes as c
    left join kr_metrics as m on c.what in ('target', 'month_target') and m.metric_id = c.id
    left join goal_krs as g on g.kr_id = m.kr_id
    left join objectives as o on c.what = 'ends_on' and o.objective_id = c.id
    where coalesce(c.in_period, c.made_on between $since and $last)
      and c.made_on <= $as_of
      and (list_contains($objectives::varchar[], coalesce(g.objective_id, o.objective_id))
           or (c.what = 'planned_on' and list_contains($milestones::varchar[], c.id)))
"""
