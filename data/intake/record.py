"""The record of an import: which file, by whom, with which counts."""

from datetime import UTC, datetime

from duckdb import DuckDBPyConnection

from data.intake.report import Report


def next_import(cursor: DuckDBPyConnection) -> int:
    return int(cursor.execute("select coalesce(max(import_id), 0) + 1 from facts.imports").fetchall()[0][0])


def record(cursor: DuckDBPyConnection, report: Report, import_id: int, digest: str, who: str) -> None:
    names = ("version", "file", "sheet", "dataset", "adapter", "source", "mode")
    counts = ("lines", "new", "changed", "unchanged", "superseded", "rejected", "blank", "retired", "dangling")
    values = {name: getattr(report, name) for name in (*names, *counts)}
    values |= {"import_id": import_id, "sha256": digest, "who": who, "imported_at": datetime.now(UTC).replace(tzinfo=None)}
    columns, bound = ", ".join(values), ", ".join(f"${name}" for name in values)
    cursor.execute(f"insert into facts.imports ({columns}) values ({bound})", values)
