"""Requirements as sections 3 and 5.2 read them: team, links to goals, when started, finished, dropped."""

from datetime import date
from typing import NamedTuple

from .facts import Moment, Question, Row, World, by_end_of, by_key, moment, parts, team_name, team_names, word

STARTING_STAGES = ("review_at", "ready_at", "dev_at", "test_at", "release_ready_at")
NOT_TAKEN_UP = {"new", "planned", "backlog", "规划中", "待对焦"}
FINISHED = {"released", "已发布", "已复盘"}
DROPPED = {"cancelled", "已取消"}


class Requirement(NamedTuple):
    requirement_id: str
    team: str | None
    status: str
    created: Moment
    accepted: Moment | None
    dev: Moment | None
    started: Moment | None
    released: Moment | None
    cancelled: Moment | None
    kr_ids: frozenset[str]
    objective_ids: frozenset[str]

    def in_progress(self, day: date) -> bool:
        if self.finished_without_date or not by_end_of(self.started, day):
            return False
        return not by_end_of(self.released, day) and not by_end_of(self.cancelled, day)

    @property
    def finished_without_date(self) -> bool:
        if self.status in FINISHED:
            return self.released is None
        return self.status in DROPPED and self.cancelled is None


def requirements(world: World, question: Question) -> list[Requirement]:
    """Those of the chosen teams; of all teams if none is chosen."""
    aliases, objective_of = team_names(world), linked_objectives(world)
    known = by_key(world["requirements"], "requirement_id")
    everything = [requirement(row, team_name(row["team"], aliases), links(row, known), objective_of) for row in known.values()]
    teams = chosen_teams(world, question)
    return [each for each in everything if teams is None or each.team in teams]


def chosen_teams(world: World, question: Question) -> set[str | None] | None:
    aliases, names = team_names(world), question.get("teams")
    return {team_name(name, aliases) for name in names} if isinstance(names, list) and names else None


def chosen_objectives(question: Question) -> set[str] | None:
    names = question.get("objectives")
    return {name.strip() for name in names} if isinstance(names, list) and names else None


def requirement(row: Row, team: str | None, named: list[str], objective_of: dict[str, str]) -> Requirement:
    kr_ids = frozenset(kr_id for kr_id in named if kr_id in objective_of)
    return Requirement(
        requirement_id=row["requirement_id"].strip(),
        team=team,
        status=word(row["status"]),
        created=created(row),
        accepted=moment(row["review_at"]),
        dev=moment(row["dev_at"]),
        started=started(row),
        released=moment(row["released_at"]),
        cancelled=moment(row["cancelled_at"]),
        kr_ids=kr_ids,
        objective_ids=frozenset(objective_of[kr_id] for kr_id in kr_ids),
    )


def created(row: Row) -> Moment:
    raised = moment(row["created_at"])
    if raised is None:
        message = f"not a legal row: {row}"
        raise ValueError(message)
    return raised


def started(row: Row) -> Moment | None:
    entered = [stage for column in STARTING_STAGES if (stage := moment(row[column]))]
    if entered:
        return min(entered, key=lambda stage: stage.at)
    if moment(row["released_at"]) is None and word(row["status"]) in NOT_TAKEN_UP:
        return None
    return created(row)


def linked_objectives(world: World) -> dict[str, str]:
    """The objective of each key result that has one: a link to any other key result dangles."""
    objectives = by_key(world["objectives"], "objective_id")
    key_results = by_key(world["key_results"], "kr_id")
    return {kr_id: row["objective_id"].strip() for kr_id, row in key_results.items() if row["objective_id"].strip() in objectives}


def links(row: Row, known: dict[str, Row]) -> list[str]:
    """The key results named by the requirement, else by its nearest ancestor that names any."""
    met: set[str] = set()
    while not parts(row["kr_ids"]):
        met.add(row["requirement_id"].strip())
        parent_id = row["parent_id"].strip()
        if parent_id not in known or parent_id in met:
            return []
        row = known[parent_id]
    return parts(row["kr_ids"])
