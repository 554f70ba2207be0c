"""Facts that end because a complete list lacks them, or because the sample company has served."""

from collections.abc import Iterable, Sequence

from duckdb import DuckDBPyConnection

from data.errors import ImportRefused
from data.intake.held import SAMPLE, match
from data.intake.report import Report
from data.model.datasets import DATASETS
from data.store import FOREVER


def begin_snapshot(cursor: DuckDBPyConnection, reports: Sequence[Report]) -> None:
    """Make room for the keys that the file names, per dataset: several sheets are one complete list together."""
    for name in {report.dataset for report in reports}:
        dataset = DATASETS[name]
        keys = ", ".join(f"{column} {kind}" for key in dataset.keys for column, kind in dataset.column(key).stored)
        cursor.execute(f"create or replace temp table named_{name} (source varchar, {keys}, accepted boolean)")


def finish_snapshot(cursor: DuckDBPyConnection, reports: Sequence[Report], version: int, *, allowed: bool) -> None:
    """Retire what a complete list lacks. Raises `ImportRefused` for an empty one, and for a large retirement nobody allowed."""
    for first in _first_of_each(reports):
        if first.mode == "snapshot":
            _retire(cursor, first, version, allowed=allowed)
    for name in {report.dataset for report in reports}:
        cursor.execute(f"drop table named_{name}")


def retire_sample(cursor: DuckDBPyConnection, version: int) -> bool:
    """End every fact of the sample company; true if there was one."""
    if not cursor.execute("select 1 from facts.versions where kind = $sample", {"sample": SAMPLE}).fetchall():
        return False
    bound = {"version": version, "forever": FOREVER, "sample": SAMPLE}
    statement = "update facts.{} set valid_to = $version where valid_to = $forever and source = $sample"
    return sum(int(cursor.execute(statement.format(name), bound).fetchall()[0][0]) for name in DATASETS) > 0


def _retire(cursor: DuckDBPyConnection, report: Report, version: int, *, allowed: bool) -> None:
    dataset = DATASETS[report.dataset]
    bound = {"source": report.source, "version": version, "forever": FOREVER}
    if not cursor.execute(f"select 1 from named_{dataset.name} where source = $source limit 1", {"source": report.source}).fetchall():
        raise ImportRefused("empty_snapshot", file=report.file)
    report.held = int(cursor.execute(_HELD.format(table=f"facts.{dataset.name}"), bound).fetchall()[0][0])
    statement = _RETIRE.format(table=f"facts.{dataset.name}", named=f"named_{dataset.name}", match=match(dataset, "named", "held"))
    report.retired = int(cursor.execute(statement, bound).fetchall()[0][0])
    if report.retires_much and not allowed:
        raise large_retirement(report)


def large_retirement(report: Report) -> ImportRefused:
    return ImportRefused("large_retirement", retired=report.retired, held=report.held, source=report.source, dataset=report.dataset)


def _first_of_each(reports: Iterable[Report]) -> Iterable[Report]:
    """One report per dataset and source; it carries what they retire together."""
    return {(report.dataset, report.source): report for report in reversed(list(reports))}.values()


# What the source held before this version touched anything.
_HELD = """
    select count(*)
    from {table}
    where source = $source
      and valid_from < $version
      and valid_to in ($forever, $version)
"""

_RETIRE = """
    update {table} as held
    set valid_to = $version
    where valid_to = $forever
      and valid_from < $version
      and source = $source
      and not exists (select 1 from {named} as named where named.source = $source and {match})
"""
