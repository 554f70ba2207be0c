"""How a campaign or project is closed: the record as it stands, and how it came to stand like that."""

from collections.abc import Iterator, Sequence
from datetime import date
from enum import StrEnum
from typing import Any, NamedTuple

from duckdb import DuckDBPyConnection

from metrics.scope import Question, Scope


class Stage(StrEnum):
    """Where an acceptance stands. What is reopened is open again."""

    NOT_OPENED = "not_opened"
    OPENED = "opened"
    ACCEPTED = "accepted"


class Closure(NamedTuple):
    """The record of one subject. `accepted_in` is the version that its acceptance, if it stands, was written in."""

    subject_kind: str
    subject_id: str
    opened_on: date | None = None
    opened_by: str | None = None
    accepted_on: date | None = None
    accepted_by: str | None = None
    acceptance_note: str | None = None
    data_version: int | None = None
    as_of: date | None = None
    reopened_why: str | None = None
    review_note: str | None = None
    evaluation_note: str | None = None
    result_score: float | None = None
    process_score: float | None = None
    accepted_in: int | None = None

    @property
    def stage(self) -> Stage:
        if self.accepted_on is not None:
            return Stage.ACCEPTED
        return Stage.OPENED if self.opened_on is not None else Stage.NOT_OPENED

    @property
    def frozen(self) -> Question | None:
        """What an acceptance's figures are read at, for ever. A version that can't have been looked at then, as in a record from another
        store, gives way to the one that the acceptance came in.
        """
        if self.accepted_in is None:
            return None
        seen = self.data_version
        return Question(
            as_of=self.as_of or self.accepted_on, version=seen if seen is not None and 1 <= seen <= self.accepted_in else self.accepted_in
        )


class StepKind(StrEnum):
    """What became of a record in a version. `TAKEN_BACK`: an undo made it what it was before."""

    OPENED = "opened"
    ACCEPTED = "accepted"
    REOPENED = "reopened"
    REVIEWED = "reviewed"
    EVALUATED = "evaluated"
    NOTED = "noted"
    TAKEN_BACK = "taken_back"
    REMOVED = "removed"


class Step(NamedTuple):
    """One step of the trace: who did it in which version, on which day it was written, and the day, name and words that it gives."""

    version: int
    kind: StepKind
    who: str | None
    made_on: date
    on: date | None = None
    by: str | None = None
    why: str | None = None
    data_version: int | None = None


def closure(con: DuckDBPyConnection, scope: Scope, subject_kind: str, subject_id: str) -> Closure | None:
    """The record as known at the version; None where nobody has written one yet."""
    spans = _spans(con, scope, subject_kind, subject_id)
    if not spans or spans[-1].ended is not None:
        return None
    last = spans[-1]
    return last.record._replace(accepted_in=_accepted_in(spans) if last.record.accepted_on else None)


def trace(con: DuckDBPyConnection, scope: Scope, subject_kind: str, subject_id: str) -> list[Step]:
    """What became of the record up to the version, the first step first."""
    found: list[Step] = []
    before: _Span | None = None
    for span in _spans(con, scope, subject_kind, subject_id):
        if before is not None and before.ended is not None and before.ended < span.version:
            found.append(_removal(before))
            before = None
        found += _steps(before.record if before else Closure(subject_kind, subject_id), span)
        before = span
    return [*found, *([_removal(before)] if before is not None and before.ended is not None else [])]


def newer_data(con: DuckDBPyConnection, scope: Scope, than: int) -> int | None:
    """The last version after `than` that brought or took back data; what people write to close something is none."""
    con.execute("set variable version = $version::bigint", {"version": scope.version})
    found: int | None = con.execute(_NEWER, {"than": than}).fetchall()[0][0]
    return found


class _Span(NamedTuple):
    """The record from one version on, the version that ended it, and how both came to be."""

    record: Closure
    version: int
    ended: int | None
    kind: str
    who: str | None
    made_on: date
    end_kind: str | None
    end_who: str | None
    end_on: date | None


def _spans(con: DuckDBPyConnection, scope: Scope, subject_kind: str, subject_id: str) -> list[_Span]:
    con.execute("set variable version = $version::bigint", {"version": scope.version})
    rows = con.execute(_SPANS, {"kind": subject_kind, "id": subject_id}).fetchall()
    return [_span(row) for row in rows]


def _span(row: Sequence[Any]) -> _Span:
    record = Closure(*row[: len(Closure._fields) - 1])
    seen = record.data_version
    return _Span(record._replace(data_version=None if seen is None else int(seen)), *row[len(Closure._fields) - 1 :])


def _accepted_in(spans: Sequence[_Span]) -> int:
    """The first of the last spans that carry the same acceptance without a break."""
    last, version = spans[-1], spans[-1].version
    for span in reversed(spans[:-1]):
        if _acceptance(span.record) != _acceptance(last.record) or span.ended != version:
            break
        version = span.version
    return version


def _acceptance(record: Closure) -> tuple[object, ...]:
    return record.accepted_on, record.accepted_by, record.data_version, record.as_of


def _steps(old: Closure, span: _Span) -> Iterator[Step]:
    """What the version made of the record; an undo makes one step of whatever it took back."""
    new, made = span.record, (span.who, span.made_on)
    if span.kind == "undo":
        yield Step(span.version, StepKind.TAKEN_BACK, *made)
        return
    if new.opened_on and old.opened_on != new.opened_on:
        yield Step(span.version, StepKind.OPENED, *made, on=new.opened_on, by=new.opened_by)
    if new.accepted_on and _acceptance(old) != _acceptance(new):
        yield Step(span.version, StepKind.ACCEPTED, *made, on=new.accepted_on, by=new.accepted_by, data_version=new.data_version)
    elif old.accepted_on and not new.accepted_on:
        yield Step(span.version, StepKind.REOPENED, *made, why=new.reopened_why)
    elif old.acceptance_note != new.acceptance_note:
        yield Step(span.version, StepKind.NOTED, *made)
    if old.review_note != new.review_note:
        yield Step(span.version, StepKind.REVIEWED, *made)
    if _evaluation(old) != _evaluation(new):
        yield Step(span.version, StepKind.EVALUATED, *made)


def _evaluation(record: Closure) -> tuple[object, ...]:
    return record.evaluation_note, record.result_score, record.process_score


def _removal(span: _Span) -> Step:
    kind = StepKind.TAKEN_BACK if span.end_kind == "undo" else StepKind.REMOVED
    assert span.ended is not None
    assert span.end_on is not None
    return Step(span.ended, kind, span.end_who, span.end_on)


_SPANS = """
    select s.subject_kind, s.subject_id, s.opened_on, s.opened_by, s.accepted_on, s.accepted_by, s.acceptance_note,
           s.data_version, s.as_of, s.reopened_why, s.review_note, s.evaluation_note, s.result_score, s.process_score,
           s.valid_from, s.ended, v.kind, case when v.kind <> 'sample' then v.who end, v.made_on, e.kind, e.who, e.made_on
    from closure_spans as s
    join versions as v on v.version = s.valid_from
    left join versions as e on e.version = s.ended
    where s.subject_kind = $kind
      and s.subject_id = $id
    order by s.valid_from
"""

_NEWER = """
    select max(v.version)
    from versions as v
    join imports as i on i.version = coalesce(v.undoes, v.version)
    where v.version > $than
      and i.dataset not in ('closures', 'acceptance_lines', 'improvements', 'commendations')
"""
