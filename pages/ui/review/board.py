"""Review of one campaign: what happened, and what comes of it."""

from pages.ui.campaign import heading
from pages.ui.view import View


def draw(view: View) -> None:
    of = heading.asked(view, "review")
    if of is None:
        return
    heading.draw(of, "review")
