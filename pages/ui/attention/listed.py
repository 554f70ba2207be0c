"""The entries, ranked: one sentence each that leads to its place, why it is there, and a way to keep it quiet for a while."""

from collections.abc import Sequence

import streamlit as st

from metrics.attention import Concern
from pages.ui import markup
from pages.ui.attention import muting
from pages.ui.attention.editing import Editing
from pages.ui.attention.told import link, name, rule, says, sentence, why
from pages.ui.format import number
from pages.ui.markup import Tag
from pages.ui.view import View


def draw(concerns: Sequence[Concern], editing: Editing, view: View) -> None:
    if not editing.possible:
        lines = [Tag("li", "", *said(concern, view)) for concern in concerns]
        markup.show(Tag("ol", "gb gb-concerns", *lines, aria_label=view.words("attention.list")))
        return
    with st.container(key="gb_concerns", gap="xxsmall"):
        for concern in concerns:
            with st.container(horizontal=True, wrap=False, vertical_alignment="top", gap="small"):
                markup.show(Tag("article", "gb gb-concern", *said(concern, view)))
                muting.popover(concern, editing, view)


def said(concern: Concern, view: View, *more: str) -> list[Tag]:
    """What is the matter, and below it by which rule, why and how heavy it is."""
    say = view.words
    facts = [why(concern, say), *more, say("attention.weight", n=number(round(concern.weight, 1)))]
    about = name(concern, say)
    told = [*([Tag("span", "", about), " "] if about else []), Tag("b", "", says(concern, say))]
    return [
        Tag("p", "gb-says", Tag("a", "", *told, href=link(concern, view.address), data_go="", aria_label=sentence(concern, say))),
        Tag("p", "gb-sub", Tag("b", "", rule(concern, say)), *(Tag("span", "", fact) for fact in facts)),
    ]
