"""What reviews wanted improved and is not done yet: a quiet list below all else, and the same in full elsewhere."""

from collections.abc import Sequence

from metrics.campaigns.improvements import Improvement, owed
from pages.ui import markup
from pages.ui.format import day_at
from pages.ui.header import section
from pages.ui.markup import Tag
from pages.ui.store import answer
from pages.ui.view import View

SHOWN = 6


def draw(view: View) -> None:
    """The most urgent ones, with the way to all; nothing where nothing is owed."""
    found, say = answer(owed, view.scope), view.words
    if not found:
        return
    way = Tag("a", "", say("followup.all", n=len(found)), href=view.address.link("/practices"), data_go="")
    section(say("followup.title"), say("followup.sub"), " ", way)
    markup.show(Tag("div", "gb", listed(found[:SHOWN], view)))


def listed(found: Sequence[Improvement], view: View) -> Tag:
    return Tag("ul", "gb-owed", *(_line(each, view) for each in found))


def place(each: Improvement, view: View) -> str:
    """The review that found it; '' where its campaign is not known."""
    return view.address.about("/review", each.campaign_id) if each.campaign_id else ""


def subject(each: Improvement) -> str:
    return each.subject_title or each.subject_id


def _line(each: Improvement, view: View) -> Tag:
    href, say = place(each, view), view.words
    title = Tag("a", "what", each.title, href=href, data_go="") if href else Tag("span", "", each.title)
    owner = Tag("span", "who", each.owner or say("followup.nobody"))
    return Tag("li", "", Tag("span", "what-of", title, Tag("span", "of", subject(each))), owner, _due(each, view))


def _due(each: Improvement, view: View) -> Tag:
    say = view.words
    if each.due_on is None:
        return Tag("span", "due", say("followup.no_due"))
    told = say("followup.due", day=day_at(each.due_on, view.today, say))
    if not each.is_overdue(view.today):
        return Tag("span", "due", told)
    return Tag("span", "due late", Tag("i", "", "▲ "), say("followup.late", n=(view.today - each.due_on).days), title=told)
