"""How a campaign or project is closed: the record as it stands, and what an acceptance is read at."""

from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from typing import Any, NamedTuple

from duckdb import DuckDBPyConnection

from metrics.scope import Question, Scope

WRITTEN_HERE = ("edit", "sample")  # kinds of versions; the sample company comes as it was when it was accepted, all in one


class Stage(StrEnum):
    """Where an acceptance stands. What is reopened is open again."""

    NOT_OPENED = "not_opened"
    OPENED = "opened"
    ACCEPTED = "accepted"


class Closure(NamedTuple):
    """The record of one subject. `accepted_in` is the version that its acceptance, if it stands, was written in; `figures_in` and
    `verdicts_in` are those that its figures and its verdicts are read at.

    `from_file`: it was accepted in another store. Files arrive in any order, so that no version of this one holds what people had
    before them: figures are those of its day as known at the version read, verdicts those that the last file brought.
    """

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
    figures_in: int | None = None
    verdicts_in: int | None = None
    from_file: bool = False

    @property
    def stage(self) -> Stage:
        if self.accepted_on is not None:
            return Stage.ACCEPTED
        return Stage.OPENED if self.opened_on is not None else Stage.NOT_OPENED

    @property
    def frozen(self) -> Question | None:
        """What an acceptance's figures are read at, for ever where it was accepted here."""
        return None if self.figures_in is None else Question(as_of=self.as_of or self.accepted_on, version=self.figures_in)

    @property
    def judged(self) -> Question | None:
        """What an acceptance's verdicts are read at."""
        return None if self.verdicts_in is None else Question(version=self.verdicts_in)


_STORED = Closure._fields.index("accepted_in")  # so many fields are the record's own


def closure(con: DuckDBPyConnection, scope: Scope, subject_kind: str, subject_id: str) -> Closure | None:
    """The record as known at the version; None where nobody has written one yet."""
    spans = spans_of(con, scope, subject_kind, subject_id)
    if not spans or spans[-1].ended is not None:
        return None
    return spans[-1].record if spans[-1].record.accepted_on is None else _accepted(con, scope, spans)


def newer_data(con: DuckDBPyConnection, scope: Scope, than: int) -> int | None:
    """The last version after `than` that brought or took back data; what people write to close something is none."""
    con.execute("set variable version = $version::bigint", {"version": scope.version})
    found: int | None = con.execute(_NEWER, {"than": than}).fetchall()[0][0]
    return found


class Span(NamedTuple):
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


def spans_of(con: DuckDBPyConnection, scope: Scope, subject_kind: str, subject_id: str) -> list[Span]:
    """The record on each of its versions up to the one read."""
    con.execute("set variable version = $version::bigint", {"version": scope.version})
    rows = con.execute(_SPANS, {"kind": subject_kind, "id": subject_id}).fetchall()
    return [_span(row) for row in rows]


def _span(row: Sequence[Any]) -> Span:
    record = Closure(*row[:_STORED])
    seen = record.data_version
    return Span(record._replace(data_version=None if seen is None else int(seen)), *row[_STORED:])


def _accepted(con: DuckDBPyConnection, scope: Scope, spans: Sequence[Span]) -> Closure:
    """The last record, and what its acceptance is read at. It is from a file where the first record that ever carried it is."""
    record, version = spans[-1].record, _accepted_in(spans)
    first = next(span for span in spans if acceptance(span.record) == acceptance(record))
    if first.kind in WRITTEN_HERE:
        seen = record.data_version
        figures = seen if seen is not None and 1 <= seen <= version else version
        return record._replace(accepted_in=version, figures_in=figures, verdicts_in=version)
    brought = con.execute(_BROUGHT, {"kind": record.subject_kind, "id": record.subject_id}).fetchall()[0][0]
    return record._replace(accepted_in=version, figures_in=scope.version, verdicts_in=max(version, brought or version), from_file=True)


def _accepted_in(spans: Sequence[Span]) -> int:
    """The first of the last spans that carry the same acceptance without a break."""
    last, version = spans[-1], spans[-1].version
    for span in reversed(spans[:-1]):
        if acceptance(span.record) != acceptance(last.record) or span.ended != version:
            break
        version = span.version
    return version


def acceptance(record: Closure) -> tuple[object, ...]:
    """What makes it one acceptance."""
    return record.accepted_on, record.accepted_by, record.data_version, record.as_of


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

_BROUGHT = """
    select max(version)
    from acceptance_line_changes
    where subject_kind = $kind
      and subject_id = $id
      and kind <> 'edit'
"""

_NEWER = """
    select max(o.version)
    from version_origins as o
    join imports as i on i.version = o.origin
    where o.version > $than
      and i.dataset not in ('closures', 'acceptance_lines', 'improvements', 'commendations')
"""
