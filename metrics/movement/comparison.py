"""Two days or versions held against each other: every figure and every fact of the plan that differs."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from math import isclose

from duckdb import DuckDBPyConnection

from metrics.filters import freshness
from metrics.movement.difference import Board, Change, Moved, Value
from metrics.movement.standing import Subject, subjects
from metrics.registry import FIGURES, Unit
from metrics.scope import Question, Scope, resolve

OF_PLAN = frozenset({"title", "objective_id", "starts_on", "ends_on"})  # told only of what stands on both sides
COUNTED = frozenset({"delivered", "okr_delivered", "online_issues", "valid_bugs", "resolved_bugs"})  # events of the range


def between(con: DuckDBPyConnection, before: Scope, after: Scope) -> list[Moved]:
    """Every figure of the boards that `after` shows otherwise than `before`, each read at its own version, day and range.

    Work, cycles and bugs are told of ranges that begin alike, on the later one's first day. What a board did not have before is
    new, and counts from 0. The sample company is nobody's past: against it everything is new. On each board the objectives and
    key results whose status changed come first.
    """
    earlier = replace(before, since=after.since, until=max(after.since, before.until)) if before.as_of and after.as_of else before
    old, new = subjects(con, earlier), subjects(con, after)
    if old and new and _of_another_company(con, before, after):
        old = []
    return _ordered(old, new, grows=bool(old) and before.as_of != after.as_of)


def moved(before: DuckDBPyConnection, after: DuckDBPyConnection) -> list[Moved]:
    """Every figure that the default boards show otherwise at the version of `after` than at that of `before`.

    Both are read on the later one's day and over its range, so that nothing but the facts differs.
    """
    earlier, later = _as_it_opens(before), _as_it_opens(after)
    if earlier.as_of and later.as_of:
        earlier = replace(later, version=earlier.version)
    return between(after, earlier, later)


def _of_another_company(con: DuckDBPyConnection, before: Scope, after: Scope) -> bool:
    return before.version != after.version and freshness(con, before).sample != freshness(con, after).sample


def _as_it_opens(con: DuckDBPyConnection) -> Scope:
    version = con.execute("select getvariable('version')::bigint").fetchall()[0][0]
    return resolve(con, Question(version=version))


def _ordered(old: Sequence[Subject], new: Sequence[Subject], *, grows: bool) -> list[Moved]:
    earlier, later = {subject.key: subject for subject in old}, {subject.key: subject for subject in new}
    listed = sorted((earlier | later).values(), key=lambda subject: subject.place)
    found = [(subject, list(_differences(earlier.get(subject.key), later.get(subject.key), grows=grows))) for subject in listed]
    turned = {_owner(subject) for subject, moves in found if subject.metric_id is None and any(move.figure == "status" for move in moves)}
    found.sort(key=lambda of: (list(Board).index(of[0].board), _owner(of[0]) not in turned))
    return [move for _, moves in found for move in moves]


def _owner(subject: Subject) -> tuple[str | None, str | None]:
    """The objective or key result that a subject is told with."""
    return subject.objective_id, subject.kr_id


def _differences(old: Subject | None, new: Subject | None, *, grows: bool) -> Iterator[Moved]:
    shown = new or old
    assert shown is not None
    change = Change.NEW if old is None else Change.GONE if new is None else Change.MOVED
    of = (shown.objective_id, shown.kr_id, shown.metric_id, shown.name)
    about = (shown.unit, shown.direction, shown.board, change)
    for name in shown.figures:
        before, after = _value(old, name), _value(new, name)
        if not _same(before, after) and (change is Change.MOVED or name not in OF_PLAN):
            yield Moved(name, *of, before, after, *about, grows=grows and name in COUNTED)
    for month, before, after in _months(old, new) if old and new else ():
        yield Moved("month_target", *of, before, after, *about, month=month)


def _value(subject: Subject | None, name: str) -> Value:
    """What isn't there counts 0 and has no other figure."""
    if subject is not None:
        return subject.figures[name]
    return 0 if name in FIGURES and FIGURES[name].unit is Unit.COUNT else None


def _months(old: Subject, new: Subject) -> list[tuple[date, Value, Value]]:
    pairs = [(month, old.months.get(month), new.months.get(month)) for month in sorted({*old.months, *new.months})]
    return [pair for pair in pairs if not _same(*pair[1:])]


def _same(before: Value, after: Value) -> bool:
    """Means are summed up in any order, so their last digits say nothing."""
    if isinstance(before, int | float) and isinstance(after, int | float):
        return isclose(before, after, rel_tol=1e-9, abs_tol=1e-12)
    return before == after
