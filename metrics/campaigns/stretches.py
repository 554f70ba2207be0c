"""A campaign's days and as many before them: what its teams did in the one is held against the other."""

from datetime import date, timedelta
from typing import NamedTuple

from duckdb import DuckDBPyConnection

from metrics.campaigns.course import course_of
from metrics.campaigns.evaluation import unfiltered
from metrics.delivery import GOAL_WORK
from metrics.goals import natural
from metrics.scope import Scope, narrow


class Stretches(NamedTuple):
    """A campaign's days up to the one it is read at, `since <= day < until`, and the same number of days before; and the teams that
    delivered work for its objectives, `""` the one without a name.
    """

    before: date
    since: date
    until: date
    teams: tuple[str, ...]


def stretches(con: DuckDBPyConnection, scope: Scope, campaign_id: str) -> Stretches | None:
    """None without any team's work for its objectives, and before its first day; unfiltered like the scores.

    How a campaign was delivered is seen in all the work of its teams: hardly any work served its objectives before they were set.
    """
    scope = unfiltered(con, scope)
    course = course_of(con, scope, campaign_id)
    teams = _teams(con, scope, campaign_id)
    if course is None or not teams:
        return None
    until = course.last + timedelta(days=1)
    return Stretches(course.since - (until - course.since), course.since, until, teams)


def _teams(con: DuckDBPyConnection, scope: Scope, campaign_id: str) -> tuple[str, ...]:
    narrow(con, scope)
    asked = {"as_of": scope.as_of, "since": None, "until": None, "campaign": campaign_id}
    return tuple(sorted((name for (name,) in con.execute(GOAL_WORK + _TEAMS, asked).fetchall()), key=natural))


_TEAMS = """
    select distinct coalesce(w.team, '')
    from goal_work as g
    join campaign_objectives as c on c.objective_id = g.objective_id and c.campaign_id = $campaign
    join work as w on w.fact_id = g.fact_id
    where g.is_delivered
"""
