"""Where a campaign stands: what its objectives, and those of its sub-campaigns, add up to."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from duckdb import DuckDBPyConnection

from metrics.campaigns.tree import campaigns, within
from metrics.delivery import GOAL_WORK, Work
from metrics.goals import ObjectiveRow, objectives, weighted
from metrics.registry import Better, Unit, figure
from metrics.scope import Scope, narrow
from metrics.status import worst


class Standing(NamedTuple):
    """What a campaign's objectives add up to, sub-campaigns included. `counted` of them have a progress; each requirement counts once."""

    campaign_progress: float | None = None
    expected: float | None = None
    gap: float | None = None
    status: str | None = None
    delivered: int = 0
    in_progress: int = 0
    objectives: int = 0
    counted: int = 0


def standings(con: DuckDBPyConnection, scope: Scope) -> dict[str, Standing]:
    """Of each campaign by its id. The objectives are read as on the OKR board; an objective filter doesn't narrow them."""
    scope = scope.choosing()
    if scope.as_of is None:
        return {each.campaign_id: Standing() for each in campaigns(con, scope)}
    rows, work, listed = objectives(con, scope), campaign_work(con, scope), campaigns(con, scope)
    own = objectives_of(rows, campaign_of(con))
    return {
        each.campaign_id: standing(
            [row for part in within(listed, each.campaign_id) for row in own.get(part.campaign_id, ())], work.get(each.campaign_id, Work())
        )
        for each in listed
    }


def standing(rows: Sequence[ObjectiveRow], work: Work) -> Standing:
    """What these objectives add up to."""
    done, due = campaign_progress(rows), weighted((row.weight, row.expected) for row in rows)
    return Standing(
        campaign_progress=done,
        expected=due,
        gap=None if done is None or due is None else due - done,
        status=worst(row.status for row in rows),
        delivered=work.delivered,
        in_progress=work.in_progress,
        objectives=len(rows),
        counted=sum(row.progress is not None for row in rows),
    )


@figure(Unit.SHARE, Better.HIGHER, sample="counted")
def campaign_progress(rows: Sequence[ObjectiveRow]) -> float | None:
    """Progress of a campaign: the mean of its objectives' progress, those of its sub-campaigns included, each by its weight.
    Objectives without a progress are left out. Its status is the worst of theirs.

    战役进度：其全部目标（含子战役的目标）进度按权重的平均值。没有进度的目标不计入。战役状态取各目标中最差的状态。
    """
    return weighted((row.weight, row.progress) for row in rows)


def campaign_of(con: DuckDBPyConnection) -> dict[str, str | None]:
    """Each objective's own campaign, as it is named, known or not."""
    return dict(con.execute("select objective_id, campaign_id from objectives").fetchall())


def objectives_of(rows: Sequence[ObjectiveRow], belongs: Mapping[str, str | None]) -> dict[str | None, list[ObjectiveRow]]:
    """The objectives by the campaign they name; None for those that name none."""
    found: dict[str | None, list[ObjectiveRow]] = {}
    for row in rows:
        found.setdefault(belongs.get(row.objective_id), []).append(row)
    return found


def campaign_work(con: DuckDBPyConnection, scope: Scope) -> dict[str, Work]:
    """Requirements that serve a campaign's objectives, sub-campaigns included, each once."""
    narrow(con, scope)
    asked = {"as_of": scope.as_of, "since": scope.question.since, "until": scope.question.until}
    return {name: Work(*counts) for name, *counts in con.execute(GOAL_WORK + _OF_CAMPAIGN, asked).fetchall()}


_OF_CAMPAIGN = """
    select c.campaign_id,
           count(distinct case when w.is_delivered then w.fact_id end),
           count(distinct case when w.is_in_progress then w.fact_id end)
    from goal_work as w
    join campaign_objectives as c on c.objective_id = w.objective_id
    group by c.campaign_id
"""
