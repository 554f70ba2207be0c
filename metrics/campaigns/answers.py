"""What can be asked about campaigns in one word, each with flat rows: for the command line, and whoever else wants rows."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from duckdb import DuckDBPyConnection

from metrics.campaigns.acceptance import judged, lines, promised
from metrics.campaigns.breakdown import KeyProject, KrPlan, MetricPlan, MonthCell, breakdown
from metrics.campaigns.closing import Closure, closure
from metrics.campaigns.commendations import Commendation, commendations
from metrics.campaigns.evaluation import Evaluation, evaluation
from metrics.campaigns.events.event import Event
from metrics.campaigns.improvements import Improvement, improvements, practices
from metrics.campaigns.map import Kind, Node, branch, campaign_map
from metrics.campaigns.milestones import Milestone, milestones
from metrics.campaigns.mine import Mine, mine
from metrics.campaigns.people import Holder, people
from metrics.campaigns.timeline import timeline
from metrics.campaigns.trace import Step, trace
from metrics.campaigns.tree import campaigns
from metrics.scope import Scope, resolve

CAMPAIGN = "campaign"


class UnknownCampaign(ValueError):
    """A campaign that the version read doesn't have."""


OUTSIDE = "outside"


class MonthRow(NamedTuple):
    """A metric of a campaign in one month of its objective's period, as the breakdown has it; the phase of a target of any other
    month is `OUTSIDE`. `metric_earlier_target` is what the metric's own target was until the version `metric_changed_in`.
    """

    campaign_id: str
    objective_id: str
    kr_id: str
    metric_id: str
    month: date
    phase: str
    target: float | None
    earlier_target: float | None
    changed_in: int | None
    actual: float | None
    month_attainment: float | None
    days: int | None
    status: str | None
    metric_earlier_target: float | None
    metric_changed_in: int | None


class LooseRow(NamedTuple):
    """A fact without a place on the map, and the ids it names that are not there, with `;` between."""

    kind: str
    id: str
    title: str
    names: str | None


class LineRow(NamedTuple):
    """A line of an acceptance with its verdict, and what its figures are read at."""

    line_no: str
    kind: str
    ref_id: str | None
    title: str
    status: str | None
    progress: float | None
    expected: float | None
    planned_on: date | None
    done_on: date | None
    verdict: str | None
    note: str | None
    as_of: date | None
    data_version: int


class ScoreRow(NamedTuple):
    """The scores that the data propose, what they rest on, and what people decided."""

    result_score: float | None
    counted: int
    objectives: int
    process_score: float | None
    parts: int
    milestones_on_time: float | None
    milestones_due: int
    trains_on_time: float | None
    trains_due: int
    decided_result_score: float | None
    decided_process_score: float | None
    evaluation_note: str | None
    as_of: date | None
    data_version: int


class Answer(NamedTuple):
    """`rows` of a subject, an id or a name; `needed` says that it can't go without one, `of_campaign` that it is a campaign's id.
    What is neither is told of everything.
    """

    rows: Callable[[DuckDBPyConnection, Scope, str], Sequence[tuple[Any, ...]]]
    fields: tuple[str, ...]
    needed: bool = True
    of_campaign: bool = True

    @property
    def takes_subject(self) -> bool:
        return self.needed or self.of_campaign


def answer(con: DuckDBPyConnection, scope: Scope, about: str, subject: str) -> Sequence[tuple[Any, ...]]:
    """The rows of one of `ANSWERS`. Raises `UnknownCampaign`."""
    asked = ANSWERS[about]
    if asked.of_campaign and subject and subject not in {each.campaign_id for each in campaigns(con, scope)}:
        raise UnknownCampaign(subject)
    return asked.rows(con, scope, subject)


def frozen_at(con: DuckDBPyConnection, scope: Scope, kept: Closure | None) -> Scope:
    """What an accepted campaign's figures are read at; that of any other is the scope."""
    return resolve(con, kept.frozen) if kept and kept.frozen else scope


def _map(con: DuckDBPyConnection, scope: Scope, subject: str) -> list[Node]:
    nodes = campaign_map(con, scope).nodes
    return branch(nodes, (Kind.CAMPAIGN, subject)) if subject else nodes


def _months(con: DuckDBPyConnection, scope: Scope, subject: str) -> list[MonthRow]:
    return [row for name, objective, kr in _krs(con, scope, subject) for plan in kr.metrics for row in _of_metric(name, objective, plan)]


def _of_metric(name: str, objective: str, plan: MetricPlan) -> Iterator[MonthRow]:
    """Its months, then its targets of months that are none of them."""
    cells: list[tuple[str, MonthCell]] = [(cell.phase, cell) for cell in plan.months]
    cells += [(OUTSIDE, MonthCell(month, "past", target)) for month, target in plan.outside]
    for phase, cell in cells:
        yield MonthRow(
            name,
            objective,
            plan.row.kr_id,
            plan.row.metric_id or "",
            cell.month,
            phase,
            cell.target,
            cell.earlier_target,
            cell.changed_in,
            cell.actual,
            cell.month_attainment,
            cell.days,
            cell.status,
            plan.earlier_target,
            plan.changed_in,
        )


def _loose(con: DuckDBPyConnection, scope: Scope, _subject: str) -> list[LooseRow]:
    return [LooseRow(end.kind, end.id, end.title, ";".join(end.names) or None) for end in campaign_map(con, scope).loose]


def _key_projects(con: DuckDBPyConnection, scope: Scope, subject: str) -> list[KeyProject]:
    return [kp for _, _, kr in _krs(con, scope, subject) for kp in (*kr.kps, *kr.unshown_kps, *kr.outside_kps)]


def _krs(con: DuckDBPyConnection, scope: Scope, subject: str) -> Iterator[tuple[str, str, KrPlan]]:
    found = breakdown(con, scope, subject)
    for part in found.parts if found else ():
        for objective in part.objectives:
            yield from ((part.campaign.campaign_id, objective.row.objective_id, kr) for kr in objective.krs)


def _acceptance(con: DuckDBPyConnection, scope: Scope, subject: str) -> list[LineRow]:
    kept = closure(con, scope, CAMPAIGN, subject)
    then = frozen_at(con, scope, kept)
    written = resolve(con, kept.judged) if kept and kept.judged else scope
    found = lines(promised(con, then, CAMPAIGN, subject), judged(con, written, CAMPAIGN, subject))
    return [
        LineRow(
            line.line_no,
            line.kind,
            line.ref_id,
            line.title,
            line.promise.status if line.promise else None,
            line.promise.progress if line.promise else None,
            line.promise.expected if line.promise else None,
            line.promise.milestone.planned_on if line.promise and line.promise.milestone else None,
            line.promise.milestone.done_on if line.promise and line.promise.milestone else None,
            line.verdict,
            line.note,
            then.as_of,
            then.version,
        )
        for line in found
    ]


def _evaluation(con: DuckDBPyConnection, scope: Scope, subject: str) -> list[ScoreRow]:
    kept = closure(con, scope, CAMPAIGN, subject)
    then = frozen_at(con, scope, kept)
    proposed: Evaluation = evaluation(con, then, subject)
    decided = (kept.result_score, kept.process_score, kept.evaluation_note) if kept else (None, None, None)
    return [ScoreRow(*proposed, *decided, then.as_of, then.version)]


def _milestones(con: DuckDBPyConnection, scope: Scope, subject: str) -> list[Milestone]:
    return milestones(con, scope, subject or None)


def _improvements(con: DuckDBPyConnection, scope: Scope, subject: str) -> list[Improvement]:
    return improvements(con, scope, CAMPAIGN, subject)


def _practices(con: DuckDBPyConnection, scope: Scope, _subject: str) -> list[Improvement]:
    return practices(con, scope)


def _trace(con: DuckDBPyConnection, scope: Scope, subject: str) -> list[Step]:
    return trace(con, scope, CAMPAIGN, subject)


def _commendations(con: DuckDBPyConnection, scope: Scope, subject: str) -> list[Commendation]:
    return commendations(con, scope, CAMPAIGN, subject)


ANSWERS: Mapping[str, Answer] = {
    "map": Answer(_map, Node._fields, needed=False),
    "loose": Answer(_loose, LooseRow._fields, needed=False, of_campaign=False),
    "breakdown": Answer(_months, MonthRow._fields),
    "key-projects": Answer(_key_projects, KeyProject._fields),
    "people": Answer(people, Holder._fields),
    "milestones": Answer(_milestones, Milestone._fields, needed=False),
    "acceptance": Answer(_acceptance, LineRow._fields),
    "review": Answer(timeline, Event._fields),
    "improvements": Answer(_improvements, Improvement._fields),
    "evaluation": Answer(_evaluation, ScoreRow._fields),
    "trace": Answer(_trace, Step._fields),
    "commendations": Answer(_commendations, Commendation._fields),
    "practices": Answer(_practices, Improvement._fields, needed=False, of_campaign=False),
    "mine": Answer(mine, Mine._fields, of_campaign=False),
}
