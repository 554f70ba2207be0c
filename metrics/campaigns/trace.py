"""How a record came to stand as it does: who did what to it, in which version."""

from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from duckdb import DuckDBPyConnection

from metrics.campaigns.closing import Closure, Span, acceptance, spans_of
from metrics.scope import Scope


class StepKind(StrEnum):
    """What became of a record in a version, in the order of a version that did several. `TAKEN_BACK`: an undo made it what it was before."""

    OPENED = "opened"
    JUDGED = "judged"
    ACCEPTED = "accepted"
    REOPENED = "reopened"
    NOTED = "noted"
    REVIEWED = "reviewed"
    EVALUATED = "evaluated"
    TAKEN_BACK = "taken_back"
    REMOVED = "removed"


class Step(NamedTuple):
    """One step of the trace: who did it in which version, on which day it was written, and the day, name and words that it gives; of
    verdicts, how many `lines` it touched.
    """

    version: int
    kind: StepKind
    who: str | None
    made_on: date
    on: date | None = None
    by: str | None = None
    why: str | None = None
    data_version: int | None = None
    lines: int | None = None


def trace(con: DuckDBPyConnection, scope: Scope, subject_kind: str, subject_id: str) -> list[Step]:
    """What became of the record and of the verdicts in it, up to the version, the first step first."""
    found = _verdicts(con, scope, subject_kind, subject_id)
    before: Span | None = None
    for span in spans_of(con, scope, subject_kind, subject_id):
        if before is not None and before.ended is not None and before.ended < span.version:
            found.append(_removal(before))
            before = None
        found += _steps(before.record if before else Closure(subject_kind, subject_id), span)
        before = span
    found += [_removal(before)] if before is not None and before.ended is not None else []
    order = list(StepKind)
    return sorted(dict.fromkeys(found), key=lambda step: (step.version, order.index(step.kind)))


def _verdicts(con: DuckDBPyConnection, scope: Scope, subject_kind: str, subject_id: str) -> list[Step]:
    """One step for each version that brought, changed or removed verdicts, or took that back."""
    con.execute("set variable version = $version::bigint", {"version": scope.version})
    rows = con.execute(_VERDICTS, {"kind": subject_kind, "id": subject_id}).fetchall()
    return [
        Step(version, StepKind.TAKEN_BACK, who, made_on) if kind == "undo" else Step(version, StepKind.JUDGED, who, made_on, lines=n)
        for version, kind, who, made_on, n in rows
    ]


def _steps(old: Closure, span: Span) -> Iterator[Step]:
    """What the version made of the record; an undo makes one step of whatever it took back."""
    new, made = span.record, (span.who, span.made_on)
    if span.kind == "undo":
        yield Step(span.version, StepKind.TAKEN_BACK, *made)
        return
    if new.opened_on and old.opened_on != new.opened_on:
        yield Step(span.version, StepKind.OPENED, *made, on=new.opened_on, by=new.opened_by)
    if new.accepted_on and acceptance(old) != acceptance(new):
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


def _removal(span: Span) -> Step:
    kind = StepKind.TAKEN_BACK if span.end_kind == "undo" else StepKind.REMOVED
    assert span.ended is not None
    assert span.end_on is not None
    return Step(span.ended, kind, span.end_who, span.end_on)


_VERDICTS = """
    select c.version, v.kind, case when v.kind <> 'sample' then v.who end as who, v.made_on, count(distinct c.line_no)
    from acceptance_line_changes as c
    join versions as v on v.version = c.version
    where c.subject_kind = $kind
      and c.subject_id = $id
      and c.version <= getvariable('version')::bigint
    group by all
    order by c.version
"""
