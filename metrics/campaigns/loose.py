"""What has no place on the campaign map, or only by our leave: each loose end with what it names."""

from collections.abc import Sequence
from enum import StrEnum
from typing import NamedTuple

from duckdb import DuckDBPyConnection

from metrics.campaigns.tree import Campaign
from metrics.goals import natural


class LooseEnd(StrEnum):
    """How it is loose."""

    CIRCLE = "circle"  # campaigns that are each other's parents
    UNKNOWN_PARENT = "unknown_parent"  # a campaign whose parent nobody knows
    UNKNOWN_CAMPAIGN = "unknown_campaign"  # an objective of a campaign that nobody knows
    NO_CAMPAIGN = "no_campaign"  # an objective that names none
    UNKNOWN_OBJECTIVE = "unknown_objective"  # a key result of an objective that nobody knows
    PROJECT_OF_NONE = "project_of_none"  # a project of a campaign that nobody knows


class Loose(NamedTuple):
    """One loose end: the fact, and the id it names that is not there. Of a circle the campaign that stands as its root, and all of it."""

    kind: LooseEnd
    id: str
    title: str
    names: tuple[str, ...] = ()


def loose_ends(con: DuckDBPyConnection, listed: Sequence[Campaign]) -> list[Loose]:
    """By their kinds, then in the natural order of their ids; the cursor already reads the version."""
    found = [Loose(LooseEnd(kind), name, title, () if names is None else (names,)) for kind, name, title, names in con.execute(_DANGLING).fetchall()]
    for each in listed:
        if each.circle and each.circle[0] == each.campaign_id:
            found.append(Loose(LooseEnd.CIRCLE, each.campaign_id, each.title, each.circle))
        if each.unknown_parent is not None:
            found.append(Loose(LooseEnd.UNKNOWN_PARENT, each.campaign_id, each.title, (each.unknown_parent,)))
    order = list(LooseEnd)
    return sorted(found, key=lambda end: (order.index(end.kind), natural(end.id), end.id))


_DANGLING = """
    select case when o.campaign_id is null then 'no_campaign' else 'unknown_campaign' end, o.objective_id, o.title, o.campaign_id
    from objectives as o
    where o.campaign_id is null
       or o.campaign_id not in (select campaign_id from campaigns)
    union all
    select 'unknown_objective', kr_id, title, objective_id
    from key_results
    where objective_id not in (select objective_id from objectives)
    union all
    select 'project_of_none', project_id, title, campaign_id
    from projects
    where campaign_id not in (select campaign_id from campaigns)
"""
