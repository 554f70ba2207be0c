"""What every part of a page needs to know: the address, the words, the scope and how fresh the data are."""

import sys
from contextvars import ContextVar
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

import streamlit as st

from data.settings import time_zone
from metrics.filters import Freshness, freshness, strangers
from metrics.scope import Bucket, Scope
from pages.ui.address import Address, Versus, read
from pages.ui.store import answer, scope_of, store
from pages.ui.words import Words, words

MOST_COLUMNS = 400
LENGTHS = {Bucket.DAY: 1, Bucket.WEEK: 7, Bucket.MONTH: 28, Bucket.QUARTER: 90, Bucket.RANGE: sys.maxsize}
_VIEW: ContextVar["View"] = ContextVar("view")


@dataclass(frozen=True)
class View:
    address: Address
    words: Words
    scope: Scope
    freshness: Freshness
    newest: int  # version of the store
    too_fine: Bucket | None = None  # the bucket asked for, where it would have cut the range into more columns than can be seen
    before: Scope | None = None  # the same question at the earlier day or version that the reader holds it against

    @property
    def empty(self) -> bool:
        return self.scope.as_of is None

    @property
    def pinned(self) -> bool:
        """Whether the reader looks at a version, which no later import changes."""
        return self.address.chosen.version is not None

    @property
    def now(self) -> datetime:
        """The moment that ages are told at. Of a version the day its link was made, or else its own, so that it always says the same."""
        made_at = self.freshness.made_at
        if not self.pinned or made_at is None:
            return datetime.now(UTC).astimezone(time_zone())
        own, seen = made_at.astimezone(time_zone()), self.address.chosen.seen
        return own if seen is None or seen < own.date() else datetime.combine(seen, own.timetz())

    @property
    def today(self) -> date:
        """The day that things are late or old on: the one a link was made on; else now, or the chosen day if that is earlier."""
        if self.pinned and self.address.chosen.seen is not None:
            return self.address.chosen.seen
        return min(self.now.date(), self.address.chosen.as_of or date.max)


def address() -> Address:
    """What the address says, read with care."""
    return read({key: st.query_params.get_all(key) for key in st.query_params})


def language(at: Address) -> str:
    """The chosen language, else the browser's."""
    return at.language or ("zh" if (st.context.locale or "").lower().startswith("zh") else "en")


def look(at: Address) -> View:
    """Resolve the address to a view, once a run; the page asks `current`. Raises `BoardError`."""
    view = view_of(at, language(at))
    _VIEW.set(view)
    return view


def view_of(at: Address, reader: str) -> View:
    """The view of an address in a language, for whoever has no session: a route, a command line. Raises `BoardError`."""
    newest = store().version()
    if at.chosen.version and at.chosen.version > newest:
        at = replace(at.choosing(version=None), mangled=(*at.mangled, "version"))
    at = _among_friends(at)
    scope = scope_of(at.chosen.question)
    fitting = _fitting(scope)
    too_fine = None if fitting is scope.bucket else scope.bucket
    if too_fine:
        at = at.choosing(bucket=fitting)
        scope = scope_of(at.chosen.question)
    if _later(at.chosen.versus, scope):
        at = replace(at.choosing(versus=None), mangled=(*at.mangled, "vs_later"))
    return View(at, words(reader), scope, answer(freshness, scope), newest, too_fine, before(at))


def before(at: Address) -> Scope | None:
    """An earlier day is read at the same version; an earlier version on the day it was shown then, or the chosen one if that is earlier.

    So a pinned link, which names its day, is held against the same as the live one it was made of.
    """
    question, versus = at.chosen.question, at.chosen.versus
    if versus is None:
        return None
    if not isinstance(versus, int):
        return scope_of(replace(question, as_of=versus))
    then = scope_of(replace(question, version=versus, as_of=None))
    return scope_of(replace(question, version=versus)) if question.as_of and then.as_of and question.as_of < then.as_of else then


def _later(versus: Versus | None, scope: Scope) -> bool:
    """Whether a page would be held against what came after it."""
    limit = scope.version if isinstance(versus, int) else scope.as_of
    return versus is not None and limit is not None and versus > limit  # type: ignore[operator]


def _among_friends(at: Address) -> Address:
    """The address without teams and objectives that nobody knows; an empty store knows nobody yet, and drops nothing."""
    if not at.chosen.teams and not at.chosen.objectives:
        return at
    scope = scope_of(at.chosen.question)
    unknown = answer(strangers, scope)
    return at if scope.as_of is None or not any(unknown) else at.without(unknown.teams, unknown.objectives)


def _fitting(scope: Scope) -> Bucket:
    """The bucket asked for, or the next longer one that leaves few enough columns."""
    days = (scope.until - scope.since).days
    longer = [bucket for bucket in LENGTHS if LENGTHS[bucket] >= LENGTHS[scope.bucket]]
    return next((bucket for bucket in longer if days <= MOST_COLUMNS * LENGTHS[bucket]), Bucket.RANGE)


def current() -> View:
    return _VIEW.get()
