"""What one person answers for: what is late in one line, then all of it, what needs them first."""

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from metrics.campaigns.mine import known_people, mine
from metrics.campaigns.names import alike
from pages.ui import markup
from pages.ui.address import Subject
from pages.ui.campaign.heading import whole
from pages.ui.header import empty, header
from pages.ui.markup import Tag
from pages.ui.mine import sections, tally
from pages.ui.mine.link import person_link
from pages.ui.store import answer
from pages.ui.view import View, address

KEY = "gb_person"


def draw(view: View) -> None:
    of = whole(view)
    known = answer(known_people, of.scope)
    name = _named(of, known)
    rows = answer(mine, of.scope, name, of.today) if name else []
    header(of, "mine", *(tally.told(rows, of) if name else []), choose=lambda _: _choose(known, name, of), title=name or "")
    if name is None:
        _nobody(of, known)
    elif not rows:
        empty(of.words("mine.nothing", name=name), of.words("mine.nothing_hint"))
    else:
        sections.draw(rows, of)


def _named(view: View, known: Sequence[str]) -> str | None:
    """The person whom the address names, as the data write it; None where it names nobody, or nobody of whom they know."""
    asked = alike(view.address.subject.id) if view.address.subject else ""
    return next((name for name in known if alike(name) == asked), None)


def _choose(known: Sequence[str], name: str | None, view: View) -> None:
    """The widget mirrors the address, and a choice goes into it."""
    if not known:
        return
    st.session_state[KEY] = name
    say = view.words
    st.selectbox(
        say("mine.choose"), known, index=None, key=KEY, placeholder=say("mine.choose"), label_visibility="collapsed", width=220, on_change=_go
    )


def _go() -> None:
    name = st.session_state[KEY]
    st.query_params.from_dict(replace(address(), subject=Subject(name) if name else None).query("/mine"))


def _nobody(view: View, known: Sequence[str]) -> None:
    """Nobody chosen, or nobody known by that name: a sentence, and all there are."""
    say, subject = view.words, view.address.subject
    if not known:
        empty(say("mine.none_known"), say("mine.none_known_hint"))
        return
    told = say("mine.unknown", name=subject.id) if subject and subject.id else say("mine.nobody")
    empty(told, say("mine.nobody_hint"))
    markup.show(Tag("ul", "gb gb-names", *(Tag("li", "", person_link(view, name)) for name in known)))
