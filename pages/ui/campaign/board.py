"""One campaign: its plan by month, who answers for what, its milestones."""

from pages.ui.campaign import heading
from pages.ui.view import View


def draw(view: View) -> None:
    of = heading.asked(view, "campaign")
    if of is None:
        return
    heading.draw(of, "campaign")
