"""What came of the last send of a form, and that a send is dealt with once."""

from pathlib import Path
from typing import NamedTuple

import streamlit as st

HERE = Path(__file__).parent
_TOLD, _DONE = "gb_form_told", "gb_form_done"


class Told(NamedTuple):
    """Told below the form; `kept` lets the browser forget the draft that was sent with this ticket, `made` is the version it made."""

    ticket: str
    text: str
    kept: bool
    made: int | None = None


def told(key: str, seen: int) -> Told | None:
    """Of what was kept, no words any more once there is a later version."""
    found: Told | None = st.session_state.get(_TOLD, {}).get(key)
    return found._replace(text="") if found and found.made and found.made < seen else found


def tell(key: str, told: Told) -> None:
    st.session_state[_TOLD] = st.session_state.get(_TOLD, {}) | {key: told}


def is_new(key: str, ticket: str) -> bool:
    """Whether this send has not been dealt with yet: a run may be begun anew before it is over."""
    done = st.session_state.get(_DONE, {})
    st.session_state[_DONE] = done | {key: ticket}
    return done.get(key) != ticket
