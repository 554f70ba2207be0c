"""Keeping an entry quiet until a day, with a reason and a name, and taking that back."""

from collections.abc import Sequence
from datetime import timedelta
from hashlib import sha256

import streamlit as st

from data.keeping import drop, keep
from metrics.attention import Concern, subject
from pages.ui import markup
from pages.ui.attention.editing import Editing, change
from pages.ui.attention.told import name, rule, sentence
from pages.ui.format import day_at
from pages.ui.markup import Tag
from pages.ui.store import store
from pages.ui.view import View
from pages.ui.words import Words

DAYS = 14  # a train and its review: by then it is better or worth saying again
LONGEST = 200  # characters of a reason


def popover(concern: Concern, editing: Editing, view: View) -> None:
    """Its form is drawn only while it is open."""
    say, key = view.words, _key(concern)
    opened = st.popover(_labelled(say("attention.mute"), concern, say), type="tertiary", width="content", key=f"gb_mute_{key}", on_change="rerun")
    if opened.open:
        with opened:
            _form(concern, key, editing, view)


def draw(concerns: Sequence[Concern], editing: Editing, view: View) -> None:
    """The muted ones, folded: until when, by whom and why."""
    if not concerns:
        return
    fold = st.expander(view.words("attention.muted", n=len(concerns)), key="gb_muted", type="compact", on_change="rerun")
    if fold.open:
        with fold:
            _muted(concerns, editing, view)


def _form(concern: Concern, key: str, editing: Editing, view: View) -> None:
    say = view.words
    first = view.today
    until = st.date_input(
        say("attention.mute_until"), value=view.today + timedelta(days=DAYS), min_value=first, format="YYYY-MM-DD", key=f"gb_until_{key}"
    )
    reason = st.text_input(say("attention.mute_reason"), max_chars=LONGEST, key=f"gb_reason_{key}", help=say("attention.mute_reason_hint")).strip()
    who = editing.who(say)
    needs = "" if who.name and reason else say("attention.mute_needs")
    why_not = _told(who.why_not(say, ""), needs)
    row = {"rule": concern.rule.value, "subject": subject(concern), "until_on": str(until), "reason": reason, "who": who.name}
    disabled = bool(why_not) or until is None
    label = say("attention.mute_button")
    st.button(label, type="primary", disabled=disabled, key=f"gb_mute_now_{key}", on_click=_mute, args=(row, who.key))


def _muted(concerns: Sequence[Concern], editing: Editing, view: View) -> None:
    say = view.words
    who = editing.who(say) if editing.possible else None
    why_not = _told(who.why_not(say, ""), "" if who.name else say("attention.unmute_needs")) if who else ""
    for concern in concerns:
        with st.container(horizontal=True, wrap=False, vertical_alignment="top", gap="small"):
            markup.show(Tag("article", "gb gb-concern", *_kept_quiet(concern, view)))
            if who:
                row = {"rule": concern.rule.value, "subject": subject(concern)}
                args = (row, who.name, who.key)
                key = f"gb_unmute_{_key(concern)}"
                label = _labelled(say("attention.unmute"), concern, say)
                st.button(label, type="tertiary", disabled=bool(why_not), key=key, on_click=_unmute, args=args)


def _kept_quiet(concern: Concern, view: View) -> list[Tag]:
    say = view.words
    until = day_at(concern.muted_until, view.today, say) if concern.muted_until else ""
    told = say("attention.muted_by", day=until, who=concern.muted_by, why=concern.muted_why)
    return [Tag("p", "gb-says gb-muted", sentence(concern, say)), Tag("p", "gb-sub", told)]


def _told(wrong: str, needs: str) -> str:
    """What stands between a reader and the button: what is wrong as a note; what is only not typed yet is no complaint."""
    if wrong or needs:
        markup.show(Tag("p", "gb gb-note" if wrong else "gb gb-sub", wrong or needs))
    return wrong or needs


def _labelled(word: str, concern: Concern, say: Words) -> str:
    """The word is seen, the entry only heard, for all buttons of the list read alike: code, so that a name is no Markdown; its style hides it."""
    about = f"{rule(concern, say)} {name(concern, say)}".strip().replace("`", "'")
    return f"{word} `{about}`"


def _key(concern: Concern) -> str:
    """Of an entry's widgets: whatever its subject is called."""
    return sha256(f"{concern.rule} {subject(concern)}".encode()).hexdigest()[:12]


def _mute(row: dict[str, str], key: str) -> None:
    change(lambda: keep(store(), "mutes", row, row["who"]), key, "attention.muted_done")


def _unmute(row: dict[str, str], who: str, key: str) -> None:
    change(lambda: drop(store(), "mutes", row, who), key, "attention.unmuted_done")
