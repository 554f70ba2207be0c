"""The scope: one button that says what is chosen, and behind it the choices.

The address is the state and the widgets mirror it: before each run their values are set from the address, and a change writes
the address. So a mangled value can be named, ids stay ids, and Back and Forward move the widgets too. (Binding a widget to the
address instead would put translated labels into links and drop mangled values in silence.)
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import streamlit as st

from metrics.filters import objective_choices, teams
from metrics.scope import FIRST_DAY, LAST_DAY, Bucket, Clock, Days
from pages.ui.address import NO_TEAM, Address, Chosen
from pages.ui.sitemap import place_of
from pages.ui.store import answer
from pages.ui.view import View, address

TIMED = frozenset({"efficiency", "team"})  # the pages that cut time into buckets and measure cycles
DEFAULTS = {"bucket": Bucket.WEEK, "clock": Clock.CREATED, "days": Days.CALENDAR}
ONE_DAY = timedelta(days=1)
_PATH = "gb_path"  # of the page that the scope was drawn on


def draw(view: View, page: str) -> None:
    _mirror(view.address.chosen)
    st.session_state[_PATH] = place_of(page).path
    with st.popover(summary(view, page), icon=":material/tune:", width="content", key="gb_scope"), st.container(gap="xsmall"):
        _filters(view)
        if page in TIMED:
            _time(view)
        _days(view)
        _versus(view)
        st.button(view.words("scope.reset"), type="tertiary", icon=":material/restart_alt:", on_click=_go, args=(Chosen(),))


def summary(view: View, page: str) -> str:
    """The scope in a few words of ours; never a word of the data, for labels are read as Markdown."""
    say, chosen = view.words, view.address.chosen
    parts = [
        say("scope.teams", n=len(chosen.teams)) if chosen.teams else say("scope.all_teams"),
        say("scope.objectives", n=len(chosen.objectives)) if chosen.objectives else say("scope.all_objectives"),
    ]
    if page in TIMED:
        parts.append(say(f"bucket.by.{chosen.bucket or Bucket.WEEK}"))
    elif chosen.since or chosen.until:
        parts.append(say("scope.own_range"))
    return " · ".join(parts)


def _days(view: View) -> None:
    say, scope, chosen = view.words, view.scope, view.address.chosen
    some = scope.since < scope.until
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        _day("since", _automatic(say("choice.since"), scope.since if some else None, chosen.since))
        _day("last", _automatic(say("choice.last"), scope.until - ONE_DAY if some else None, chosen.until), say("hint.last"))
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        _day("as_of", _automatic(say("choice.asof"), scope.as_of, chosen.as_of), say("hint.asof"))
        _version(view)


def _automatic(label: str, value: object, chosen: object) -> str:
    """A label with what holds while nothing is chosen. Days and our own words only: labels are read as Markdown."""
    return f"{label} :gray[{value}]" if value and chosen is None else label


def _filters(view: View) -> None:
    say, chosen = view.words, view.address.chosen
    known = [team if team is not None else NO_TEAM for team in answer(teams, view.scope)]
    st.multiselect(
        say("choice.team"),
        _with_chosen(known, chosen.teams),
        key="gb_teams",
        format_func=lambda team: team or say("team.none"),
        placeholder=say("scope.all_teams"),
        on_change=_chosen,
        args=("teams", "gb_teams", tuple),
    )
    titles = dict(answer(objective_choices, view.scope))
    st.multiselect(
        say("choice.objective"),
        _with_chosen(list(titles), chosen.objectives),
        key="gb_objectives",
        format_func=lambda name: f"{name} {titles.get(name, '')}".strip(),
        placeholder=say("scope.all_objectives"),
        on_change=_chosen,
        args=("objectives", "gb_objectives", tuple),
    )


def _time(view: View) -> None:
    say = view.words
    for name, default in DEFAULTS.items():
        shown = {option: say(f"{name}.{option}") for option in type(default)}
        _one_of(name, say(f"choice.{name}"), tuple(shown), shown.__getitem__)


def _versus(view: View) -> None:
    """A day or a version: the one chosen last holds."""
    say = view.words
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        _day("versus", say("versus.day"), say("versus.hint"))
        _number("gb_versus_version", say("versus.version"), "versus", view)


def _version(view: View) -> None:
    say = view.words
    label = _automatic(say("choice.version"), say("scope.newest"), view.address.chosen.version)
    _number("gb_version", label, "version", view, placeholder=str(max(view.newest, 1)), hint=say("hint.version"))


def _number(key: str, label: str, name: str, view: View, *, placeholder: str | None = None, hint: str | None = None) -> None:
    st.number_input(
        label,
        min_value=1,
        max_value=max(view.newest, 1),
        step=1,
        key=key,
        placeholder=placeholder,
        help=hint,
        on_change=_chosen,
        args=(name, key, _same),
    )


def _day(name: str, label: str, hint: str | None = None) -> None:
    st.date_input(
        label,
        key=f"gb_{name}",
        format="YYYY-MM-DD",
        min_value=FIRST_DAY - ONE_DAY,  # the last day of a range that ends with the first
        max_value=LAST_DAY,
        help=hint,
        on_change=_chosen,
        args=("until" if name == "last" else name, f"gb_{name}", _after if name == "last" else _same),
    )


def _one_of(name: str, label: str, options: tuple, shown: Callable[[Any], str]) -> None:
    st.segmented_control(label, options, key=f"gb_{name}", format_func=shown, on_change=_chosen, args=(name, f"gb_{name}", _same))


def _mirror(chosen: Chosen) -> None:
    """Widgets show what the address says."""
    st.session_state.update(
        gb_as_of=chosen.as_of,
        gb_since=chosen.since,
        gb_last=chosen.until - ONE_DAY if chosen.until else None,
        gb_teams=list(chosen.teams),
        gb_objectives=list(chosen.objectives),
        gb_version=chosen.version,
        gb_versus=chosen.versus if isinstance(chosen.versus, date) else None,
        gb_versus_version=chosen.versus if isinstance(chosen.versus, int) else None,
        **{f"gb_{name}": getattr(chosen, name) or default for name, default in DEFAULTS.items()},
    )


def _chosen(name: str, key: str, read: Callable[[Any], Any]) -> None:
    """A widget changed: the address says so from now on."""
    _write(address().choosing(**{name: read(st.session_state[key])}))


def _go(chosen: Chosen) -> None:
    at = address()
    _write(replace(at, chosen=chosen))


def _write(at: Address) -> None:
    """Into the address bar; a page keeps what it is about, the records page its number, from its first page on."""
    st.query_params.from_dict(replace(at, behind=at.behind.at_page(1)).query(st.session_state[_PATH]))


def _same(value: Any) -> Any:
    return value


def _after(last: date | None) -> date | None:
    """The address holds the first day not included."""
    return last + ONE_DAY if last else None


def _with_chosen(known: list[str], chosen: tuple[str, ...]) -> list[str]:
    return [*known, *(value for value in chosen if value not in known)]
