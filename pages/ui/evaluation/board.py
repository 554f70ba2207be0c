"""Evaluation of one campaign: its result, its process, and who is to be thanked."""

from pages.ui.campaign import heading
from pages.ui.view import View


def draw(view: View) -> None:
    of = heading.asked(view, "evaluation")
    if of is None:
        return
    heading.draw(of, "evaluation")
