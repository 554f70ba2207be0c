"""Who works on a key result or an objective: each team with its people, every count the way to its rows."""

from collections.abc import Sequence
from itertools import groupby

from metrics.records import Measure
from metrics.workers import Worker, workers
from pages.ui import markup
from pages.ui.address import NO_TEAM, Address, Behind
from pages.ui.format import count
from pages.ui.header import empty
from pages.ui.markup import Tag
from pages.ui.store import answer
from pages.ui.view import View
from pages.ui.words import Words

AT_ONCE = 6  # people of a team seen without unfolding


def draw(view: View, *, kr: str | None = None, goal: str | None = None) -> None:
    found = answer(workers, view.scope, kr=kr, objective=goal)
    if not found:
        empty("", view.words("people.none"))
        return
    teams = [_team(team, list(of_team), Behind(kr=kr, goal=goal), view) for team, of_team in groupby(found, key=lambda worker: worker.team)]
    markup.show(Tag("div", "gb gb-people", *teams))


def _team(team: str | None, people: Sequence[Worker], behind: Behind, view: View) -> Tag:
    say = view.words
    at = view.address.choosing(teams=(team or NO_TEAM,))
    name = Tag("a", "", team or say("team.none"), href=view.address.about("/team", team or NO_TEAM), data_go="")
    head = Tag("tr", "", Tag("th", "", name, scope="row", role="rowheader"), *_counts(people, behind, at, say), role="row")
    lines = [_person(worker, behind, at, say) for worker in people]
    more = lines[AT_ONCE:]
    folded = [Tag("details", "", Tag("summary", "", say("people.more", n=len(more))), _table(more, team, say))] if more else []
    return Tag("section", "", _table([head, *lines[:AT_ONCE]], team, say), *folded)


def _table(lines: Sequence[Tag], team: str | None, say: Words) -> Tag:
    return Tag("table", "", Tag("tbody", "", *lines, role="rowgroup"), role="table", aria_label=team or say("team.none"))


def _person(worker: Worker, behind: Behind, at: Address, say: Words) -> Tag:
    name = Tag("td", "", worker.owner or say("people.nobody"), role="cell")
    return Tag("tr", "", name, *_counts([worker], behind.of_owner(worker.owner), at, say), role="row")


def _counts(people: Sequence[Worker], behind: Behind, at: Address, say: Words) -> list[Tag]:
    counts = {Measure.DELIVERED: sum(one.delivered for one in people), Measure.IN_PROGRESS: sum(one.in_progress for one in people)}
    return [_count(n, measure, behind, at, say) for measure, n in counts.items()]


def _count(n: int, measure: Measure, behind: Behind, at: Address, say: Words) -> Tag:
    link = Tag("a", "", count(n), href=at.records(behind.showing(measure)), data_go="")
    return Tag("td", "n", link, " ", say(f"people.{measure}"), role="cell")
