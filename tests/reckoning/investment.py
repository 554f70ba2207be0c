"""`team-investment`: one row per team and objective served; its key is team, objective (null = unlinked)."""

from collections import defaultdict
from datetime import date
from fractions import Fraction

from .facts import Answer, Question, World, within
from .period import as_of_day, chosen_range
from .requirements import Requirement, chosen_objectives, requirements


def team_investment(world: World, question: Question, today: date) -> list[Answer]:
    as_of = as_of_day(world, question, today)
    if as_of is None:
        return []
    since, until = chosen_range(world, question, as_of)
    delivered: dict[str | None, list[Requirement]] = defaultdict(list)
    for each in requirements(world, question):
        if within(each.released, since, until):
            delivered[each.team].append(each)
    return [row for team, work in delivered.items() for row in team_rows(team, work, chosen_objectives(question))]


def team_rows(team: str | None, work: list[Requirement], chosen: set[str] | None) -> list[Answer]:
    return [
        {
            "team": team,
            "delivered": len(work),
            "objective_id": objective_id,
            "count": float(count),
            "share": float(count / len(work)),
        }
        for objective_id, count in served(work).items()
        if chosen is None or objective_id in chosen
    ]


def served(work: list[Requirement]) -> dict[str | None, Fraction]:
    counts: dict[str | None, Fraction] = defaultdict(Fraction)
    for each in work:
        for objective_id in each.objective_ids or {None}:
            counts[objective_id] += Fraction(1, len(each.objective_ids) or 1)
    return counts
