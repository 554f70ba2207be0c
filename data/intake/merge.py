"""Staged lines against the facts that hold: what is new, what changed, what is impossible, what is superseded; then written.

Table and column names come from the models, never from a file; values are bound.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import pyarrow as pa
from duckdb import DuckDBPyConnection

from data.adapters import Part
from data.intake.held import held, match
from data.intake.overtaken import reject_overtaken, spare_untouched
from data.intake.report import Problem, Report
from data.intake.rules import RULES
from data.intake.stages import MOMENTS, OBSERVED, observe, read_log, same_but_logged
from data.model.datasets import DATASETS, Column, Dataset
from data.store import FOREVER


@dataclass(frozen=True)
class Merged:
    """One part's possible facts: a table of what its file says, and how whole facts are made of it and of what held.

    `table` has `line`, the columns that the file has, `old_fact_id`, and `state`: new, changed, unchanged or superseded.
    """

    table: str
    dataset: Dataset
    present: tuple[Column, ...]
    meets: bool  # some line is of a fact that held
    observed: bool  # some fact's stage moments become others than they were
    logged: bool  # some stage moments may be what a tracker logged

    @cached_property
    def rows(self) -> str:
        """Whole facts: a column the file lacks keeps its old value, or its default on a new fact."""
        given = {name for column in self.present for name, _ in column.stored}
        values = [f"m.{name}" if name in given else self._kept(column, name) for column in self.dataset.columns for name, _ in column.stored]
        joins = [f"left join facts.{self.dataset.name} as old on old.fact_id = m.old_fact_id"] if self.meets else []
        joins += [f"left join {self.observations} as o on o.line = m.line"] if self.observed else []
        return f"(select m.line, m.old_fact_id, m.state, {', '.join(values)} from {self.table} as m {' '.join(joins)})"

    @property
    def observations(self) -> str:
        return f"{self.table}_observed"

    def _kept(self, column: Column, name: str) -> str:
        kind = dict(column.stored)[name]
        default = f"null::{kind}" if column.default is None else f"'{column.default}'::{kind}"
        if not self.meets:
            return f"{default} as {name}"
        observed = f"when o.line is not null then o.{name} " if self.observed and name in OBSERVED else ""
        return f"case {observed}when m.old_fact_id is null then {default} else old.{name} end as {name}"

    @property
    def differs(self) -> str:
        """Where a whole fact can differ from the one that held."""
        given = [name for column in self.present for name, _ in column.stored]
        told = [name for name in OBSERVED if name not in given] if self.observed else []
        return " or ".join(f"{self._but(name)}whole.{name} is distinct from old.{name}" for name in (*given, *told))

    def _but(self, name: str) -> str:
        """A moment that only the log had told isn't gone because the file has none."""
        return f"not {same_but_logged(name[:-3])} and " if self.logged and name in MOMENTS else ""


def merge(cursor: DuckDBPyConnection, dataset: Dataset, present: Sequence[Column], table: str, report: Report, version: int) -> Merged:
    """What the lines staged in `table` make of the facts; the report gets the counts, and the lines that are impossible."""
    meets = bool(cursor.execute(f"select 1 from {table} where old_fact_id is not null limit 1").fetchall())
    names = {column.name for column in present}
    observed = meets and dataset.name == "requirements" and observe(cursor, table, f"{table}_observed", names, version)
    logged = meets and dataset.name == "requirements" and read_log(cursor)
    merged = Merged(table, dataset, tuple(present), meets, observed, logged)
    _reject_impossible(cursor, merged, report)
    if report.seen is not None:
        reject_overtaken(cursor, dataset, merged.present, table, report)
    _judge(cursor, merged, report)
    return merged


def keep_references(cursor: DuckDBPyConnection, dataset: Dataset, table: str, names: Sequence[str], report: Report) -> None:
    """Some exports name a parent by a title or number that only its own line explains: where that line isn't in this file, a name
    that leads nowhere doesn't replace the parent that is known.
    """
    for name in names:
        target = DATASETS[dataset.column(name).names]
        here = f"and m.{name} not in (select {target.keys[0]} from {table})" if target is dataset else ""
        cursor.execute(
            _KEEP_REFERENCE.format(table=table, facts=f"facts.{dataset.name}", name=name, key=target.keys[0], held=held(target), here=here),
            _source(report),
        )


def write(cursor: DuckDBPyConnection, merged: Merged, report: Report, version: int, import_id: int) -> None:
    """Write the merged facts that are new or changed as of `version`."""
    bound = _source(report) | {"version": version}
    table = f"facts.{merged.dataset.name}"
    names = ", ".join(name for column in merged.dataset.columns for name, _ in column.stored)
    cursor.execute(_INSERT.format(table=table, names=names, rows=merged.rows), bound | {"import_id": import_id, "forever": FOREVER})
    cursor.execute(_END.format(table=table, merged=merged.table), {"version": version})


def tell_places(cursor: DuckDBPyConnection, merged: Merged, part: Part, import_id: int) -> None:
    """A fact of a sheet that was laid out anew names the line of the file, not the record made of it."""
    if part.sheet.places:
        lines = {number: place.line for number, place in part.sheet.places.items()}
        cursor.register("places", pa.table({"number": list(lines), "line": list(lines.values())}))
        cursor.execute(_PLACES.format(table=f"facts.{merged.dataset.name}"), {"import_id": import_id})
        cursor.unregister("places")


def _source(report: Report) -> dict[str, object]:
    return {"source": report.source}


def _reject_impossible(cursor: DuckDBPyConnection, merged: Merged, report: Report) -> None:
    """Tell every rule that a fact breaks, and take it out."""
    missing = [column.name for column in merged.dataset.columns if column.required and column not in merged.present]
    rules = [*((name, "missing_column", "old_fact_id is null") for name in missing), *RULES.get(merged.dataset.name, [])]
    if not rules:
        return
    broken = ", ".join(f"case when {condition} then {nth} end" for nth, (_, _, condition) in enumerate(rules))
    cursor.execute(_BROKEN.format(broken=broken, rows=merged.rows))
    found = cursor.execute("select line, numbers from broken order by line").fetchall()
    report.problems += [Problem(line, rules[nth][0], rules[nth][1], {}) for line, numbers in found for nth in numbers]
    report.rejected += len(found)
    if found:
        keys = ", ".join(merged.dataset.stored_keys)
        cursor.execute(f"insert into {merged.table}_spared select {keys} from {merged.table} where line in (select line from broken)")
        cursor.execute(f"delete from {merged.table} where line in (select line from broken)")


def _judge(cursor: DuckDBPyConnection, merged: Merged, report: Report) -> None:
    """Say of each fact whether it is new, changed, unchanged or superseded."""
    dataset, keys = merged.dataset, ", ".join(merged.dataset.stored_keys)
    later = match(dataset, "later", "merged")
    cursor.execute(_SUPERSEDED.format(table=merged.table, keys=keys, dataset=dataset.name, match=later), _source(report))
    if report.seen is not None:
        spare_untouched(cursor, dataset, merged.present, merged.table, report)
    if merged.meets:
        cursor.execute(
            _UNCHANGED.format(
                table=merged.table, facts=f"facts.{dataset.name}", rows=merged.rows, differs=merged.differs, log=_LOG if merged.logged else ""
            )
        )
    counts = dict(cursor.execute(f"select state, count(*) from {merged.table} group by state").fetchall())
    report.new, report.changed = counts.get("new", 0), counts.get("changed", 0)
    report.unchanged, report.superseded = counts.get("unchanged", 0), counts.get("superseded", 0)
    cursor.execute(_NAMED.format(table=merged.table, dataset=dataset.name, keys=keys), _source(report))


_KEEP_REFERENCE = """
    update {table} as m
    set {name} = old.{name}
    from {facts} as old
    where old.fact_id = m.old_fact_id
      and m.{name} <> old.{name}
      and m.{name} not in (select {key} from {held})
      and old.{name} in (select {key} from {held})
      {here}
"""

# The rules that a line breaks, by number.
_BROKEN = """
    create or replace temp table broken as
    select line, numbers
    from (select line, list_filter([{broken}], lambda nth: nth is not null) as numbers from {rows})
    where len(numbers) > 0
"""

_SUPERSEDED = """
    update {table} as merged
    set state = 'superseded'
    where line in (
        select line
        from (select line, row_number() over (partition by {keys} order by line desc) as nth from {table})
        where nth > 1
    )
       or exists (select 1 from named_{dataset} as later where later.accepted and later.source = $source and {match})
"""

# The keys that the file names, of accepted lines and of rejected ones.
_NAMED = """
    insert into named_{dataset}
    select $source, {keys}, true
    from {table}
    union all
    select $source, {keys}, false
    from {table}_spared
"""

_UNCHANGED = """
    update {table}
    set state = 'unchanged'
    where state = 'changed'
      and line in (
          select whole.line
          from {rows} as whole
          join {facts} as old on old.fact_id = whole.old_fact_id
          {log}
          where whole.state = 'changed'
            and not ({differs})
      )
"""

_LOG = "left join logged as l on l.source = old.source and l.requirement_id = old.requirement_id"

_END = """
    update {table}
    set valid_to = $version
    where fact_id in (select old_fact_id from {merged} where state = 'changed')
"""

_PLACES = """
    update {table} as f
    set line = places.line
    from places
    where places.number = f.line
      and f.import_id = $import_id
"""

_INSERT = """
    insert into {table} by name
    select nextval('facts.fact_ids') as fact_id, $source as source, {names},
           $import_id as import_id, line, $version as valid_from, $forever as valid_to
    from {rows}
    where state in ('new', 'changed')
    order by line
"""
