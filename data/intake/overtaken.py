"""A file that was made of our own facts at a version: what nobody edited in it says nothing, and an edit overwrites no later one.

Table and column names come from the models; values are bound.
"""

from duckdb import DuckDBPyConnection

from data.intake.held import match
from data.intake.report import Problem, Report
from data.model.datasets import Column, Dataset


def reject_overtaken(cursor: DuckDBPyConnection, dataset: Dataset, present: tuple[Column, ...], table: str, report: Report) -> None:
    """Take out the lines of facts that were edited in the file and, since it was made, in the store, each to something else."""
    found = cursor.execute(_OVERTAKEN.format(**_facts(dataset, present, table)), {"seen": report.seen}).fetchall()
    report.problems += [Problem(line, "", "overtaken", {"who": who, "version": version}) for line, who, version in found]
    report.rejected += len(found)
    if found:
        keys, bound = ", ".join(dataset.stored_keys), {"lines": [line for line, *_ in found]}
        cursor.execute(f"insert into {table}_spared select {keys} from {table} where line in (select unnest($lines::bigint[]))", bound)
        cursor.execute(f"delete from {table} where line in (select unnest($lines::bigint[]))", bound)


def spare_untouched(cursor: DuckDBPyConnection, dataset: Dataset, present: tuple[Column, ...], table: str, report: Report) -> None:
    """Lines that say what held when the file was made change nothing, whatever holds now."""
    cursor.execute(_UNTOUCHED.format(**_facts(dataset, present, table)), {"seen": report.seen})


def _facts(dataset: Dataset, present: tuple[Column, ...], table: str) -> dict[str, str]:
    names = [name for column in present for name, _ in column.stored]
    return {
        "table": table,
        "facts": f"facts.{dataset.name}",
        "match": match(dataset, "m", "then_"),
        "edited": _differs(names, "m", "then_"),
        "moved": _differs(names, "old", "then_"),
        "apart": _differs(names, "m", "old"),
    }


def _differs(names: list[str], one: str, other: str) -> str:
    return " or ".join(f"{one}.{name} is distinct from {other}.{name}" for name in names)


_THEN = "{facts} as then_ on {match} and then_.valid_from <= $seen and then_.valid_to > $seen"

_OVERTAKEN = f"""
    select m.line, v.who, v.version
    from {{table}} as m
    join {{facts}} as old on old.fact_id = m.old_fact_id
    join {_THEN}
    join facts.versions as v on v.version = old.valid_from
    where old.valid_from > $seen
      and ({{edited}})
      and ({{moved}})
      and ({{apart}})
    order by m.line
"""

_UNTOUCHED = f"""
    update {{table}}
    set state = 'unchanged'
    where state in ('new', 'changed')
      and line in (
          select m.line
          from {{table}} as m
          join {_THEN}
          where not ({{edited}})
      )
"""
