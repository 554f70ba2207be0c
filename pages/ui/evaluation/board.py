"""Evaluation of one campaign: its result, its process, and who is to be thanked."""

from metrics.campaigns.closing import Stage
from metrics.campaigns.commendations import Commendation, commendations
from pages.ui import markup
from pages.ui.acceptance.steps import steps
from pages.ui.campaign import heading
from pages.ui.campaign.heading import Asked
from pages.ui.evaluation import acting, before, beside, figures
from pages.ui.evaluation.figures import SUBJECT, Scored, scored
from pages.ui.form import Field, Form, Group
from pages.ui.form.keeping import ask, take
from pages.ui.format import full_day, percent
from pages.ui.header import section
from pages.ui.markup import Tag
from pages.ui.store import answer
from pages.ui.view import View
from pages.ui.words import Words

LONGEST, NAME = 2_000, 80  # characters of a note, of a name


def draw(view: View) -> None:
    of = heading.asked(view, "evaluation")
    if of is None:
        return
    found, name = scored(of), of.campaign.campaign_id
    thanked = answer(commendations, of.view.scope, SUBJECT, name)
    heading.draw(of, "evaluation", *figures.line(found, view.words))
    markup.show(Tag("div", "gb gb-closing", *_notes(found, of.view)), figures.draw(found, of.view), *_thanks(thanked, view.words))
    before.draw(name, found.scope, of.view)
    beside.draw(name, found.scope, of.view)
    _decide(found, thanked, of)
    steps(of, SUBJECT)


def _notes(found: Scored, view: View) -> list[Tag]:
    """The words on it, and what the proposal is read at."""
    say, kept = view.words, found.closure
    note = [Tag("p", "gb-said", kept.evaluation_note)] if kept.evaluation_note else []
    if kept.stage is not Stage.ACCEPTED or found.scope.as_of is None:
        return note
    at = say("evaluation.read_at", day=full_day(found.scope.as_of, say), n=found.scope.version)
    return [*note, Tag("p", "gb-sub", at)]


def _thanks(thanked: list[Commendation], say: Words) -> list[Tag]:
    if not thanked:
        return []
    rows = [Tag("div", "", Tag("dt", "", row.who), Tag("dd", "", row.for_what or "")) for row in thanked]
    return [Tag("div", "gb gb-thanks", Tag("h2", "gb-section", say("evaluation.thanks")), Tag("dl", "", *rows))]


def _decide(found: Scored, thanked: list[Commendation], of: Asked) -> None:
    say, view, subject = of.view.words, of.view, {"subject_kind": SUBJECT, "subject_id": of.campaign.campaign_id}
    section(say("evaluation.decide"), say("evaluation.decide_sub"))
    writer = ask(view)
    scores = Group(acting.SCORES, "", (), _scores(found, say))
    people = [_person(row, say, first=nth == 0) for nth, row in enumerate(thanked)]
    who = Field("who", say("evaluation.who"), needed=True, most=NAME)
    form = Form(
        f"evaluation:{SUBJECT}:{of.campaign.campaign_id}",
        view.scope.version,
        [scores, *people],
        say("evaluation.save"),
        grows=Group("new", say("evaluation.thank"), (), (who, _for_what("", say)), heading=say("evaluation.thanks")),
    )
    take(form, writer, view, lambda sent: acting.decide(subject, sent, thanked, say))


def _scores(found: Scored, say: Words) -> tuple[Field, ...]:
    kept, proposed = found.closure, found.proposed
    return (
        *(
            Field(
                name,
                say("evaluation.in_percent", name=say(f"figure.{name}")),
                "number",
                acting.shown(getattr(kept, name)),
                hint=say("evaluation.hint", share=percent(getattr(proposed, name))),
                most=acting.WHOLE,
            )
            for name in ("result_score", "process_score")
        ),
        Field("evaluation_note", say("evaluation.note"), "area", kept.evaluation_note or "", most=LONGEST),
    )


def _person(row: Commendation, say: Words, *, first: bool) -> Group:
    heading_ = say("evaluation.thanks") if first else ""
    return Group(acting.WHO + row.who, row.who, (), (_for_what(row.for_what or "", say),), heading=heading_, can_go=True)


def _for_what(value: str, say: Words) -> Field:
    return Field("for_what", say("evaluation.for_what"), "text", value, most=LONGEST)
