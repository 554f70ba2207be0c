"""Canonical text, column by column, becomes typed rows in a table of the importing cursor's own; lines that cannot are told."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pyarrow as pa
from duckdb import DuckDBPyConnection
from pydantic import ValidationError

from data.adapters import Part
from data.intake.report import Problem, Report
from data.model.datasets import Column, Dataset
from data.model.fields import clean
from data.reading import Line

BATCH = 50_000  # lines: enough for column speed, few enough to stay small in memory
_ARROW = {
    "varchar": pa.string(),
    "double": pa.float64(),
    "date": pa.date32(),
    "timestamp": pa.timestamp("us"),
    "varchar[]": pa.list_(pa.string()),
}


def stage(cursor: DuckDBPyConnection, dataset: Dataset, part: Part, report: Report) -> tuple[Column, ...]:
    """Fill the temporary table `staged` with the part's good lines, `spared` with the keys of its bad ones.

    Returns the columns the file has. Bad lines and unknown words are added to the report.
    """
    present = tuple(column for column in dataset.columns if column.name in part.columns)
    stored = [pair for column in present for pair in column.stored]
    _make_table(cursor, "staged", [("line", "bigint"), *stored])
    _make_table(cursor, "spared", [pair for column in dataset.columns if column.key for pair in column.stored])
    words: dict[tuple[str, str], list[int]] = {}
    for first in range(0, len(part.lines), BATCH):
        lines = part.lines[first : first + BATCH]
        cells = part.cells(lines)
        typed, bad = _typed(cells, present, lines, report)
        _note_unknown_words(present, typed, lines, words)
        bad |= _longer_than_header(part, lines, report)
        good = [index for index in range(len(lines)) if index not in bad]
        _insert(cursor, "staged", {"line": [lines[index].number for index in good], **_stored_columns(present, typed, good)})
        keys = tuple(column for column in present if column.key)
        spared = [index for index in bad if all(typed[column.name][index] is not None for column in keys)]
        _insert(cursor, "spared", _stored_columns(keys, typed, spared))
        report.rejected += len(bad)
    for (field, value), found in words.items():
        report.problems.append(Problem(found[0], field, "unknown_word_kept", {"value": value, "count": len(found)}))
    return present


def _make_table(cursor: DuckDBPyConnection, name: str, columns: Sequence[tuple[str, str]]) -> None:
    listed = ", ".join(f"{column} {kind}" for column, kind in columns)
    cursor.execute(f"create or replace temp table {name} ({listed})")


def _typed(
    cells: Mapping[str, Sequence[str]], present: Sequence[Column], lines: Sequence[Line], report: Report
) -> tuple[dict[str, list[Any]], set[int]]:
    typed: dict[str, list[Any]] = {}
    bad: set[int] = set()
    for column in present:
        texts = [clean(cell) or None for cell in cells[column.name]]
        typed[column.name], problems = _values(column, texts)
        for index, code, facts in problems:
            report.problems.append(Problem(lines[index].number, column.name, code, facts))
            bad.add(index)
    return typed, bad


def _longer_than_header(part: Part, lines: Sequence[Line], report: Report) -> set[int]:
    """A comma that nobody quoted moves all cells after it: better no fact than a wrong one."""
    width = len(part.header)
    longer = {index for index, line in enumerate(lines) if len(line.cells) > width and any(cell.strip() for cell in line.cells[width:])}
    report.problems += [
        Problem(lines[index].number, "", "more_cells_than_header", {"cells": len(lines[index].cells), "header": width}) for index in longer
    ]
    return longer


def _values(column: Column, texts: list[str | None]) -> tuple[list[Any], list[tuple[int, str, dict[str, object]]]]:
    """The column's values, and what is wrong with which cell."""
    problems: list[tuple[int, str, dict[str, object]]] = []
    if column.required and None in texts:
        problems += [(index, "empty", {}) for index, text in enumerate(texts) if text is None]
    try:
        values = column.adapter.validate_python(texts)
    except ValidationError as error:
        for wrong in error.errors(include_url=False):
            index = int(wrong["loc"][0])
            problems.append((index, wrong["type"], dict(wrong.get("ctx") or {})))
            texts[index] = None
        values = column.adapter.validate_python(texts)
    if column.kind == "texts":
        values = [value or None for value in values]
    if column.default is not None:
        values = [column.default if value is None else value for value in values]
    return values, problems


def _note_unknown_words(
    present: Sequence[Column], typed: Mapping[str, Sequence[Any]], lines: Sequence[Line], words: dict[tuple[str, str], list[int]]
) -> None:
    for column in present:
        if not column.words:
            continue
        unknown = set(typed[column.name]) - set(column.words.values()) - {None}
        for index, value in enumerate(typed[column.name] if unknown else ()):
            if value in unknown:
                words.setdefault((column.name, value), []).append(lines[index].number)


def _stored_columns(columns: Sequence[Column], typed: Mapping[str, Sequence[Any]], chosen: Sequence[int]) -> dict[str, list[Any]]:
    return dict(pair for column in columns for pair in _stored(column, [typed[column.name][index] for index in chosen]))


def _stored(column: Column, values: list[Any]) -> Iterator[tuple[str, list[Any]]]:
    if column.kind != "moment":
        yield column.name, values
        return
    (on, _), (at, _) = column.stored
    yield on, [value and value.on for value in values]
    yield at, [value and value.at for value in values]


def _insert(cursor: DuckDBPyConnection, table: str, columns: Mapping[str, list[Any]]) -> None:
    if not columns or not next(iter(columns.values())):
        return
    kinds = {name: kind for name, kind, *_ in cursor.execute(f"describe {table}").fetchall()}
    arrays = {name: pa.array(values, _ARROW.get(str(kinds[name]).lower(), pa.int64())) for name, values in columns.items()}
    cursor.register("batch", pa.table(arrays))
    cursor.execute(f"insert into {table} by name select * from batch")
    cursor.unregister("batch")
