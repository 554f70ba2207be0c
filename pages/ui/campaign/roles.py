"""Who holds which role in a campaign, and what that role answers for."""

from collections.abc import Sequence
from itertools import groupby

from metrics.campaigns.names import alike
from metrics.campaigns.people import Holder, Role, people
from pages.ui import markup
from pages.ui.campaign.heading import Asked
from pages.ui.header import empty, section
from pages.ui.markup import Tag
from pages.ui.mine.link import person_link
from pages.ui.store import answer
from pages.ui.view import View

PATHS = {"campaign": "/campaign", "objective": "/objective", "kr": "/kr"}


def draw(of: Asked) -> None:
    view, say = of.view, of.view.words
    held = answer(people, view.scope, of.campaign.campaign_id)
    section(say("roles.title"), say("roles.sub"))
    if not held:
        empty("", say("roles.none"))
        return
    roles = [_role(role, list(group), of) for role, group in groupby(held, key=lambda holder: holder.role)]
    markup.show(Tag("dl", "gb gb-roles", *roles))


def duty(role: str, view: View) -> str:
    """What a role answers for."""
    return view.words(f"roles.duty.{role}")


def _role(role: Role, held: Sequence[Holder], of: Asked) -> Tag:
    say = of.view.words
    named = Tag("dt", "", Tag("b", "", say(f"roles.{role}")), Tag("span", "", duty(role, of.view)))
    return Tag("div", "", named, Tag("dd", "", *(_person(group, of) for group in _by_person(held))))


def _by_person(held: Sequence[Holder]) -> list[list[Holder]]:
    """Those of one person together, in their order; what nobody holds last."""
    found: dict[str | None, list[Holder]] = {}
    for holder in held:
        found.setdefault(alike(holder.name) if holder.name else None, []).append(holder)
    return sorted(found.values(), key=lambda group: group[0].name is None)


def _person(held: Sequence[Holder], of: Asked) -> Tag:
    """Who, and in what, unless that is the campaign itself."""
    name = held[0].name
    who = person_link(of.view, name) if name else Tag("span", "gb-muted", of.view.words("roles.unnamed"))
    things = [_thing(holder, of) for holder in held if holder.subject_id != of.campaign.campaign_id or holder.kind != "campaign"]
    listed = [part for thing in things for part in (of.view.words("list.and"), thing)][1:]
    return Tag("p", "", who, *([" ", Tag("span", "gb-in", *listed)] if listed else []))


def _thing(holder: Holder, of: Asked) -> Tag | str:
    """A goal is told by its number, for its title may be a paragraph; that is in the table and on hover."""
    if holder.kind not in PATHS:
        return holder.title
    text = holder.title if holder.kind == "campaign" else holder.subject_id
    return Tag("a", "", text, href=of.view.address.about(PATHS[holder.kind], holder.subject_id), data_go="", title=holder.title)
