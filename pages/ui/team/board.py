"""One team: what its work serves and whether that drifts, how fast and how well it delivers, its key results, and what changed."""

from metrics.filters import teams
from metrics.movement import Board, Moved
from metrics.teams import TeamFacts, team_facts
from pages.ui import latest_work, panels
from pages.ui.address import NO_TEAM
from pages.ui.buckets import periods
from pages.ui.changes import lately
from pages.ui.header import empty, header, section
from pages.ui.headlines import basis
from pages.ui.markup import Tag
from pages.ui.store import answer
from pages.ui.team import drift, key_results, serving
from pages.ui.view import View, view_of

OF_WORK = frozenset({"delivered", "in_progress"})  # the figures of the OKR board that a team's work makes


def draw(view: View) -> None:
    subject, say = view.address.subject, view.words
    everybody = view_of(view.address.choosing(teams=()), say.language)
    of_it = view_of(view.address.choosing(teams=(subject.id,)), say.language) if subject else None
    facts = answer(team_facts, of_it.scope) if of_it and of_it.scope.teams else None
    if of_it is None or facts is None:
        _nobody_knows(everybody)
        return
    header(everybody, "team", *_answer_line(facts, of_it), title=facts.team or say("team.none"))
    serving.draw(of_it, everybody.address)
    drift.draw(of_it)
    section(say("team.figures"), basis(periods(of_it), of_it))
    panels.draw(of_it)
    key_results.draw(of_it, everybody.address)
    section(say("team.work"))
    latest_work.draw(of_it)
    lately.draw(of_it, _is_its_own)


def _answer_line(facts: TeamFacts, view: View) -> list[Tag]:
    say = view.words
    named = [say(f"team.{name}", name=text) for name in ("department", "lead") if (text := getattr(facts, name))]
    return [*serving.answer_line(view), *(Tag("span", "gb-muted", text) for text in named)]


def _is_its_own(moved: Moved) -> bool:
    return moved.board is not Board.OKR or moved.figure in OF_WORK


def _nobody_knows(view: View) -> None:
    """A link without a team, or with one that the version read doesn't have: a sentence, and all there are."""
    say, subject = view.words, view.address.subject
    header(view, "team")
    known = [
        Tag("li", "", Tag("a", "", name or say("team.none"), href=view.address.about("/team", name or NO_TEAM), data_go=""))
        for name in answer(teams, view.scope)
    ]
    told, hint = say("team.not_named"), ""
    if subject and subject.id:
        told, hint = say("team.unknown", name=subject.id), say("team.unknown_hint")
    choice = [Tag("p", "", say("team.known")), Tag("ul", "gb-plain", *known)] if known else []
    empty(told, hint, *choice, Tag("p", "", Tag("a", "", say("team.back"), href=view.address.link("/okr"), data_go="")))
