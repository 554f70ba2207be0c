"""The newest work of a key result, an objective or a team: what was delivered and what is in hand, with the way to all of it."""

from dataclasses import replace

from metrics.records import Measure, RequirementRecord, records
from pages.ui import markup
from pages.ui.address import Behind
from pages.ui.format import count, day_at, days
from pages.ui.markup import Tag
from pages.ui.store import answer, scope_of
from pages.ui.view import View

NEWEST = 8
MEASURES = (Measure.DELIVERED, Measure.IN_PROGRESS)


def draw(view: View, *, kr: str | None = None, goal: str | None = None, team: str | None = None) -> None:
    """Side by side, below each other on a phone; the team without a name is `""`."""
    of = view if team is None else _of_team(view, team)
    markup.show(Tag("div", "gb gb-work", *(_list(measure, Behind(measure, kr=kr, goal=goal), of) for measure in MEASURES)))


def _of_team(view: View, team: str) -> View:
    at = view.address.choosing(teams=(team,))
    return replace(view, address=at, scope=scope_of(at.chosen.question))


def _list(measure: Measure, behind: Behind, view: View) -> Tag:
    say = view.words
    found = answer(records, view.scope, measure, kr=behind.kr, objective=behind.goal, limit=NEWEST)
    everything = Tag("a", "", count(found.total), href=view.address.records(behind), data_go="")
    title = Tag("h3", "", say(f"figure.{measure}"), " ", everything)
    if not found.rows:
        return Tag("section", "", title, Tag("p", "gb-sub", say(f"work.no_{measure}")))
    shown = [_item(record, measure, view) for record in found.rows if isinstance(record, RequirementRecord)]
    more = [Tag("p", "gb-sub", say("work.newest", n=len(shown), total=count(found.total)))] if found.total > len(shown) else []
    return Tag("section", "", title, Tag("ol", "", *shown), *more)


def _item(record: RequirementRecord, measure: Measure, view: View) -> Tag:
    title = Tag("a", "", record.title, href=view.address.record("requirements", record.source, record.requirement_id), data_go="")
    told = (record.requirement_id, record.team or view.words("team.none"), record.owner, *_moment(record, measure, view))
    return Tag("li", "", title, Tag("p", "gb-sub", " · ".join(filter(None, told))))


def _moment(record: RequirementRecord, measure: Measure, view: View) -> list[str]:
    """When it was released and how long it took; of what is in hand, when it was raised."""
    say, today = view.words, view.scope.as_of
    if today is None:
        return []
    if measure is Measure.IN_PROGRESS:
        return [say("work.raised", day=day_at(record.created_at, today, say))]
    released = [say("work.released", day=day_at(record.released_at, today, say))] if record.released_at else []
    return released if record.cycle_days is None else [*released, say("work.took", n=days(record.cycle_days))]
