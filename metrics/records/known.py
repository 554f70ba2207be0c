"""All that is known of one row: its facts, what it serves, what hangs on it."""

from dataclasses import replace
from typing import NamedTuple

from duckdb import DuckDBPyConnection

from metrics.lineage import Dataset, spans
from metrics.records.asked import Asked, Measure
from metrics.records.listing import read
from metrics.records.rows import BugRecord, Record, RequirementRecord
from metrics.scope import Scope, narrow

SHOWN_AS = {Dataset.REQUIREMENTS: Measure.DELIVERED, Dataset.BUGS: Measure.VALID_BUGS, Dataset.VALUES: Measure.VALUES}


class Served(NamedTuple):
    """A key result that a requirement names; without a title it is one that nobody has brought yet."""

    kr_id: str
    kr_title: str | None
    objective_id: str | None
    objective_title: str | None


class Known(NamedTuple):
    """A row as known at the version read, or as it was when it went: `gone` is the version that it went with.

    `through` is the ancestor whose links it inherits. `counts` is whether a bug was really one, and whether a finished
    requirement has the date that says so. A metric's value has nothing that hangs on it.
    """

    record: Record
    gone: int | None
    serves: list[Served]
    through: str | None
    counts: bool
    bugs: list[BugRecord]
    requirement: RequirementRecord | None


def known(con: DuckDBPyConnection, scope: Scope, dataset: Dataset, source: str, key: str) -> Known | None:
    """None for a row that nobody knew of by the scope's version."""
    held = spans(con, scope, dataset, source, key)
    if not held:
        return None
    last = held[-1]
    then = scope if last.ended is None else replace(scope, version=last.ended - 1)
    narrow(con, then)
    found = read(con, then, Asked(SHOWN_AS[dataset]), [last.fact_id])
    if not found:
        return None
    if dataset is Dataset.REQUIREMENTS:
        serves, through = _served(con, source, key)
        return Known(found[0], last.ended, serves, through, _is_dated(con, last.fact_id), _bugs_of(con, then, source, key), None)
    if dataset is Dataset.BUGS:
        return Known(found[0], last.ended, [], None, _is_valid(con, last.fact_id), [], _requirement_of(con, then, found[0]))
    return Known(found[0], last.ended, [], None, True, [], None)


def only_source(con: DuckDBPyConnection, scope: Scope, dataset: Dataset, key: str) -> str | None:
    """Where a row comes from that is named without its source: known only if no two sources have it."""
    narrow(con, scope)
    if dataset is Dataset.VALUES:
        return None
    sources = con.execute(_SOURCES[dataset], {"key": key}).fetchall()
    return str(sources[0][0]) if len(sources) == 1 else None


def _served(con: DuckDBPyConnection, source: str, key: str) -> tuple[list[Served], str | None]:
    """What the requirement names, or else the nearest of its ancestors that names any; the walk up ends where it meets one again."""
    above: str | None = key
    seen: set[str] = set()
    while above is not None and above not in seen:
        seen.add(above)
        found = con.execute(_FACTS, {"source": source, "key": above}).fetchall()
        parent, kr_ids = found[0] if found else (None, None)
        if kr_ids is not None:
            goals = {kr_id: titles for kr_id, *titles in con.execute(_GOALS, {"kr_ids": kr_ids}).fetchall()}
            return [Served(kr_id, *goals.get(kr_id, (None, None, None))) for kr_id in kr_ids], None if above == key else above
        above = parent
    return [], None


def _is_dated(con: DuckDBPyConnection, fact_id: int) -> bool:
    return not con.execute("select undated from started_work where fact_id = $fact_id", {"fact_id": fact_id}).fetchall()[0][0]


def _is_valid(con: DuckDBPyConnection, fact_id: int) -> bool:
    return bool(con.execute("select is_valid from judged_bugs where fact_id = $fact_id", {"fact_id": fact_id}).fetchall()[0][0])


def _bugs_of(con: DuckDBPyConnection, scope: Scope, source: str, key: str) -> list[BugRecord]:
    ids = con.execute(_BUGS, {"source": source, "key": key}).fetchall()
    return read(con, scope, Asked(Measure.VALID_BUGS), [bug for (bug,) in ids])


def _requirement_of(con: DuckDBPyConnection, scope: Scope, bug: BugRecord) -> RequirementRecord | None:
    ids = con.execute(_REQUIREMENT, {"source": bug.source, "key": bug.requirement_id}).fetchall()
    found = read(con, scope, Asked(Measure.DELIVERED), [requirement for (requirement,) in ids])
    return found[0] if found else None


_FACTS = "select parent_id, kr_ids from requirements where source = $source and requirement_id = $key"
_GOALS = """
    select kr_id, kr_title, objective_id, objective_title
    from goal_krs
    where list_contains($kr_ids::varchar[], kr_id)
"""
# A bug's requirement is that of its own source, else the only one with that id. Asked of one row: the view that knows the rule
# for all of them works all of them out.
_BUGS = """
    select fact_id
    from bugs
    where requirement_id = $key and (source = $source or (select count(*) from requirements where requirement_id = $key) = 1)
    order by created_on desc, source, bug_id
"""
_REQUIREMENT = """
    select fact_id
    from requirements
    where requirement_id = $key and (source = $source or (select count(*) from requirements where requirement_id = $key) = 1)
"""
_SOURCES = {
    Dataset.REQUIREMENTS: "select distinct source from requirement_spans where requirement_id = $key",
    Dataset.BUGS: "select distinct source from bug_spans where bug_id = $key",
}
