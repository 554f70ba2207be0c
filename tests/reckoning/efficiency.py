"""`efficiency`: one row per bucket; its key is the bucket's first day, `period`."""

from datetime import date

from .bugs import Bug, valid_bugs
from .facts import Answer, Moment, Question, World, in_order, within
from .period import as_of_day, buckets, chosen_range, elapsed_days
from .requirements import Requirement, chosen_objectives, requirements

SOON_DAYS = 14


def efficiency(world: World, question: Question, today: date) -> list[Answer]:
    as_of = as_of_day(world, question, today)
    if as_of is None:
        return []
    since, until = chosen_range(world, question, as_of)
    work, bugs, chosen = requirements(world, question), valid_bugs(world, question), chosen_objectives(question)
    if chosen is not None:
        work = [each for each in work if each.objective_ids & chosen]
    return [
        {
            "period": begin.isoformat(),
            "until": end.isoformat(),
            "complete": since <= begin and end <= until,
            **delivery_figures(work, question, max(begin, since), min(end, until)),
            **bug_figures(bugs, max(begin, since), min(end, until)),
        }
        for begin, end in buckets(str(question.get("bucket") or "week"), since, until)
    ]


def delivery_figures(work: list[Requirement], question: Question, since: date, until: date) -> Answer:
    delivered = [each for each in work if within(each.released, since, until)]
    linked = sum(bool(each.objective_ids) for each in delivered)
    return {
        "delivered": len(delivered),
        "okr_delivered": linked,
        "okr_share": linked / len(delivered) if delivered else None,
        **cycle_figures(cycles(delivered, question)),
    }


def cycles(delivered: list[Requirement], question: Question) -> list[float]:
    workdays = question.get("days") == "workday"
    pairs = ((clock_start(each, question), each.released) for each in delivered)
    return sorted(elapsed_days(start, released, workdays=workdays) for start, released in pairs if start and released and in_order(start, released))


def clock_start(each: Requirement, question: Question) -> Moment | None:
    match question.get("clock"):
        case "accepted":
            return each.accepted
        case "dev":
            return each.dev
        case _:
            return each.created


def cycle_figures(days: list[float]) -> Answer:
    return {
        "cycle_p50_days": quantile(days, 0.5),
        "cycle_p85_days": quantile(days, 0.85),
        "cycle_mean_days": sum(days) / len(days) if days else None,
        "cycle_n": len(days),
        "cycle_within_14d_share": sum(each <= SOON_DAYS for each in days) / len(days) if days else None,
    }


def quantile(ordered: list[float], part: float) -> float | None:
    if not ordered:
        return None
    place = part * (len(ordered) - 1)
    below = int(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (ordered[above] - ordered[below]) * (place - below)


def bug_figures(bugs: list[Bug], since: date, until: date) -> Answer:
    raised = [each for each in bugs if within(each.created, since, until)]
    return {
        "online_issues": sum(each.online for each in raised),
        "valid_bugs": len(raised),
        "resolved_bugs": sum(within(each.resolved, since, until) for each in bugs),
        "open_bugs": sum(each.open_at(until) for each in bugs),
    }
