"""The campaign map: campaigns, their objectives and key results, and their projects as one tree, and what has no place in it."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from enum import StrEnum
from itertools import groupby
from typing import NamedTuple

from duckdb import DuckDBPyConnection

from metrics.campaigns.loose import Loose, loose_ends
from metrics.campaigns.project_state import ProjectState, project_states
from metrics.campaigns.standing import Standing, campaign_of, objectives_of, standings
from metrics.campaigns.tree import Campaign, campaigns
from metrics.goals import GoalRow, ObjectiveRow, kr_progress, objectives, okr_progress
from metrics.scope import Scope
from metrics.status import worst


class Kind(StrEnum):
    """What a node of the map is. `OUTSIDE` is the group of the objectives that no known campaign has."""

    CAMPAIGN = "campaign"
    OBJECTIVE = "objective"
    KR = "kr"
    PROJECT = "project"
    OUTSIDE = "outside"


class Node(NamedTuple):
    """One node, after the one it stands under; `parent_kind` and `parent_id` name that, `depth` counts the steps to it from the root.

    Progress, plan and work are those of the OKR board, and of a campaign those of its standing. A project has a state of its own
    in `status`, no progress, and its own requirements as its work.
    """

    kind: Kind
    id: str
    title: str
    lead: str | None = None
    status: str | None = None
    progress: float | None = None
    expected: float | None = None
    delivered: int = 0
    in_progress: int = 0
    starts_on: date | None = None
    ends_on: date | None = None
    depth: int = 0
    parent_kind: Kind | None = None
    parent_id: str | None = None

    @property
    def key(self) -> tuple[Kind, str]:
        return self.kind, self.id

    @property
    def parent(self) -> tuple[Kind, str] | None:
        return None if self.parent_kind is None or self.parent_id is None else (self.parent_kind, self.parent_id)


class Map(NamedTuple):
    """The nodes, each before those under it, and the loose ends."""

    nodes: list[Node]
    loose: list[Loose]


class _Goals(NamedTuple):
    """Objectives by their campaign, and the rows of their key results by objective."""

    of_campaign: Mapping[str | None, Sequence[ObjectiveRow]]
    rows: Mapping[str, Sequence[GoalRow]]


def campaign_map(con: DuckDBPyConnection, scope: Scope) -> Map:
    """The whole map; an objective filter doesn't narrow it. Projects without a campaign have no place on it."""
    asked = scope.choosing()
    listed, stand, projects = campaigns(con, asked), standings(con, asked), project_states(con, asked)
    goals = _Goals(objectives_of(objectives(con, asked), campaign_of(con)), _by_objective(okr_progress(con, asked)))
    nodes = [node for each in listed for node in _campaign(each, stand[each.campaign_id], goals, projects)]
    return Map([*nodes, *_outside({each.campaign_id for each in listed}, goals)], loose_ends(con, listed))


def branch(nodes: Sequence[Node], key: tuple[Kind, str]) -> list[Node]:
    """A node and all that stand under it."""
    inside = {key}
    inside.update(node.key for node in nodes if node.parent in inside)  # each node stands after its parent
    return [node for node in nodes if node.key in inside]


def _by_objective(rows: Sequence[GoalRow]) -> dict[str, list[GoalRow]]:
    return {name: list(group) for name, group in groupby(rows, key=lambda row: row.objective_id)}


def _campaign(of: Campaign, stand: Standing, goals: _Goals, projects: Sequence[ProjectState]) -> Iterator[Node]:
    """It, its own objectives and its own projects; its sub-campaigns come after it by themselves."""
    yield Node(
        Kind.CAMPAIGN,
        of.campaign_id,
        of.title,
        lead=_first(of.pm, of.lead) if of.is_sub else _first(of.lead, of.pm),
        status=stand.status,
        progress=stand.campaign_progress,
        expected=stand.expected,
        delivered=stand.delivered,
        in_progress=stand.in_progress,
        starts_on=of.starts_on,
        ends_on=of.ends_on,
        depth=of.depth,
        parent_kind=Kind.CAMPAIGN if of.is_sub else None,
        parent_id=of.above[-1] if of.is_sub else None,
    )
    for row in goals.of_campaign.get(of.campaign_id, ()):
        yield from _objective(row, goals.rows.get(row.objective_id, ()), of.depth + 1, (Kind.CAMPAIGN, of.campaign_id))
    for project in projects:
        if project.campaign_id == of.campaign_id:
            yield _project(project, of)


def _objective(of: ObjectiveRow, rows: Sequence[GoalRow], depth: int, under: tuple[Kind, str]) -> Iterator[Node]:
    yield Node(
        Kind.OBJECTIVE,
        of.objective_id,
        of.title,
        lead=of.owner,
        status=of.status,
        progress=of.progress,
        expected=of.expected,
        delivered=of.delivered,
        in_progress=of.in_progress,
        starts_on=of.starts_on,
        ends_on=of.ends_on,
        depth=depth,
        parent_kind=under[0],
        parent_id=under[1],
    )
    for _, metrics in groupby(rows, key=lambda row: row.kr_id):
        yield _kr(list(metrics), of, depth + 1)


def _kr(rows: Sequence[GoalRow], of: ObjectiveRow, depth: int) -> Node:
    progress, expected = kr_progress(rows)
    return Node(
        Kind.KR,
        rows[0].kr_id,
        rows[0].kr_title,
        lead=rows[0].owner,
        status=worst(row.status for row in rows),
        progress=progress,
        expected=expected,
        delivered=rows[0].delivered,
        in_progress=rows[0].in_progress,
        starts_on=of.starts_on,
        ends_on=of.ends_on,
        depth=depth,
        parent_kind=Kind.OBJECTIVE,
        parent_id=of.objective_id,
    )


def _project(of: ProjectState, under: Campaign) -> Node:
    return Node(
        Kind.PROJECT,
        of.project_id,
        of.title,
        lead=of.lead,
        status=of.state,
        delivered=of.delivered,
        in_progress=of.in_progress,
        starts_on=of.starts_on,
        ends_on=of.ends_on,
        depth=under.depth + 1,
        parent_kind=Kind.CAMPAIGN,
        parent_id=under.campaign_id,
    )


def _outside(known: set[str], goals: _Goals) -> Iterator[Node]:
    """The objectives without a campaign, and those of one that nobody knows."""
    left = [row for name, rows in goals.of_campaign.items() if name not in known for row in rows]
    if left:
        yield Node(Kind.OUTSIDE, "", "", status=worst(row.status for row in left))
    for row in left:
        yield from _objective(row, goals.rows.get(row.objective_id, ()), 1, (Kind.OUTSIDE, ""))


def _first(*names: str | None) -> str | None:
    return next((name for name in names if name), None)
