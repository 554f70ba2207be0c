"""The card of a file: everything that can be chosen about how it is read, in our own markup, so that thirty choices are instant."""

from pathlib import Path
from typing import Any

import streamlit as st

from pages.ui.importing.choice import FileChoice, understood

_HERE = Path(__file__).parent
_PARTS = _HERE.parent / "tables"
_CARD = st.components.v2.component(
    "goalboard_card",
    html='<div class="gb"></div>\n',
    css="".join((place / name).read_text("utf8") for place, name in ((_PARTS, "parts.css"), (_HERE, "card.css"))),
    js="".join((place / name).read_text("utf8") for place, name in ((_PARTS, "parts.js"), (_HERE, "card.js"))),
)


def chosen(key: str, before: FileChoice) -> FileChoice:
    """What the browser handed back last; before it has anything to say, what was known."""
    handed_back = (st.session_state.get(key) or {}).get("choice")
    return understood(handed_back) if handed_back else before


def draw(key: str, offer: dict[str, Any]) -> None:
    """The page runs anew when something else is chosen."""
    _CARD(key=key, data=offer, on_choice_change=_rerun)


def _rerun() -> None:
    """A change reruns the script; there is nothing else to do."""
