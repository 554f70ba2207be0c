"""The two addresses of what is on screen, and the way back from a pinned view to today's."""

from pages.ui.sitemap import place_of
from pages.ui.view import View


def live(view: View, page: str) -> str:
    """The reader's choices; the data, and with them the day if none was chosen, move on. A pinned view's day was pinned, not chosen."""
    unpinned = {"version": None, "as_of": None, "seen": None} if view.pinned else {}
    return view.address.choosing(**unpinned).here(place_of(page).path)


def pinned(view: View, page: str) -> str | None:
    """The version and the day as well: with both, the usual range stands still too. None while there are no facts to pin.

    The day it was looked at is in it, for what is late or old on that day.
    """
    if view.empty or not view.scope.version:
        return None
    return view.address.choosing(version=view.scope.version, as_of=view.scope.as_of, seen=view.today).here(place_of(page).path)
