"""Whatever a query holds, the store reads and writes no other file, loads no code and asks no network."""

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from data.store import Store, open_store

STATEMENTS = {
    "reads a file": "select * from read_csv('{outside}')",
    "reads a file as text": "select * from read_text('{outside}')",
    "lists files": "select * from glob('{folder}/*')",
    "attaches a database": "attach '{folder}/other.duckdb'",
    "writes a file": "copy (select 1) to '{folder}/out.csv'",
    "exports": "export database '{folder}/all'",
    "installs": "install httpfs",
    "loads": "load '{folder}/evil.duckdb_extension'",
    "asks the network": "select * from read_csv('http://127.0.0.1:9/x.csv')",
    "allows itself more": "set enable_external_access = true",
    "allows itself another folder": "set allowed_directories = ['{folder}']",
    "unlocks its configuration": "set lock_configuration = false",
}


@pytest.fixture(params=["in memory", "in a file"])
def locked(request: pytest.FixtureRequest, one_store: Store, store_file: Path) -> Iterator[Store]:
    if request.param == "in memory":
        yield one_store
        return
    store = open_store(store_file)
    yield store
    store.close()


def test_nothing_outside_the_store_can_be_reached(locked: Store, tmp_path: Path) -> None:
    (tmp_path / "outside.csv").write_text("a\n1\n", encoding="utf-8")
    before = sorted(tmp_path.iterdir())
    asked = {does: statement.format(folder=tmp_path, outside=tmp_path / "outside.csv") for does, statement in STATEMENTS.items()}
    assert [does for does, statement in asked.items() if not refuses(locked, statement)] == []
    assert sorted(tmp_path.iterdir()) == before


def refuses(store: Store, statement: str) -> bool:
    try:
        store.cursor().execute(statement).fetchall()
    except duckdb.Error:
        return True
    return False


def test_python_variables_are_no_tables(locked: Store) -> None:
    secret = [1]
    with pytest.raises(duckdb.Error):
        locked.cursor().execute("select * from secret")
    assert secret == [1]
