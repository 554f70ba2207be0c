"""What the rules look at, read once: a few questions, whatever the number of key results."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import NamedTuple

from duckdb import DuckDBPyConnection

from metrics.attention.thresholds import Thresholds, thresholds
from metrics.efficiency import Cycles, Period, cycles, efficiency
from metrics.goals import GoalRow, okr_progress, trends
from metrics.investment import Investment, team_investments
from metrics.outcome import parts_of_work
from metrics.scope import Bucket, Days, Scope, narrow
from metrics.status import Cutoffs, cutoffs

HISTORY_WEEKS = 27  # how far the weekly figures reach back: half a year says what is usual
TREND_WEEKS = 26 + 9  # the longest look back, and before it the last value of a monthly metric
EARLIER = 2  # how many times as long as the recent weeks are those that they are held against


class Goal(NamedTuple):
    """A key result's frame: its objective's period, and its size, 1 for an average one."""

    objective_id: str
    objective_title: str
    starts_on: date
    ends_on: date
    size: float


class Investments(NamedTuple):
    """Who worked for what in the recent weeks and in the weeks before them."""

    recent: Sequence[Investment]
    earlier: Sequence[Investment]


@dataclass(frozen=True)
class Reading:
    """The world at the end of the day `as_of`, for readers of the day `today`; figures are the boards' own.

    `rows` are of every goal that runs, with the work of the no-movement weeks, and `work` is each key result's part of that work;
    `listed` says which key results the reader asked for; `weeks` are whole weeks, the last of them over, and `workdays` their cycles
    in workdays; `months` names the metrics with monthly targets; `sources` say which day each brought something last.
    """

    as_of: date
    today: date
    limits: Thresholds
    cut: Cutoffs
    filtered: bool
    objectives: tuple[str, ...]
    rows: Sequence[GoalRow]
    work: Mapping[str, float]
    listed: frozenset[str]
    goals: Mapping[str, Goal]
    series: Mapping[str, Sequence[float | None]]
    months: frozenset[str]
    teams: Investments
    weeks: Sequence[Period]
    workdays: Sequence[Cycles]
    sources: Mapping[str, date]

    @property
    def chosen(self) -> list[GoalRow]:
        """The rows that the reader asked for."""
        return [row for row in self.rows if row.kr_id in self.listed]


def read(con: DuckDBPyConnection, scope: Scope, as_of: date, today: date) -> Reading:
    narrow(con, scope)
    limits = thresholds(con)
    goals = _goals(con, as_of)
    recent, weekly = _since(scope, as_of, int(limits.no_movement_weeks)), _weekly(scope, as_of)
    rows = [row for row in okr_progress(con, recent) if row.kr_id in goals]
    weeks = efficiency(con, weekly)
    return Reading(
        as_of=as_of,
        today=today,
        limits=limits,
        cut=cutoffs(con),
        objectives=scope.objectives,
        filtered=bool(scope.teams or scope.objectives),
        rows=rows,
        work={kr_id: part.work for kr_id, part in parts_of_work(con, recent).items()},
        listed=_listed(rows, scope),
        goals=goals,
        series=trends(con, scope, weeks=TREND_WEEKS),
        months=frozenset(metric for (metric,) in con.execute("select distinct metric_id from kr_monthly_targets").fetchall()),
        teams=_teams(con, scope, as_of, int(limits.drift_weeks)),
        weeks=weeks,
        workdays=_workdays(con, weekly, weeks),
        sources=dict(con.execute(_SOURCES).fetchall()),
    )


def _since(scope: Scope, as_of: date, weeks: int) -> Scope:
    """All goals, with the work of so many weeks: a fair part is one of all work."""
    end = as_of + timedelta(days=1)
    since = end - timedelta(weeks=weeks)
    return replace(scope, question=replace(scope.question, since=since, until=end, objectives=()), since=since, until=end)


def _listed(rows: Sequence[GoalRow], scope: Scope) -> frozenset[str]:
    """Of the chosen objectives; with teams chosen, those that they work for."""
    asked = [row for row in rows if not scope.objectives or row.objective_id in scope.objectives]
    return frozenset(row.kr_id for row in asked if not scope.teams or row.delivered + row.in_progress)


def _goals(con: DuckDBPyConnection, as_of: date) -> dict[str, Goal]:
    """Every key result that runs; its part is its objective's of all, and in it its own."""
    rows = con.execute(_GOALS, {"as_of": as_of}).fetchall()
    whole = sum({objective_id: weight for _, objective_id, *_, weight in rows}.values())
    within: Counter[str] = Counter()
    for _, objective_id, *_, weight, _ in rows:
        within[objective_id] += weight
    return {
        kr_id: Goal(objective_id, title, starts_on, ends_on, len(rows) * _part(of_all, whole) * _part(weight, within[objective_id]))
        for kr_id, objective_id, title, starts_on, ends_on, weight, of_all in rows
    }


def _part(weight: float, whole: float) -> float:
    return weight / whole if whole else 0.0


def _teams(con: DuckDBPyConnection, scope: Scope, as_of: date, weeks: int) -> Investments:
    end = as_of + timedelta(days=1)
    turn = end - timedelta(weeks=weeks)
    whole = replace(scope, question=replace(scope.question, objectives=()))
    return Investments(*team_investments(con, whole, [(turn, end), (turn - timedelta(weeks=weeks * EARLIER), turn)]))


def _weekly(scope: Scope, as_of: date) -> Scope:
    """Whole weeks only: the one that runs is not over."""
    end = as_of + timedelta(days=1)
    monday = end - timedelta(days=end.weekday())
    return replace(scope, question=replace(scope.question, bucket=Bucket.WEEK), since=monday - timedelta(weeks=HISTORY_WEEKS), until=monday)


def _workdays(con: DuckDBPyConnection, weekly: Scope, weeks: Sequence[Period]) -> list[Cycles]:
    found = cycles(con, replace(weekly, question=replace(weekly.question, days=Days.WORKDAY)))
    return [found.get(week.period, Cycles()) for week in weeks]


_GOALS = """
    select g.kr_id, g.objective_id, g.objective_title, g.starts_on, g.ends_on, g.weight, coalesce(o.weight, 1)
    from goal_krs as g
    join objectives as o on o.objective_id = g.objective_id
    where g.starts_on <= $as_of
      and g.ends_on >= $as_of
"""

# The sample company is nobody's to import again; what was taken back brought nothing.
_SOURCES = """
    select case when i.dataset = 'kr_values' then 'figures' else i.source end as brought, max(s.made_on)
    from imports as i
    join standing_versions as s on s.version = i.version
    where i.dataset in ('kr_values', 'requirements', 'bugs')
      and i.source <> 'sample'
    group by brought
"""
