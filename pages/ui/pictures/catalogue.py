"""The charts that can be taken along, by the name their address has."""

from collections.abc import Callable, Mapping
from functools import partial

from data.errors import BoardError
from metrics.campaigns import campaigns
from metrics.efficiency import Period
from metrics.filters import objective_choices
from metrics.goals import GoalRow, okr_progress
from metrics.investment import Investment, team_investment
from pages.ui import panels
from pages.ui.buckets import in_other_days, periods
from pages.ui.campaign import milestone_axis
from pages.ui.campaign.heading import whole
from pages.ui.campaigns.listing import table as figures_of
from pages.ui.campaigns.paper import on_paper
from pages.ui.campaigns.shown import shown
from pages.ui.campaigns.tally import tally
from pages.ui.charts.invested import invested
from pages.ui.colours import Colours
from pages.ui.definitions import label
from pages.ui.headlines import figures, title
from pages.ui.key_result import picture as course
from pages.ui.outcome import picture as outcome
from pages.ui.pictures.drawing import drawn
from pages.ui.pictures.picture import Picture
from pages.ui.store import answer
from pages.ui.tables import bars
from pages.ui.team import drift
from pages.ui.view import View
from pages.ui.words import Words

FIGURES = {
    "delivered": ("delivered", "okr_delivered", "okr_share"),
    "cycle": ("cycle_p50_days", "cycle_p85_days", "cycle_mean_days", "cycle_n", "cycle_within_14d_share"),
    "online_issues": ("online_issues",),
    "valid_bugs": ("valid_bugs", "online_issues"),
    "open_bugs": ("open_bugs", "valid_bugs", "resolved_bugs"),
}


def picture(name: str, view: View, ink: Colours) -> Picture:
    """Raises `BoardError` where there is no chart of that name, or not of that metric."""
    if name not in CATALOGUE:
        raise BoardError("no_picture", name=name, names=", ".join(CATALOGUE))
    return CATALOGUE[name](view, ink)


def _efficiency(name: str, view: View, ink: Colours) -> Picture:
    say, rows = view.words, periods(view)
    name_shown = title(name, view)
    why = panels.nothing_in(name, rows)
    if why:
        return Picture(name_shown, (), (), (), (), say(f"efficiency.{why}"))
    parts = figures(name, rows, view, in_other_days(view) if name == "cycle" else None)
    charts = panels.specs(name, rows, panels.brush(view, ink), view)
    header = [say(f"bucket.{view.scope.bucket}"), say("picture.until"), say("picture.complete"), *(label(figure, say) for figure in FIGURES[name])]
    return Picture(name_shown, parts, [partial(drawn, chart) for chart in charts], header, [_bucket(row, FIGURES[name]) for row in rows])


def _bucket(row: Period, names: tuple[str, ...]) -> list[object]:
    return [row.period, row.until, int(row.complete), *(getattr(row, name) for name in names)]


def _investment(view: View, ink: Colours) -> Picture:
    say, of_teams = view.words, bars.investment(view)
    if not of_teams["rows"]:
        return Picture(say("investment.title"), (), (), (), (), say("investment.empty"))
    names = ("investment.team", "investment.delivered", "picture.objective", "picture.objective_title", "figure.count", "figure.share")
    titles = dict(answer(objective_choices, view.scope))
    rows = [_part(row, titles, say) for row in answer(team_investment, view.scope)]
    return Picture(say("investment.title"), (), [partial(invested, of_teams, ink)], [say(name) for name in names], rows)


def _part(row: Investment, titles: Mapping[str | None, str], say: Words) -> list[object]:
    objective = row.objective_id or say("investment.unlinked")
    return [row.team or say("team.none"), row.delivered, objective, titles.get(row.objective_id), row.count, row.share]


def _outcome(view: View, ink: Colours) -> Picture:
    if not outcome.shown(view):
        return Picture(view.words("picture.outcome"), (), (), (), (), view.words("picture.no_outcome"))
    return Picture(view.words("picture.outcome"), (), [partial(drawn, outcome.picture(view, ink))], *outcome.table(view))


def _drift(view: View, ink: Colours) -> Picture:
    if not drift.any_work(view):
        return Picture(view.words("team.drift"), (), (), (), (), view.words("team.nothing_delivered"))
    return Picture(view.words("team.drift"), (), [partial(drawn, drift.picture(view, ink))], *drift.table(view))


def _course(view: View, ink: Colours) -> Picture:
    of = _metric(view)
    title = f"{of.kr_title}{view.words('report.colon')}{of.metric_name}"
    chart = partial(drawn, course.picture(view, ink, of.metric_id))
    return Picture(title, (), [chart], *course.table(view, of.metric_id))


def _map(view: View, ink: Colours) -> Picture:
    of = whole(view)
    found = shown(of)
    title = found.of.title if found.of else view.words("campaigns.title")
    if not found.nodes:
        return Picture(title, (), (), (), (), view.words("campaigns.empty"))
    return Picture(title, tally(found.nodes, of), [partial(on_paper, found.nodes, of, ink)], *figures_of(found.nodes, of))


def _metric(view: View) -> GoalRow:
    """The metric that the address names."""
    named = view.address.behind.metric
    found = [row for row in answer(okr_progress, view.scope) if row.metric_id and row.metric_id == named]
    if not found:
        raise BoardError("no_such_metric", metric=named or "")
    return found[0]


def _milestones(view: View, ink: Colours) -> Picture:
    """Of the campaign that the address names."""
    named = view.address.subject.id if view.address.subject else ""
    title = next((each.title for each in answer(campaigns, view.scope) if each.campaign_id == named), None)
    if title is None:
        raise BoardError("no_such_campaign", campaign=named)
    called = f"{title}{view.words('report.colon')}{view.words('milestones.picture')}"
    if not milestone_axis.of_campaign(view, named):
        return Picture(called, (), (), (), (), view.words("milestones.none"))
    chart = partial(drawn, milestone_axis.picture(view, named, ink))
    return Picture(called, milestone_axis.late(view, named), [chart], *milestone_axis.table(view, named))


CATALOGUE: Mapping[str, Callable[[View, Colours], Picture]] = {name: partial(_efficiency, name) for name in panels.CHARTS} | {
    "investment": _investment,
    "outcome": _outcome,
    "course": _course,
    "drift": _drift,
    "map": _map,
    "milestones": _milestones,
}
