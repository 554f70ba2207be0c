"""Review of one campaign: what happened, and what comes of it."""

from collections.abc import Sequence

from metrics.campaigns.course import course_of
from metrics.campaigns.events.event import Event
from metrics.campaigns.improvements import Improvement, improvements
from metrics.campaigns.timeline import SHOWN, timeline
from pages.ui.campaign import heading
from pages.ui.campaign.heading import Asked
from pages.ui.header import empty, section
from pages.ui.markup import Tag
from pages.ui.review import agenda, findings
from pages.ui.store import answer
from pages.ui.view import View
from pages.ui.words import Words


def draw(view: View) -> None:
    of = heading.asked(view, "review")
    if of is None:
        return
    found = answer(improvements, of.view.scope, findings.CAMPAIGN, of.campaign.campaign_id)
    heading.draw(of, "review", *_told(of, found))
    _what_happened(of)
    findings.draw(of, found)


def _told(of: Asked, found: Sequence[Improvement]) -> list[Tag]:
    """How much happened, and what is still to be done of what was found."""
    say, events = of.view.words, answer(timeline, of.view.scope, of.campaign.campaign_id)
    owed = [each for each in found if each.is_owed]
    late = [each for each in owed if each.is_overdue(of.view.today)]
    told = [Tag("b", "", _counted(events, say) if events else say("review.tally_none"))]
    told += [Tag("span", "", say("review.owed", n=len(owed)))] if owed else []
    return [*told, *([Tag("span", "s-behind", say("review.overdue", n=len(late)))] if late else [])]


def _counted(events: Sequence[Event], say: Words) -> str:
    if len(events) <= SHOWN:
        return say("review.tally", n=len(events))
    return say("review.tally_first", n=len(events), first=SHOWN)


def _what_happened(of: Asked) -> None:
    view, say, name = of.view, of.view.words, of.campaign.campaign_id
    course, events = answer(course_of, view.scope, name), answer(timeline, view.scope, name)
    if course is None:
        empty(say("review.not_begun"), say("review.not_begun_hint"))
    elif not events:
        empty(say("review.agenda_none"), say("review.agenda_none_hint"))
    else:
        section(say("review.agenda"), say("review.agenda_sub", span=agenda.told_period(course, view)))
        agenda.draw(events, course, view)
