"""How far back the data reach."""

from datetime import date
from typing import NamedTuple

from duckdb import DuckDBPyConnection

from metrics.scope import Scope, narrow


class Reach(NamedTuple):
    """The first day that work was released and the first that a bug was raised, of the scope's teams; None where there is none."""

    released_on: date | None
    raised_on: date | None

    @property
    def first(self) -> date | None:
        """From here on both are known."""
        known = [day for day in self if day is not None]
        return max(known) if known else None


def reach(con: DuckDBPyConnection, scope: Scope) -> Reach:
    narrow(con, scope)
    return Reach(*con.execute(_REACH).fetchall()[0])


_REACH = """
    select (select min(released_on) from chosen_work), (select min(raised_on) from chosen_bugs)
"""
