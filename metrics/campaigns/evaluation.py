"""How good a campaign was, as the data tell it: scores proposed for people to decide, its efficiency, and its parts side by side."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from duckdb import DuckDBPyConnection

from metrics.campaigns.milestones import Milestone, milestones
from metrics.campaigns.project_state import project_states
from metrics.campaigns.standing import Standing, campaign_of, standings
from metrics.campaigns.tree import Campaign, campaigns, within
from metrics.delivery import GOAL_WORK
from metrics.goals import ObjectiveRow, objectives
from metrics.registry import Better, Unit, figure
from metrics.scope import Question, Scope, narrow, resolve


class OnTime(NamedTuple):
    """How many were due by the day, and how many of these were there on time."""

    due: int = 0
    kept: int = 0

    @property
    def share(self) -> float | None:
        return self.kept / self.due if self.due else None


class Evaluation(NamedTuple):
    """The scores that the data propose and what they rest on: objectives with a progress, milestones and trains that were due, and
    how many of the two parts of the process score there are.
    """

    result_score: float | None
    counted: int
    objectives: int
    process_score: float | None
    parts: int
    milestones_on_time: float | None
    milestones_due: int
    trains_on_time: float | None
    trains_due: int


class Part(NamedTuple):
    """One sub-campaign or project beside the others; a project has no progress, and its `status` is a word of projects."""

    kind: str  # campaign or project
    id: str
    title: str
    lead: str | None
    status: str | None
    progress: float | None
    expected: float | None
    delivered: int
    in_progress: int
    milestones_due: int
    milestones_kept: int


def evaluation(con: DuckDBPyConnection, scope: Scope, campaign_id: str) -> Evaluation:
    """What the data propose for a campaign, its sub-campaigns and projects included, whatever the reader chose beside day and version."""
    scope = unfiltered(con, scope)
    stand = standings(con, scope).get(campaign_id, Standing())
    passed = milestones_kept(milestones(con, scope, campaign_id), scope.as_of)
    trains = trains_kept(con, scope, campaign_id)
    own = process_parts(passed, trains)
    return Evaluation(
        result_score=result_score(stand),
        counted=stand.counted,
        objectives=stand.objectives,
        process_score=process_score(own),
        parts=len(own),
        milestones_on_time=milestones_on_time(passed),
        milestones_due=passed.due,
        trains_on_time=trains_on_time(trains),
        trains_due=trains.due,
    )


@figure(Unit.SHARE, Better.HIGHER, sample="counted")
def result_score(stand: Standing) -> float | None:
    """The result proposed for a campaign: its progress, the mean of its objectives' progress by their weights. Of an accepted campaign
    it is read as of the day and at the version of its acceptance. People decide; what they decide stands beside it.

    建议的结果分：即战役进度，其各目标进度按权重的平均值。已验收的战役按验收时的日期和数据版本计算。最终由人评定，两者并列展示。
    """
    return stand.campaign_progress


@figure(Unit.SHARE, Better.HIGHER, sample="parts")
def process_score(parts: Sequence[float]) -> float | None:
    """The process proposed for a campaign: the mean of milestones on time and trains on time. A part with nothing due is left out;
    without any part there is no score. People decide; what they decide stands beside it.

    建议的过程分：里程碑准时率与迭代准时率的平均值。没有到期项的部分不计入；两部分都没有时不打分。最终由人评定，两者并列展示。
    """
    return sum(parts) / len(parts) if parts else None


@figure(Unit.SHARE, Better.HIGHER, sample="milestones_due")
def milestones_on_time(passed: OnTime) -> float | None:
    """Part of the milestones due by the as-of day that were done on their planned day or before: those of the campaign, of its
    sub-campaigns and of their projects. One that was planned anew is held against its last plan.

    截至当日应完成的里程碑（战役、子战役及其项目）中，在计划日期当天或之前完成的占比。改期的以最新计划为准。
    """
    return passed.share


@figure(Unit.SHARE, Better.HIGHER, sample="trains_due")
def trains_on_time(trains: OnTime) -> float | None:
    """Part of the iterations that delivered work for the campaign's objectives, and were planned to end by the as-of day, whose end was
    held on its planned day or before. Iterations without a planned end are left out.

    为该战役目标交付过需求、且计划在当日或之前结束的迭代中，按计划日期当天或提前结束的占比。没有计划结束节点的迭代不计入。
    """
    return trains.share


def process_parts(passed: OnTime, trains: OnTime) -> list[float]:
    return [share for share in (passed.share, trains.share) if share is not None]


def milestones_kept(passed: Sequence[Milestone], as_of: date | None) -> OnTime:
    due = [of for of in passed if as_of is not None and of.planned_on <= as_of]
    return OnTime(len(due), sum(of.done_on is not None and of.done_on <= of.planned_on for of in due))


def trains_kept(con: DuckDBPyConnection, scope: Scope, campaign_id: str) -> OnTime:
    """The iterations that carried a campaign's delivered work, and were to end by the day."""
    if scope.as_of is None:
        return OnTime()
    narrow(con, scope)
    asked = {"as_of": scope.as_of, "since": scope.question.since, "until": scope.question.until, "campaign": campaign_id}
    return OnTime(*con.execute(GOAL_WORK + _TRAINS, asked).fetchall()[0])


def parts(con: DuckDBPyConnection, scope: Scope, campaign_id: str) -> list[Part]:
    """Each sub-campaign with what stands under it, and each project of the campaign and its sub-campaigns; unfiltered like the scores."""
    scope = unfiltered(con, scope)
    listed, stand = within(campaigns(con, scope), campaign_id), standings(con, scope)
    ids = {each.campaign_id for each in listed}
    passed = milestones(con, scope, campaign_id)
    subs = [_sub(each, stand[each.campaign_id], _of_campaigns(passed, within(listed, each.campaign_id)), scope) for each in listed[1:]]
    projects = [
        Part(
            "project",
            of.project_id,
            of.title,
            of.lead,
            of.state,
            None,
            None,
            of.delivered,
            of.in_progress,
            *milestones_kept([each for each in passed if (each.subject_kind, each.subject_id) == ("project", of.project_id)], scope.as_of),
        )
        for of in project_states(con, scope)
        if of.campaign_id in ids
    ]
    return [*subs, *projects]


def goals(con: DuckDBPyConnection, scope: Scope, campaign_id: str) -> list[ObjectiveRow]:
    """The objectives whose progress the result score is the mean of, those of sub-campaigns included; unfiltered like it."""
    scope = unfiltered(con, scope)
    ids = {each.campaign_id for each in within(campaigns(con, scope), campaign_id)}
    belongs = campaign_of(con)
    return [row for row in objectives(con, scope) if belongs.get(row.objective_id) in ids]


def unfiltered(con: DuckDBPyConnection, scope: Scope) -> Scope:
    """Neither objectives, nor teams, nor a range that the reader chose make another score."""
    return resolve(con, Question(as_of=scope.as_of, version=scope.version))


def _sub(of: Campaign, stand: Standing, passed: Sequence[Milestone], scope: Scope) -> Part:
    return Part(
        "campaign",
        of.campaign_id,
        of.title,
        of.pm or of.lead,
        stand.status,
        stand.campaign_progress,
        stand.expected,
        stand.delivered,
        stand.in_progress,
        *milestones_kept(passed, scope.as_of),
    )


def _of_campaigns(passed: Sequence[Milestone], listed: Sequence[Campaign]) -> list[Milestone]:
    ids = {each.campaign_id for each in listed}
    return [of for of in passed if of.campaign_id in ids]


_TRAINS = """
    select count(*), count(case when e.held_on <= e.planned_on then 1 end)
    from iteration_events as e
    where e.kind = 'end'
      and e.planned_on <= $as_of::date
      and e.iteration_id in (
          select w.iteration_id
          from goal_work as g
          join campaign_objectives as c on c.objective_id = g.objective_id and c.campaign_id = $campaign
          join work as w on w.fact_id = g.fact_id
          where g.is_delivered
      )
"""
