"""What stands above every board: the question as a title, the day, the range, the age of the data, and what fell back."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import streamlit as st

from data.settings import time_zone
from metrics.filters import objective_choices
from metrics.scope import Days
from pages.ui import markup, scope_bar
from pages.ui.address import Address
from pages.ui.format import age, day, full_day, moment, span_of
from pages.ui.markup import Tag
from pages.ui.share import share
from pages.ui.share.known import known
from pages.ui.sitemap import REPORT, place_of
from pages.ui.store import answer
from pages.ui.view import View
from pages.ui.words import Words

WITH_WORKDAYS = frozenset({"overview", "efficiency", "team"})  # pages that tell cycles in workdays too


def header(view: View, page: str, *answer: Tag, choose: Callable[[View], None] | None = None, title: str = "") -> None:
    """Title, facts and notes; then the page's answer in one line, with the page's own choice, the scope and sharing at its right.

    A page about one thing is called by its `title`, the data's own text; the others by the question they answer.
    """
    heading, facts = (
        Tag("h1", "gb-title", title or view.words(f"{page}.title")),
        Tag("p", "gb-meta", *_facts(view), *_changes(view, page), *_report(view)),
    )
    markup.show(Tag("div", "gb gb-head", heading, facts, *known(view, page), *_chosen(view), *_notes(view, page)))
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="gb_bar"):
        markup.show(Tag("div", "gb gb-answer", *answer))
        if choose:
            choose(view)
        scope_bar.draw(view, page)
        share.draw(view, page)


def plain_header(title: str, sub: str) -> None:
    markup.show(Tag("div", "gb gb-head", Tag("h1", "gb-title", title), Tag("p", "gb-meta", Tag("span", "", sub))))


def section(title: str, sub: str = "", *after: Tag | str, about: Tag | None = None) -> None:
    """A heading and what it is about; `about` opens the definitions of its figures, right behind the title."""
    heading = [Tag("h2", "gb-section gb-asked", title), about] if about else [Tag("h2", "gb-section", title)]
    markup.show(Tag("div", "gb", *heading, Tag("p", "gb-sub", sub, *after)))


def empty(title: str, hint: str, *after: Tag) -> None:
    """Nothing to show: why, and what to do."""
    markup.show(Tag("div", "gb gb-empty", Tag("b", "", title), hint, *after))


def _facts(view: View) -> list[Tag]:
    say, scope = view.words, view.scope
    facts: list[Tag | str] = []
    if scope.as_of is not None:
        facts.append(say("meta.as_of", day=full_day(scope.as_of, say)))
        if scope.since < scope.until:
            facts.append(say("meta.range", span=told_span(scope.since, scope.until, scope.as_of, say)))
    if view.freshness.imported_at is not None:
        facts.append(_age(view.freshness.imported_at.astimezone(time_zone()), view))
        facts.append(Tag("a", "", say("meta.version", n=scope.version), href=view.address.link("/history"), data_go=""))
    tags = [Tag("span", "", fact) for fact in facts]
    if view.freshness.sample:
        tags.append(Tag("span", "gb-sample", say("meta.sample")))
    return tags


def _age(imported_at: datetime, view: View) -> str:
    """How old the data are; of a version, when they came in, for it is as old as its reader's clock says."""
    if view.pinned:
        return view.words("meta.imported", moment=moment(imported_at))
    return view.words("meta.age", age=age(imported_at, view.now, view.words))


def _changes(view: View, page: str) -> list[Tag]:
    if view.empty or page == "changes":
        return []
    return [Tag("span", "", Tag("a", "", view.words("changes.menu"), href=view.address.link("/changes"), data_go=""))]


def _report(view: View) -> list[Tag]:
    """The weekly report of the same question; no page of the session, so no way that stays in it."""
    return [] if view.empty else [Tag("span", "", Tag("a", "", view.words("report.title"), href=view.address.link(REPORT)))]


def _chosen(view: View) -> list[Tag]:
    """Which teams and objectives the page is about, on screen and in print."""
    say, chosen = view.words, view.address.chosen
    told = []
    if chosen.teams:
        told.append(say("meta.teams", names=say("list.and").join(team or say("team.none") for team in chosen.teams)))
    if chosen.objectives:
        titles = dict(answer(objective_choices, view.scope)) if len(chosen.objectives) == 1 else {}
        names = [f"{name} {titles.get(name, '')}".strip() for name in chosen.objectives]
        told.append(say("meta.objectives", names=say("list.and").join(names)))
    return [Tag("p", "gb-chosen", *(Tag("span", "", text) for text in told))] if told else []


def told_span(since: date, until: date, as_of: date, say: Words) -> str:
    """A range beside the day it is read on: without the year only where both its days are of that day's year."""
    last = max(since, until - timedelta(days=1))
    if since.year == last.year == as_of.year:
        return span_of(since, until, say)
    named = [say("date.day_of_year", day=day(end, say), year=end.year) for end in (since, last)]
    return " – ".join(dict.fromkeys(named))


def _notes(view: View, page: str) -> list[Tag]:
    return [*_unknown(view, page), *(Tag("p", "gb-note", note) for note in notes(view, workdays=page in WITH_WORKDAYS))]


def notes(view: View, *, workdays: bool = True) -> list[str]:
    """What of the link fell back, is shown more coarsely than asked for, or isn't known of the calendar."""
    told = [*fallen_back(view.address, view.words)]
    if view.too_fine:
        shown = {"asked": view.words(f"bucket.by.{view.too_fine}"), "shown": view.words(f"bucket.by.{view.scope.bucket}")}
        told.append(view.words("note.too_fine", **shown))
    if view.freshness.holidays_unknown and (workdays or view.scope.question.days is Days.WORKDAY):
        years = view.words("list.and").join(map(str, view.freshness.holidays_unknown))
        told.append(view.words("note.holidays", years=years))
    return told


def _unknown(view: View, page: str) -> list[Tag]:
    """What the link names and nobody knows, with the way to the same page without it."""
    say, at = view.words, view.address
    named = [
        say(f"note.{kind}", names=say("list.and").join(names))
        for kind, names in (("unknown_teams", at.unknown_teams), ("unknown_objectives", at.unknown_objectives))
        if names
    ]
    if not named:
        return []
    return [Tag("p", "gb-note", " ".join(named), " ", Tag("a", "", say("note.drop"), href=at.here(place_of(page).path), data_go=""))]


def fallen_back(at: Address, say: Words) -> list[str]:
    """What of the address could not be read, one quiet sentence each kind."""
    notes = []
    if at.missing_page:
        notes.append(say("note.missing_page", page=at.missing_page))
    if "range" in at.mangled:
        notes.append(say("note.range"))
    if "vs_later" in at.mangled:
        notes.append(say("note.vs_later"))
    named = [say(f"choice.{key}") for key in at.mangled if key not in ("range", "vs_later")]
    if named:
        notes.append(say("note.mangled", what=say("list.and").join(named)))
    return notes
