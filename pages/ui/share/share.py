"""The share button: both links as text, each with what it does and a button that copies it."""

from pathlib import Path

import streamlit as st

from pages.ui.share.links import live, pinned
from pages.ui.view import View

_HERE = Path(__file__).parent
_PARTS = _HERE.parent / "tables"
_LINKS = st.components.v2.component(
    "goalboard_share",
    html='<div class="gb"></div>\n',
    css="".join((place / name).read_text("utf8") for place, name in ((_PARTS, "parts.css"), (_HERE, "share.css"))),
    js="".join((place / name).read_text("utf8") for place, name in ((_PARTS, "parts.js"), (_HERE, "share.js"))),
)


def draw(view: View, page: str) -> None:
    with st.popover(view.words("share.button"), icon=":material/share:", width="content", key="gb_share"):
        _LINKS(data=shared(view, page), key="share")


def shared(view: View, page: str) -> dict:
    """Both links without the host, which only the browser knows by the name that the reader uses."""
    say = view.words
    links = {"live": live(view, page), "pinned": pinned(view, page)}
    return {
        "words": {key: say(f"share.{key}") for key in ("copy", "copied", "by_hand")},
        "links": [{"name": say(f"share.{kind}"), "about": say(f"share.{kind}_about"), "href": href} for kind, href in links.items() if href],
    }
