"""Where a goal's figures lead: to the values that they are made of."""

from dataclasses import replace
from datetime import timedelta

from metrics.goals import GoalRow, ObjectiveRow
from metrics.records import Measure
from pages.ui.address import Behind
from pages.ui.view import View


def links_of(row: GoalRow, view: View) -> dict[str, str]:
    """What is reckoned from the current value leads to its values; of a stale metric the note with its last day to that value."""
    if row.metric_id is None or row.latest_on is None:
        return {}
    values, change = Behind(Measure.VALUES, metric=row.metric_id), Behind(Measure.CHANGE, metric=row.metric_id)
    last = replace(values, since=row.latest_on, until=row.latest_on + timedelta(days=1))
    behind = {
        "href": None if row.current is None else values,
        "noteHref": last if row.current is None else None,
        "progHref": None if row.progress is None else values,
        "wowHref": None if row.wow is None else change,
    }
    return {name: view.address.records(rows) for name, rows in behind.items() if rows}


def values_of_goal(goal: ObjectiveRow, view: View) -> str:
    return "" if goal.progress is None else view.address.records(Behind(Measure.VALUES, goal=goal.objective_id))
