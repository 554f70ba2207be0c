"""The breakdown's view model: a table of key results by months, every string formatted; the script only lays it out."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from metrics.campaigns.breakdown import Breakdown, KrPlan, MetricPlan, ObjectivePlan, Part, phase_of
from metrics.campaigns.names import named
from metrics.filters import objective_choices
from metrics.goals import GoalRow, ObjectiveRow
from pages.ui import markup
from pages.ui.bullet import bar, ends, kept
from pages.ui.campaign.cells import MARKS, key_projects, month_cell, retargeted
from pages.ui.campaign.heading import Asked
from pages.ui.colours import hue, turn
from pages.ui.definitions import about
from pages.ui.format import against_plan, apart, day_at, exact, month_at, number, percent
from pages.ui.markup import Tag
from pages.ui.status import shape, word
from pages.ui.store import answer
from pages.ui.tables.component import table
from pages.ui.tables.samples import links_of, values_of_goal
from pages.ui.view import View
from pages.ui.words import Words

_PLAN = table("plan", "marks", folder=Path(__file__).parent)
SAID = ("caption", "kr", "metric", "kps", "more", "less", "before", "after", "outside", "key")


def draw(of: Asked, found: Breakdown) -> None:
    _PLAN(data=plan(of.view, found), key="plan")
    if left := _unshown(found):
        markup.show(Tag("p", "gb gb-sub", of.view.words("plan.unshown", n=left)))


def plan(view: View, found: Breakdown) -> dict:
    """A sub-campaign has its place even without an objective; the campaign itself where it has some."""
    say = view.words
    places = {name: place for place, (name, _) in enumerate(answer(objective_choices, view.scope))}
    return {
        "words": {key: say(f"plan.{key}") for key in SAID},
        "about": about("month_attainment", say)._asdict(),
        "marks": [{"kind": kind, "mark": mark, "word": say(f"kp.{kind}")} for kind, mark in MARKS.items()],
        "months": [_month(month, found, say) for month in found.months],
        "parts": [*_own(found, places, view), *(_sub_campaign(part, found, places, view) for part in found.parts[1:])],
    }


def _month(month: date, found: Breakdown, say: Words) -> dict:
    """Named with its year where the table or the year begins."""
    begins = month in (found.months[0], month.replace(month=1))
    phase, full = phase_of(month, found.this_month), month_at(month, 0, say)
    return {
        "label": month_at(month, 0 if begins else month.year, say),
        "full": say("plan.this_month", month=full) if phase == "now" else full,
        "phase": phase,
    }


def _own(found: Breakdown, places: Mapping[str, int], view: View) -> list[dict]:
    """The campaign's own objectives, called that where those of its sub-campaigns follow; its standing is the page's answer."""
    own = [_objective(each, found, places, view) for each in found.parts[0].objectives]
    title = view.words("plan.own") if len(found.parts) > 1 else ""
    return [{"title": title, "who": [], "objectives": own}] if own else []


def _sub_campaign(part: Part, found: Breakdown, places: Mapping[str, int], view: View) -> dict:
    say, campaign, standing = view.words, part.campaign, part.standing
    return {
        "title": campaign.title,
        "href": view.address.about("/campaign", campaign.campaign_id),
        "role": say("plan.pm" if campaign.pm else "plan.lead" if campaign.lead else "plan.nobody"),
        "who": _people(campaign.pm or campaign.lead, view),
        "objectives": [_objective(each, found, places, view) for each in part.objectives],
        "none": "" if part.objectives else say("plan.no_objective"),
        **_reached(standing.campaign_progress, standing.expected, standing.status, say),
    }


def _objective(of: ObjectivePlan, found: Breakdown, places: Mapping[str, int], view: View) -> dict:
    row, say = of.row, view.words
    place = places.get(row.objective_id, 0)
    return {
        "id": row.objective_id,
        "hue": hue(place),
        "turn": turn(place),
        "title": row.title,
        "href": view.address.about("/objective", row.objective_id),
        "who": _people(row.owner, view),
        "lines": [say(f"okr.{name}", text=text) for name in ("interpretation", "strategy") if (text := getattr(row, name))],
        "ended": say("okr.ended", day=day_at(row.ends_on, view.scope.as_of, say)) if row.ended else "",
        "progHref": values_of_goal(row, view),
        "krs": [_key_result(kr, row, found, view) for kr in of.krs],
        "none": "" if of.krs else say("plan.no_kr"),
        **_reached(row.progress, row.expected, row.status, say),
    }


def _key_result(kr: KrPlan, objective: ObjectiveRow, found: Breakdown, view: View) -> dict:
    say = view.words
    return {
        "id": kr.kr_id.removeprefix(f"{objective.objective_id}-"),
        "title": kr.title,
        "href": view.address.about("/kr", kr.kr_id),
        "who": _people(kr.owner, view),
        "prog": percent(kr.progress) if kr.progress is not None else "",
        "metrics": [_metric(metric, found.months, view) for metric in kr.metrics],
        "noMetric": "" if kr.metrics else say("okr.no_metric"),
        "kps": [key_projects(kr.kps, month, say) for month in found.months] if kr.kps else [],
        "outside": _outside(kr, view),
        **_folds(kr, found.this_month, say),
        **_status(kr.status, say),
    }


def _folds(kr: KrPlan, this_month: date | None, say: Words) -> dict:
    """What a phone calls the months that it folds."""
    months = {cell.month for metric in kr.metrics for cell in metric.months} | {kp.month for kp in kr.kps}
    earlier = sum(this_month is not None and month < this_month for month in months)
    return {"earlier": say("plan.earlier", n=earlier), "later": say("plan.later", n=len(months) - earlier - (this_month in months))}


def _metric(of: MetricPlan, months: Sequence[date], view: View) -> dict:
    say, row = view.words, of.row
    shown = apart((row.baseline, row.target, row.current, *(value for cell in of.months for value in (cell.target, cell.actual))), say)
    base, target = ends(row, shown)
    cells = {cell.month: cell for cell in of.months}
    return {
        "name": row.metric_name or "",
        "unit": row.unit or "",
        "every": say(f"every.{row.every}") if row.every in {"week", "month"} else "",
        "base": base,
        "target": target,
        "ends": " → ".join(filter(None, ends(row, exact))),
        "bar": _bar(row),
        "now": shown(row.current),
        "nowTitle": exact(row.current),
        "prog": percent(row.progress) if row.progress is not None else "",
        "progTitle": percent(row.progress, 2) if row.progress is not None else "",
        "cells": [month_cell(cells[month], row, shown, view) if month in cells else None for month in months],
        **retargeted(row.target, of, shown, view),
        **{name: href for name, href in links_of(row, view).items() if name in ("href", "progHref")},
        **_status(row.status, say),
    }


def _bar(row: GoalRow) -> dict | None:
    return kept(row.current, row.target) if (row.direction or "").startswith("maintain") else bar(row.progress, row.expected)


def _unshown(found: Breakdown) -> int:
    """How many targets and key projects stand in months of their period that the table doesn't have."""
    krs = [kr for part in found.parts for objective in part.objectives for kr in objective.krs]
    return sum(len(kr.unshown_kps) + sum(len(metric.unshown) for metric in kr.metrics) for kr in krs)


def _outside(kr: KrPlan, view: View) -> list[str]:
    """What stands in months that the objective's period doesn't hold."""
    say, year = view.words, 0
    targets = [
        say("plan.outside_target", month=month_at(month, year, say), metric=metric.row.metric_name or "", target=number(target))
        for metric in kr.metrics
        for month, target in metric.outside
    ]
    return targets + [say("plan.outside_kp", month=month_at(kp.month, year, say), title=kp.title) for kp in kr.outside_kps]


def _status(status: str | None, say: Words) -> dict:
    return {"status": status or "no_metric", "shape": shape(status), "word": word(status, say)}


def _reached(progress: float | None, expected: float | None, status: str | None, say: Words) -> dict:
    """A status, and the progress with its distance to the plan where there is one."""
    if progress is None:
        return _status(status, say)
    return _status(status, say) | {
        "prog": percent(progress),
        "gap": against_plan(progress, expected, say),
        "progTitle": say("okr.against", progress=percent(progress, 1), plan=percent(expected, 1)),
    }


def _people(cell: str | None, view: View) -> list[dict]:
    """Everybody named, each leading to what is theirs."""
    return [{"text": name, "href": view.address.about("/mine", name)} for name in named(cell)]
