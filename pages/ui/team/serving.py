"""What a team's work serves: each objective's part of it, the work that serves none last, in grey."""

from collections.abc import Sequence

from metrics.filters import objective_choices
from metrics.investment import Investment, team_investment
from metrics.records import Measure
from pages.ui import split
from pages.ui.address import Address, Behind
from pages.ui.colours import hue, turn
from pages.ui.explained import explained
from pages.ui.format import count, percent
from pages.ui.header import empty, section
from pages.ui.markup import Tag
from pages.ui.store import answer
from pages.ui.view import View


def draw(view: View, pages: Address) -> None:
    """`view` is narrowed to the team; links to other pages go on from `pages`, which isn't."""
    say, rows = view.words, _rows(view)
    section(say("team.serving"), say("team.serving_sub"), about=explained(("delivered", "share"), view))
    if not rows:
        empty("", say("team.nothing_delivered"))
        return
    most = max(row.count for row in rows)
    heads = split.Heads(say("team.serving"), say("outcome.objective"), say("figure.count"), say("team.share"))
    split.draw([_part(row, most, view, pages) for row in rows], heads)


def answer_line(view: View) -> list[Tag]:
    """How much it delivered, and how much of that serves a goal."""
    rows = _rows(view)
    if not rows:
        return []
    delivered = rows[0].delivered
    share = sum(row.share for row in rows if row.objective_id is not None)
    for_goals = [] if view.scope.objectives else [_told(percent(share), Measure.OKR_DELIVERED, "for_goals", view)]
    return [_told(count(delivered), Measure.DELIVERED, "delivered", view), *for_goals]


def _told(figure: str, measure: Measure, key: str, view: View) -> Tag:
    """A figure of all the team's work with the way to its rows, and what it is."""
    link = Tag("a", "", figure, href=view.address.choosing(objectives=()).records(Behind(measure)), data_go="")
    return Tag("span", "", Tag("b", "", link), " ", view.words(f"team.{key}"))


def _rows(view: View) -> Sequence[Investment]:
    """The largest part first; what serves no goal last."""
    return sorted(answer(team_investment, view.scope), key=lambda row: (row.objective_id is None, -row.count))


def _part(row: Investment, most: float, view: View, pages: Address) -> split.Part:
    say, name = view.words, row.objective_id
    known = answer(objective_choices, view.scope)
    place = next((nth for nth, (each, _) in enumerate(known) if each == name), 0)
    title = say("investment.unlinked") if name is None else f"{name} {dict(known).get(name, '')}".strip()
    team = view.scope.teams[0] or say("team.none")
    return split.Part(
        name=title,
        page="" if name is None else pages.about("/objective", name),
        hue=0 if name is None else hue(place),
        turn=0 if name is None else turn(place),
        size=row.count / most,
        amount=count(row.count),
        rows=_behind(name, view.address),
        share=percent(row.share),
        title=say("investment.part", team=team, objective=title, share=percent(row.share, 1), n=count(row.count)),
    )


def _behind(objective: str | None, at: Address) -> str:
    if objective is None:
        return at.choosing(objectives=()).records(Behind(Measure.UNLINKED))
    return at.choosing(objectives=(objective,)).records(Behind(Measure.DELIVERED))
