"""Around every page: settings, style, menu, and one clear sentence when the store can't be read."""

from dataclasses import replace
from pathlib import Path

import streamlit as st

from data.errors import BoardError
from pages.ui import markup
from pages.ui.address import Address
from pages.ui.colours import tokens
from pages.ui.follow import follow_links
from pages.ui.markup import Tag
from pages.ui.sitemap import HOME, MENU, PLACES, Place, entry_of, place_at
from pages.ui.theme_watch import watch_theme
from pages.ui.view import address, language, look
from pages.ui.words import LANGUAGES, Words, words

_HERE = Path(__file__).parent
_STYLE = "".join(file.read_text("utf8") for file in sorted((_HERE / "style").glob("*.css")))


def navigation() -> st.Page:
    """The page asked for. The menu is our own, so that its links keep the reader's choices."""
    say = words(language(address()))
    st.set_page_config(page_icon=str(_HERE / "icon.svg"), layout="wide")
    return st.navigation([_page(place, say) for place in PLACES], position="hidden")


def _page(place: Place, say: Words) -> st.Page:
    title = f"{say(f'{place.name}.menu')} · Goalboard"
    return st.Page(place.script, title=title, url_path=place.name, default=place.name == HOME)


def begin(page: st.Page) -> bool:
    """Draw what stands above the page and resolve its view; False when there is none."""
    st.html(f"<style>{tokens()}{_STYLE}</style>")
    at = address()
    say = words(language(at))
    with st.container(gap=None, key="gb_top"):
        markup.show(_menu(place_at(page.url_path), at, say))
        follow_links()
    try:
        look(at)
    except BoardError as error:
        markup.show(failure(error, say))
        return False
    return True


def end() -> None:
    """What may come after the page has been seen."""
    watch_theme()


def page_failed() -> None:
    """Instead of a traceback; that one is in the log."""
    say = words(language(address()))
    markup.show(failure(BoardError("page_failed"), say))


def failure(error: BoardError, say: Words) -> Tag:
    title = say.coded("error", f"{error.code}.title", **error.facts)
    hint = say.coded("error", f"{error.code}.hint", **error.facts)
    return Tag("div", "gb gb-fail", Tag("h1", "gb-title", title), Tag("p", "gb-hint", hint), role="alert")


def _menu(current: Place, at: Address, say: Words) -> Tag:
    other = next(name for name in LANGUAGES if name != say.language)
    return Tag(
        "nav",
        "gb gb-menu",
        Tag("span", "gb-brand", Tag("i", "gb-mark"), "Goalboard"),
        Tag("span", "gb-places", *(_entry(place, entry_of(current), at, say) for place in MENU)),
        Tag("a", "gb-lang", words(other)("language.name"), href=replace(at, language=other).here(current.path), data_go="", lang=other),
        aria_label=say("menu.label"),
    )


def _entry(place: Place, current: str, at: Address, say: Words) -> Tag:
    here = {"aria_current": "page"} if place.name == current else {}
    return Tag("a", "", say(f"{place.name}.menu"), href=at.link(place.path), data_go="", **here)
