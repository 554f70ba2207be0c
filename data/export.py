"""Facts on their way out, as the canonical CSV that the importer takes in unchanged."""

import csv
import re
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from itertools import chain
from typing import Any, NamedTuple, TextIO

from duckdb import DuckDBPyConnection

from data.adapters import canonical, mark
from data.errors import ImportRefused
from data.model.datasets import DATASETS, Column, Dataset
from data.settings import time_zone
from data.store import Store

_FORMULA = re.compile(r"'*[=+\-@\t\r]")  # with quotes in front too: the importer takes one away


class Held(NamedTuple):
    """What one file takes along: how many facts of a dataset, and of which source where keys are per source."""

    dataset: str
    source: str | None
    facts: int


def held(cursor: DuckDBPyConnection) -> list[Held]:
    """Every file there is to take, in the datasets' order; none of a dataset without facts."""
    counted = " union all ".join(
        f"select {place} as place, '{name}' as dataset, {'source' if one.by_source else 'null'} as source, count(*) as facts from {name} group by 3"
        for place, (name, one) in enumerate(DATASETS.items())
    )
    rows = cursor.execute(f"select dataset, source, facts from ({counted}) where facts > 0 order by place, source").fetchall()
    return [Held(*row) for row in rows]


def export(store: Store, dataset: Dataset, out: TextIO, *, source: str | None = None) -> None:
    """Write the facts that hold as CSV."""
    csv.writer(out, lineterminator="\n").writerows(lines(store, dataset, source=source))


def lines(store: Store, dataset: Dataset, *, source: str | None = None) -> Iterator[Sequence[str]]:
    """The header, then the facts that hold, all or one source's, one line each, in the order of their keys.

    Facts of a tracker carry a last column that names it, so that they come in again as its own. Raises `ImportRefused` where
    there are several sources and none is chosen: one file is of one source.
    """
    cursor = store.cursor()
    chosen = source or _only_source(cursor, dataset)
    marked = [mark(dataset.name, chosen)] if chosen and chosen != canonical.NAME else []
    header = [*(column.name for column in dataset.columns), *marked]
    return chain([header], _facts(cursor, dataset, source, len(marked)))


def _facts(cursor: DuckDBPyConnection, dataset: Dataset, source: str | None, empty: int) -> Iterator[Sequence[str]]:
    names = ", ".join(name for column in dataset.columns for name, _ in column.stored)
    keys = ", ".join(dataset.keys)
    rows = cursor.execute(f"select {names} from {dataset.name} where source = coalesce($source, source) order by {keys}", {"source": source})
    while batch := rows.fetchmany(10_000):
        yield from ([*_line(dataset, row), *("" for _ in range(empty))] for row in batch)


def _only_source(cursor: DuckDBPyConnection, dataset: Dataset) -> str | None:
    """The source of all facts, where keys are per source."""
    if not dataset.by_source:
        return None
    sources = [name for (name,) in cursor.execute(f"select distinct source from {dataset.name} order by source").fetchall()]
    if len(sources) > 1:
        raise ImportRefused("several_sources", sources=", ".join(sources))
    return sources[0] if sources else None


def _line(dataset: Dataset, row: tuple[Any, ...]) -> list[str]:
    values = iter(row)
    return [cell(column, [next(values) for _ in column.stored]) for column in dataset.columns]


def cell(column: Column, values: list[Any]) -> str:
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
        return "'" + value if _FORMULA.match(value) else value
    if isinstance(value, date):
        return value.isoformat()
    return "" if value is None else repr(value).removesuffix(".0")
