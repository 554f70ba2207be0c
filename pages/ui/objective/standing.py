"""Where an objective stands, in one line: its status, how far it is, where the plan is, and what period that is of."""

from metrics.goals import ObjectiveRow, okr_progress
from pages.ui.format import against_plan, day_at, percent
from pages.ui.markup import Tag
from pages.ui.status import shape
from pages.ui.store import answer
from pages.ui.tables.goals import share_in_words, share_of_status
from pages.ui.view import View


def answer_line(row: ObjectiveRow, view: View) -> list[Tag]:
    """`view` is narrowed to the objective."""
    say = view.words
    metrics = answer(okr_progress, view.scope)
    told = Tag("b", "", share_of_status(row, metrics, say), title=share_in_words(row, metrics, say))
    status = Tag("span", f"s-{row.status}", Tag("i", "", shape(row.status)), " ", told)
    way = (
        [say("objective.progress", share=percent(row.progress)), say("objective.plan", share=percent(row.expected))]
        if row.progress is not None
        else []
    )
    known = row.progress is not None and row.expected is not None
    lead = [say("objective.lead", points=against_plan(row.progress, row.expected, say))] if known else []
    return [status, *(Tag("span", "", text) for text in (*way, *lead)), Tag("span", "gb-muted", _period(row, view))]


def _period(row: ObjectiveRow, view: View) -> str:
    as_of = view.scope.as_of or row.ends_on
    same = row.starts_on.year == row.ends_on.year == as_of.year
    year = as_of if same else as_of.replace(year=1)
    days = {"since": day_at(row.starts_on, year, view.words), "last": day_at(row.ends_on, year, view.words)}
    return view.words("objective.ended" if row.ended else "objective.period", **days)
