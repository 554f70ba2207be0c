"""The file's lines as the person sees them: the first as they would land, and the rejected ones as they were written."""

from duckdb import DuckDBPyConnection

from data.adapters import Part
from data.export import cell
from data.intake.merge import Merged
from data.intake.report import Report

SHOWN = 5


def tell_lines(cursor: DuckDBPyConnection, merged: Merged, part: Part, report: Report) -> None:
    """Once merged: only then it is known which lines are in."""
    report.sample = _as_they_land(cursor, merged)
    suspects = {problem.line for problem in report.problems}  # a word that is kept is told too, and rejects nothing
    accepted = {line for (line,) in cursor.execute(_ACCEPTED.format(table=merged.table), {"lines": list(suspects)}).fetchall()} if suspects else set()
    report.rejected_numbers = frozenset(suspects - accepted)
    report.sheet_read = part.sheet


def _as_they_land(cursor: DuckDBPyConnection, merged: Merged) -> list[dict[str, str]]:
    names = ", ".join(name for column in merged.present for name, _ in column.stored)
    found = []
    for row in cursor.execute(_LANDING.format(names=names, table=merged.table), {"shown": SHOWN}).fetchall():
        values = iter(row)
        found.append({column.name: cell(column, [next(values) for _ in column.stored]) for column in merged.present})
    return found


_LANDING = "select {names} from {table} where state <> 'superseded' order by line limit $shown"
_ACCEPTED = "select line from {table} where line in (select unnest($lines::bigint[]))"
