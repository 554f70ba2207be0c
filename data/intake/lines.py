"""The file's lines as the person sees them: the first as they would land, what they change, and the rejected ones as they were written."""

from collections.abc import Sequence
from typing import Any

from duckdb import DuckDBPyConnection

from data.adapters import Part
from data.export import cell
from data.intake.merge import Merged
from data.intake.report import Edit, Report
from data.model.datasets import Column

SHOWN = 5
EDITED = 20  # facts whose changes are shown field by field


def tell_lines(cursor: DuckDBPyConnection, merged: Merged, part: Part, report: Report) -> None:
    """Once merged: only then it is known which lines are in."""
    report.sample = _as_they_land(cursor, merged, "new" if report.new else "changed" if report.changed else "unchanged")
    report.edits = _edits(cursor, merged) if report.changed else []
    suspects = {problem.line for problem in report.problems}  # a word that is kept is told too, and rejects nothing
    accepted = {line for (line,) in cursor.execute(_ACCEPTED.format(table=merged.table), {"lines": list(suspects)}).fetchall()} if suspects else set()
    report.rejected_numbers = frozenset(suspects - accepted)
    report.sheet_read = part.sheet


def _as_they_land(cursor: DuckDBPyConnection, merged: Merged, state: str) -> list[dict[str, str]]:
    """What is new; where nothing is, what changes; of a file that says nothing new the first as they stand."""
    names = ", ".join(name for column in merged.present for name, _ in column.stored)
    rows = cursor.execute(_LANDING.format(names=names, table=merged.table), {"shown": SHOWN, "state": state}).fetchall()
    return [_told(merged.present, row) for row in rows]


def _edits(cursor: DuckDBPyConnection, merged: Merged) -> list[Edit]:
    """Of the first facts that change each field that does, in the order of the file."""
    keys, columns = [column for column in merged.present if column.key], merged.present
    stored = [name for column in columns for name, _ in column.stored]
    listed = ", ".join([*(f"m.{name}" for name in stored), *(f"old.{name}" for name in stored)])
    statement = _CHANGED.format(listed=listed, table=merged.table, facts=f"facts.{merged.dataset.name}")
    found = []
    for line, *values in cursor.execute(statement, {"edited": EDITED}).fetchall():
        new, old = (_told(columns, own) for own in (values[: len(stored)], values[len(stored) :]))
        key = " · ".join(new[column.name] for column in keys)
        found += [Edit(line, key, name, old[name], new[name]) for name in new if new[name] != old[name]]
    return found


def _told(columns: Sequence[Column], values: Sequence[Any]) -> dict[str, str]:
    rest = iter(values)
    return {column.name: cell(column, [next(rest) for _ in column.stored]) for column in columns}


_CHANGED = """
    select m.line, {listed}
    from {table} as m
    join {facts} as old on old.fact_id = m.old_fact_id
    where m.state = 'changed'
    order by m.line
    limit $edited
"""
_LANDING = "select {names} from {table} where state = $state order by line limit $shown"
_ACCEPTED = "select line from {table} where line in (select unnest($lines::bigint[]))"
