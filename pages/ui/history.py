"""The versions of the store: a page of them, and the way to take one back, which says first what that would do."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC
from itertools import groupby
from typing import NamedTuple
from urllib.parse import urlencode

import streamlit as st

from data.errors import ImportRefused
from data.settings import time_zone
from data.store.history import Entry, history
from data.store.undo import Collision, Effect, foreseen, undo
from metrics.movement import Moved, moved
from pages.ui import markup, person
from pages.ui.address import MOST_DIGITS, Address, Chosen
from pages.ui.changes import listed
from pages.ui.format import NONE, count, moment
from pages.ui.header import empty, fallen_back, plain_header, section
from pages.ui.markup import Tag
from pages.ui.store import store
from pages.ui.tables import sheet
from pages.ui.view import View
from pages.ui.words import Words
from pages.ui.writing import Writing, may_write, writing

PAGE = 50
DONE = "gb_undone"
COUNTS = ("new", "changed", "unchanged", "superseded", "rejected", "retired")
SETTINGS = frozenset({"settings", "mappings"})  # datasets that shape figures and are no work of anybody
DIGEST = 12  # characters of a file's digest that are shown


class Done(NamedTuple):
    """An undo that was just done: what it took back, the version it is, and which figures it moved."""

    version: int
    made: int
    moved: list[Moved]


def draw(view: View) -> None:
    say = view.words
    plain_header(say("history.title"), say("history.sub"))
    markup.show(Tag("div", "gb", *(Tag("p", "gb-note", note) for note in _fallen_back(view))))
    person.told_if_off(say)
    chosen = _chosen()
    if chosen:
        _confirm(chosen, view)
        return
    _just_done(view)
    _versions(view)


def _chosen() -> int | None:
    """The version that the address asks to take back."""
    text = st.query_params.get("undo", "")
    return int(text) or None if text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS else None


def _fallen_back(view: View) -> list[str]:
    """What of the address could not be read, the version to take back among it."""
    unread = ("undo",) if st.query_params.get("undo") and _chosen() is None else ()
    return fallen_back(replace(view.address, mangled=(*view.address.mangled, *unread)), view.words)


def _here(view: View, **more: object) -> str:
    return f"/history?{urlencode([*view.address.pairs(), *more.items()])}"


def _just_done(view: View) -> None:
    done: Done | None = st.session_state.get(DONE)
    if done and done.made == view.newest:
        markup.show(Tag("p", "gb gb-note", view.words("history.done", version=done.version, made=done.made), role="status"))
        listed.moved(done.moved, view, done.made)


def _versions(view: View) -> None:
    say = view.words
    if not view.newest:
        empty(say("history.empty"), say("history.empty_hint"))
        return
    last = (view.newest - 1) // PAGE + 1
    page = min(view.address.behind.page, last)
    entries = history(store(), limit=PAGE, offset=(page - 1) * PAGE)
    versions = groupby(entries, key=lambda entry: entry.version)
    sheet.draw("history", say("history.title"), _columns(say), [row for _, files in versions for row in _rows(list(files), view)])
    if last > 1:
        markup.show(_pager(page, last, view))


def _columns(say: Words) -> list[dict]:
    heads = {"version": "id", "made": "tight", "who": "clip", "what": "tight", "file": "clip"}
    tail = {"sha256": "tight", "boards": "tight", "undo": "tight"}
    return [
        *(sheet.column(say(f"history.{name}"), kind=kind) for name, kind in heads.items()),
        *(sheet.column(say(f"count.{name}"), right=True) for name in COUNTS),
        *(sheet.column(say(f"history.{name}"), kind=kind) for name, kind in tail.items()),
    ]


def _rows(files: Sequence[Entry], view: View) -> list[dict]:
    """A row per file; what is the version's own stands on the first of them."""
    head = files[0]
    who = NONE if head.kind == "sample" else head.who or NONE
    own = [f"{head.version}", _made(head), who, _what(files, view.words)]
    ways = [_boards(head, view), _way_back(head, view)]
    blank = [""] * len(own)
    return [
        sheet.row([*(own if place == 0 else blank), *_file(entry, view.words), *(ways if place == 0 else ["", ""])])
        for place, entry in enumerate(files)
    ]


def _made(entry: Entry) -> str:
    return moment(entry.made_at.replace(tzinfo=UTC).astimezone(time_zone()))


def _what(files: Sequence[Entry], say: Words) -> str:
    head = files[0]
    if head.undoes is not None:
        return say("history.undo_of", n=head.undoes)
    kind = "settings" if {entry.dataset for entry in files} <= SETTINGS else head.kind
    return say(f"history.kind.{kind}") if say.knows(f"history.kind.{kind}") else kind


def _file(entry: Entry, say: Words) -> list[str | dict]:
    if entry.file is None:
        return [""] * (len(COUNTS) + 2)
    mode = say(f"history.mode.{entry.mode}") if entry.mode == "snapshot" else None
    sub = " · ".join(filter(None, (entry.sheet, _dataset(entry.dataset or "", say), entry.source, mode)))
    digest = entry.sha256 or ""
    file = sheet.cell(entry.file or say("history.by_hand"), sub=sub)
    return [file, *(_count(entry, name) for name in COUNTS), sheet.cell(digest[:DIGEST], title=digest)]


def _count(entry: Entry, name: str) -> str | dict:
    n = getattr(entry, name)
    return sheet.cell(count(n), kind="bad" if name == "rejected" else "") if n else ""


def _boards(entry: Entry, view: View) -> dict:
    at = Address(Chosen(version=entry.version), view.address.language)
    return sheet.cell(view.words("history.boards_then"), href=at.link("/okr"))


def _way_back(entry: Entry, view: View) -> str | dict:
    say = view.words
    if entry.undone_by is not None:
        return say("history.undone_by", n=entry.undone_by)
    if writing() is Writing.OFF:
        return ""
    return sheet.cell(say("history.undo_this"), href=_here(view, undo=entry.version))


def _pager(page: int, last: int, view: View) -> Tag:
    say, chosen = view.words, _chosen()
    kept = {"undo": chosen} if chosen else {}
    turns = [
        Tag("a", "", say(f"records.{name}"), href=_here(view, **kept, page=to), data_go="")
        for name, to in (("previous", page - 1), ("next", page + 1))
        if 1 <= to <= last
    ]
    return Tag("div", "gb gb-answer", Tag("span", "gb-muted", say("history.page", page=page, last=last)), *turns)


def _confirm(version: int, view: View) -> None:
    say = view.words
    section(say("history.ask", n=version))
    try:
        effects = foreseen(store(), version)
    except ImportRefused as refused:
        _refused(refused, view)
    else:
        lines = Tag("ul", "gb-statuses", *(Tag("li", "", _effect(effect, say)) for effect in effects))
        markup.show(Tag("div", "gb", lines, Tag("p", "gb-sub", say("history.keeps"))))
        if writing() is not Writing.OFF:
            _agree(version, say)
    markup.show(Tag("p", "gb", Tag("a", "", say("history.leave"), href=_here(view), data_go="")))


def _effect(effect: Effect, say: Words) -> str:
    told = [say(f"history.effect.{name}", n=n, count=count(n)) for name in ("new", "changed", "retired") if (n := getattr(effect, name))]
    return say("history.effect.line", dataset=_dataset(effect.dataset, say), what=say("list.and").join(told))


def _agree(version: int, say: Words) -> None:
    """Who takes it back, and the button."""
    who = person.ask(say)
    why_not = who.why_not(say, say("history.name_missing"))
    if why_not:
        markup.show(Tag("p", "gb gb-note", why_not))
    label = say("history.undo_button", n=version)
    st.button(label, type="primary", disabled=bool(why_not), key="gb_undo_button", on_click=_take_back, args=(version, who.name, who.key))


def _take_back(version: int, who: str, key: str) -> None:
    """Refused in the meantime, it is left: the page is drawn anew and says why."""
    if not may_write(key):
        return
    try:
        made = undo(store(), version, who)
    except ImportRefused:
        return
    st.session_state[DONE] = Done(version, made, moved(store().cursor(made - 1), store().cursor(made)))
    for name in ("undo", "page"):
        st.query_params.pop(name, None)


def _refused(refused: ImportRefused, view: View) -> None:
    """Why not, and every fact that stands in the way."""
    say, facts = view.words, refused.facts
    found = facts.get("facts")
    title = say.coded("error", f"{refused.code}.title", **facts)
    hint = say.coded("error", f"{refused.code}.hint", **facts)
    if isinstance(found, list):
        hint = say("history.collisions", n=len(found), count=count(len(found)))
    markup.show(Tag("div", "gb gb-fail", Tag("b", "", title), Tag("p", "", hint), role="alert"))
    if isinstance(found, list):
        _collisions(found, view)


def _collisions(found: Sequence[Collision], view: View) -> None:
    say = view.words
    last = (len(found) - 1) // PAGE + 1
    page = min(view.address.behind.page, last)
    columns = [sheet.column(say(f"history.{name}"), kind="tight") for name in ("dataset", "key", "later")]
    rows = [_collision(each, view) for each in found[(page - 1) * PAGE : page * PAGE]]
    sheet.draw("collisions", say("history.collisions_caption"), columns, rows, kind="narrow")
    if last > 1:
        markup.show(_pager(page, last, view))


def _collision(each: Collision, view: View) -> dict:
    say = view.words
    later = sheet.cell(say("meta.version", n=each.version), href=_here(view, undo=each.version))
    return sheet.row([sheet.cell(_dataset(each.dataset, say), sub=each.source), each.key, later])


def _dataset(name: str, say: Words) -> str:
    return say(f"dataset.{name}") if say.knows(f"dataset.{name}") else name
