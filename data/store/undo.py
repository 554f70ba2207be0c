"""Taking a version back, as a new version: history is never lost."""

from typing import NamedTuple

from duckdb import DuckDBPyConnection

from data.errors import ImportRefused
from data.intake.stages import settle
from data.model.datasets import DATASETS, Dataset
from data.store.links import refresh_links
from data.store.store import FOREVER, Store, make_version


class Effect(NamedTuple):
    """What an undo does to the facts of a dataset: those that were new go, the changed and the retired are what they were."""

    dataset: str
    new: int
    changed: int
    retired: int


class Collision(NamedTuple):
    """A fact that `version` changed again after what is to be undone; `source` where keys are per source."""

    dataset: str
    source: str | None
    key: str
    version: int

    def __str__(self) -> str:
        return " ".join(filter(None, (self.dataset, self.source, self.key, f"({self.version})")))


def undo(store: Store, version: int, who: str) -> int:
    """Take back what `version` did and keep all that came later; returns the new version.

    Raises `ImportRefused` if there is no such version, if it was undone already, or if facts it touched were changed again since:
    all of those are listed and nothing is done.
    """
    with store.writing() as cursor:
        made = _take_back(cursor, version, who)
        settle(cursor, DATASETS, made)
        refresh_links(cursor, made, DATASETS)
        return made


def foreseen(store: Store, version: int) -> list[Effect]:
    """What `undo` would do, with the store left as it is. Raises what it would raise."""
    with store.writing(keep=False) as cursor:
        made = _take_back(cursor, version, "")
        effects = [_effect(cursor, dataset, made) for dataset in DATASETS.values()]
    return [effect for effect in effects if effect.new + effect.changed + effect.retired]


def _take_back(cursor: DuckDBPyConnection, version: int, who: str) -> int:
    _refuse_what_cannot_be(cursor, version)
    made = make_version(cursor, "undo", who)
    cursor.execute("insert into facts.undone (version, undoes) values ($made, $version)", {"made": made, "version": version})
    for dataset in DATASETS.values():
        _take_back_facts(cursor, dataset, version, made)
    if _real_facts_hold(cursor, made):
        _leave_the_sample(cursor, made)
    return made


def _refuse_what_cannot_be(cursor: DuckDBPyConnection, version: int) -> None:
    newest = int(cursor.execute("select coalesce(max(version), 0) from facts.versions").fetchall()[0][0])
    if not 1 <= version <= newest:
        raise ImportRefused("no_such_version", version=version, newest=newest)
    undone = dict(cursor.execute("select undoes, version from facts.undone").fetchall())
    if version in undone:
        raise ImportRefused("already_undone", version=version, by=undone[version], last=_last_of(undone, version))
    cancelled = _cancelled(undone, version)
    collisions = [found for dataset in DATASETS.values() for found in _collisions(cursor, dataset, version, cancelled)]
    if collisions:
        raise ImportRefused("undo_collisions", version=version, count=len(collisions), facts=collisions)


def _last_of(undone: dict[int, int], version: int) -> int:
    """The last of the undos that followed upon each other: the one whose undo would turn all of it round."""
    return _chain(undone, version)[-1]


def _chain(undone: dict[int, int], version: int) -> list[int]:
    """A version, the undo that took it back, the undo of that one, and so on."""
    return [version, *_chain(undone, undone[version])] if version in undone else [version]


def _cancelled(undone: dict[int, int], version: int) -> list[int]:
    """Later versions that undid each other in pairs: what they did to a fact is as if it had never been."""
    found: list[int] = []
    for first in undone.keys() - set(undone.values()):
        later = [each for each in _chain(undone, first) if each > version]
        found += later[: len(later) // 2 * 2]
    return found


def _collisions(cursor: DuckDBPyConnection, dataset: Dataset, version: int, cancelled: list[int]) -> list[Collision]:
    """Facts that `version` brought or ended and that a later one, if it was not undone, brought or ended again."""
    key = f"concat_ws(' ', {', '.join(f'touched.{name}' for name in dataset.stored_keys)})"
    source = "touched.source" if dataset.by_source else "null"
    statement = f"""
        with touched as (
            select * from facts.{dataset.name} where (valid_from = $version) <> (valid_to = $version)
        ),
        since as (
            select *, valid_from as version from facts.{dataset.name} where valid_from > $version
            union all
            select *, valid_to as version from facts.{dataset.name} where valid_to > $version and valid_to < {FOREVER}
        )
        select {source}, {key}, min(since.version)
        from touched
        join since on {_same_key(dataset, "since", "touched")}
        where not list_contains($cancelled::bigint[], since.version)
        group by all
        order by all
    """
    return [Collision(dataset.name, *found) for found in cursor.execute(statement, {"version": version, "cancelled": cancelled}).fetchall()]


def _same_key(dataset: Dataset, left: str, right: str) -> str:
    """The sample company may use the same numbers as real facts, and is never one with them."""
    names = (*dataset.stored_keys, *(("source",) if dataset.by_source else ()))
    alike = [f"{left}.{name} {'is not distinct from' if name.endswith('_at') else '='} {right}.{name}" for name in names]
    return " and ".join([*alike, f"({left}.source = 'sample') = ({right}.source = 'sample')"])


def _real_facts_hold(cursor: DuckDBPyConnection, made: int) -> bool:
    cursor.execute("set variable version = $made::bigint", {"made": made})
    held = " union all ".join(f"(select 1 from {name} where source <> 'sample' limit 1)" for name in DATASETS)
    return bool(cursor.execute(held).fetchall())


def _leave_the_sample(cursor: DuckDBPyConnection, made: int) -> None:
    """The sample company comes back only to an otherwise empty store: beside real facts it would count with them."""
    for name in DATASETS:
        cursor.execute(f"delete from facts.{name} where source = 'sample' and valid_from = $made", {"made": made})


def _take_back_facts(cursor: DuckDBPyConnection, dataset: Dataset, version: int, made: int) -> None:
    """End what holds of the facts that `version` brought, restored copies of them included, and bring again what it ended."""
    columns = [column for column, *_ in cursor.execute(f"describe facts.{dataset.name}").fetchall()]
    kept = ", ".join(column for column in columns if column not in ("fact_id", "valid_from", "valid_to"))
    bound = {"version": version, "made": made, "forever": FOREVER}
    cursor.execute(
        f"""
        update facts.{dataset.name} as held
        set valid_to = $made
        where valid_to = $forever
          and exists (
              select 1
              from facts.{dataset.name} as brought
              where brought.valid_from = $version and brought.valid_to <> $version and {_same_key(dataset, "brought", "held")}
          )
        """,
        bound,
    )
    cursor.execute(
        f"""
        insert into facts.{dataset.name} by name
        select nextval('facts.fact_ids') as fact_id, {kept}, $made as valid_from, $forever as valid_to
        from facts.{dataset.name}
        where valid_to = $version and valid_from < $version
        """,
        bound,
    )


def _effect(cursor: DuckDBPyConnection, dataset: Dataset, made: int) -> Effect:
    """A fact that goes and another of its key that comes are one that was changed."""
    statement = f"""
        select count(gone.valid_to) - count(case when came.valid_from is not null then gone.valid_to end),
               count(case when came.valid_from is not null then gone.valid_to end),
               count(came.valid_from) - count(case when gone.valid_to is not null then came.valid_from end)
        from (select * from facts.{dataset.name} where valid_to = $made) as gone
        full join (select * from facts.{dataset.name} where valid_from = $made) as came on {_same_key(dataset, "came", "gone")}
    """
    return Effect(dataset.name, *cursor.execute(statement, {"made": made}).fetchall()[0])
