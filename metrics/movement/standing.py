"""What stands on the boards at one day and version: objectives, key results, metrics, teams, and all work together."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import groupby
from typing import NamedTuple

from duckdb import DuckDBPyConnection

from metrics.efficiency import efficiency
from metrics.goals import GoalRow, kr_progress, natural, objectives, okr_progress
from metrics.investment import Investment, team_investment
from metrics.kr import monthly_targets
from metrics.movement.difference import Board, Value
from metrics.scope import Bucket, Scope
from metrics.status import worst

OF_OBJECTIVE = ("status", "progress", "delivered", "in_progress", "title", "starts_on", "ends_on")
OF_WORK = ("delivered", "in_progress")
OF_METRIC = ("status", "progress", "current", "target", "baseline")
OF_RANGE = (
    "delivered",
    "okr_delivered",
    "okr_share",
    "cycle_p50_days",
    "cycle_p85_days",
    "cycle_within_14d_share",
    "online_issues",
    "valid_bugs",
    "resolved_bugs",
    "open_bugs",
)


class Subject(NamedTuple):
    """What has figures on a board; `months` are a metric's targets by the first day of their month."""

    board: Board
    objective_id: str | None
    kr_id: str | None
    metric_id: str | None
    name: str | None
    figures: Mapping[str, Value]
    unit: str | None = None
    direction: str | None = None
    months: Mapping[date, float] = {}

    @property
    def key(self) -> tuple[Board, str, str | None]:
        """What it is recognised by on the other side: a metric that went to another key result is still the same."""
        if self.board is not Board.OKR:
            return self.board, "team", self.name
        if self.metric_id is not None:
            return self.board, "metric", self.metric_id
        return self.board, *(("objective", self.objective_id) if self.kr_id is None else ("kr", self.kr_id))

    @property
    def place(self) -> tuple[object, ...]:
        """Where it stands on its board: an objective before its key results, each before its metrics; no team last."""
        ids = [natural(name or "") for name in (self.objective_id, self.kr_id, self.metric_id)]
        return list(Board).index(self.board), ids, self.name is None, natural(self.name or "")


def subjects(con: DuckDBPyConnection, scope: Scope) -> list[Subject]:
    """All that the boards of the scope show, its whole range as one bucket; nothing where there are no facts."""
    if scope.as_of is None:
        return []
    whole = replace(scope, question=replace(scope.question, bucket=Bucket.RANGE))
    return [*_goals(con, scope), *_teams(team_investment(con, scope)), *_all_work(con, whole)]


def _goals(con: DuckDBPyConnection, scope: Scope) -> Iterator[Subject]:
    for objective in objectives(con, scope):
        yield Subject(Board.OKR, objective.objective_id, None, None, objective.title, _figures(objective, OF_OBJECTIVE))
    targets = monthly_targets(con)
    for _, rows in groupby(okr_progress(con, scope), key=lambda row: row.kr_id):
        yield from _key_result(list(rows), targets)


def _key_result(rows: Sequence[GoalRow], targets: Mapping[str, Mapping[date, float]]) -> Iterator[Subject]:
    kr = rows[0]
    figures: dict[str, Value] = {"status": worst(row.status for row in rows), "progress": kr_progress(rows)[0], **_figures(kr, OF_WORK)}
    plan: dict[str, Value] = {"title": kr.kr_title, "objective_id": kr.objective_id}
    yield Subject(Board.OKR, kr.objective_id, kr.kr_id, None, kr.kr_title, figures | plan)
    for row in rows:
        if row.metric_id is not None:
            figures = _figures(row, OF_METRIC) | {"title": row.metric_name}
            months = targets.get(row.metric_id, {})
            yield Subject(Board.OKR, row.objective_id, row.kr_id, row.metric_id, row.metric_name, figures, row.unit, row.direction, months)


def _teams(rows: Sequence[Investment]) -> Iterator[Subject]:
    unlinked = {row.team: row.share for row in rows if row.objective_id is None}
    for team, delivered in {row.team: row.delivered for row in rows}.items():
        yield Subject(Board.INVESTMENT, None, None, None, team, {"delivered": delivered, "unlinked": unlinked.get(team, 0.0)})


def _all_work(con: DuckDBPyConnection, whole: Scope) -> Iterator[Subject]:
    for period in efficiency(con, whole):
        yield Subject(Board.EFFICIENCY, None, None, None, None, _figures(period, OF_RANGE))


def _figures(row: object, names: Sequence[str]) -> dict[str, Value]:
    return {name: getattr(row, name) for name in names}
