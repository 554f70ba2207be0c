"""The place to drop files: each is sent by itself, shows how far it is, and can be taken away again."""

from pathlib import Path
from typing import Any

import streamlit as st

from data.settings import Limits
from pages.ui import uploads
from pages.ui.uploads import Upload
from pages.ui.words import Words

_HERE = Path(__file__).parent
_PARTS = _HERE.parent / "tables"
_WORDS = ("choose", "hint", "welcome", "remove", "sending", "sent", "failed", "removed", "list")
_DROP = st.components.v2.component(
    "goalboard_drop",
    html='<div class="gb"></div>\n',
    css="".join((place / name).read_text("utf8") for place, name in ((_PARTS, "parts.css"), (_HERE, "drop.css"))),
    js="".join((place / name).read_text("utf8") for place, name in ((_PARTS, "parts.js"), (_HERE, "drop.js"))),
)


def draw(key: str, say: Words) -> list[Upload]:
    """The files that have arrived, in that order; the page runs anew when one does, or is taken away."""
    token = uploads.token()
    for gone in (st.session_state.get(key) or {}).get("removed") or ():
        uploads.drop(token, str(gone))
    arrived = uploads.of(token)
    _DROP(
        key=key,
        data={
            "token": token,
            "header": uploads.HEADER,
            "language": say.language,
            "most": Limits.limits().file_mb << 20,
            "files": [{"id": file.id, "name": file.name, "size": file.size} for file in arrived],
            "words": _words(say),
        },
        on_arrived_change=_rerun,
        on_removed_change=_rerun,
    )
    return arrived


def _words(say: Words) -> dict[str, Any]:
    """With `{name}` and the like left open for the browser to fill in."""
    too_big = {"size": "{size}", "most": Limits.limits().file_mb, "variable": "GOALBOARD_MAX_FILE_MB"}
    told = " ".join(say.coded("error", f"file_too_big.{part}", **too_big) for part in ("title", "hint"))
    return {name: say.raw(f"drop.{name}") for name in _WORDS} | {"too_big": told}


def _rerun() -> None:
    """A change of the list reruns the script; there is nothing else to do."""
