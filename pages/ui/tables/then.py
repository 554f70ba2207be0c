"""What the goal table is held against: where each metric and objective stood on that day, or at that version."""

from collections.abc import Mapping
from typing import NamedTuple

from metrics.goals import GoalRow, ObjectiveRow, objectives, okr_progress
from pages.ui.bullet import kept
from pages.ui.format import compact, percent
from pages.ui.status import word
from pages.ui.store import answer
from pages.ui.view import View
from pages.ui.words import Words


class Then(NamedTuple):
    """Both by id; empty while nothing is held against it."""

    metrics: Mapping[str, GoalRow] = {}
    objectives: Mapping[str, ObjectiveRow] = {}


def then(view: View) -> Then:
    if view.before is None:
        return Then()
    rows = {row.metric_id: row for row in answer(okr_progress, view.before) if row.metric_id}
    return Then(rows, {row.objective_id: row for row in answer(objectives, view.before)})


def of_metric(row: GoalRow, known: Then, say: Words) -> dict:
    """Its progress then; of a limit to keep, which has none, its value."""
    was = known.metrics.get(row.metric_id or "")
    if was is None:
        return {}
    if was.progress is not None:
        return _told(_clamped(was.progress), percent(was.progress), percent(row.progress), was.status, say)
    bar = kept(was.current, row.target)
    return {} if bar is None else _told(bar["fill"], compact(was.current, say), compact(row.current, say), was.status, say) | {"ofValue": True}


def of_objective(row: ObjectiveRow, known: Then, say: Words) -> dict:
    was = known.objectives.get(row.objective_id)
    if was is None or was.progress is None:
        return {}
    return _told(_clamped(was.progress), percent(was.progress), percent(row.progress), was.status, say)


def _told(ghost: float, value: str, now: str, status: str | None, say: Words) -> dict:
    """`ghost` is how far a thin bar reaches; the words stand below the figure they are of where they say anything new, and on hover."""
    was = {"was": say("versus.was", value=value)} if value != now else {}
    return {"ghost": ghost, **was, "wasStatus": say("versus.was", value=word(status, say))}


def _clamped(share: float) -> float:
    return min(1.0, max(0.0, share))
