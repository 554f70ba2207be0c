"""The history of one row: what each version did to it, by whom, from which line of which file."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from duckdb import DuckDBPyConnection

from metrics.scope import Scope


class Dataset(StrEnum):
    """Whose rows have a page of their own."""

    REQUIREMENTS = "requirements"
    BUGS = "bugs"
    VALUES = "kr_values"


class Event(StrEnum):
    """What a version did to a row."""

    NEW = "new"
    CHANGED = "changed"
    GONE = "gone"
    BACK = "back"


class Step(NamedTuple):
    """One version's part in a row's history. `changed` holds each field that differs, before and after.

    File, sheet and line are those that the row as it then was came from; a row that went keeps its last ones. `by` is the kind
    of the version, and `undoes` the version that it took back, if it is an undo.
    """

    version: int
    made_at: datetime
    kind: Event
    by: str
    undoes: int | None
    who: str
    file: str
    sheet: str | None
    line: int
    changed: dict[str, tuple[Any, Any]]


class Span(NamedTuple):
    """The versions over which a row was the same: from one, up to and not including another, None where it still holds."""

    fact_id: int
    since: int
    ended: int | None
    file: str
    sheet: str | None
    line: int
    facts: Mapping[str, Any]


def lineage(con: DuckDBPyConnection, scope: Scope, dataset: Dataset, source: str, key: str) -> list[Step]:
    """Every step up to the scope's version, the first one first; nothing for a row that nobody knew of by then."""
    held = spans(con, scope, dataset, source, key)
    numbers = sorted({span.since for span in held} | {span.ended for span in held if span.ended is not None})
    made = {row[0]: row[1:] for row in con.execute(_VERSIONS, {"numbers": numbers}).fetchall()}
    zone = _zone(con)
    steps = []
    for version in numbers:
        before, after = _at(held, version - 1), _at(held, version)
        shown = after or before
        assert shown is not None
        kind, who, made_at, undoes = made[version]
        told = _event(held, version, before, after), kind, undoes, who, shown.file, shown.sheet, shown.line
        steps.append(Step(version, made_at.replace(tzinfo=UTC).astimezone(zone), *told, _changes(before, after)))
    return steps


def spans(con: DuckDBPyConnection, scope: Scope, dataset: Dataset, source: str, key: str) -> list[Span]:
    """The row as it was over time. A value's key is its metric and its day, with `@` between them."""
    con.execute("set variable version = $version::bigint", {"version": scope.version})
    zone = _zone(con)
    cursor = con.execute(_SPANS[dataset], _bound(dataset, source, key))
    names = [name for name, *_ in cursor.description or []]
    return [_span(dict(zip(names, row, strict=True)), zone) for row in cursor.fetchall()]


def value_key(metric_id: str, day: date) -> str:
    """The key of a metric's value on a day."""
    return f"{metric_id}{BETWEEN}{day}"


def _bound(dataset: Dataset, source: str, key: str) -> dict[str, object]:
    if dataset is not Dataset.VALUES:
        return {"source": source, "key": key}
    metric_id, _, day = key.rpartition(BETWEEN)
    return {"source": source, "metric": metric_id, "day": day}


def _span(row: dict[str, Any], zone: ZoneInfo) -> Span:
    facts = {name: _fact(name, row, zone) for name in row if name not in _ABOUT and not _is_day_of_a_moment(name, row)}
    return Span(row["fact_id"], row["valid_from"], row["ended"], row["file"], row["sheet"], row["line"], facts)


def _fact(name: str, row: Mapping[str, Any], zone: ZoneInfo) -> Any:
    """A moment is one fact: its instant in business time, or its day where the time is unknown."""
    value = row[name]
    if not name.endswith("_at"):
        return value
    return row[f"{name.removesuffix('_at')}_on"] if value is None else value.replace(tzinfo=UTC).astimezone(zone)


def _is_day_of_a_moment(name: str, row: Mapping[str, Any]) -> bool:
    return name.endswith("_on") and f"{name.removesuffix('_on')}_at" in row


def _at(held: list[Span], version: int) -> Span | None:
    return next((span for span in held if span.since <= version and (span.ended is None or version < span.ended)), None)


def _event(held: list[Span], version: int, before: Span | None, after: Span | None) -> Event:
    if after is None:
        return Event.GONE
    if before is not None:
        return Event.CHANGED
    return Event.BACK if any(span.since < version for span in held) else Event.NEW


def _changes(before: Span | None, after: Span | None) -> dict[str, tuple[Any, Any]]:
    if before is None or after is None:
        return {}
    return {name: (before.facts[name], after.facts[name]) for name in after.facts if before.facts[name] != after.facts[name]}


def _zone(con: DuckDBPyConnection) -> ZoneInfo:
    return ZoneInfo(con.execute("select name from business_zone").fetchall()[0][0])


BETWEEN = "@"
_ABOUT = frozenset({"fact_id", "import_id", "valid_from", "valid_to", "ended", "file", "sheet", "line", "source"})
_SPANS = {
    Dataset.REQUIREMENTS: """
        select s.*, i.file, i.sheet
        from requirement_spans as s
        join imports as i on i.import_id = s.import_id
        where s.source = $source and s.requirement_id = $key
        order by s.valid_from
    """,
    Dataset.BUGS: """
        select s.*, i.file, i.sheet
        from bug_spans as s
        join imports as i on i.import_id = s.import_id
        where s.source = $source and s.bug_id = $key
        order by s.valid_from
    """,
    Dataset.VALUES: """
        select s.*, i.file, i.sheet
        from value_spans as s
        join imports as i on i.import_id = s.import_id
        where (s.source = 'sample') = ($source = 'sample') and s.metric_id = $metric and s.day = try_cast($day as date)
        order by s.valid_from
    """,
}
_VERSIONS = """
    select version, kind, who, made_at, undoes
    from versions
    where list_contains($numbers::bigint[], version)
"""
