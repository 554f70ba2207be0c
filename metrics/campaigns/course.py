"""The course of a campaign: its period up to the day, its parts, and its objectives."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from duckdb import DuckDBPyConnection

from metrics.campaigns.tree import Campaign, campaigns, within
from metrics.goals import natural
from metrics.scope import Scope


@dataclass(frozen=True)
class Course:
    """From `since` to `last`, both told of: the campaign's own days, else those of its objectives, never beyond the day asked about.

    `scope` is narrowed to its objectives, those of the campaigns below it included; without any, nothing is to be read of goals and work.
    """

    campaign: Campaign
    parts: Sequence[Campaign]
    scope: Scope
    since: date
    last: date

    @property
    def objectives(self) -> tuple[str, ...]:
        return self.scope.objectives

    @property
    def week_ends(self) -> list[date]:
        """Each Sunday of it, and its last day."""
        sunday = self.since + timedelta(days=6 - self.since.weekday())
        sundays = [sunday + timedelta(weeks=nth) for nth in range((self.last - sunday).days // 7 + 1)]
        return sorted({*sundays, self.last})

    def has(self, day: date) -> bool:
        return self.since <= day <= self.last


def course_of(con: DuckDBPyConnection, scope: Scope, campaign_id: str) -> Course | None:
    """None where nobody knows the campaign, or it begins after the day asked about."""
    if scope.as_of is None:
        return None
    parts = within(campaigns(con, scope), campaign_id)
    if not parts:
        return None
    own = tuple(sorted((name for (name,) in con.execute(_OBJECTIVES, {"campaign": campaign_id}).fetchall()), key=natural))
    first, end = _period(con, own, scope)
    campaign = parts[0]
    since, last = campaign.starts_on or first, min(campaign.ends_on or end, scope.as_of)
    return Course(campaign, parts, scope.choosing(own), since, last) if since <= last else None


def _period(con: DuckDBPyConnection, objectives: Sequence[str], scope: Scope) -> tuple[date, date]:
    """That of the objectives, which a campaign without days of its own goes by; without any, the default range."""
    first, end = con.execute(_PERIOD, {"objectives": list(objectives)}).fetchall()[0]
    return first or scope.since, end or scope.as_of or date.max


_OBJECTIVES = "select objective_id from campaign_objectives where campaign_id = $campaign"
_PERIOD = """
    select min(starts_on), max(ends_on)
    from objectives
    where list_contains($objectives::varchar[], objective_id)
"""
