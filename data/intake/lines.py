"""The file's own lines as the person sees them: the first that would land, and the rejected ones as they were written."""

from collections.abc import Sequence

from duckdb import DuckDBPyConnection

from data.adapters import Part
from data.intake.report import RejectedLine, Report
from data.model.datasets import Column
from data.model.fields import clean
from data.reading import Line

SHOWN = 5


def tell_lines(cursor: DuckDBPyConnection, present: Sequence[Column], part: Part, report: Report) -> None:
    """Once merged: only then it is known which lines are in. Cells are kept of the rejected lines alone."""
    landing = {line for (line,) in cursor.execute(_LANDING, {"shown": SHOWN}).fetchall()}
    report.sample = _as_they_land(present, part, _numbered(part, landing))
    suspects = {problem.line for problem in report.problems}  # a word that is kept is told too, and rejects nothing
    accepted = {line for (line,) in cursor.execute(_ACCEPTED, {"lines": list(suspects)}).fetchall()}
    report.rejected_lines = [RejectedLine(*line) for line in _numbered(part, suspects - accepted)]


def _numbered(part: Part, numbers: set[int]) -> list[Line]:
    return [line for line in part.lines if line.number in numbers] if numbers else []


def _as_they_land(present: Sequence[Column], part: Part, lines: Sequence[Line]) -> list[dict[str, str]]:
    cells = part.cells(lines)
    return [{column.name: clean(cells[column.name][place]) for column in present} for place in range(len(lines))]


_LANDING = "select line from merged where state <> 'superseded' order by line limit $shown"
_ACCEPTED = "select line from merged where line in (select unnest($lines::bigint[]))"
