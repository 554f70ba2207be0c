"""Who changes something, self-declared until sign-in exists, and the key where one is needed."""

from typing import NamedTuple
from urllib.parse import unquote

import streamlit as st

from pages.ui import markup
from pages.ui.markup import Tag
from pages.ui.words import Words
from pages.ui.writing import Writing, may_write, writing

NAME = 80  # characters


class Person(NamedTuple):
    """A name as it was typed, and the key that was typed with it."""

    name: str
    key: str

    def why_not(self, say: Words, name_missing: str) -> str:
        """What still stands between this person and a change; '' for nothing."""
        if writing() is Writing.OFF:
            return say("import.no_key")
        if not self.name:
            return name_missing
        if may_write(self.key):
            return ""
        return say("import.key_wrong") if self.key else say("import.key_missing")


def ask(say: Words) -> Person:
    columns = st.columns(2)
    with columns[0]:
        name = st.text_input(say("import.name"), _remembered(), key="gb_who", max_chars=NAME, persist_state="session").strip()
        markup.show(Tag("div", "gb", Tag("p", "gb-sub", say("import.name_hint"))))
    if writing() is not Writing.WITH_KEY:
        return Person(name, "")
    with columns[1]:
        key = st.text_input(say("import.key"), key="gb_key", type="password")
        markup.show(Tag("div", "gb", Tag("p", "gb-sub", say("import.key_hint"))))
    return Person(name, key)


def _remembered() -> str:
    """The name that was given last in this browser."""
    name = st.context.cookies.get("goalboard_who")
    return unquote(name)[:NAME] if isinstance(name, str) else ""


def told_if_off(say: Words) -> None:
    """Where nobody may write, that is said before anything else."""
    if writing() is Writing.OFF:
        markup.show(Tag("div", "gb", Tag("p", "gb-note", say("import.no_key"))))
