"""`okr-progress`: one row per KR metric; its key is objective, key result, metric."""

from datetime import date

from .facts import Answer, Question, Row, World, by_key, day, text_or_none, within
from .period import as_of_day, cut_until
from .readings import metric, reading
from .requirements import Requirement, chosen_objectives, requirements

WITHOUT_METRIC = dict.fromkeys((
    "metric_id", "metric_name", "unit", "direction", "every", "baseline", "target", "latest", "latest_on", "avg_7d",
    "days_7d", "days_prev_7d", "current", "wow", "progress", "expected", "gap", "status", "month_target",
))  # fmt: skip


def okr_progress(world: World, question: Question, today: date) -> list[Answer]:
    as_of = as_of_day(world, question, today)
    if as_of is None:
        return []
    work, objectives = requirements(world, question), shown_objectives(world, question)
    return [
        row
        for kr in world["key_results"]
        if (objective := objectives.get(kr["objective_id"].strip()))
        for row in kr_rows(kr, objective, world, kr_head(kr, objective, work, question, as_of), as_of)
    ]


def shown_objectives(world: World, question: Question) -> dict[str, Row]:
    chosen = chosen_objectives(question)
    known = by_key(world["objectives"], "objective_id")
    return {each: row for each, row in known.items() if chosen is None or each in chosen}


def kr_rows(kr: Row, objective: Row, world: World, head: Answer, as_of: date) -> list[Answer]:
    at = read_on(objective, as_of)
    metrics = [row for row in world["kr_metrics"] if row["kr_id"].strip() == kr["kr_id"].strip()]
    if not metrics:
        return [{**head, **WITHOUT_METRIC}]
    return [{**head, **reading(row, metric(row, objective, world), at)} for row in metrics]


def read_on(objective: Row, as_of: date) -> date:
    return min(as_of, day(objective["ends_on"]))


def kr_head(kr: Row, objective: Row, work: list[Requirement], question: Question, as_of: date) -> Answer:
    return {
        "objective_id": objective["objective_id"].strip(),
        "objective_title": objective["title"].strip(),
        "ended": day(objective["ends_on"]) < as_of,
        "kr_id": kr["kr_id"].strip(),
        "kr_title": kr["title"].strip(),
        "owner": text_or_none(kr["owner"]),
        "business_module": text_or_none(kr["business_module"]),
        **delivery(kr, objective, work, question, read_on(objective, as_of)),
    }


def delivery(kr: Row, objective: Row, work: list[Requirement], question: Question, at: date) -> Answer:
    since = day(str(question.get("since") or objective["starts_on"]))
    until = cut_until(question, at)
    linked = [each for each in work if kr["kr_id"].strip() in each.kr_ids]
    return {
        "delivered": sum(within(each.released, since, until) for each in linked),
        "in_progress": sum(each.in_progress(at) for each in linked),
    }
