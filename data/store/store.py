"""An open store: many readers, each with a cursor of its own, and one writer at a time."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from duckdb import DuckDBPyConnection

from data.settings import time_zone

FOREVER = 2**63 - 1  # valid_to of a fact that still holds: a number scans as fast as no filter, a null does not


class Store:
    """Shared by all threads of the process; nobody else can open the file meanwhile."""

    def __init__(self, con: DuckDBPyConnection, path: Path) -> None:
        self._con = con
        self._writing = threading.Lock()
        self.path = path

    def cursor(self, version: int | None = None) -> DuckDBPyConnection:
        """A connection of one's own that reads as known at `version`, the latest if none is named."""
        cursor = self._con.cursor()
        cursor.execute("set variable version = $version::bigint", {"version": self.version() if version is None else version})
        return cursor

    def version(self) -> int:
        """The newest version; 0 before the first import."""
        return int(self._con.cursor().execute("select coalesce(max(version), 0) from facts.versions").fetchall()[0][0])

    @contextmanager
    def writing(self, *, keep: bool = True) -> Iterator[DuckDBPyConnection]:
        """One writer's cursor in one transaction: all of it is kept, or on an error, or if only tried, none."""
        with self.writer() as cursor, transaction(cursor, keep=keep):
            yield cursor

    @contextmanager
    def writer(self) -> Iterator[DuckDBPyConnection]:
        """The only writer's cursor, outside of any transaction: what it makes ready in tables of its own is freed as it goes."""
        with self._writing:
            cursor = self.cursor()
            try:
                yield cursor
            finally:
                cursor.close()

    def close(self) -> None:
        self._con.close()


@contextmanager
def transaction(cursor: DuckDBPyConnection, *, keep: bool = True) -> Iterator[None]:
    """All that is done within is kept, or on an error, or if only tried, none."""
    cursor.execute("begin")
    try:
        yield
    except BaseException:
        cursor.execute("rollback")
        raise
    cursor.execute("commit" if keep else "rollback")


def make_version(cursor: DuckDBPyConnection, kind: str, who: str) -> int:
    """Record that something changes now; the facts written next belong to the returned version."""
    version = int(cursor.execute("select coalesce(max(version), 0) + 1 from facts.versions").fetchall()[0][0])
    now = datetime.now(UTC)
    cursor.execute(
        "insert into facts.versions values ($version, $kind, $who, $at, $on)",
        {"version": version, "kind": kind, "who": who, "at": now.replace(tzinfo=None), "on": now.astimezone(time_zone()).date()},
    )
    return version
