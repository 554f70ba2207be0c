"""Taking a version back, as a new version: history is never lost."""

from collections.abc import Iterator

from duckdb import DuckDBPyConnection

from data.errors import ImportRefused
from data.model.datasets import DATASETS, Dataset
from data.store.links import refresh_links
from data.store.store import FOREVER, Store, make_version

SHOWN = 20  # collisions named in the refusal


def undo(store: Store, version: int, who: str) -> int:
    """Take back what `version` did and keep all that came later; returns the new version.

    Raises `ImportRefused` if there is no such version, or if facts it touched were changed again since: those are listed and
    nothing is done.
    """
    with store.writing() as cursor:
        if not cursor.execute("select 1 from facts.versions where version = $version", {"version": version}).fetchall():
            raise ImportRefused("no_such_version", version=version, newest=store.version())
        collisions = [key for dataset in DATASETS.values() for key in _collisions(cursor, dataset, version)]
        if collisions:
            raise ImportRefused("undo_collisions", version=version, count=len(collisions), facts=", ".join(collisions[:SHOWN]))
        made = make_version(cursor, "undo", who)
        for name in DATASETS:
            _take_back(cursor, name, version, made)
        if _real_facts_hold(cursor, made):
            _leave_the_sample(cursor, made)
        refresh_links(cursor, made, DATASETS)
        return made


def _collisions(cursor: DuckDBPyConnection, dataset: Dataset, version: int) -> Iterator[str]:
    """Facts that `version` brought and a later one ended, and facts it ended whose key a later one brought again."""
    key = " || ' ' || ".join(f"touched.{name}::varchar" for name in dataset.keys)
    same = " and ".join(f"later.{name} = touched.{name}" for name in (*dataset.keys, *(("source",) if dataset.by_source else ())))
    statement = f"""
        select distinct {key}
        from facts.{dataset.name} as touched
        where (touched.valid_from = $version and touched.valid_to not in ($version, {FOREVER}))
           or (touched.valid_to = $version and touched.valid_from < $version and exists (
                   select 1 from facts.{dataset.name} as later
                   where {same} and later.valid_from > $version))
        order by 1
    """
    for (found,) in cursor.execute(statement, {"version": version}).fetchall():
        yield f"{dataset.name} {found}"


def _real_facts_hold(cursor: DuckDBPyConnection, made: int) -> bool:
    cursor.execute("set variable version = $made::bigint", {"made": made})
    held = " union all ".join(f"(select 1 from {name} where source <> 'sample' limit 1)" for name in DATASETS)
    return bool(cursor.execute(held).fetchall())


def _leave_the_sample(cursor: DuckDBPyConnection, made: int) -> None:
    """The sample company comes back only to an otherwise empty store: beside real facts it would count with them."""
    for name in DATASETS:
        cursor.execute(f"delete from facts.{name} where source = 'sample' and valid_from = $made", {"made": made})


def _take_back(cursor: DuckDBPyConnection, name: str, version: int, made: int) -> None:
    columns = [column for column, *_ in cursor.execute(f"describe facts.{name}").fetchall()]
    kept = ", ".join(column for column in columns if column not in ("fact_id", "valid_from", "valid_to"))
    bound = {"version": version, "made": made, "forever": FOREVER}
    cursor.execute(f"update facts.{name} set valid_to = $made where valid_from = $version and valid_to = $forever", bound)
    cursor.execute(
        f"""
        insert into facts.{name} by name
        select nextval('facts.fact_ids') as fact_id, {kept}, $made as valid_from, $forever as valid_to
        from facts.{name}
        where valid_to = $version and valid_from < $version
        """,
        bound,
    )
