"""The rules: what each of them means, its thresholds, to be changed in place, and how the order of the list comes about."""

from collections.abc import Sequence

import streamlit as st
from duckdb import DuckDBPyConnection

from data.keeping import keep_all
from data.model.cutoffs import CUTOFFS
from metrics.attention import DEFINITIONS, PREFIX, Rule, Thresholds, names_of, thresholds
from metrics.scope import Scope
from pages.ui import markup
from pages.ui.attention.editing import Editing, change
from pages.ui.format import number
from pages.ui.markup import Tag
from pages.ui.store import answer, store
from pages.ui.view import View
from pages.ui.words import Words

PARTS = ("_points", "_share", "_gap", "_miss")  # thresholds that are parts of 1 and are told in hundredths
HUNDRED = 100


def draw(editing: Editing, view: View) -> None:
    """Folded; drawn only while it is open."""
    fold = st.expander(view.words("attention.rules"), key="gb_rules", type="compact", on_change="rerun")
    if fold.open:
        with fold:
            _rules(answer(_thresholds, view.scope), editing, view)


def _rules(now: Thresholds, editing: Editing, view: View) -> None:
    say = view.words
    order = [Tag("h3", "", say("attention.how")), Tag("p", "", say("attention.how_text"))]
    markup.show(Tag("div", "gb gb-rules", *order))
    for rule in Rule:
        about = [Tag("h3", "", say(f"attention.rule.{rule}")), Tag("p", "gb-sub", DEFINITIONS[rule][say.language])]
        names = names_of(rule)
        if editing.possible:
            markup.show(Tag("div", "gb gb-rules", *about))
            _inputs(names, now, say)
        else:
            lines = [Tag("li", "", f"{say(f'attention.limit.{name}')}: {number(shown(name, getattr(now, name)))}") for name in names]
            markup.show(Tag("div", "gb gb-rules", *about, Tag("ul", "", *lines)))
    if editing.possible:
        _keep(now, editing, say)


def _inputs(names: Sequence[str], now: Thresholds, say: Words) -> None:
    if not names:
        return
    for column, name in zip(st.columns(4), names, strict=False):
        bounds, usual = CUTOFFS[PREFIX + name], shown(name, getattr(Thresholds(), name))
        column.number_input(
            say(f"attention.limit.{name}"),
            min_value=shown(name, bounds.least),
            max_value=shown(name, bounds.most),
            value=shown(name, getattr(now, name)),
            step=0.5 if name.endswith("_times") else 1.0,
            format="%g",
            key=f"gb_limit_{name}",
            help=say("attention.usual", value=number(usual)),
        )


def _keep(now: Thresholds, editing: Editing, say: Words) -> None:
    """Only what was changed is kept, all of it as one version."""
    typed = {name: st.session_state.get(f"gb_limit_{name}") for rule in Rule for name in names_of(rule)}
    rows = [
        {"name": PREFIX + name, "value": f"{_kept(name, value):.10g}"}
        for name, value in typed.items()
        if value is not None and _kept(name, value) != getattr(now, name)
    ]
    markup.show(Tag("p", "gb gb-sub", say("attention.rules_sub")))
    who = editing.who(say)
    why_not = who.why_not(say, say("attention.name_missing"))
    if rows and why_not:
        markup.show(Tag("p", "gb gb-note", why_not))
    disabled = not rows or bool(why_not)
    st.button(say("attention.save"), type="primary", disabled=disabled, key="gb_limits_keep", on_click=_save, args=(rows, who.name, who.key))
    editing.tell()  # again, for the list's head may be far above


def _save(rows: list[dict[str, str]], who: str, key: str) -> None:
    change(lambda: keep_all(store(), {"settings": rows}, who), key, "attention.kept_done")


def shown(name: str, value: float) -> float:
    """A threshold as it is told and typed: a part of 1 in hundredths."""
    return float(round(value * HUNDRED, 6) if name.endswith(PARTS) else value)


def _kept(name: str, value: float) -> float:
    return round(value / HUNDRED, 8) if name.endswith(PARTS) else value


def _thresholds(con: DuckDBPyConnection, _scope: Scope) -> Thresholds:
    return thresholds(con)
