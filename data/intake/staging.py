"""A part's cells become typed rows in a table of the importing cursor's own; lines that cannot are told.

The engine reads the usual forms a column at a time; Python sees each unusual cell and each word once, however many lines have it.
"""

from collections.abc import Callable, Iterable, Sequence

import pyarrow as pa
from duckdb import DuckDBPyConnection

from data.adapters import Part
from data.adapters.dates import DateReading
from data.adapters.part import Bound
from data.intake.fast import Fast, fast, quick_columns, tell_clock_changes
from data.intake.held import held, match
from data.intake.meanings import Meanings
from data.intake.report import Problem, Report
from data.intake.told import date_reads, word_reads
from data.model.datasets import DATASETS, Column

BATCH = 100_000  # lines: enough for column speed, few enough to stay small in memory
LISTED = frozenset(("type", "severity", "priority"))  # texts that people take for words: their values are listed, whatever they are
STAGE_OF_STATUS = {"in_progress": "dev", "released": "released", "cancelled": "cancelled"}


def stage(
    cursor: DuckDBPyConnection, part: Part, table: str, report: Report, dates: dict[str, DateReading], progress: Callable[[float], None]
) -> tuple[Column, ...]:
    """Fill the temporary table `table` with the part's good lines, beside each the fact that it meets (see `merge.Merged`), and
    `{table}_spared` with the keys of its bad ones.

    `dates` says how the part's date columns are read. Returns the columns the file has. Bad lines and unknown words are added to
    the report.
    """
    report.dates = date_reads(dates, part)
    staging = _Staging(cursor, part, table, dates)
    done = 0
    for batch in part.batches(BATCH):
        staging.take(batch, report)
        done += batch.num_rows
        progress(done / part.count)
    report.words = word_reads(staging.meanings.values())
    _tell_unknown_words(staging.meanings.values(), report)
    return staging.present


def _tell_unknown_words(fields: Iterable[Meanings], report: Report) -> None:
    for field in fields:
        counted: dict[str, tuple[int, int]] = {}
        for cells, meaning in field.known.items():
            if field.column.words and meaning.value is not None and meaning.value not in field.column.words.values():
                line, count = counted.get(meaning.value, (field.first_lines[cells], 0))
                counted[meaning.value] = min(line, field.first_lines[cells]), count + field.counts[cells]
        report.problems += [
            Problem(line, field.column.name, "unknown_word_kept", {"value": value, "count": count}) for value, (line, count) in counted.items()
        ]


class _Staging:
    """The way of one part's batches into `staged`."""

    def __init__(self, cursor: DuckDBPyConnection, part: Part, table: str, dates: dict[str, DateReading]) -> None:
        dataset = DATASETS[part.dataset]
        self.cursor, self.dataset, self.part, self.table = cursor, dataset, part, table
        self.fields = {bound.name: bound for bound in part.fields}
        derived = {"stage"} if dataset.name == "requirements" and "status" in self.fields else set()
        self.present = tuple(column for column in dataset.columns if column.name in self.fields or column.name in derived)
        self.columns = tuple(column for column in self.present if column.name in self.fields)
        self.fast = {column.name: self._fast(column, dates) for column in self.columns}
        self.meanings = {column.name: self._meanings(column, dates) for column in self.columns}
        self.keys = tuple(column for column in self.present if column.key)
        stored = [pair for column in self.present for pair in column.stored]
        _make_table(cursor, table, [("line", "bigint"), *stored, ("old_fact_id", "bigint"), ("state", "varchar")])
        _make_table(cursor, f"{table}_spared", [pair for column in dataset.columns if column.key for pair in column.stored])
        tell_clock_changes(cursor)
        for bound in part.fields:
            if bound.field.pattern:
                cursor.execute(f"set variable pattern_{bound.name} = $pattern", {"pattern": bound.field.pattern})

    def _meanings(self, column: Column, dates: dict[str, DateReading]) -> Meanings:
        in_workbook = self.part.sheet.delimiter is None
        return Meanings(self.fields[column.name], column, self._dates_of(column, dates), in_workbook=in_workbook)

    def _dates_of(self, column: Column, dates: dict[str, DateReading]) -> DateReading | None:
        if column.kind not in ("moment", "day"):
            return None
        own = [reading for header, reading in dates.items() if self.part.dates[header] in {slot[0] for slot in self.fields[column.name].present}]
        return own[0] if own else None

    def _fast(self, column: Column, dates: dict[str, DateReading]) -> Fast | None:
        bound = self.fields[column.name]
        if bound.read is not None:
            return None
        return fast(column, _text(bound), self._dates_of(column, dates), utc=self.part.utc)

    def take(self, batch: pa.Table, report: Report) -> None:
        self.cursor.register("batch", batch)
        quick = quick_columns([quick for quick in self.fast.values() if quick])
        self.cursor.execute(f"create or replace temp table quick as {quick}")
        for column in self.columns:
            self._learn(column)
        self.cursor.execute(f"create or replace temp table typed as {self._typed()}")
        self._tell(report)
        names = ", ".join(name for column in self.present for name, _ in column.stored)
        kept = ", ".join(f"t.{name}" for column in self.present for name, _ in column.stored)
        met = {"held": held(self.dataset), "match": match(self.dataset, "t", "old")}
        self.cursor.execute(_KEEP.format(table=self.table, names=names, kept=kept, **met), {"source": report.source})
        self._spare()
        self.cursor.unregister("batch")

    def _learn(self, column: Column) -> None:
        name, quick, meanings = column.name, self.fast[column.name], self.meanings[column.name]
        if quick and column.is_plain and name not in LISTED:
            return
        keys = _keys(self.fields[name])
        wanted = f"where {keys[0]} is not null and ({quick.stored[0]}) is null" if quick and not column.is_plain else ""
        listed = ", ".join(f"{key} as k{place}" for place, key in enumerate(keys))
        grouped = ", ".join(str(place) for place in range(1, len(keys) + 1))
        found = self.cursor.execute(f"select {listed}, count(*), min(line) from quick as b {wanted} group by {grouped}").fetchall()
        meanings.learn((row[:-2], row[-2], row[-1]) for row in found)
        if meanings.met:
            meanings.register(self.cursor, f"m_{name}")

    def _typed(self) -> str:
        """One row a line: each stored value, whether a cell is bad, and whether the line is."""
        values, flags, joins = [], [], []
        for column in self.columns:
            quick, name = self.fast[column.name], column.name
            joined = bool(self.meanings[name].met) and not (quick and column.is_plain)
            if joined:
                joins.append(f"left join m_{name} on {self._on(column)}")
            condition = self._condition(column)
            for nth, (stored, kind) in enumerate(column.stored):
                told = [part for part in (quick.stored[nth] if quick else "", f"m_{name}.{stored}" if joined else "") if part]
                value = f"coalesce({', '.join(told)})" if len(told) > 1 else "".join(told) or f"null::{kind}"
                value = f"case when {condition} then {value} end" if condition else value
                default = f"coalesce({value}, '{column.default}')" if column.default is not None else value
                values.append(f"{default} as {stored}")
            bad = f"coalesce(m_{name}.bad, false)" if joined else "false"
            flags.append(f"{bad} and coalesce({condition}, false) as bad_{name}" if condition else f"{bad} as bad_{name}")
        if len(self.present) > len(self.columns):
            values.append("null::varchar as stage")
        rows = f"select b.line, b.cells, b.longer, {', '.join(values)}, {', '.join(flags)} from quick as b {' '.join(joins)}"
        empties = [f"({column.stored[0][0]} is null and not bad_{column.name})" for column in self.columns if column.required]
        bad = " or ".join(["longer", *(f"bad_{column.name}" for column in self.columns), *empties])
        return f"select * {self._stage()}, ({bad}) as bad from ({rows})"

    def _stage(self) -> str:
        """Where a file says no more of a stage, the status does."""
        if not {"stage", "status"} <= {column.name for column in self.present}:
            return ""
        cases = " ".join(f"when '{status}' then '{entered}'" for status, entered in STAGE_OF_STATUS.items())
        return f"replace (coalesce(stage, case status {cases} end) as stage)"

    def _condition(self, column: Column) -> str:
        """On which lines a field counts, by their status."""
        field = self.fields[column.name].field
        if not (field.only or field.unless) or "status" not in self.fields:
            return ""
        words = ", ".join(f"'{word}'" for word in (field.only or field.unless))
        return f"coalesce(m_status.status, '') {'in' if field.only else 'not in'} ({words})"

    def _on(self, column: Column) -> str:
        keys = _keys(self.fields[column.name])
        return " and ".join(f"m_{column.name}.k{place} is not distinct from {key}" for place, key in enumerate(keys))

    def _tell(self, report: Report) -> None:
        for column in self.columns:
            if any(meaning.trouble for meaning in self.meanings[column.name].known.values()):
                self._tell_bad(column, report)
            if column.required:
                empty = f"select line from typed where {column.stored[0][0]} is null and not bad_{column.name}"
                report.problems += [Problem(line, column.name, "empty", {}) for (line,) in self.cursor.execute(empty).fetchall()]
        width = len(self.part.header)
        longer = self.cursor.execute("select line, cells from typed where longer").fetchall()
        report.problems += [Problem(line, "", "more_cells_than_header", {"cells": cells, "header": width}) for line, cells in longer]
        report.rejected += int(self.cursor.execute("select count(*) from typed where bad").fetchall()[0][0])

    def _tell_bad(self, column: Column, report: Report) -> None:
        keys = ", ".join(_keys(self.fields[column.name]))
        found = self.cursor.execute(f"select b.line, {keys} from quick as b join typed as t on t.line = b.line where t.bad_{column.name}").fetchall()
        known = self.meanings[column.name].known
        for line, *cells in found:
            trouble = known[tuple(cells)].trouble
            if trouble:
                report.problems.append(Problem(line, column.name, trouble.code, trouble.facts))

    def _spare(self) -> None:
        names = [name for column in self.keys for name, _ in column.stored]
        there = " and ".join(f"{column.stored[0][0]} is not null" for column in self.keys)
        if names:
            listed = ", ".join(names)
            self.cursor.execute(f"insert into {self.table}_spared ({listed}) select {listed} from typed where bad and {there}")


def _keys(bound: Bound) -> list[str]:
    """What tells cells apart: those of all slots where the adapter reads them together, else the first filled."""
    if bound.field.pattern:
        return [_FOUND.format(cell=f"b.{slot}", name=bound.name) if slot else "null::varchar" for slot in bound.slots]
    if bound.read is None:
        return [_text(bound)]
    return [f"b.{slot}" if slot else "null::varchar" for slot in bound.slots]


def _text(bound: Bound) -> str:
    slots = [f"b.{slot}" for slot in bound.slots if slot]
    return slots[0] if len(slots) == 1 else f"coalesce({', '.join(slots)})"


def _make_table(cursor: DuckDBPyConnection, name: str, columns: Sequence[tuple[str, str]]) -> None:
    listed = ", ".join(f"{column} {kind}" for column, kind in columns)
    cursor.execute(f"create or replace temp table {name} ({listed})")


# The pattern is a person's: it is bound, and found without backtracking.
_FOUND = "nullif(array_to_string(regexp_extract_all({cell}, getvariable('pattern_{name}')::varchar, 1), ';'), '')"

_KEEP = """
    insert into {table} (line, {names}, old_fact_id, state)
    select t.line, {kept}, old.fact_id, case when old.fact_id is null then 'new' else 'changed' end
    from typed as t
    left join {held} as old on {match}
    where not t.bad
"""
