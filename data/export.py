"""Facts on their way out, as the canonical CSV that the importer takes in unchanged."""

import csv
from datetime import UTC, date, datetime
from typing import Any, TextIO

from duckdb import DuckDBPyConnection

from data.errors import ImportRefused
from data.model.datasets import Column, Dataset
from data.settings import time_zone
from data.store import Store

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def export(store: Store, dataset: Dataset, out: TextIO, *, source: str | None = None) -> None:
    """Write the facts that hold, all or one source's, one line each, in the order of their keys.

    Raises `ImportRefused` where two sources use the same key: read in again from one file, one of the facts would be lost.
    """
    cursor = store.cursor()
    _refuse_repeated_keys(cursor, dataset, source)
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(column.name for column in dataset.columns)
    names = ", ".join(name for column in dataset.columns for name, _ in column.stored)
    keys = ", ".join(dataset.keys)
    rows = cursor.execute(f"select {names} from {dataset.name} where source = coalesce($source, source) order by {keys}", {"source": source})
    while batch := rows.fetchmany(10_000):
        writer.writerows(_line(dataset, row) for row in batch)


def _refuse_repeated_keys(cursor: DuckDBPyConnection, dataset: Dataset, source: str | None) -> None:
    if dataset.by_source and source is None:
        repeated = cursor.execute(_REPEATED.format(dataset=dataset.name, key=dataset.keys[0])).fetchall()
        if repeated:
            raise ImportRefused("keys_of_several_sources", key=repeated[0][0], sources=", ".join(repeated[0][1]))


_REPEATED = """
    select {key}, list(source order by source)
    from {dataset}
    group by {key}
    having count(*) > 1
    order by {key}
    limit 1
"""


def _line(dataset: Dataset, row: tuple[Any, ...]) -> list[str]:
    values = iter(row)
    return [_cell(column, [next(values) for _ in column.stored]) for column in dataset.columns]


def _cell(column: Column, values: list[Any]) -> str:
    if column.kind == "moment":
        on, at = values
        return _instant(at) if at else _text(on)
    if column.kind == "month":
        return f"{values[0]:%Y-%m}"
    return _text(";".join(values[0] or ()) if column.kind == "texts" else values[0])


def _instant(at: datetime) -> str:
    return at.replace(tzinfo=UTC).astimezone(time_zone()).isoformat(sep=" ")


def _text(value: object) -> str:
    """Text that a spreadsheet would take for a formula gets a quote in front; numbers stay numbers."""
    if isinstance(value, str):
        return "'" + value if value.startswith(_FORMULA) else value
    if isinstance(value, date):
        return value.isoformat()
    return "" if value is None else repr(value).removesuffix(".0")
