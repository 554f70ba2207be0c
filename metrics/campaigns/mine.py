"""What one person answers for: what is late or due first, then goals, projects and campaigns."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import groupby
from typing import NamedTuple

from duckdb import DuckDBPyConnection

from metrics.campaigns import owed
from metrics.campaigns.milestones import Milestone, State, milestones
from metrics.campaigns.months import month_attainment
from metrics.campaigns.names import alike, each_once
from metrics.campaigns.people import Holder, Role, holders
from metrics.campaigns.standing import Standing, standings
from metrics.campaigns.tree import Campaign, campaigns
from metrics.goals import GoalRow, ObjectiveRow, kr_progress, natural, objectives, okr_progress
from metrics.kr import metric_days
from metrics.scope import Scope
from metrics.status import worst


class Kind(StrEnum):
    """What there is to answer for, in the order it is told."""

    KP = "kp"
    MILESTONE = "milestone"
    RISK = "risk"
    IMPROVEMENT = "improvement"
    KR = "kr"
    OBJECTIVE = "objective"
    PROJECT = "project"
    CAMPAIGN = "campaign"


LEADS_CAMPAIGN = frozenset({Role.LEAD, Role.SUB_PM})  # whose milestones theirs are; PMO and HR look after how the work is done


class Mine(NamedTuple):
    """One thing that a person answers for. `roles` are theirs in it, `of_…` what it belongs to.

    `late_days` is how long it is overdue, None for what isn't; `due_on` of a project is the planned day of its `next` open milestone.
    `status` is that of the kind: of goals and campaigns, of KPs, risks and improvement items, the state of a milestone, a project's
    phase. `month_attainment` is the lowest of a key result's metrics. `ended`: its period is over.
    """

    kind: Kind
    id: str
    title: str
    roles: str
    of_kind: str | None = None
    of_id: str | None = None
    of_title: str | None = None
    status: str | None = None
    due_on: date | None = None
    late_days: int | None = None
    next: str | None = None
    progress: float | None = None
    expected: float | None = None
    month_attainment: float | None = None
    ended: bool = False


@dataclass(frozen=True)
class _Held:
    """The roles of one person in one thing."""

    kind: str
    id: str
    title: str
    campaign_id: str | None
    roles: tuple[Role, ...]

    @property
    def told(self) -> str:
        return ";".join(self.roles)


def mine(con: DuckDBPyConnection, scope: Scope, name: str, today: date | None = None) -> list[Mine]:
    """All of a person, however their name is written. What people are due to do is late on `today`, figures, key projects and
    milestones on the day they are read.

    Key projects are those of the day's month that aren't dropped, and those of months before it that are neither done nor dropped.
    Risks count from the day they were raised until they are closed or mitigated, those of projects that the person leads too.
    An objective filter doesn't narrow what is theirs.
    """
    scope = scope.choosing()
    held = _held(holders(con, scope), name)
    asked = owed.Asked(name, scope.as_of or today, today or scope.as_of, _titles(held, "project"))
    found = [
        *(_owed(row) for row in owed.owed(con, asked)),
        *_milestones(held, milestones(con, scope)),
        *_goals(con, scope, held),
        *_projects(con, scope, held),
        *_campaigns(con, scope, held),
    ]
    order = list(Kind)
    return sorted(found, key=lambda row: (order.index(row.kind), row.ended, row.late_days is None, row.due_on or date.max, natural(row.id), row.id))


def known_people(con: DuckDBPyConnection, scope: Scope) -> list[str]:
    """Everybody who answers for something, each as written first."""
    return each_once([*(holder.name for holder in holders(con, scope)), *owed.owners(con)])


def _held(listed: Sequence[Holder], name: str) -> list[_Held]:
    own = [holder for holder in listed if holder.name and alike(holder.name) == alike(name)]
    of = {(holder.kind, holder.subject_id): holder for holder in own}
    return [
        _Held(first.kind, first.subject_id, first.title, first.campaign_id, tuple(each.role for each in own if (each.kind, each.subject_id) == key))
        for key, first in of.items()
    ]


def _titles(held: Sequence[_Held], kind: str) -> dict[str, str]:
    """The roles in each thing of a kind, by its id."""
    return {each.id: each.told for each in held if each.kind == kind}


def _owed(row: owed.Owed) -> Mine:
    return Mine(Kind(row.kind), row.id, row.title, row.roles, row.of_kind, row.of_id, row.of_title, row.status, row.due_on, row.late_days)


def _milestones(held: Sequence[_Held], listed: Sequence[Milestone]) -> Iterator[Mine]:
    """The overdue ones of what the person leads."""
    led = {(each.kind, each.id): each for each in held if each.kind == "project" or LEADS_CAMPAIGN & set(each.roles)}
    for of in listed:
        each = led.get((of.subject_kind, of.subject_id))
        if each and of.state is State.OVERDUE:
            yield Mine(
                Kind.MILESTONE,
                of.milestone_id,
                of.title,
                each.told,
                of_kind=of.subject_kind,
                of_id=of.subject_id,
                of_title=of.subject_title,
                status=of.state,
                due_on=of.planned_on,
                late_days=of.days,
            )


def _goals(con: DuckDBPyConnection, scope: Scope, held: Sequence[_Held]) -> Iterator[Mine]:
    goals = [each for each in held if each.kind in (Kind.KR, Kind.OBJECTIVE)]
    if not goals:
        return
    rows = {row.objective_id: row for row in objectives(con, scope)}
    krs = {kr: list(group) for kr, group in groupby(okr_progress(con, scope), key=lambda row: row.kr_id)}
    months, titles = _month_attainments(con, scope), {each.campaign_id: each.title for each in campaigns(con, scope)}
    for each in goals:
        if each.kind == Kind.OBJECTIVE:
            yield _objective(each, rows.get(each.id), titles.get(each.campaign_id or ""))
        else:
            yield _key_result(each, krs.get(each.id, []), months.get(each.id))


def _objective(each: _Held, row: ObjectiveRow | None, campaign: str | None) -> Mine:
    bare = Mine(Kind.OBJECTIVE, each.id, each.title, owed.OWNER, "campaign" if each.campaign_id else None, each.campaign_id, campaign)
    if row is None:
        return bare
    return bare._replace(status=row.status, due_on=row.ends_on, progress=row.progress, expected=row.expected, ended=row.ended)


def _key_result(each: _Held, rows: Sequence[GoalRow], month: float | None) -> Mine:
    bare = Mine(Kind.KR, each.id, each.title, owed.OWNER, month_attainment=month)
    if not rows:
        return bare
    of = bare._replace(of_kind="objective", of_id=rows[0].objective_id, of_title=rows[0].objective_title)
    reached, due = kr_progress(rows)
    return of._replace(status=worst(row.status for row in rows), progress=reached, expected=due, ended=rows[0].ended)


def _month_attainments(con: DuckDBPyConnection, scope: Scope) -> dict[str, float]:
    """Of each key result whose period isn't over, the lowest of its metrics in the day's month."""
    found: dict[str, float] = {}
    for day in metric_days(con, scope) if scope.as_of else ():
        reached = None if day.ended else month_attainment(day)
        if reached is not None:
            found[day.kr_id] = min(reached, found.get(day.kr_id, reached))
    return found


def _projects(con: DuckDBPyConnection, scope: Scope, held: Sequence[_Held]) -> Iterator[Mine]:
    """With the first milestone that isn't done; overdue by that, or by its own last day once nothing else is left to do."""
    led = {each.id: each for each in held if each.kind == "project"}
    ahead: dict[str, Milestone] = {}
    for of in milestones(con, scope) if led else ():
        if of.subject_kind == "project" and of.done_on is None:
            ahead[of.subject_id] = min(of, ahead.get(of.subject_id, of), key=lambda each: each.planned_on)
    for project_id, phase, ends_on, campaign_id, campaign in con.execute(_PROJECTS, {"ids": list(led)}).fetchall():
        each, coming, closed = led[project_id], ahead.get(project_id), phase == "close"
        due = coming.planned_on if coming else ends_on
        over = not closed and due is not None and scope.as_of is not None and due < scope.as_of
        yield Mine(
            Kind.PROJECT,
            each.id,
            each.title,
            each.told,
            of_kind="campaign" if campaign_id else None,
            of_id=campaign_id,
            of_title=campaign,
            status=phase,
            due_on=due,
            late_days=(scope.as_of - due).days if over else None,  # type: ignore[operator]
            next=coming.title if coming else None,
            ended=closed,
        )


def _campaigns(con: DuckDBPyConnection, scope: Scope, held: Sequence[_Held]) -> Iterator[Mine]:
    own = {each.id: each for each in held if each.kind == "campaign"}
    if not own:
        return
    listed = {each.campaign_id: each for each in campaigns(con, scope)}
    stand = standings(con, scope)
    for name, each in own.items():
        yield _campaign(each, listed[name], stand[name], listed, scope.as_of)


def _campaign(each: _Held, of: Campaign, stand: Standing, listed: dict[str, Campaign], as_of: date | None) -> Mine:
    above = of.above[-1] if of.above else None
    return Mine(
        Kind.CAMPAIGN,
        each.id,
        each.title,
        each.told,
        of_kind="campaign" if above else None,
        of_id=above,
        of_title=listed[above].title if above else None,
        status=stand.status,
        due_on=of.ends_on,
        progress=stand.campaign_progress,
        expected=stand.expected,
        ended=of.ends_on is not None and as_of is not None and of.ends_on < as_of,
    )


_PROJECTS = """
    select p.project_id, p.phase, p.ends_on, p.campaign_id, c.title
    from projects as p
    left join campaigns as c on c.campaign_id = p.campaign_id
    where list_contains($ids::varchar[], p.project_id)
"""
