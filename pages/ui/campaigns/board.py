"""Campaigns: how their key results stand in one line, the map, the same as a list, and what has no place in it."""

import streamlit as st

from pages.ui import goals_only, markup
from pages.ui.campaign.heading import whole
from pages.ui.campaigns import listing, loose, picture
from pages.ui.campaigns.shown import Shown, shown
from pages.ui.campaigns.tally import tally
from pages.ui.goal_board import status_lines
from pages.ui.header import empty, header, section
from pages.ui.markup import Tag
from pages.ui.mine.link import way
from pages.ui.pictures.links import links
from pages.ui.view import View


def draw(view: View) -> None:
    of = whole(view)
    found = shown(of)
    header(of, "campaigns", *tally(found.nodes, of), way(of))
    if found.unknown:
        markup.show(Tag("p", "gb gb-note", of.words("campaigns.unknown_branch", id=found.unknown)))
    if not found.any_campaign:
        _no_campaign(of)
    if found.nodes:
        _map(found, of)
    loose.draw(found.loose, of)


def _map(found: Shown, view: View) -> None:
    say = view.words
    picture.draw(found, view)
    branch = {"id": found.of.id} if found.of else {}
    markup.show(Tag("div", "gb gb-under-map", links("map", view, **branch), _how_to_read(view)))
    with st.container(key="gb_map_list"):
        section(say("campaigns.list_title"), say("campaigns.list_sub"))
        listing.draw(found.nodes, view)


def _how_to_read(view: View) -> Tag:
    say = view.words
    rules = [Tag("p", "", say(f"campaigns.how.{name}")) for name in ("height", "figures", "project")]
    return Tag("details", "gb-how", Tag("summary", "", say("campaigns.how.title")), *rules, *status_lines(view))


def _no_campaign(view: View) -> None:
    """What is missing and how it comes in; objectives that are there are drawn all the same."""
    if view.empty and goals_only.draw(view, "/campaigns"):
        return
    say = view.words
    to_import = Tag("p", "", Tag("a", "", say("import.menu"), href=view.address.link("/import"), data_go=""))
    empty(say("campaigns.empty"), say("campaigns.empty_hint"), to_import)
