"""Whose work serves an objective: each team's part of it, the largest first."""

from metrics.filters import objective_choices
from metrics.investment import Investment, team_investment
from metrics.records import Measure
from pages.ui import split
from pages.ui.address import NO_TEAM, Behind
from pages.ui.colours import hue, turn
from pages.ui.format import count, percent
from pages.ui.header import empty
from pages.ui.store import answer
from pages.ui.view import View


def draw(view: View, objective_id: str) -> None:
    """`view` is narrowed to the objective."""
    say = view.words
    rows = sorted((row for row in answer(team_investment, view.scope) if row.count > 0), key=lambda row: -row.count)
    if not rows:
        empty("", say("objective.no_teams"))
        return
    place = [name for name, _ in answer(objective_choices, view.scope)].index(objective_id)
    heads = split.Heads(say("objective.teams"), say("investment.team"), say("figure.count"), say("figure.share"))
    split.draw([_part(row, rows[0].count, place, view) for row in rows], heads)


def _part(row: Investment, most: float, place: int, view: View) -> split.Part:
    name, at = row.team or view.words("team.none"), view.address.choosing(teams=(row.team or NO_TEAM,))
    return split.Part(
        name=name,
        page=view.address.about("/team", row.team or NO_TEAM),
        hue=hue(place),
        turn=turn(place),
        size=row.count / most,
        amount=count(row.count),
        rows=at.choosing(objectives=(row.objective_id,)).records(Behind(Measure.DELIVERED)),
        share=percent(row.share),
        title=view.words("investment.part", team=name, objective=row.objective_id, share=percent(row.share, 1), n=count(row.count)),
    )
