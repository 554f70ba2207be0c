"""The page's answer in one line: where the campaign stands, how many key results are on their way, what this month's work has come to."""

from metrics.campaigns import Standing
from metrics.campaigns.breakdown import Breakdown, KeyProject, KrPlan
from metrics.status import Status
from pages.ui.format import percent
from pages.ui.markup import Tag
from pages.ui.status import shape, word
from pages.ui.words import Words

FINE = (Status.ON_TRACK, Status.ACHIEVED)


def told(standing: Standing, found: Breakdown, say: Words) -> list[Tag]:
    krs = [kr for part in found.parts for objective in part.objectives for kr in objective.krs]
    kps = [kp for kr in krs for kp in (*kr.kps, *kr.unshown_kps, *kr.outside_kps)]
    return [*_standing(standing, say), *_on_track(krs, say), *_this_month(kps, found, say), *_overdue(kps, say)]


def _standing(standing: Standing, say: Words) -> list[Tag]:
    if standing.status is None:
        return []
    status = Tag("span", f"s-{standing.status}", Tag("i", "", shape(standing.status)), " ", Tag("b", "", word(standing.status, say)))
    if standing.campaign_progress is None:
        return [status]
    figures = say("plan.standing", progress=percent(standing.campaign_progress), plan=percent(standing.expected))
    return [status, Tag("span", "", figures)]


def _on_track(krs: list[KrPlan], say: Words) -> list[Tag]:
    fine = sum(kr.status in FINE for kr in krs)
    return [Tag("span", "", say("plan.on_track", n=fine, all=len(krs)))] if krs else []


def _this_month(kps: list[KeyProject], found: Breakdown, say: Words) -> list[Tag]:
    due = [kp for kp in kps if kp.month == found.this_month and kp.status != "dropped"]
    return [Tag("span", "", say("plan.done_this_month", n=sum(kp.status == "done" for kp in due), all=len(due)))] if due else []


def _overdue(kps: list[KeyProject], say: Words) -> list[Tag]:
    late = sum(kp.overdue for kp in kps)
    return [Tag("span", "s-at_risk", Tag("b", "", say("plan.overdue", n=late)))] if late else []
