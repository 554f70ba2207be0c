"""The goal table's view model: every string formatted, every fraction ready; the script only lays it out."""

from collections.abc import Callable, Sequence
from datetime import date
from itertools import groupby

from metrics.filters import objective_choices
from metrics.goals import GoalRow, ObjectiveRow, objectives, okr_progress, trends
from metrics.records import Measure
from metrics.registry import RISING
from metrics.status import Status
from pages.ui.address import Behind
from pages.ui.bullet import bar, ends, kept
from pages.ui.colours import hue, turn
from pages.ui.format import against_plan, apart, change, count, day_at, exact, percent
from pages.ui.status import CALM, shape, word
from pages.ui.store import answer
from pages.ui.tables.component import table
from pages.ui.tables.goal_heads import heads
from pages.ui.tables.samples import links_of, values_of_goal
from pages.ui.tables.then import Then, of_metric, of_objective, then
from pages.ui.view import View
from pages.ui.words import Words

WEEK = 7

_GOALS = table("goals", "marks")


def draw(view: View) -> None:
    _GOALS(data=goals(view), key="goals")


def goals(view: View) -> dict:
    rows, weeks = answer(okr_progress, view.scope), answer(trends, view.scope)
    places = {name: place for place, (name, _) in enumerate(answer(objective_choices, view.scope))}
    listed, known = answer(objectives, view.scope), then(view)
    say = view.words
    return {
        "words": {key: say(f"okr.{key}") for key in ("caption", "base", "target")},
        "heads": heads(say),
        "objectives": [_objective(o, [r for r in rows if r.objective_id == o.objective_id], weeks, places, known, view) for o in listed],
    }


def _objective(o: ObjectiveRow, rows: Sequence[GoalRow], weeks: dict, places: dict[str, int], known: Then, view: View) -> dict:
    say = view.words
    krs = [list(group) for _, group in groupby(rows, key=lambda row: row.kr_id)]
    lines = [say(f"okr.{name}", text=text) for name in ("interpretation", "strategy") if (text := getattr(o, name))]
    behind = Behind(goal=o.objective_id)
    return {
        "id": o.objective_id,
        "hue": hue(places.get(o.objective_id, 0)),
        "turn": turn(places.get(o.objective_id, 0)),
        "title": o.title,
        "href": view.address.about("/objective", o.objective_id),
        "valuesHref": values_of_goal(o, view),
        "lines": [*lines, *([say("okr.owner", name=o.owner)] if o.owner else [])],
        "ended": say("okr.ended", day=day_at(o.ends_on, view.scope.as_of, say)) if o.ended else "",
        "bar": bar(o.progress, o.expected),
        "base": "",
        "target": "",
        "prog": percent(o.progress),
        "gap": against_plan(o.progress, o.expected, say),
        "gapTitle": _against(o, say),
        "aria": say("okr.aria_objective", progress=percent(o.progress), plan=percent(o.expected)),
        "status": o.status or "no_metric",
        "shape": shape(o.status),
        "word": share_of_status(o, rows, say),
        "statusTitle": share_in_words(o, rows, say),
        "delivered": _link(o.delivered, behind, Measure.DELIVERED, view),
        "inProgress": _link(o.in_progress, behind, Measure.IN_PROGRESS, view),
        "krs": [_key_result(kr, weeks, known, view) for kr in krs],
        "fold": _fold(krs, say),
        "unfold": say("okr.unfold"),
    } | of_objective(o, known, say)


def _key_result(rows: Sequence[GoalRow], weeks: dict, known: Then, view: View) -> dict:
    kr = rows[0]
    behind = Behind(kr=kr.kr_id)
    return {
        "id": kr.kr_id.removeprefix(f"{kr.objective_id}-"),
        "title": kr.kr_title,
        "href": view.address.about("/kr", kr.kr_id),
        "who": " · ".join(filter(None, (kr.owner, kr.business_module))),
        "calm": _calm(rows),
        "delivered": _link(kr.delivered, behind, Measure.DELIVERED, view),
        "inProgress": _link(kr.in_progress, behind, Measure.IN_PROGRESS, view),
        "metrics": [
            _metric(row, weeks.get(row.metric_id or "", []), view.words, view.scope.as_of) | of_metric(row, known, view.words) | links_of(row, view)
            for row in rows
        ],
    }


def _metric(row: GoalRow, weeks: list[float | None], say: Words, as_of: date) -> dict:
    shown = apart((row.baseline, row.target, row.current, row.month_target), say)
    base, target = ends(row, shown)
    base_exact, target_exact = ends(row, exact)
    unit = row.unit or ""
    return {
        "name": row.metric_name or say("okr.no_metric"),
        "unit": unit,
        "every": say(f"every.{row.every}") if row.every in {"week", "month"} else "",
        "now": shown(row.current),
        "nowNote": _rests_on(row, say, as_of),
        "nowTitle": _sample(row, say, as_of),
        "wow": change(row.wow),
        "wowKind": _kind(row),
        "wowTitle": say("okr.wow_sample", n=row.days_prev_7d or 0) if row.wow is not None and row.every == "day" else "",
        "base": base,
        "target": target,
        "baseTitle": base_exact if _has_plan(row) else say("okr.base_of_limit", value=base_exact),
        "targetTitle": target_exact,
        "bar": bar(row.progress, row.expected) if row.metric_id and _has_plan(row) else kept(row.current, row.target),
        "aria": _spoken(row, base, target, shown, say),
        "month": shown(row.month_target),
        "monthTitle": f"{exact(row.month_target)} {unit}".strip() if row.month_target is not None else "",
        "prog": percent(row.progress),
        "progTitle": percent(row.progress, 2) if row.progress is not None else "",
        "gap": against_plan(row.progress, row.expected, say),
        "gapTitle": _against(row, say) if row.expected is not None else "",
        "status": row.status or "no_metric",
        "shape": shape(row.status),
        "word": word(row.status, say),
        "statusTitle": _too_old(row, say, as_of),
        "spark": weeks,
        "sparkTitle": say("okr.trend_title") if weeks else "",
        "bare": not any(value is not None for value in (row.progress, row.gap, row.month_target)),
        "joined": row.every != "day",
        "goal": row.target,
    }


def _has_plan(row: GoalRow) -> bool:
    return not (row.direction or "").startswith("maintain")


def _kind(row: GoalRow) -> str:
    if not row.wow or not row.direction or not change(row.wow).strip("+−0.%"):
        return ""
    return "good" if (row.wow > 0) == (row.direction in RISING) else "bad"


def _rests_on(row: GoalRow, say: Words, as_of: date) -> str:
    """A short note under the current value where it is no full week's mean: of how many days, or from which day."""
    if row.latest_on is None:
        return ""
    if row.every != "day" or row.current is None:
        return say("okr.latest_on", day=day_at(row.latest_on, as_of, say).replace(" ", "\N{NO-BREAK SPACE}"))
    return say("okr.days_of_7", n=row.days_7d) if row.days_7d != WEEK else ""


def _too_old(row: GoalRow, say: Words, as_of: date) -> str:
    if row.status != "stale" or row.latest_on is None:
        return ""
    return say("okr.stale_since", value=exact(row.latest), day=day_at(row.latest_on, as_of, say))


def _sample(row: GoalRow, say: Words, as_of: date) -> str:
    if row.latest is None or row.latest_on is None:
        return ""
    latest = say("okr.latest", value=exact(row.latest), day=day_at(row.latest_on, as_of, say))
    if row.every != "day":
        return latest
    return say("okr.sample", value=exact(row.avg_7d), n=row.days_7d or 0) + "\n" + latest


def _against(of: GoalRow | ObjectiveRow, say: Words) -> str:
    return say("okr.against", progress=percent(of.progress, 1), plan=percent(of.expected, 1))


def _spoken(row: GoalRow, base: str, target: str, shown: Callable[[float | None], str], say: Words) -> str:
    if not _has_plan(row):
        return say("okr.aria_limit", base=base, target=target, now=shown(row.current))
    return say("okr.aria_metric", base=base, target=target, progress=percent(row.progress), plan=percent(row.expected))


def _calm(rows: Sequence[GoalRow]) -> bool:
    return all(row.status in CALM for row in rows)


def _fold(krs: Sequence[Sequence[GoalRow]], say: Words) -> str:
    """What a phone hides behind one line, by its statuses."""
    calm = [rows for rows in krs if _calm(rows)]
    found = {row.status for rows in calm for row in rows}
    what = say("okr.or").join(word(status, say).lower() for status in Status if status in found)
    return say("okr.fold", n=len(calm), what=what) if calm else ""


def share_of_status(o: ObjectiveRow, rows: Sequence[GoalRow], say: Words) -> str:
    """The worst status with how many metrics have it: one bad metric of nine is another story than nine."""
    alike = _alike(o, rows)
    return f"{word(o.status, say)} {alike}/{max(o.metrics, alike)}" if alike else word(o.status, say)


def share_in_words(o: ObjectiveRow, rows: Sequence[GoalRow], say: Words) -> str:
    """What the share behind the status is a share of."""
    alike = _alike(o, rows)
    return say("okr.share_of_metrics", n=alike, all=max(o.metrics, alike)) if alike else ""


def _alike(o: ObjectiveRow, rows: Sequence[GoalRow]) -> int:
    """How many metrics have the objective's status; none where that is calm or unknown, which needs no count."""
    return 0 if o.status in CALM or o.status is None else sum(row.status == o.status for row in rows)


def _link(n: int, behind: Behind, measure: Measure, view: View) -> dict:
    target = Behind(measure, behind.kr, behind.goal)
    return {"text": count(n), "href": view.address.records(target)}
