"""Keeping what a form sends: who sends it, whether they may, and what came of it."""

from collections.abc import Callable
from typing import NamedTuple

import streamlit as st

from data.errors import ImportRefused
from data.keeping import NOTHING, Rows, keep_all
from pages.ui import person
from pages.ui.form import answering
from pages.ui.form.answering import Told
from pages.ui.form.form import Form, Sent, draw
from pages.ui.person import Person
from pages.ui.store import store
from pages.ui.view import View
from pages.ui.words import Words
from pages.ui.writing import Writing, may_write, writing


class Writer(NamedTuple):
    """Who writes on a page: nobody where it is pinned or nobody may; else `why_not` is what still stands between them and saving."""

    person: Person
    why_not: str
    read_only: bool

    @property
    def name(self) -> str:
        return self.person.name

    @classmethod
    def nobody(cls, why: str = "") -> "Writer":
        """Who only reads."""
        return cls(Person("", ""), why, read_only=True)


class Change(NamedTuple):
    """The facts that a send makes, and what is said once they are kept. `signed` is what must be as it was looked at, all of it."""

    rows: Rows
    done: str
    dropped: Rows = NOTHING
    signed: Rows = NOTHING


def ask(view: View) -> Writer:
    """Asks for a name, and a key where one is needed; once a page, above its forms."""
    say = view.words
    if view.pinned:
        return Writer.nobody(say("form.pinned"))
    if writing() is Writing.OFF:
        return Writer.nobody(say("import.no_key"))
    who = person.ask(say)
    return Writer(who, who.why_not(say, say("form.name_missing")), read_only=False)


def take(form: Form, writer: Writer, view: View, change: Callable[[Sent], Change | str]) -> None:
    """Draws the form; what is sent is kept as one version, and the page drawn anew. `change` may refuse with a sentence instead."""
    sent = draw(form, view.words, disabled_why=writer.why_not, read_only=writer.read_only, who=writer.name)
    if sent is not None and may_write(writer.person.key):
        keep(form.key, sent, change(sent), writer.name, view.words)
        st.rerun()


def keep(key: str, sent: Sent, change: Change | str, who: str, say: Words) -> int | None:
    """Keep it and remember what to tell. Nothing that somebody else changed since it was seen is overwritten: the draft stays."""
    if isinstance(change, str):
        answering.tell(key, Told(sent.ticket, change, kept=False))
        return None
    try:
        version = keep_all(store(), change.rows, who, dropped=change.dropped, seen=sent.seen, signed=change.signed)
    except ImportRefused as refused:
        answering.tell(key, Told(sent.ticket, refusal(refused, say), kept=False))
        return None
    text = say("form.kept_nothing") if version is None else f"{change.done} {say('form.version', n=version)}"
    answering.tell(key, Told(sent.ticket, text, kept=True, made=version))
    return version


def refusal(refused: ImportRefused, say: Words) -> str:
    """Why it was not kept, in one sentence or two."""
    facts = dict(refused.facts)
    if "reason" in facts:
        name = f"form.field.{facts['field']}"
        reason = say.coded("reason", str(facts["reason"]), **facts)
        facts |= {"reason": reason.rstrip(".。"), "field": say(name) if say.knows(name) else facts["field"]}
    return " ".join(say.coded("error", f"{refused.code}.{part}", **facts) for part in ("title", "hint"))
