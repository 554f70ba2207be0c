"""The goal table's view model: every string formatted, every fraction ready; the script only lays it out."""

from collections.abc import Sequence
from itertools import groupby

from metrics.filters import objective_choices
from metrics.goals import GoalRow, ObjectiveRow, objectives, okr_progress, trends
from metrics.records import Measure
from pages.ui.address import Behind
from pages.ui.bullet import bar, ends
from pages.ui.colours import hue
from pages.ui.definitions import about
from pages.ui.format import change, count, day, exact, number, percent, points
from pages.ui.status import CALM, shape, word
from pages.ui.store import answer
from pages.ui.tables.component import table
from pages.ui.view import View
from pages.ui.words import Words

HEADS = ("kr", "metric", "now", "wow", "path", "month", "progress", "gap", "status", "trend", "delivered", "in_progress")
RIGHT = frozenset({"now", "wow", "month", "progress", "gap", "delivered", "in_progress"})
EXPLAINED = {"now": "avg_7d", "wow": "wow", "month": "month_target", "gap": "gap", "progress": "progress", "status": "status"}
EXPLAINED |= {"delivered": "delivered", "in_progress": "in_progress", "path": "expected"}

_GOALS = table("goals")


def draw(view: View) -> None:
    _GOALS(data=goals(view), key="goals")


def goals(view: View) -> dict:
    rows, weeks = answer(okr_progress, view.scope), answer(trends, view.scope)
    places = {name: place for place, (name, _) in enumerate(answer(objective_choices, view.scope))}
    listed = answer(objectives, view.scope)
    say = view.words
    return {
        "words": {"caption": say("okr.caption"), "delivered": say("okr.head.delivered"), "inProgress": say("okr.head.in_progress")},
        "heads": [_head(key, say) for key in HEADS],
        "objectives": [_objective(o, [r for r in rows if r.objective_id == o.objective_id], weeks, places, view) for o in listed],
    }


def _head(key: str, say: Words) -> dict:
    figure = EXPLAINED.get(key)
    return {
        "key": key,
        "label": say(f"okr.head.{key}"),
        "right": key in RIGHT,
        "about": about(figure, say)._asdict() if figure else None,
    }


def _objective(o: ObjectiveRow, rows: Sequence[GoalRow], weeks: dict, places: dict[str, int], view: View) -> dict:
    say = view.words
    krs = [_key_result(list(group), weeks, view) for _, group in groupby(rows, key=lambda row: row.kr_id)]
    calm = sum(kr["calm"] for kr in krs)
    lines = [say(f"okr.{name}", text=text) for name in ("interpretation", "strategy") if (text := getattr(o, name))]
    behind = Behind(goal=o.objective_id)
    return {
        "id": o.objective_id,
        "hue": hue(places.get(o.objective_id, 0)),
        "title": o.title,
        "lines": [*lines, *([say("okr.owner", name=o.owner)] if o.owner else [])],
        "ended": say("okr.ended", day=day(o.ends_on, say)) if o.ended else "",
        "bar": bar(o.progress, o.expected),
        "base": "",
        "target": "",
        "prog": percent(o.progress),
        "gap": points(_lead(o.gap), say),
        "gapTitle": say("okr.plan", share=percent(o.expected)),
        "aria": say("okr.aria_objective", progress=percent(o.progress), plan=percent(o.expected)),
        "status": o.status or "no_metric",
        "shape": shape(o.status),
        "word": _share_of_status(o, rows, say),
        "delivered": _link(o.delivered, behind, Measure.DELIVERED, view),
        "inProgress": _link(o.in_progress, behind, Measure.IN_PROGRESS, view),
        "krs": krs,
        "fold": say("okr.fold", n=calm) if calm else "",
        "unfold": say("okr.unfold"),
    }


def _key_result(rows: Sequence[GoalRow], weeks: dict, view: View) -> dict:
    kr = rows[0]
    behind = Behind(kr=kr.kr_id)
    return {
        "id": kr.kr_id.removeprefix(f"{kr.objective_id}-"),
        "title": kr.kr_title,
        "who": " · ".join(filter(None, (kr.owner, kr.business_module))),
        "calm": all(row.status in CALM for row in rows),
        "delivered": _link(kr.delivered, behind, Measure.DELIVERED, view),
        "inProgress": _link(kr.in_progress, behind, Measure.IN_PROGRESS, view),
        "metrics": [_metric(row, weeks.get(row.metric_id or "", []), view.words) for row in rows],
    }


def _metric(row: GoalRow, weeks: list[float | None], say: Words) -> dict:
    base, target = ends(row, number)
    base_exact, target_exact = ends(row, exact)
    unit = row.unit or ""
    return {
        "name": row.metric_name or say("okr.no_metric"),
        "unit": unit,
        "every": say(f"every.{row.every}") if row.every in {"week", "month"} else "",
        "now": number(row.current),
        "nowTitle": _sample(row, say),
        "wow": change(row.wow),
        "wowKind": _kind(row),
        "wowTitle": say("okr.wow_sample", n=row.days_prev_7d or 0) if row.wow is not None and row.every == "day" else "",
        "base": base,
        "target": target,
        "baseTitle": base_exact,
        "targetTitle": target_exact,
        "bar": bar(row.progress, row.expected) if row.metric_id and _has_plan(row) else _kept(row),
        "aria": say("okr.aria_metric", base=base, target=target, progress=percent(row.progress), plan=percent(row.expected)),
        "month": number(row.month_target),
        "monthTitle": f"{exact(row.month_target)} {unit}".strip() if row.month_target is not None else "",
        "prog": percent(row.progress),
        "progTitle": percent(row.progress, 2) if row.progress is not None else "",
        "gap": points(_lead(row.gap), say),
        "gapTitle": say("okr.plan", share=percent(row.expected)) if row.expected is not None else "",
        "status": row.status or "no_metric",
        "shape": shape(row.status),
        "word": word(row.status, say),
        "statusTitle": say("okr.stale_since", day=day(row.latest_on, say)) if row.status == "stale" and row.latest_on else "",
        "spark": weeks,
        "sparkTitle": say("okr.trend_title") if weeks else "",
        "joined": row.every != "day",
        "goal": row.target,
    }


def _has_plan(row: GoalRow) -> bool:
    return not (row.direction or "").startswith("maintain")


def _kept(row: GoalRow) -> dict | None:
    """A limit to keep: the bar starts at 0, the tick is the limit, at four fifths of the track."""
    if row.current is None or not row.target or row.target < 0:
        return None
    return {"fill": min(1.0, max(0.0, row.current / (row.target * 1.25))), "tick": 0.8}


def _lead(gap: float | None) -> float | None:
    """On screen ahead of the plan is plus, behind it minus."""
    return None if gap is None else -gap


def _kind(row: GoalRow) -> str:
    if not row.wow or not row.direction or not change(row.wow).strip("+−0.%"):
        return ""
    return "good" if (row.wow > 0) == (row.direction in {"increase", "maintain_above"}) else "bad"


def _sample(row: GoalRow, say: Words) -> str:
    if row.latest is None or row.latest_on is None:
        return ""
    latest = say("okr.latest", value=exact(row.latest), day=day(row.latest_on, say))
    if row.every != "day":
        return latest
    return say("okr.sample", value=exact(row.avg_7d), n=row.days_7d or 0) + "\n" + latest


def _share_of_status(o: ObjectiveRow, rows: Sequence[GoalRow], say: Words) -> str:
    """The worst status with how many metrics have it: one bad metric of nine is another story than nine."""
    named = word(o.status, say)
    alike = sum(row.status == o.status for row in rows)
    return named if o.status in CALM or o.status is None else f"{named} {alike}/{max(o.metrics, alike)}"


def _link(n: int, behind: Behind, measure: Measure, view: View) -> dict:
    target = Behind(measure, behind.kr, behind.goal)
    return {"text": count(n), "href": view.address.records(target)}
