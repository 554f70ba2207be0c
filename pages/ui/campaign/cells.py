"""What stands in one month of a key result: target, actual and attainment of a metric, and what is done in it."""

from collections.abc import Callable, Sequence
from datetime import date

from metrics.campaigns.breakdown import KeyProject, MetricPlan, MonthCell
from metrics.goals import GoalRow
from metrics.records import Measure
from pages.ui.address import Behind
from pages.ui.bullet import LIMITS
from pages.ui.format import NONE, day_at, exact, percent
from pages.ui.status import shape, word
from pages.ui.view import View
from pages.ui.words import Words

MARKS = {"overdue": "!", "doing": "▸", "planned": "□", "done": "✓", "dropped": "×"}  # the first that a reader must see first
Shown = Callable[[float | None], str]


def month_cell(cell: MonthCell, row: GoalRow, shown: Shown, view: View) -> dict:
    """A limit to keep has no attainment: its status says whether it was kept at the month's end."""
    say, read = view.words, cell.phase != "ahead"
    limit = LIMITS.get(row.direction or "", "")
    aim = cell.target if cell.target is not None or not limit else row.target
    told = {
        "phase": cell.phase,
        "actual": shown(cell.actual) if read else "",
        "actualTitle": _sample(cell, row, say) if read else "",
        "target": "" if aim is None else f"{limit}{shown(aim)}",
        "targetTitle": "" if aim is None else say("plan.month_target", value=exact(aim)),
        "status": cell.status or "no_metric",
        **retargeted(cell.target, cell, shown, view),
    }
    if cell.since and cell.until:
        told["href"] = view.address.records(Behind(Measure.VALUES, metric=row.metric_id, since=cell.since, until=cell.until))
    if cell.month_attainment is not None:
        told |= {
            "fill": min(1.0, max(0.0, cell.month_attainment)),
            "attained": percent(cell.month_attainment),
            "attainedTitle": say("plan.attained", value=percent(cell.month_attainment, 2)),
        }
    if limit and cell.actual is not None:
        told |= {"shape": shape(cell.status), "word": word(cell.status, say)}
    return told


def retargeted(target: float | None, changed: MonthCell | MetricPlan, shown: Shown, view: View) -> dict:
    """That a target was changed in its period: both values, since which version and day."""
    if changed.changed_in is None or changed.changed_on is None:
        return {}
    say, now, then = view.words, shown(target), shown(changed.earlier_target)
    facts = {"version": changed.changed_in, "day": day_at(changed.changed_on, view.scope.as_of or changed.changed_on, say)}
    return {
        "change": say("plan.changed", now=now, then=then, **facts),
        "changeTitle": say("plan.changed_in", now=exact(target), then=exact(changed.earlier_target), **facts),
    }


def key_projects(kps: Sequence[KeyProject], month: date, say: Words) -> list[dict]:
    """Those of a month, each with its mark; the word stands beside it where it is late, else on hover."""
    return [_key_project(kp, say) for kp in kps if kp.month == month]


def _key_project(kp: KeyProject, say: Words) -> dict:
    state = state_of(kp)
    told = say(f"kp.{state}") if state in MARKS else kp.status or say("kp.unknown")
    return {
        "mark": MARKS.get(state, NONE),
        "kind": state if state in MARKS else "unknown",
        "word": told,
        "late": told if state == "overdue" else "",
        "title": kp.title,
        "who": kp.owner or "",
        "hover": " · ".join(filter(None, (f"{kp.title}", told, kp.owner, kp.kp_id))),
    }


def state_of(kp: KeyProject) -> str:
    return "overdue" if kp.overdue else kp.status or ""


def _sample(cell: MonthCell, row: GoalRow, say: Words) -> str:
    """The whole figure, and what it rests on."""
    if cell.actual is None:
        return say("plan.no_value")
    if row.every == "day":
        return say("okr.sample", value=exact(cell.actual), n=cell.days or 0)
    return exact(cell.actual)
