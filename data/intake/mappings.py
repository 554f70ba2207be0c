"""Saved mappings: facts like all others, with versions, so that nothing about how a file was read is forgotten."""

from duckdb import DuckDBPyConnection

from data.adapters import Mapping, read_mapping
from data.errors import ImportRefused
from data.store import FOREVER, Store

SOURCE = "mappings"


def saved_mappings(cursor: DuckDBPyConnection) -> list[Mapping]:
    """As known at the cursor's version, the oldest first."""
    found = cursor.execute("select definition from mappings order by fact_id").fetchall()
    return [mapping for mapping in map(read_mapping, (definition for (definition,) in found)) if mapping]


def named_mapping(store: Store, name: str) -> Mapping:
    """Raises `ImportRefused` where there is none of that name."""
    saved = {mapping.name: mapping for mapping in saved_mappings(store.cursor())}
    if name not in saved:
        raise ImportRefused("no_such_mapping", name=name, names=", ".join(saved) or "–")
    return saved[name]


def save_mapping(cursor: DuckDBPyConnection, mapping: Mapping, version: int, import_id: int) -> bool:
    """Keep it under its name as of `version`; true if that says something new."""
    bound = {"name": mapping.name, "definition": mapping.model_dump_json(), "forever": FOREVER, "version": version}
    held = cursor.execute("select definition from facts.mappings where name = $name and valid_to = $forever", _only(bound, "name", "forever"))
    if held.fetchall() == [(bound["definition"],)]:
        return False
    cursor.execute(_END, _only(bound, "name", "forever", "version"))
    cursor.execute(_INSERT, bound | {"source": SOURCE, "import_id": import_id})
    return True


def _only(bound: dict[str, object], *names: str) -> dict[str, object]:
    return {name: bound[name] for name in names}


_END = "update facts.mappings set valid_to = $version where name = $name and valid_to = $forever"

_INSERT = """
    insert into facts.mappings by name
    select nextval('facts.fact_ids') as fact_id, $source as source, $name as name, $definition as definition,
           $import_id as import_id, 0 as line, $version as valid_from, $forever as valid_to
"""
