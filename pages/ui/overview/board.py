"""The overview's parts, in the order they are read."""

from metrics.goals import objectives
from pages.ui import goal_board, goals_only
from pages.ui.header import empty, header, section
from pages.ui.outcome import panel
from pages.ui.overview import followup, summary
from pages.ui.store import answer
from pages.ui.tables import bars
from pages.ui.view import View


def draw(view: View) -> None:
    say = view.words
    header(view, "overview", *goal_board.tally(view))
    if goals_only.draw(view, "/"):
        return
    if view.empty:
        empty(say("overview.empty"), say("overview.empty_hint"), *goal_board.way_to_import(view))
        return
    summary.draw(view)
    if bars.any_invested(view):
        section(say("overview.delivered"), say("overview.delivered_sub"))
        bars.draw_total(view)
    if answer(objectives, view.scope):
        panel.draw(view)
    followup.draw(view)
