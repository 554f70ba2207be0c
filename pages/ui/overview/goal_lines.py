"""Each objective in two lines: how far it is against its plan, and the key result that holds it back most, or that it has ended."""

from collections.abc import Sequence
from itertools import groupby

from metrics.filters import objective_choices
from metrics.goals import GoalRow, ObjectiveRow, kr_progress, objectives, okr_progress
from metrics.records import Measure
from metrics.status import Status, worst
from pages.ui.address import Behind
from pages.ui.bullet import bar
from pages.ui.colours import hue, turn
from pages.ui.format import against_plan, count, day_at, percent
from pages.ui.status import CALM, shape, word
from pages.ui.store import answer
from pages.ui.tables.samples import values_of_goal
from pages.ui.view import View
from pages.ui.words import Words

NO_GAP = float("-inf")


def goal_lines(view: View) -> dict:
    say = view.words
    places = {name: place for place, (name, _) in enumerate(answer(objective_choices, view.scope))}
    rows = answer(okr_progress, view.scope)
    then = {row.objective_id: row for row in answer(objectives, view.before)} if view.before else {}
    listed = [
        _line(row, [kr for kr in rows if kr.objective_id == row.objective_id], places[row.objective_id], then.get(row.objective_id), view)
        for row in answer(objectives, view.scope)
    ]
    words = {key: say(f"overview.{key}") for key in ("goals", "objective", "progress", "gap", "status", "worst")} | {
        "delivered": say("figure.delivered")
    }
    return {"words": words, "rows": listed, "none": say("okr.empty"), "href": view.address.link("/okr"), "all": say("overview.all_goals")}


def _line(row: ObjectiveRow, krs: Sequence[GoalRow], place: int, then: ObjectiveRow | None, view: View) -> dict:
    say = view.words
    delivered = Behind(Measure.DELIVERED, goal=row.objective_id)
    return {
        "id": row.objective_id,
        "title": row.title,
        "href": view.address.about("/objective", row.objective_id),
        "hue": hue(place),
        "turn": turn(place),
        "bar": bar(row.progress, row.expected, then.progress if then else None),
        "aria": say("okr.aria_objective", progress=percent(row.progress), plan=percent(row.expected)),
        "progress": percent(row.progress),
        "gap": against_plan(row.progress, row.expected, say),
        "valuesHref": values_of_goal(row, view),
        "was": _was(row, then, say),
        "status": row.status or "no_metric",
        "shape": shape(row.status),
        "word": word(row.status, say),
        "delivered": count(row.delivered),
        "deliveredHref": view.address.records(delivered),
        "ended": say("okr.ended", day=day_at(row.ends_on, view.scope.as_of, say)) if row.ended else "",
        "worst": None if row.ended else _worst(krs, view),
    }


def _was(row: ObjectiveRow, then: ObjectiveRow | None, say: Words) -> str:
    """What it was on the day or at the version it is held against, where that reads otherwise."""
    if then is None or then.progress is None or percent(then.progress) == percent(row.progress):
        return ""
    return say("overview.was", progress=percent(then.progress))


def _worst(rows: Sequence[GoalRow], view: View) -> dict | None:
    """The key result with the worst status, of several alike the one farthest behind its plan; none where all is calm."""
    krs = [list(group) for _, group in groupby(rows, key=lambda row: row.kr_id)]
    if not krs:
        return None
    first = min(krs, key=_badness)
    status, say = worst(row.status for row in first), view.words
    if status in CALM:
        return None
    return {
        "id": first[0].kr_id,
        "title": first[0].kr_title,
        "href": view.address.about("/kr", first[0].kr_id),
        "status": status or "no_metric",
        "shape": shape(status),
        "word": word(status, say),
        "gap": _gap_told(first, say),
    }


def _badness(rows: Sequence[GoalRow]) -> tuple[int, float]:
    status = worst(row.status for row in rows)
    return list(Status).index(status) if status else len(Status), -_gap(rows)


def _gap(rows: Sequence[GoalRow]) -> float:
    reached, due = kr_progress(rows)
    return NO_GAP if reached is None or due is None else due - reached


def _gap_told(rows: Sequence[GoalRow], say: Words) -> str:
    reached, due = kr_progress(rows)
    return "" if reached is None else against_plan(reached, due, say)
