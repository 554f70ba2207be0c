"""Acceptance of one campaign: what was promised, and whether it is there."""

from pages.ui.campaign import heading
from pages.ui.view import View


def draw(view: View) -> None:
    of = heading.asked(view, "acceptance")
    if of is None:
        return
    heading.draw(of, "acceptance")
