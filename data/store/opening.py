"""Opening a store: the file, its migrations, its calendar and its views, and nothing else it may touch."""

import errno
import os
import re
from pathlib import Path

import duckdb
from duckdb import DuckDBPyConnection

from data.errors import StoreLocked, StoreTooNew, StoreUnwritable, UnreadableFile
from data.model.datasets import DATASETS
from data.settings import time_zone
from data.store.calendar import fill_calendar
from data.store.store import Store

MAGIC = b"DUCK"  # at byte 8 of every file of the engine, which would else take a .csv for a database made of it
ALONE: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
}  # nothing is fetched, whatever the file
MEMORY = "1GB"  # of the engine's own; what an import of millions of lines needs beyond goes to disk
MIGRATIONS = Path(__file__).parent / "migrations"
VIEWS = Path(__file__).parent.parent / "views"


def open_store(path: Path | str) -> Store:
    """Open or make the store at `path` (`:memory:` for a passing one).

    Raises `StoreLocked`, `StoreTooNew`, `StoreUnwritable`, or `UnreadableFile` where the file is no store.
    """
    place = Path(path)
    con = _connect(place)
    try:
        _migrate(con, place)
        fill_calendar(con)
        _create_views(con)
        _lock_down(con, place)
    except BaseException:
        con.close()
        raise
    return Store(con, place)


def _connect(path: Path) -> DuckDBPyConnection:
    if str(path) == ":memory:":
        return duckdb.connect(config=ALONE)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.exists() and not _is_a_database(path):
            raise UnreadableFile("not_a_store", path=str(path))
        if not os.access(path.parent, os.W_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        return duckdb.connect(path, config=ALONE | {"memory_limit": os.environ.get("GOALBOARD_MEMORY") or MEMORY})
    except OSError as error:
        raise StoreUnwritable("store_unwritable", path=str(path), why=error.strerror or str(error)) from error
    except duckdb.Error as error:
        raise _named(error, path) from error


def _is_a_database(path: Path) -> bool:
    if path.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
    with path.open("rb") as file:
        return file.read(12)[8:] == MAGIC or path.stat().st_size == 0


def _named(error: duckdb.Error, path: Path) -> Exception:
    text = str(error)
    if "Could not set lock" in text:
        holder = re.search(r"held in (\S+) \(PID (\d+)\)", text)
        return StoreLocked("store_locked", path=str(path), program=holder[1] if holder else "?", pid=holder[2] if holder else "?")
    if "not a valid DuckDB database" in text:
        return UnreadableFile("not_a_store", path=str(path))
    if "corrupt" in text.lower():
        return UnreadableFile("store_damaged", path=str(path))
    if "newer version" in text or "storage version" in text.lower():
        return StoreTooNew("store_too_new", path=str(path))
    return StoreUnwritable("store_unwritable", path=str(path), why=text.splitlines()[0])


def _migrate(con: DuckDBPyConnection, path: Path) -> None:
    ours = con.execute("select 1 from duckdb_schemas() where schema_name = 'facts'").fetchall()
    if not ours and con.execute("select 1 from duckdb_tables()").fetchall():
        raise UnreadableFile("not_a_store", path=str(path))
    con.execute("create table if not exists migrations (number integer primary key, name varchar not null)")
    done = {number for (number,) in con.execute("select number from migrations").fetchall()}
    known = {int(file.stem[:4]): file for file in sorted(MIGRATIONS.glob("*.sql"))}
    if done - known.keys():
        raise StoreTooNew("store_too_new", path=str(path))
    for number, file in known.items():
        if number not in done:
            con.execute("begin")
            con.execute(file.read_text("utf-8"))
            con.execute("insert into migrations values ($number, $name)", {"number": number, "name": file.stem})
            con.execute("commit")
    _keep_time_zone(con, path)


def _keep_time_zone(con: DuckDBPyConnection, path: Path) -> None:
    """Days were cut by the zone the store was made with; another zone would mix two kinds of days."""
    con.execute("insert or ignore into facts.store values ('time_zone', $zone)", {"zone": time_zone().key})
    kept = con.execute("select value from facts.store where name = 'time_zone'").fetchall()[0][0]
    if kept != time_zone().key:
        raise StoreUnwritable("store_other_time_zone", path=str(path), kept=kept, asked=time_zone().key)


def _create_views(con: DuckDBPyConnection) -> None:
    for name in DATASETS:
        con.execute(
            f"create or replace view {name} as select * from facts.{name} "
            "where valid_from <= getvariable('version')::bigint and valid_to > getvariable('version')::bigint"
        )
    for file in sorted(VIEWS.glob("*.sql")):
        con.execute(file.read_text("utf-8"))


def _lock_down(con: DuckDBPyConnection, path: Path) -> None:
    """No query, whatever it holds, reads or writes another file, loads code or asks the network; only spilling to disk may."""
    if str(path) != ":memory:":
        spill = f"{path.resolve()}.tmp"
        con.execute("set temp_directory = $spill", {"spill": spill})
        con.execute("set allowed_directories = $places", {"places": [spill]})
    con.execute("set enable_external_access = false")
    con.execute("set lock_configuration = true")
