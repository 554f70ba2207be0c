"""What every part of a page needs to know: the address, the words, the scope and how fresh the data are."""

import sys
from contextvars import ContextVar
from dataclasses import dataclass, replace

import streamlit as st

from metrics.filters import Freshness, freshness, strangers
from metrics.scope import Bucket, Scope
from pages.ui.address import Address, read
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

    @property
    def empty(self) -> bool:
        return self.scope.as_of is None


def address() -> Address:
    """What the address says, read with care."""
    return read({key: st.query_params.get_all(key) for key in st.query_params})


def language(at: Address) -> str:
    """The chosen language, else the browser's."""
    return at.language or ("zh" if (st.context.locale or "").lower().startswith("zh") else "en")


def look(at: Address) -> View:
    """Resolve the address to a view, once a run; the page asks `current`. Raises `BoardError`."""
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
    view = View(at, words(language(at)), scope, answer(freshness, scope), newest, too_fine)
    _VIEW.set(view)
    return view


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
