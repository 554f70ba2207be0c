"""What is known of a team itself: its proper name, its department and who leads it."""

from typing import NamedTuple

from duckdb import DuckDBPyConnection

from metrics.filters import strangers
from metrics.scope import Scope


class TeamFacts(NamedTuple):
    """`team` is None for all that names no team."""

    team: str | None
    department: str | None
    lead: str | None


def team_facts(con: DuckDBPyConnection, scope: Scope) -> TeamFacts | None:
    """Of the one team that the scope is narrowed to, by its proper name; None if nobody knows it.

    What has no team is known as long as there are any facts.
    """
    if scope.as_of is None or strangers(con, scope).teams:
        return None
    name = scope.teams[0]
    proper = dict(con.execute("select alias, team from team_names").fetchall()).get(name, name)
    found = con.execute("select department, lead from teams where team = $team", {"team": proper}).fetchall()
    return TeamFacts(proper or None, *(found[0] if found else (None, None)))
