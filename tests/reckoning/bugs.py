"""Bugs as section 5.4 reads them: which are valid, and when they were resolved."""

from datetime import date
from typing import NamedTuple

from .facts import Moment, Question, Row, World, midnight, moment, team_name, team_names, word
from .requirements import chosen_objectives, chosen_teams, created, requirements

NOT_REALLY_BUGS = {
    "duplicate", "by_design", "not_reproducible", "external", "wont_fix", "to_requirement", "invalid",
}  # fmt: skip
ONLINE = {"online", "线上"}
DONE = {"resolved", "closed"}


class Bug(NamedTuple):
    team: str | None
    requirement_id: str
    online: bool
    created: Moment
    resolved: Moment | None

    def open_at(self, until: date) -> bool:
        end = midnight(until)
        return self.created.at < end and not (self.resolved and self.resolved.at < end)


def valid_bugs(world: World, question: Question) -> list[Bug]:
    """Those of the chosen teams whose requirement serves a chosen objective."""
    aliases, teams, served = team_names(world), chosen_teams(world, question), serving(world, question)
    valid = [bug(row, team_name(row["team"], aliases)) for row in world["bugs"] if is_valid(row)]
    return [each for each in valid if (teams is None or each.team in teams) and (served is None or each.requirement_id in served)]


def serving(world: World, question: Question) -> set[str] | None:
    chosen = chosen_objectives(question)
    if chosen is None:
        return None
    return {each.requirement_id for each in requirements(world, {}) if each.objective_ids & chosen}


def is_valid(row: Row) -> bool:
    return word(row["resolution"]) not in NOT_REALLY_BUGS


def bug(row: Row, team: str | None) -> Bug:
    return Bug(
        team=team,
        requirement_id=row["requirement_id"].strip(),
        online=word(row["environment"]) in ONLINE,
        created=created(row),
        resolved=resolved(row),
    )


def resolved(row: Row) -> Moment | None:
    if not word(row["resolution"]) and word(row["status"]) not in DONE:
        return None
    return moment(row["resolved_at"]) or moment(row["closed_at"])
