"""Said quietly above a page: that it is pinned, and what it is held against, each with the way out."""

from pages.ui.format import day_at
from pages.ui.markup import Tag
from pages.ui.share.links import live
from pages.ui.sitemap import place_of
from pages.ui.view import View


def known(view: View, page: str) -> list[Tag]:
    return [*_pinned(view, page), *_against(view, page)]


def _pinned(view: View, page: str) -> list[Tag]:
    if not view.pinned:
        return []
    told = view.words("known.line", day=day_at(view.now.date(), view.now.date().min, view.words), n=view.scope.version)
    return [_line(told, view.words("known.today"), live(view, page))]


def _against(view: View, page: str) -> list[Tag]:
    then, say = view.before, view.words
    if then is None:
        return []
    kind = "then_nothing" if then.as_of is None else "then" if then.version == view.scope.version else "then_version"
    told = say(f"known.{kind}", day=day_at(then.as_of or view.today, view.today.min, say), n=then.version)
    ways = [] if page == "changes" else [_way(say("changes.menu"), view.address.link("/changes"))]
    return [_line(told, say("known.drop"), view.address.choosing(versus=None).here(place_of(page).path), *ways)]


def _line(told: str, way: str, href: str, *ways: Tag) -> Tag:
    return Tag("p", "gb-known", Tag("span", "", told), *ways, _way(way, href))


def _way(name: str, href: str) -> Tag:
    return Tag("a", "", name, href=href, data_go="")
