"""The OKR breakdown: each key result of a campaign and its sub-campaigns, month by month, with what is done to get there."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Literal, NamedTuple

from duckdb import DuckDBPyConnection

from metrics.campaigns.months import first_of, month_attainment, month_days, months_between, rests_on, shown_months
from metrics.campaigns.retargeting import Change, changes
from metrics.campaigns.standing import Standing, campaign_of, campaign_work, objectives_of, standing
from metrics.campaigns.tree import Campaign, campaigns, within
from metrics.delivery import Work
from metrics.goals import GoalRow, ObjectiveRow, goals, kr_progress, natural
from metrics.kr import MetricDay, current, monthly_targets, status
from metrics.scope import Scope
from metrics.status import Cutoffs, cutoffs, worst

Phase = Literal["past", "now", "ahead"]
FINISHED = ("done", "dropped")


class MonthCell(NamedTuple):
    """A metric in one month of its objective's period. What was read is read as on the OKR board of the month's last day, of the day
    asked about, or of the period's last, whichever is the earliest; of a month ahead nothing is.

    `earlier_target` is what the month's target was until the version `changed_in`, made on `changed_on` in the period. `days` are those
    of the last seven that had a value; the values that `actual` is made of lie in `since <= day < until`.
    """

    month: date
    phase: Phase
    target: float | None = None
    earlier_target: float | None = None
    changed_in: int | None = None
    changed_on: date | None = None
    actual: float | None = None
    month_attainment: float | None = None
    days: int | None = None
    status: str | None = None
    since: date | None = None
    until: date | None = None


class MetricPlan(NamedTuple):
    """A metric with a cell for each month of its objective's period that the table has; `row` is its row of the OKR board.

    `earlier_target` is what its own target was until a version made in the period. `unshown` are targets of its months that the table doesn't
    have, `outside` those of other months.
    """

    row: GoalRow
    months: tuple[MonthCell, ...]
    earlier_target: float | None = None
    changed_in: int | None = None
    changed_on: date | None = None
    unshown: tuple[tuple[date, float], ...] = ()
    outside: tuple[tuple[date, float], ...] = ()


class KeyProject(NamedTuple):
    """What a key result does in a month. Overdue: its month lies before that of the day asked about, and it is neither done nor dropped."""

    kp_id: str
    kr_id: str
    month: date
    title: str
    owner: str | None
    status: str | None
    overdue: bool


class KrPlan(NamedTuple):
    """A key result; `metrics` is empty where it has none. `unshown_kps` are those of its objective's months that the table doesn't
    have, `outside_kps` those of other months.
    """

    kr_id: str
    title: str
    owner: str | None
    status: str | None
    progress: float | None
    expected: float | None
    metrics: tuple[MetricPlan, ...]
    kps: tuple[KeyProject, ...]
    unshown_kps: tuple[KeyProject, ...]
    outside_kps: tuple[KeyProject, ...]


class ObjectivePlan(NamedTuple):
    row: ObjectiveRow
    krs: tuple[KrPlan, ...]


class Part(NamedTuple):
    """The campaign itself or one of its sub-campaigns, with its own objectives; its standing holds those of the campaigns below it too."""

    campaign: Campaign
    standing: Standing
    objectives: tuple[ObjectivePlan, ...]


class Breakdown(NamedTuple):
    """`months` reach from the earliest start to the latest end of the objectives; the campaign itself is the first part."""

    months: tuple[date, ...]
    this_month: date | None
    parts: tuple[Part, ...]


def breakdown(con: DuckDBPyConnection, scope: Scope, campaign_id: str) -> Breakdown | None:
    """The plan of a campaign, its sub-campaigns in the order of the tree; None where nobody knows it. An objective filter doesn't
    narrow it.
    """
    parts = within(campaigns(con, scope), campaign_id)
    if not parts:
        return None
    names = {part.campaign_id for part in parts}
    own = [objective for objective, campaign in campaign_of(con).items() if campaign in names]
    rows, metrics = _read(con, scope, own)
    this_month = first_of(scope.as_of) if scope.as_of else None
    months = shown_months([(row.starts_on, row.ends_on) for row in rows], scope.as_of) if scope.as_of else ()
    table = _Table(
        months,
        this_month,
        month_days(con, scope, months, own),
        monthly_targets(con),
        changes(con),
        _key_projects(con, this_month),
        cutoffs(con),
    )
    plans = [ObjectivePlan(row, table.krs(row, [metric for metric in metrics if metric.objective_id == row.objective_id])) for row in rows]
    return Breakdown(months, this_month, _parts(con, scope, parts, plans))


def _read(con: DuckDBPyConnection, scope: Scope, own: Sequence[str]) -> tuple[list[ObjectiveRow], list[GoalRow]]:
    """These objectives and their metrics, as the OKR board has them."""
    if not own:
        return [], []
    return goals(con, scope.choosing(tuple(own)))


def _parts(con: DuckDBPyConnection, scope: Scope, parts: Sequence[Campaign], plans: Sequence[ObjectivePlan]) -> tuple[Part, ...]:
    if scope.as_of is None:
        return tuple(Part(part, Standing(), ()) for part in parts)
    work, belongs = campaign_work(con, scope), campaign_of(con)
    own = objectives_of([plan.row for plan in plans], belongs)
    return tuple(
        Part(
            part,
            standing([row for each in within(parts, part.campaign_id) for row in own.get(each.campaign_id, ())], work.get(part.campaign_id, Work())),
            tuple(plan for plan in plans if belongs[plan.row.objective_id] == part.campaign_id),
        )
        for part in parts
    )


class _Period(NamedTuple):
    """An objective's months, in the table and beyond it."""

    shown: Sequence[date]
    unshown: frozenset[date]

    def is_outside(self, month: date) -> bool:
        return month not in self.shown and month not in self.unshown


class _Table(NamedTuple):
    """What the cells are made of, read once for all of them."""

    months: Sequence[date]
    this_month: date | None
    days: Mapping[tuple[str, date], MetricDay]
    targets: Mapping[str, Mapping[date, float]]
    changes: Mapping[tuple[str, date | None], Change]
    kps: Mapping[str, Sequence[KeyProject]]
    cut: Cutoffs

    def krs(self, objective: ObjectiveRow, rows: Sequence[GoalRow]) -> tuple[KrPlan, ...]:
        """The objective's key results, in the order of the OKR board."""
        months = months_between(objective.starts_on, objective.ends_on)
        period = _Period([month for month in months if month in self.months], frozenset(months).difference(self.months))
        return tuple(self.kr([row for row in rows if row.kr_id == kr], period) for kr in dict.fromkeys(row.kr_id for row in rows))

    def kr(self, rows: Sequence[GoalRow], period: _Period) -> KrPlan:
        done, due = kr_progress(rows)
        kps = self.kps.get(rows[0].kr_id, ())
        return KrPlan(
            rows[0].kr_id,
            rows[0].kr_title,
            rows[0].owner,
            worst(row.status for row in rows),
            done,
            due,
            tuple(self.metric(row, row.metric_id, period) for row in rows if row.metric_id is not None),
            tuple(kp for kp in kps if kp.month in period.shown),
            tuple(kp for kp in kps if kp.month in period.unshown),
            tuple(kp for kp in kps if period.is_outside(kp.month)),
        )

    def metric(self, row: GoalRow, metric_id: str, period: _Period) -> MetricPlan:
        aims = self.targets.get(metric_id, {})
        plan = MetricPlan(
            row,
            tuple(self.cell(metric_id, month, aims.get(month)) for month in period.shown),
            unshown=tuple((month, aims[month]) for month in sorted(aims) if month in period.unshown),
            outside=tuple((month, aims[month]) for month in sorted(aims) if period.is_outside(month)),
        )
        change = self.changes.get((metric_id, None))
        return plan._replace(**change._asdict()) if change else plan

    def cell(self, metric_id: str, month: date, target: float | None) -> MonthCell:
        cell = MonthCell(month, phase_of(month, self.this_month), target)
        if target is not None and (change := self.changes.get((metric_id, month))):
            cell = cell._replace(**change._asdict())
        day = self.days.get((metric_id, month))
        if day is None:
            return cell
        since, until = rests_on(day)
        return cell._replace(
            actual=current(day), month_attainment=month_attainment(day), days=day.days_7d, status=status(day, self.cut), since=since, until=until
        )


def phase_of(month: date, this_month: date | None) -> Phase:
    """Whether a month is over, is that of the day asked about, or lies ahead."""
    if this_month is None or month > this_month:
        return "ahead"
    return "now" if month == this_month else "past"


def _key_projects(con: DuckDBPyConnection, this_month: date | None) -> dict[str, list[KeyProject]]:
    """Those of each key result by month, in the natural order of their ids."""
    found = [KeyProject._make((*row, overdue(row[2], row[5], this_month))) for row in con.execute(_KEY_PROJECTS).fetchall()]
    listed: dict[str, list[KeyProject]] = {}
    for kp in sorted(found, key=lambda kp: (kp.month, natural(kp.kp_id))):
        listed.setdefault(kp.kr_id, []).append(kp)
    return listed


def overdue(month: date, state: str | None, day: date | None) -> bool:
    """Whether what was to be done in a month is late on a day: the month is over by then, and it is neither done nor dropped."""
    return day is not None and phase_of(month, first_of(day)) == "past" and state not in FINISHED


_KEY_PROJECTS = "select kp_id, kr_id, month, title, owner, status from key_projects"
