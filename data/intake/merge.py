"""Staged lines against the facts that hold: what is new, what changed, what is impossible, what is superseded; then written.

Table and column names come from the models, never from a file; values are bound.
"""

from collections.abc import Sequence

from duckdb import DuckDBPyConnection

from data.intake.report import Problem, Report
from data.intake.rules import RULES
from data.model.datasets import Column, Dataset
from data.store import FOREVER

SAMPLE = "sample"  # the source of the sample company, which the first real import retires whole


def merge(cursor: DuckDBPyConnection, dataset: Dataset, present: Sequence[Column], report: Report) -> None:
    """Fill the temporary table `merged` with each accepted fact, whole, and its state; the report gets the counts."""
    cursor.execute(
        _MERGED.format(columns=_merged_columns(dataset, present), current=_current(dataset), match=_match(dataset, "s", "old")),
        _source(report),
    )
    _reject_new_facts_without(cursor, dataset, present, report)
    _reject_impossible(cursor, dataset, report)
    cursor.execute(_SUPERSEDED.format(keys=", ".join(dataset.keys), dataset=dataset.name, match=_match(dataset, "later", "merged")), _source(report))
    cursor.execute(_STATES.format(table=f"facts.{dataset.name}", differs=_differs(dataset)))
    counts = dict(cursor.execute("select state, count(*) from merged group by state").fetchall())
    report.new, report.changed = counts.get("new", 0), counts.get("changed", 0)
    report.unchanged, report.superseded = counts.get("unchanged", 0), counts.get("superseded", 0)
    keys = ", ".join(dataset.keys)
    cursor.execute(_NAMED.format(dataset=dataset.name, keys=keys), _source(report))


def write(cursor: DuckDBPyConnection, dataset: Dataset, report: Report, version: int, import_id: int) -> None:
    """Write the merged facts that are new or changed as of `version`."""
    bound = _source(report) | {"version": version}
    cursor.execute(_END.format(table=f"facts.{dataset.name}"), {"version": version})
    names = ", ".join(name for column in dataset.columns for name, _ in column.stored)
    cursor.execute(_INSERT.format(table=f"facts.{dataset.name}", names=names), bound | {"import_id": import_id, "forever": FOREVER})


def _source(report: Report) -> dict[str, object]:
    return {"source": report.source}


def _current(dataset: Dataset) -> str:
    """Facts an import of $source meets: never the sample's, and only its own where keys are per source."""
    own = " and source = $source" if dataset.by_source else f" and (source <> '{SAMPLE}' or $source = '{SAMPLE}')"
    return f"(select * from facts.{dataset.name} where valid_to = {FOREVER}{own})"


def _match(dataset: Dataset, left: str, right: str) -> str:
    return " and ".join(f"{left}.{key} = {right}.{key}" for key in dataset.keys)


def _merged_columns(dataset: Dataset, present: Sequence[Column]) -> str:
    """A column the file lacks keeps its old value, or its default on a new fact."""
    return ", ".join(_merged_column(column, name, column in present) for column in dataset.columns for name, _ in column.stored)


def _merged_column(column: Column, name: str, given: bool) -> str:
    if given:
        return f"s.{name}"
    default = "null" if column.default is None else f"'{column.default}'"
    return f"case when old.fact_id is null then {default} else old.{name} end as {name}"


def _differs(dataset: Dataset) -> str:
    return " or ".join(f"merged.{name} is distinct from old.{name}" for column in dataset.columns for name, _ in column.stored)


def _reject_new_facts_without(cursor: DuckDBPyConnection, dataset: Dataset, present: Sequence[Column], report: Report) -> None:
    for column in dataset.columns:
        if column.required and column not in present:
            _reject(cursor, report, column.name, "missing_column", "old_fact_id is null")


def _reject_impossible(cursor: DuckDBPyConnection, dataset: Dataset, report: Report) -> None:
    for field, code, condition in RULES.get(dataset.name, []):
        _reject(cursor, report, field, code, condition)
    report.rejected += int(cursor.execute("select count(*) from merged where rejected").fetchall()[0][0])
    keys = ", ".join(dataset.keys)
    cursor.execute(f"insert into spared select {keys} from merged where rejected")
    cursor.execute("delete from merged where rejected")


def _reject(cursor: DuckDBPyConnection, report: Report, field: str, code: str, condition: str) -> None:
    found = cursor.execute(f"update merged set rejected = true where {condition} returning line").fetchall()
    report.problems += [Problem(line, field, code, {}) for (line,) in found]


_MERGED = """
    create or replace temp table merged as
    select s.line, {columns}, old.fact_id as old_fact_id, false as rejected, '' as state
    from staged as s
    left join {current} as old on {match}
"""

_SUPERSEDED = """
    update merged
    set state = 'superseded'
    where line in (
        select line
        from (select line, row_number() over (partition by {keys} order by line desc) as nth from merged)
        where nth > 1
    )
       or exists (select 1 from named_{dataset} as later where later.accepted and later.source = $source and {match})
"""

# The keys that the file names, of accepted lines and of rejected ones.
_NAMED = """
    insert into named_{dataset}
    select $source, {keys}, true
    from merged
    union all
    select $source, {keys}, false
    from spared
"""

_STATES = """
    update merged
    set state = case when old_fact_id is null then 'new'
                     when exists (select 1 from {table} as old where old.fact_id = merged.old_fact_id and ({differs})) then 'changed'
                     else 'unchanged'
                end
    where state = ''
"""

_END = """
    update {table}
    set valid_to = $version
    where fact_id in (select old_fact_id from merged where state = 'changed')
"""

_INSERT = """
    insert into {table} by name
    select nextval('facts.fact_ids') as fact_id, $source as source, {names},
           $import_id as import_id, line, $version as valid_from, $forever as valid_to
    from merged
    where state in ('new', 'changed')
    order by line
"""
