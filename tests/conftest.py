"""Drawn tables become a store: through the real import, into the real engine."""

import csv
import io
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from duckdb import DuckDBPyConnection
from hypothesis import HealthCheck, settings

from data.intake import Choices, commit
from data.store import Store, open_store

Row = dict[str, str]

# What a row has that a test doesn't draw; ids of requirements and bugs are counted up.
USUAL: dict[str, Row] = {
    "objectives": {"objective_id": "O1", "title": "Grow", "starts_on": "2025-01-01", "ends_on": "2025-12-31"},
    "key_results": {"kr_id": "KR1", "objective_id": "O1", "title": "More orders"},
    "kr_metrics": {"metric_id": "M1", "kr_id": "KR1", "name": "Orders", "direction": "increase", "baseline": "0", "target": "100"},
    "kr_monthly_targets": {"metric_id": "M1"},
    "kr_values": {"metric_id": "M1"},
    "requirements": {"requirement_id": "R{n}", "title": "Work", "created_at": "2025-01-01"},
    "bugs": {"bug_id": "B{n}", "title": "Broken", "created_at": "2025-01-01"},
    "teams": {},
    "campaigns": {},
    "key_projects": {"kp_id": "KP{n}", "kr_id": "KR1", "title": "Step"},
    "iterations": {},
    "iteration_events": {},
    "projects": {"title": "Build", "kind": "campaign"},
    "milestones": {"milestone_id": "MS{n}", "subject_kind": "campaign", "title": "Stage"},
    "risks": {"risk_id": "RK{n}", "title": "Late", "likelihood": "high", "impact": "high", "status": "open", "raised_on": "2025-01-01"},
    "closures": {"subject_kind": "campaign"},
    "acceptance_lines": {"subject_kind": "campaign", "kind": "other", "title": "Promise", "verdict": "accepted"},
    "improvements": {"improvement_id": "IM{n}", "subject_kind": "campaign", "title": "Lesson", "kind": "improve", "status": "open"},
    "commendations": {"subject_kind": "campaign"},
    "settings": {},
    "mutes": {"reason": "Known", "who": "Li"},
}
# What a drawn dataset hangs on; one row of it with all that is usual stands in, unless the test draws it, if only as "".
HANGS_ON = {
    "kr_values": "kr_metrics",
    "kr_monthly_targets": "kr_metrics",
    "kr_metrics": "key_results",
    "requirements": "key_results",
    "key_results": "objectives",
}

settings.register_profile("drawn", deadline=None, max_examples=20, database=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
settings.load_profile("drawn")


class Board:
    """A world as a test draws it: one table a dataset, cells with `|` between them, the header first.

    A column that is needed but not drawn is filled with what is usual, so that a test shows only what matters. A cell like
    `2025-09-01..2025-09-07` stands for a row on each of these days.
    """

    def __init__(self, store: Store) -> None:
        self.store = store

    def __call__(self, **tables: str) -> DuckDBPyConnection:
        """A new world, nothing of the last one is left; the cursor reads its newest version."""
        empty(self.store)
        drawn = {dataset: rows(dataset, table) for dataset, table in tables.items()}
        for dataset, above in HANGS_ON.items():
            if above not in drawn and needs(drawn.get(dataset, []), above):
                drawn[above] = [dict(USUAL[above])]
        return self._read_in(drawn)

    def then(self, **tables: str) -> DuckDBPyConnection:
        """More files for the same world, each of them a version."""
        return self._read_in({dataset: rows(dataset, table) for dataset, table in tables.items()})

    def files(self, paths: Iterable[Path]) -> DuckDBPyConnection:
        """A new world from files that lie on the disk, each recognised by what it holds."""
        empty(self.store)
        for path in paths:
            reports = commit(self.store, path.name, path.read_bytes(), Choices())
            assert [report.problems for report in reports if report.rejected] == []
        return self.store.cursor()

    def _read_in(self, drawn: dict[str, list[Row]]) -> DuckDBPyConnection:
        for dataset, lines in drawn.items():
            if lines:
                reports = commit(self.store, f"{dataset}.csv", as_csv(lines), Choices(dataset=dataset))
                assert [report.problems for report in reports if report.rejected] == []
        return self.store.cursor()


def rows(dataset: str, table: str) -> list[Row]:
    """The rows of a drawn table with what is usual filled in."""
    header, *lines = [[cell.strip() for cell in line.split("|")] for line in table.strip().splitlines()] or [[]]
    filled = []
    for n, line in enumerate(lines, start=1):
        usual = {column: cell.format(n=n) for column, cell in USUAL[dataset].items()}
        filled += days_of(usual | dict(zip(header, line, strict=True)))
    return filled


def days_of(row: Row) -> list[Row]:
    """A row for each day of a cell that stands for several."""
    first, dots, last = row.get("day", "").partition("..")
    if not dots:
        return [row]
    since, until = date.fromisoformat(first), date.fromisoformat(last)
    return [row | {"day": str(since + timedelta(days=n))} for n in range((until - since).days + 1)]


def needs(drawn: list[Row], above: str) -> bool:
    """Requirements hang on a key result only where a link is drawn."""
    return any(above != "key_results" or "kr_id" in row or row.get("kr_ids") for row in drawn)


def as_csv(drawn: list[Row]) -> bytes:
    out = io.StringIO()
    writer = csv.DictWriter(out, list(drawn[0]))
    writer.writeheader()
    writer.writerows(drawn)
    return out.getvalue().encode()


def empty(store: Store) -> None:
    """Everything but the calendar and the views, which cost most of opening a store, goes."""
    con = store.cursor()
    held = con.execute("select table_name from duckdb_tables() where schema_name = 'facts' and estimated_size > 0").fetchall()
    for table in {name for (name,) in held} - {"calendar", "store"}:
        con.execute(f"delete from facts.{table}")


@pytest.fixture(scope="session")
def one_store() -> Iterator[Store]:
    store = open_store(":memory:")
    yield store
    store.close()


@pytest.fixture
def store(one_store: Store) -> Store:
    """An empty store in memory; opened once, emptied for each test."""
    empty(one_store)
    return one_store


@pytest.fixture
def board(one_store: Store) -> Board:
    return Board(one_store)


@pytest.fixture
def store_file(tmp_path: Path) -> Path:
    """Where a test may make a store of its own."""
    return tmp_path / "store" / "goalboard.duckdb"
