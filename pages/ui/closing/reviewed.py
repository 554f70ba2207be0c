"""The review in the closing report: what happened, and what is kept and improved."""

from collections.abc import Iterator, Sequence

from metrics.campaigns.closing import closure
from metrics.campaigns.course import course_of
from metrics.campaigns.improvements import KEEP, Improvement, improvements
from metrics.campaigns.timeline import agenda, timeline
from pages.ui.acceptance.record import SUBJECT
from pages.ui.campaign.heading import Asked
from pages.ui.closing.section import Cell, Section, Table
from pages.ui.format import day_at
from pages.ui.report.line import Kind, Line, Run
from pages.ui.review.told import link, told
from pages.ui.store import answer
from pages.ui.words import Words


def sections(now: Asked, then: Asked) -> list[Section]:
    """Findings are those of today: they are followed up after the campaign is accepted."""
    return [Section(then.view.words("review.menu"), [*_note(now), *_events(then), *_findings(now)])]


def _note(now: Asked) -> Iterator[Line]:
    kept = answer(closure, now.view.scope, SUBJECT, now.campaign.campaign_id)
    if kept and kept.review_note:
        yield Line(Kind.TEXT, [Run(kept.review_note)])


def _events(then: Asked) -> Iterator[Line]:
    view, say, name = then.view, then.view.words, then.campaign.campaign_id
    events, course = answer(timeline, view.scope, name), answer(course_of, view.scope, name)
    if course is None or not events:
        yield Line(Kind.TEXT, [Run(say("review.agenda_none"))])
        return
    for event in agenda(events):
        day = day_at(event.day, course.last, say)
        yield Line(Kind.ITEM, [Run(f"{day} "), Run(told(event, say), link=link(event, view.address, course.objectives))])


def _findings(now: Asked) -> Iterator[Line | Table]:
    say = now.view.words
    found = answer(improvements, now.view.scope, SUBJECT, now.campaign.campaign_id)
    kept, improved = [each for each in found if each.kind == KEEP], [each for each in found if each.kind != KEEP]
    if not found:
        yield Line(Kind.TEXT, [Run(say("closing.no_findings"))])
    if kept:
        yield Table([say("review.keep")], [(Run(each.title),) for each in kept])
    if improved:
        yield Table([say("review.improve"), say("review.field_owner"), say("review.field_due"), say("review.field_status")], _rows(improved, now))


def _rows(found: Sequence[Improvement], now: Asked) -> list[Sequence[Cell]]:
    say, today = now.view.words, now.view.today
    return [
        (
            Run(each.title),
            Run(each.owner or ""),
            Run(day_at(each.due_on, today, say) if each.due_on else ""),
            Run(_state(each.status, say)),
        )
        for each in found
    ]


def _state(status: str, say: Words) -> str:
    """A word that nobody knows is told as it is."""
    key = f"followup.state.{status}"
    return say(key) if say.knows(key) else status
