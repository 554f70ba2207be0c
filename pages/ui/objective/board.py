"""One objective: where it stands, its key results, whether the work pays, whose work it is, and what changed."""

from dataclasses import replace

from metrics.filters import objective_choices
from metrics.goals import ObjectiveRow, objectives
from pages.ui import goals_only, latest_work, people
from pages.ui.changes import lately
from pages.ui.explained import explained
from pages.ui.header import empty, header, section
from pages.ui.markup import Tag
from pages.ui.objective import standing, teams
from pages.ui.outcome import panel
from pages.ui.store import answer
from pages.ui.tables import goals
from pages.ui.view import View, view_of


def draw(view: View) -> None:
    everything = view_of(view.address.choosing(objectives=()), view.words.language)
    row = _objective(everything)
    if row is None:
        _nobody_knows(view)
        return
    say = view.words
    chosen = view_of(view.address.choosing(objectives=(row.objective_id,)), say.language)
    of_it = replace(chosen, address=everything.address)  # links to other pages go on without it, and say themselves what they are about
    header(everything, "objective", *standing.answer_line(row, of_it), title=f"{row.objective_id} {row.title}")
    goals.draw(of_it)
    panel.draw(of_it, taken=chosen)
    section(say("objective.teams"), say("objective.teams_sub"), about=explained(("delivered", "share"), view))
    teams.draw(of_it, row.objective_id)
    section(say("objective.work"))
    latest_work.draw(of_it, goal=row.objective_id)
    section(say("objective.people"))
    people.draw(of_it, goal=row.objective_id)
    lately.draw(everything, lambda moved: moved.objective_id == row.objective_id)


def _objective(view: View) -> ObjectiveRow | None:
    asked = view.address.subject.id if view.address.subject else None
    return next((row for row in answer(objectives, view.scope) if row.objective_id == asked), None)


def _nobody_knows(view: View) -> None:
    """A link without an objective, or with one that the version read doesn't have: a sentence, and all there are."""
    say, subject = view.words, view.address.subject
    header(view, "objective")
    if goals_only.draw(view, "/objective"):
        return
    known = [
        Tag("li", "", Tag("a", "", f"{name} {title}", href=view.address.about("/objective", name), data_go=""))
        for name, title in answer(objective_choices, view.scope)
    ]
    told, hint = say("objective.none"), ""
    if subject and subject.id:
        told, hint = say("objective.unknown", id=subject.id), say("objective.unknown_hint")
    choice = [Tag("p", "", say("objective.known")), Tag("ul", "gb-plain", *known)] if known else []
    empty(told, hint, *choice, Tag("p", "", Tag("a", "", say("objective.back"), href=view.address.link("/okr"), data_go="")))
