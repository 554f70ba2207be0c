"""What stands above every board: the question as a title, the day, the range, the age of the data, and what fell back."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import streamlit as st

from data.settings import time_zone
from pages.ui import markup, scope_bar
from pages.ui.address import Address
from pages.ui.format import age, full_day, span
from pages.ui.markup import Tag
from pages.ui.view import View
from pages.ui.words import Words


def header(view: View, page: str, *answer: Tag, choose: Callable[[View], None] | None = None) -> None:
    """Title, facts and notes; then the page's answer in one line, with the page's own choice and the scope at its right."""
    say = view.words
    markup.show(
        Tag("div", "gb gb-head", Tag("h1", "gb-title", say(f"{page}.title")), Tag("p", "gb-meta", *_facts(view)), *_notes(view)),
    )
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="gb_bar"):
        markup.show(Tag("div", "gb gb-answer", *answer))
        if choose:
            choose(view)
        scope_bar.draw(view, page)


def plain_header(title: str, sub: str) -> None:
    markup.show(Tag("div", "gb gb-head", Tag("h1", "gb-title", title), Tag("p", "gb-meta", Tag("span", "", sub))))


def section(title: str, sub: str = "", *after: Tag) -> None:
    markup.show(Tag("div", "gb", Tag("h2", "gb-section", title), Tag("p", "gb-sub", sub, *after)))


def empty(title: str, hint: str, *after: Tag) -> None:
    """Nothing to show: why, and what to do."""
    markup.show(Tag("div", "gb gb-empty", Tag("b", "", title), hint, *after))


def _facts(view: View) -> list[Tag]:
    say, scope = view.words, view.scope
    facts = []
    if scope.as_of is not None:
        facts.append(say("meta.as_of", day=full_day(scope.as_of, say)))
        if scope.since < scope.until:
            facts.append(say("meta.range", span=span(scope.since, scope.until - timedelta(days=1), say)))
    if view.freshness.imported_at is not None:
        moment = view.freshness.imported_at.astimezone(time_zone())
        facts.append(say("meta.age", age=age(moment, datetime.now(UTC), say)))
        facts.append(say("meta.version", n=scope.version))
    tags = [Tag("span", "", fact) for fact in facts]
    if view.freshness.sample:
        tags.append(Tag("span", "gb-sample", say("meta.sample")))
    return tags


def _notes(view: View) -> list[Tag]:
    notes = [*fallen_back(view.address, view.words)]
    if view.too_fine:
        shown = {"asked": view.words(f"bucket.by.{view.too_fine}"), "shown": view.words(f"bucket.by.{view.scope.bucket}")}
        notes.append(view.words("note.too_fine", **shown))
    if view.freshness.holidays_unknown:
        years = view.words("list.and").join(map(str, view.freshness.holidays_unknown))
        notes.append(view.words("note.holidays", years=years))
    return [Tag("p", "gb-note", note) for note in notes]


def fallen_back(at: Address, say: Words) -> list[str]:
    """What of the address could not be read, one quiet sentence each kind."""
    notes = []
    if at.missing_page:
        notes.append(say("note.missing_page", page=at.missing_page))
    if "range" in at.mangled:
        notes.append(say("note.range"))
    named = [say(f"choice.{key}") for key in at.mangled if key != "range"]
    if named:
        notes.append(say("note.mangled", what=say("list.and").join(named)))
    return notes
