"""What stands above every page of one campaign: what it is called, what it is a part of, where it stands, and its other pages."""

from collections.abc import Callable
from dataclasses import dataclass

from metrics.campaigns import Campaign, Standing, campaigns, standings
from metrics.campaigns.names import named
from pages.ui import goals_only, markup
from pages.ui.header import empty, header
from pages.ui.markup import Tag
from pages.ui.mine.link import person_link
from pages.ui.sitemap import REPORT
from pages.ui.store import answer
from pages.ui.view import View, view_of

PAGES = ("campaign", "acceptance", "review", "evaluation")


@dataclass(frozen=True)
class Asked:
    """The campaign that the address names, in a view that no objective filter narrows; `listed` are all campaigns, as a tree."""

    view: View
    campaign: Campaign
    standing: Standing
    listed: tuple[Campaign, ...]

    @property
    def parts(self) -> tuple[Campaign, ...]:
        """It and its sub-campaigns."""
        return tuple(each for each in self.listed if each.campaign_id == self.campaign.campaign_id or self.campaign.campaign_id in each.above)


def whole(view: View) -> View:
    """The same view without a filter on objectives: a campaign is about its own."""
    return view_of(view.address.choosing(objectives=()), view.words.language) if view.address.chosen.objectives else view


def asked(view: View, page: str) -> Asked | None:
    """The campaign that the address names; None, once all that can be said is on the page, where there is none."""
    of = whole(view)
    found = known(of)
    if found is None:
        _nobody_knows(of, page, tuple(answer(campaigns, of.scope)))
    return found


def known(of: View) -> Asked | None:
    """The campaign that the address names, if there is one; `of` is a view that no objective filter narrows."""
    listed = tuple(answer(campaigns, of.scope))
    name = of.address.subject.id if of.address.subject else None
    found = next((each for each in listed if each.campaign_id == name), None)
    return None if found is None else Asked(of, found, answer(standings, of.scope)[found.campaign_id], listed)


def draw(of: Asked, page: str, *told: Tag, choose: Callable[[View], None] | None = None) -> None:
    """The header with the page's answer in a line, then the ways to the campaign's other pages."""
    header(of.view, page, *told, choose=choose, title=of.campaign.title)
    markup.show(Tag("div", "gb gb-of-campaign", *_above(of), *_led(of), _pages(of, page)))


def _above(of: Asked) -> list[Tag]:
    """The way up, of a sub-campaign."""
    titles = {each.campaign_id: each.title for each in of.listed}
    ways = [_way(of.view, "/campaign", name, titles[name]) for name in of.campaign.above]
    return [Tag("p", "gb-sub gb-above", of.view.words("campaign.part_of"), " ", *_joined(ways, " › "))] if ways else []


def _led(of: Asked) -> list[Tag]:
    """Who leads it: of a sub-campaign its PM, where one is named."""
    each = of.campaign
    role, cell = ("sub_pm", each.pm) if each.is_sub and each.pm else ("lead", each.lead)
    names = [person_link(of.view, name) for name in named(cell)]
    return [Tag("p", "gb-sub gb-led", of.view.words(f"roles.{role}"), " ", *_joined(names, of.view.words("list.and")))] if names else []


def _pages(of: Asked, current: str) -> Tag:
    say = of.view.words
    here = {"aria_current": "page"}
    entries = [_way(of.view, f"/{page}", of.campaign.campaign_id, say(f"{page}.tab"), **(here if page == current else {})) for page in PAGES]
    paper = Tag("a", "", say("closing.report"), href=of.view.address.about(REPORT, of.campaign.campaign_id))  # no page of the session's
    return Tag("nav", "gb-tabs", *entries, paper, aria_label=say("campaign.pages"))


def _way(view: View, path: str, name: str, text: str, **attributes: str) -> Tag:
    return Tag("a", "", text, href=view.address.about(path, name), data_go="", **attributes)


def _joined(tags: list[Tag], between: str) -> list[Tag | str]:
    return [part for tag in tags for part in (between, tag)][1:]


def _nobody_knows(view: View, page: str, listed: tuple[Campaign, ...]) -> None:
    """A link without a campaign, or with one that the version read doesn't have: a sentence, and all there are."""
    say, subject = view.words, view.address.subject
    header(view, page)
    if goals_only.draw(view, f"/{page}"):
        return
    told, hint = say("campaign.none"), say("campaign.none_hint") if not listed else ""
    if subject and subject.id:
        told, hint = say("campaign.unknown", id=subject.id), say("campaign.unknown_hint")
    known = [Tag("li", "", _way(view, f"/{page}", each.campaign_id, each.title)) for each in listed]
    choice = [Tag("p", "", say("campaign.known")), Tag("ul", "gb-plain", *known)] if known else []
    empty(told, hint, *choice, Tag("p", "", Tag("a", "", say("campaign.back"), href=view.address.link("/campaigns"), data_go="")))
