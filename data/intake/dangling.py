"""References of the facts just read whose other side is not there yet: kept, counted, and listed."""

from duckdb import DuckDBPyConnection

from data.model.datasets import DATASETS, Column, Dataset
from data.store import FOREVER


def count_dangling(cursor: DuckDBPyConnection, dataset: Dataset, source: str) -> int:
    """How many of the merged facts name something that nobody has brought so far."""
    tests = [_dangles(dataset, column) for column in dataset.columns if column.names]
    if not tests:
        return 0
    condition = " or ".join(tests)
    statement = f"select count(*) from merged where state <> 'superseded' and ({condition})"
    return int(cursor.execute(statement, {"source": source} if "$source" in statement else None).fetchall()[0][0])


def _dangles(dataset: Dataset, column: Column) -> str:
    target = DATASETS[column.names]
    key = target.keys[0]
    held = f"from facts.{target.name} as held where held.valid_to = {FOREVER}"
    if column.kind == "texts":
        return f"exists (select 1 from (select unnest(merged.{column.name}) as id) as own where own.id not in (select held.{key} {held}))"
    named = f"merged.{column.name} is not null and merged.{column.name} not in (select held.{key} {held} {{own}})"
    if dataset.name == "requirements":  # a parent is looked up in its own source only
        return f"({named.format(own='and held.source = $source')})"
    if dataset.name == "bugs":  # in its own source, else the only one with that id
        single = f"select held.{key} {held} group by held.{key} having count(*) = 1"
        return f"({named.format(own='and held.source = $source')} and merged.{column.name} not in ({single}))"
    return f"({named.format(own='')})"
