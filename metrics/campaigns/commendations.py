"""Who is to be thanked when something is closed, and for what."""

from typing import NamedTuple

from duckdb import DuckDBPyConnection

from metrics.goals import natural
from metrics.scope import Scope


class Commendation(NamedTuple):
    """One person or team, as written."""

    who: str
    for_what: str | None


def commendations(con: DuckDBPyConnection, scope: Scope, subject_kind: str, subject_id: str) -> list[Commendation]:
    """Of one campaign or project, as known at the version, by name."""
    con.execute("set variable version = $version::bigint", {"version": scope.version})
    rows = con.execute(_COMMENDATIONS, {"kind": subject_kind, "id": subject_id}).fetchall()
    return sorted((Commendation(*row) for row in rows), key=lambda row: natural(row.who))


_COMMENDATIONS = """
    select who, for_what
    from commendations
    where subject_kind = $kind
      and subject_id = $id
"""
