"""Facts on their way out, as the canonical CSV that the importer takes in unchanged."""

import csv
from datetime import UTC, date, datetime
from typing import Any, TextIO

from data.model.datasets import Column, Dataset
from data.settings import time_zone
from data.store import Store

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def export(store: Store, dataset: Dataset, out: TextIO) -> None:
    """Write all facts that hold, one line each, in the order of their keys."""
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(column.name for column in dataset.columns)
    names = ", ".join(name for column in dataset.columns for name, _ in column.stored)
    rows = store.cursor().execute(f"select {names} from {dataset.name} order by {', '.join(dataset.keys)}")
    while batch := rows.fetchmany(10_000):
        writer.writerows(_line(dataset, row) for row in batch)


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
