"""The closing report as a value: what it says of one campaign, read at the day and version of its acceptance once there is one."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from data.errors import BoardError
from pages.ui.acceptance import told as acceptance
from pages.ui.acceptance.record import Record, record
from pages.ui.campaign.heading import Asked, known, whole
from pages.ui.closing import accepted, evaluated, reviewed
from pages.ui.closing.section import Section
from pages.ui.format import full_day
from pages.ui.pictures.making import source
from pages.ui.view import View, view_of


@dataclass(frozen=True)
class Closing:
    """All links lead to the version and the day it was made of, so that it stays true to its figures."""

    view: View
    title: str
    about: str
    source: str
    notes: Sequence[str]
    tally: Sequence[str]
    sections: Sequence[Section]


def closing(view: View) -> Closing:
    """Raises `BoardError` where nobody knows the campaign that the address names."""
    now = known(whole(view))
    if now is None:
        raise BoardError("no_campaign_of_id", id=view.address.subject.id if view.address.subject else "")
    found = record(now)
    then = _as_it_was(now, found)
    return Closing(
        view=then.view,
        title=view.words("closing.title", campaign=now.campaign.title),
        about=" · ".join(_about(now)),
        source=source(then.view),
        notes=list(_notes(now, found)),
        tally=[acceptance.stage(found, now).text, *(tag.text for tag in acceptance.summary(found, now))],
        sections=[*accepted.sections(found, then), *reviewed.sections(now, then), *evaluated.sections(now, then)],
    )


def _as_it_was(now: Asked, found: Record) -> Asked:
    """The campaign at the day and version that its figures are read at, with the links that lead there."""
    view, scope = now.view, found.scope
    if scope.as_of is None:
        return now
    at = view.address.choosing(version=scope.version, as_of=scope.as_of, seen=view.today)
    then = view_of(replace(at, language=view.words.language), view.words.language)
    return known(then) or replace(now, view=then)


def _about(of: Asked) -> Iterator[str]:
    say, campaign = of.view.words, of.campaign
    if campaign.starts_on and campaign.ends_on:
        yield say("closing.period", since=full_day(campaign.starts_on, say), last=full_day(campaign.ends_on, say))
    words = {"lead": "roles.lead", "pmo": "roles.pmo", "hr": "roles.hr", "pm": "roles.sub_pm" if campaign.is_sub else "closing.pm"}
    for role, word in words.items():
        name = getattr(campaign, role)
        if name:
            yield say("closing.held", role=say(word), name=name)


def _notes(of: Asked, found: Record) -> Iterator[str]:
    """The goal in the campaign's own words, what the figures are read at, and that there are newer ones."""
    say = of.view.words
    if of.campaign.goal:
        yield of.campaign.goal
    if found.scope.as_of:
        yield acceptance.read_at(found, say)
    if found.newer is not None:
        yield say("acceptance.newer", n=found.newer)
