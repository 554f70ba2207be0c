"""What campaigns found worth keeping, what they improved, and what is still to be done."""

import unicodedata
from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from metrics.campaigns.improvements import KEEP, Improvement, owed, practices
from pages.ui import markup
from pages.ui.format import day_at
from pages.ui.header import empty, header, section
from pages.ui.markup import Tag
from pages.ui.overview import followup
from pages.ui.store import answer
from pages.ui.view import View, address

_SEARCH = "gb_practices_search"


def draw(view: View) -> None:
    good, still = answer(practices, view.scope), answer(owed, view.scope)
    header(view, "practices", *_told(good, view))
    if not good and not still:
        empty(view.words("practices.empty"), view.words("practices.empty_hint"))
        return
    _tools(view)
    found, waiting = _looked_for(good, view), _looked_for(still, view)
    if not found and not waiting:
        empty(view.words("practices.none_found"), view.words("practices.none_found_hint"), _everything(view))
        return
    _practices([each for each in found if each.kind == KEEP], "kept", view)
    _practices([each for each in found if each.kind != KEEP], "improved", view)
    if waiting:
        section(view.words("practices.open"), view.words("followup.sub"))
        markup.show(Tag("div", "gb", followup.listed(waiting, view)))


def _told(good: Sequence[Improvement], view: View) -> list[Tag]:
    if not good:
        return []
    kept, subjects = sum(each.kind == KEEP for each in good), len({(each.subject_kind, each.subject_id) for each in good})
    told = [Tag("b", "", view.words("practices.tally_kept", n=kept)), Tag("span", "", view.words("practices.tally_improved", n=len(good) - kept))]
    return [*told, Tag("span", "gb-muted", view.words("practices.tally_from", n=subjects))]


def _tools(view: View) -> None:
    say = view.words
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="gb_tools"):
        st.session_state[_SEARCH] = view.address.behind.search
        st.text_input(
            say("practices.search"),
            key=_SEARCH,
            placeholder=say("practices.search"),
            label_visibility="collapsed",
            icon=":material/search:",
            width=320,
            on_change=_searched,
        )
        href = view.address.file("/api/export/improvements.csv")
        markup.show(Tag("p", "gb gb-take", Tag("a", "", "CSV", href=href, download="", aria_label=say("practices.csv"))), width="content")


def _searched() -> None:
    """The address says so from now on."""
    at = address()
    asked = replace(at, behind=replace(at.behind, search=" ".join(st.session_state[_SEARCH].split())))
    st.query_params.from_dict(asked.query("/practices"))


def _looked_for(found: Sequence[Improvement], view: View) -> list[Improvement]:
    """Those that say it somewhere, whatever its case and width."""
    wanted = _folded(view.address.behind.search)
    return [each for each in found if wanted in _folded(" ".join([each.title, each.owner or "", followup.subject(each)]))]


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()


def _practices(found: Sequence[Improvement], kind: str, view: View) -> None:
    """Under each campaign or project its own; the one with the newest first."""
    if not found:
        return
    section(view.words(f"practices.{kind}"), view.words(f"practices.{kind}_sub"))
    subjects = dict.fromkeys((each.subject_kind, each.subject_id) for each in found)
    markup.show(*(_of_subject([each for each in found if (each.subject_kind, each.subject_id) == subject], view) for subject in subjects))


def _of_subject(found: Sequence[Improvement], view: View) -> Tag:
    href, title = followup.place(found[0], view), followup.subject(found[0])
    heading = Tag("a", "", title, href=href, data_go="") if href else title
    lines = [
        Tag(
            "li",
            "",
            Tag("span", "what-of what", each.title),
            Tag("span", "who", each.owner or ""),
            Tag("span", "due", _noted(each, view)),
        )
        for each in found
    ]
    return Tag("div", "gb gb-practice", Tag("h3", "", heading), Tag("ul", "gb-kept", *lines))


def _noted(each: Improvement, view: View) -> str:
    """The sample company's day is only that on which it was laid out."""
    return "" if view.freshness.sample else view.words("practices.noted", day=day_at(each.noted_on, view.today, view.words))


def _everything(view: View) -> Tag:
    at = replace(view.address, behind=replace(view.address.behind, search=""))
    return Tag("p", "", Tag("a", "", view.words("practices.all"), href=at.here("/practices"), data_go=""))
