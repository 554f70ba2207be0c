"""Files as a test draws them, cell by cell, and what a store holds afterwards."""

import csv
import io
from typing import Any

from data.intake import Choices, Report, commit
from data.store import Store


def as_file(table: str) -> bytes:
    """A drawn table as CSV: nothing is filled in, an empty line stays one."""
    out = io.StringIO()
    csv.writer(out).writerows([cell.strip() for cell in line.split("|")] for line in table.strip().splitlines())
    return out.getvalue().encode()


def read_in(store: Store, dataset: str, table: str, **choices: Any) -> Report:
    (report,) = commit(store, f"{dataset}.csv", as_file(table), Choices(dataset=dataset, **choices))
    return report


def counts(report: Report) -> dict[str, int]:
    """The counts above zero."""
    names = ("lines", "new", "changed", "unchanged", "superseded", "rejected", "blank", "retired")
    return {name: getattr(report, name) for name in names if getattr(report, name)}


def problems(report: Report) -> list[tuple[int, str, str]]:
    return [(problem.line, problem.field, problem.code) for problem in report.problems]


def held(store: Store, dataset: str, columns: str, version: int | None = None) -> list[Any]:
    """What holds at a version, in order; values bare where one column is asked for."""
    found = store.cursor(version).execute(f"select {columns} from {dataset} order by all").fetchall()
    return [row[0] if len(row) == 1 else row for row in found]
