"""The head of the list of what needs attention."""

from metrics.attention import Concern
from pages.ui.attention.told import entries, link, sentence, why
from pages.ui.view import View

SHOWN = 6


def notable(view: View) -> dict:
    """The worst first, as the list ranks them; the muted ones only counted."""
    say, found = view.words, entries(view)
    loud = [entry for entry in found if entry.muted_until is None]
    muted = len(found) - len(loud)
    return {
        "title": say("overview.attention"),
        "rows": [_entry(entry, view) for entry in loud[:SHOWN]],
        "none": say("attention.none_loud" if muted else "overview.nothing"),
        "noneHint": "" if muted else say("overview.nothing_hint"),
        "href": view.address.link("/attention"),
        "all": say("overview.all_attention", n=len(loud)) if loud else say("attention.menu"),
        "muted": say("overview.muted", n=muted) if muted else "",
    }


def _entry(entry: Concern, view: View) -> dict:
    return {"text": sentence(entry, view.words), "why": why(entry, view.words), "href": link(entry, view.address)}
