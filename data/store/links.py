"""Links of requirements to goals, kept worked out: boards read them a hundred times as often as they change."""

from collections.abc import Iterable

from duckdb import DuckDBPyConnection

from data.store.store import FOREVER

SHAPING = {"requirements", "key_results", "objectives"}


def refresh_links(cursor: DuckDBPyConnection, version: int, touched: Iterable[str]) -> None:
    """Bring the links up to `version`, whose facts are written; `touched` names the datasets that changed."""
    if not SHAPING & set(touched):
        return
    cursor.execute("set variable version = $version::bigint", {"version": version})
    cursor.execute("create or replace temp table fresh as select * from resolved_links")
    bound = {"version": version, "forever": FOREVER}
    cursor.execute(_END, bound)
    cursor.execute(_ADD, bound)
    cursor.execute("drop table fresh")


_END = """
    update facts.links as held
    set valid_to = $version
    where valid_to = $forever
      and not exists (
          select 1
          from fresh
          where fresh.fact_id = held.fact_id and fresh.kr_id = held.kr_id and fresh.objective_id = held.objective_id
      )
"""

_ADD = """
    insert into facts.links
    select fact_id, kr_id, objective_id, $version, $forever
    from fresh
    where not exists (
        select 1
        from facts.links as held
        where held.valid_to = $forever
          and held.fact_id = fresh.fact_id and held.kr_id = fresh.kr_id and held.objective_id = fresh.objective_id
    )
"""
