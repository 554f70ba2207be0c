"""Which figures of the boards differ between two versions of the store."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from enum import StrEnum
from itertools import groupby
from math import isclose
from typing import NamedTuple, TypeAlias

from duckdb import DuckDBPyConnection

from metrics.efficiency import efficiency
from metrics.filters import freshness
from metrics.goals import GoalRow, kr_progress, natural, objectives, okr_progress
from metrics.investment import Investment, team_investment
from metrics.registry import FIGURES, Better, Unit
from metrics.scope import Bucket, Question, Scope, resolve
from metrics.status import worst

Value: TypeAlias = float | str | None
OF_GOAL = ("status", "progress", "delivered", "in_progress")
OF_METRIC = ("status", "progress", "current", "target", "baseline")
OF_RANGE = (
    "delivered",
    "okr_delivered",
    "okr_share",
    "cycle_p50_days",
    "online_issues",
    "valid_bugs",
    "resolved_bugs",
    "open_bugs",
)
RISING = ("increase", "maintain_above")  # directions of a KR metric whose higher value is better


class Board(StrEnum):
    """Where a figure stands, in the order it is told."""

    OKR = "okr"
    INVESTMENT = "investment"
    EFFICIENCY = "efficiency"


class Change(StrEnum):
    """Whether what a figure is of stands on the board of both versions, or only of the later or the earlier one."""

    MOVED = "moved"
    NEW = "new"
    GONE = "gone"


class Moved(NamedTuple):
    """One figure that differs; `unit` and `direction` are those of a KR metric, `name` is the data's own, None for no team."""

    figure: str
    objective_id: str | None
    kr_id: str | None
    metric_id: str | None
    name: str | None
    before: Value
    after: Value
    unit: str | None
    direction: str | None
    board: Board
    change: Change

    @property
    def improved(self) -> bool | None:
        """Whether the later figure is the better one; None where neither is, and of what is new or gone."""
        known = FIGURES.get(self.figure)
        if known is None or self.change is not Change.MOVED or isinstance(self.before, str | None) or isinstance(self.after, str | None):
            return None
        rising = {Better.HIGHER: True, Better.LOWER: False}.get(known.better)
        if known.better is Better.DIRECTION and self.direction is not None:
            rising = self.direction in RISING
        return None if rising is None else (self.after > self.before) == rising


class Subject(NamedTuple):
    """What has figures on a board: an objective, a key result, a metric, a team, or all work together."""

    board: Board
    objective_id: str | None
    kr_id: str | None
    metric_id: str | None
    name: str | None
    figures: Mapping[str, Value]
    unit: str | None = None
    direction: str | None = None

    @property
    def key(self) -> tuple[Board, str, str | None]:
        """What it is recognised by at the other version: a metric that went to another key result is still the same."""
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


def moved(before: DuckDBPyConnection, after: DuckDBPyConnection) -> list[Moved]:
    """Every figure that the default boards show otherwise at the version of `after` than at that of `before`.

    Both are read on the later one's day and over its range, so that nothing but the facts differs. What a board did not have
    before is new, and counts from 0. The sample company is nobody's past: against it everything is new. On each board the
    objectives and key results whose status changed come first.
    """
    earlier, later = _default_scope(before), _default_scope(after)
    asked = earlier if later.as_of is None else later
    old = _subjects(before, replace(asked, version=earlier.version)) if earlier.as_of else []
    new = _subjects(after, replace(asked, version=later.version)) if later.as_of else []
    if old and new and freshness(before, earlier).sample != freshness(after, later).sample:
        old = []
    return _ordered(old, new)


def _default_scope(con: DuckDBPyConnection) -> Scope:
    version = con.execute("select getvariable('version')::bigint").fetchall()[0][0]
    return resolve(con, Question(version=version))


def _subjects(con: DuckDBPyConnection, scope: Scope) -> list[Subject]:
    whole = replace(scope, question=replace(scope.question, bucket=Bucket.RANGE))
    return [*_goals(con, scope), *_teams(team_investment(con, scope)), *_all_work(con, whole)]


def _goals(con: DuckDBPyConnection, scope: Scope) -> Iterator[Subject]:
    for objective in objectives(con, scope):
        yield Subject(Board.OKR, objective.objective_id, None, None, objective.title, _figures(objective, OF_GOAL))
    for _, rows in groupby(okr_progress(con, scope), key=lambda row: row.kr_id):
        yield from _key_result(list(rows))


def _key_result(rows: Sequence[GoalRow]) -> Iterator[Subject]:
    kr = rows[0]
    figures = {"status": worst(row.status for row in rows), "progress": kr_progress(rows)[0], **_figures(kr, OF_GOAL[2:])}
    yield Subject(Board.OKR, kr.objective_id, kr.kr_id, None, kr.kr_title, figures)
    for row in rows:
        if row.metric_id is not None:
            figures = _figures(row, OF_METRIC)
            yield Subject(Board.OKR, row.objective_id, row.kr_id, row.metric_id, row.metric_name, figures, row.unit, row.direction)


def _teams(rows: Sequence[Investment]) -> Iterator[Subject]:
    unlinked = {row.team: row.share for row in rows if row.objective_id is None}
    for team, delivered in {row.team: row.delivered for row in rows}.items():
        yield Subject(Board.INVESTMENT, None, None, None, team, {"delivered": delivered, "unlinked": unlinked.get(team, 0.0)})


def _all_work(con: DuckDBPyConnection, whole: Scope) -> Iterator[Subject]:
    for period in efficiency(con, whole):
        yield Subject(Board.EFFICIENCY, None, None, None, None, _figures(period, OF_RANGE))


def _figures(row: object, names: Sequence[str]) -> dict[str, Value]:
    return {name: getattr(row, name) for name in names}


def _ordered(old: Sequence[Subject], new: Sequence[Subject]) -> list[Moved]:
    earlier, later = {subject.key: subject for subject in old}, {subject.key: subject for subject in new}
    subjects = sorted((earlier | later).values(), key=lambda subject: subject.place)
    found = [(subject, _differences(earlier.get(subject.key), later.get(subject.key))) for subject in subjects]
    turned = {_owner(subject) for subject, moves in found if subject.metric_id is None and any(move.figure == "status" for move in moves)}
    found.sort(key=lambda of: (list(Board).index(of[0].board), _owner(of[0]) not in turned))
    return [move for _, moves in found for move in moves]


def _owner(subject: Subject) -> tuple[str | None, str | None]:
    """The objective or key result that a subject is told with."""
    return subject.objective_id, subject.kr_id


def _differences(old: Subject | None, new: Subject | None) -> list[Moved]:
    shown = new or old
    assert shown is not None
    change = Change.NEW if old is None else Change.GONE if new is None else Change.MOVED
    pairs = {name: (_value(old, name), _value(new, name)) for name in shown.figures}
    of = (shown.objective_id, shown.kr_id, shown.metric_id, shown.name)
    return [
        Moved(name, *of, before, after, shown.unit, shown.direction, shown.board, change)
        for name, (before, after) in pairs.items()
        if not _same(before, after)
    ]


def _value(subject: Subject | None, name: str) -> Value:
    """What isn't there counts 0 and has no other figure."""
    if subject is not None:
        return subject.figures[name]
    return 0 if name in FIGURES and FIGURES[name].unit is Unit.COUNT else None


def _same(before: Value, after: Value) -> bool:
    """Means are summed up in any order, so their last digits say nothing."""
    if isinstance(before, str | None) or isinstance(after, str | None):
        return before == after
    return isclose(before, after, rel_tol=1e-9, abs_tol=1e-12)
