"""The only file that knows both the database and Streamlit's caches.

A cached answer is keyed by the metric, the scope and the version inside it: an import raises the version, and nobody has to
clear anything. What is cached is small and never changed by those who get it.
"""

from collections.abc import Callable
from typing import Any, TypeVar

import streamlit as st

from data.settings import store_path
from data.store import Store, open_store
from metrics.scope import Question, Scope, resolve

T = TypeVar("T")


def store() -> Store:
    """The open store; opened once a process. Raises `BoardError` when it can't be."""
    return _store(str(store_path()))


def scope_of(question: Question) -> Scope:
    return _scope(str(store_path()), question, store().version())


def answer(metric: Callable[..., T], scope: Scope, /, *chosen: Any, **narrowed: Any) -> T:
    """What a metric says about a scope."""
    place = f"{metric.__module__}.{metric.__qualname__}"
    return _answer(str(store_path()), place, scope, chosen, narrowed, metric)


def spec(chart: Callable[..., T], key: tuple[Any, ...], *facts: Any) -> T:
    """A chart's spec. `key` tells its facts apart: the scope they answer, the colours, the language, the links."""
    return _spec(str(store_path()), f"{chart.__module__}.{chart.__qualname__}", key, chart, facts)


@st.cache_resource(show_spinner=False, max_entries=4)
def _store(path: str) -> Store:
    return open_store(path)


@st.cache_data(show_spinner=False, max_entries=512)
def _scope(path: str, question: Question, latest: int) -> Scope:  # noqa: ARG001 - path and version are part of the key
    return resolve(store().cursor(), question)


@st.cache_data(show_spinner=False, max_entries=512)
def _answer(path: str, place: str, scope: Scope, chosen: tuple, narrowed: dict, _metric: Callable[..., T]) -> T:  # noqa: ARG001
    return _metric(store().cursor(scope.version), scope, *chosen, **narrowed)


@st.cache_data(show_spinner=False, max_entries=512)
def _spec(path: str, place: str, key: tuple, _chart: Callable[..., T], _facts: tuple) -> T:  # noqa: ARG001
    return _chart(*_facts)
