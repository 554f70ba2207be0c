"""The first screen's view model: goals, what needs attention, the five figures, and how old the data are."""

from pathlib import Path

from pages.ui.overview import ages, figures, goal_lines, notable
from pages.ui.tables.component import table
from pages.ui.view import View

_SUMMARY = table("summary", "marks", folder=Path(__file__).parent)


def draw(view: View) -> None:
    _SUMMARY(data=summary(view), key="summary")


def summary(view: View) -> dict:
    return {
        "goals": goal_lines.goal_lines(view),
        "attention": notable.notable(view),
        "figures": figures.figures(view),
        "ages": ages.ages(view),
    }
