"""Who answers for what in a campaign: its roles, those of its parts and projects, and the owners of its goals."""

from collections.abc import Iterator, Sequence
from enum import StrEnum
from typing import NamedTuple

from duckdb import DuckDBPyConnection

from metrics.campaigns.names import named
from metrics.campaigns.tree import Campaign, campaigns, within
from metrics.goals import natural
from metrics.scope import Scope


class Role(StrEnum):
    """From the one who owns the whole to those who own a part of it."""

    LEAD = "lead"
    PMO = "pmo"
    HR = "hr"
    SUB_PM = "sub_pm"
    PROJECT_PM = "project_pm"
    BUSINESS_LEAD = "business_lead"
    PRODUCT_LEAD = "product_lead"
    TECH_LEAD = "tech_lead"
    OBJECTIVE_OWNER = "objective_owner"
    KR_OWNER = "kr_owner"


NEEDED = frozenset({Role.PROJECT_PM, Role.OBJECTIVE_OWNER, Role.KR_OWNER})  # wherever there is one to be held
OF_CAMPAIGN = (Role.LEAD, Role.PMO, Role.HR)  # somebody must hold them in a campaign, and may in a sub-campaign


class Holder(NamedTuple):
    """One role in one thing, and who holds it: a row for each who does, or one without a `name` where somebody should.

    `kind` says what `subject_id` is: a campaign, a project, an objective or a kr.
    """

    role: Role
    name: str | None
    kind: str
    subject_id: str
    title: str
    campaign_id: str | None


def people(con: DuckDBPyConnection, scope: Scope, campaign_id: str) -> list[Holder]:
    """The roles of a campaign, of its sub-campaigns and projects, and the owners of their objectives and key results."""
    parts = {each.campaign_id for each in within(campaigns(con, scope), campaign_id)}
    return [holder for holder in holders(con, scope) if holder.campaign_id in parts]


def holders(con: DuckDBPyConnection, scope: Scope) -> list[Holder]:
    """All roles that anybody holds or should, of what belongs to no campaign too: by role, then in the order of the campaigns."""
    listed = campaigns(con, scope)
    found = [*_of_campaigns(listed), *_of_projects(con), *_of_goals(con)]
    places = {each.campaign_id: place for place, each in enumerate(listed)}
    order = list(Role)
    return sorted(found, key=lambda of: (order.index(of.role), places.get(of.campaign_id or "", len(places)), natural(of.subject_id), of.subject_id))


def _of_campaigns(listed: Sequence[Campaign]) -> Iterator[Holder]:
    for each in listed:
        cells = {Role.LEAD: each.lead, Role.PMO: each.pmo, Role.HR: each.hr, Role.SUB_PM: each.pm}
        needed = {Role.SUB_PM} if each.is_sub else set(OF_CAMPAIGN)
        for role, cell in cells.items():
            yield from _held(role, cell, "campaign", each.campaign_id, each.title, each.campaign_id, needed=role in needed)


def _of_projects(con: DuckDBPyConnection) -> Iterator[Holder]:
    for project_id, title, campaign_id, *cells in con.execute(_PROJECTS).fetchall():
        for role, cell in zip((Role.PROJECT_PM, Role.BUSINESS_LEAD, Role.PRODUCT_LEAD, Role.TECH_LEAD), cells, strict=True):
            yield from _held(role, cell, "project", project_id, title, campaign_id, needed=role in NEEDED)


def _of_goals(con: DuckDBPyConnection) -> Iterator[Holder]:
    for role, kind, key, title, campaign_id, owner in con.execute(_GOALS).fetchall():
        yield from _held(Role(role), owner, kind, key, title, campaign_id, needed=True)


def _held(role: Role, cell: str | None, kind: str, key: str, title: str, campaign_id: str | None, *, needed: bool) -> Iterator[Holder]:
    names: list[str | None] = [*named(cell)]
    for name in names or ([None] if needed else []):
        yield Holder(role, name, kind, key, title, campaign_id)


_PROJECTS = "select project_id, title, campaign_id, pm, business_lead, product_lead, tech_lead from projects"
_GOALS = """
    select 'objective_owner', 'objective', objective_id, title, campaign_id, owner
    from objectives
    union all
    select 'kr_owner', 'kr', kr.kr_id, kr.title, o.campaign_id, kr.owner
    from key_results as kr
    left join objectives as o on o.objective_id = kr.objective_id
"""
