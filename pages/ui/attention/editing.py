"""Changes that readers make on this page: who makes them, whether they may, and what came of the last one."""

from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st

from data.errors import ImportRefused
from pages.ui import markup, person
from pages.ui.markup import Tag
from pages.ui.person import Person
from pages.ui.view import View
from pages.ui.words import Words
from pages.ui.writing import Writing, may_write, writing

DONE = "gb_attention_done"


@dataclass
class Editing:
    """Of one run. A name and a key are asked for once, in whichever place is open first."""

    possible: bool
    told: str = ""
    person: Person | None = None

    @classmethod
    def begin(cls, view: View) -> "Editing":
        """Says what came of the last change. A pinned view is not to be changed."""
        editing = cls(possible=not view.pinned and writing() is not Writing.OFF, told=_told(view))
        editing.tell()
        return editing

    def tell(self) -> None:
        if self.told:
            markup.show(Tag("p", "gb gb-note", self.told, role="status"))

    def who(self, say: Words) -> Person:
        if self.person is None:
            self.person = person.ask(say)
        return self.person


def change(act: Callable[[], int | None], key: str, done: str) -> None:
    """Do it, if the key is right, and keep in mind what to say of it: the words `done` with its version, or why it was refused."""
    if not may_write(key):
        return
    try:
        st.session_state[DONE] = (act(), done, {})
    except ImportRefused as refused:
        st.session_state[DONE] = (None, "", refused.facts)


def _told(view: View) -> str:
    """Of a change that was made, as long as it is the last one; of one that was not, once."""
    if DONE not in st.session_state:
        return ""
    made, done, refused = st.session_state[DONE]
    if made is None:
        del st.session_state[DONE]
        return _not_made(refused, view.words)
    return view.words(done, n=made) if made == view.newest else ""


def _not_made(refused: dict[str, object], say: Words) -> str:
    if not refused:
        return say("attention.kept_nothing")
    return say("attention.refused", why=say.coded("reason", str(refused["reason"]), **refused))
