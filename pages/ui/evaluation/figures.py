"""The scores as they stand: what the data propose, what people decided, and how far the two lie apart."""

from collections.abc import Sequence
from dataclasses import dataclass

from metrics.campaigns.closing import Closure, closure
from metrics.campaigns.evaluation import Evaluation, evaluation, goals
from metrics.goals import ObjectiveRow
from metrics.scope import Question, Scope
from pages.ui.campaign.heading import Asked
from pages.ui.explained import explained
from pages.ui.format import MINUS, count, percent
from pages.ui.markup import Tag
from pages.ui.status import shape
from pages.ui.store import answer, scope_of
from pages.ui.view import View
from pages.ui.words import Words

SUBJECT = "campaign"


@dataclass(frozen=True)
class Scored:
    """The record, what the data propose, the objectives behind it, and what all of it is read at."""

    closure: Closure
    proposed: Evaluation
    goals: tuple[ObjectiveRow, ...]
    scope: Scope


def scored(of: Asked) -> Scored:
    """An accepted campaign is read as it was accepted; neither teams nor a range that the reader chose make another score."""
    view, name = of.view, of.campaign.campaign_id
    kept = answer(closure, view.scope, SUBJECT, name) or Closure(SUBJECT, name)
    scope = scope_of(kept.frozen or Question(as_of=view.scope.question.as_of, version=view.scope.version))
    return Scored(kept, answer(evaluation, scope, name), tuple(answer(goals, scope, name)), scope)


def differs(proposed: float | None, decided: float | None) -> bool:
    """Whether they read differently; where nothing is proposed, nothing differs."""
    return proposed is not None and decided is not None and apart(proposed, decided) != 0


def apart(proposed: float, decided: float) -> float:
    """How far what people decided lies from the proposal, of which whole hundredths are shown; in hundredths."""
    return round((decided - round(proposed, 2)) * 100, 1)


def score(value: float | None) -> str:
    """With a decimal where people gave one."""
    return percent(value) if value is None or round(value * 100, 6).is_integer() else percent(value, 1)


def line(found: Scored, say: Words) -> list[Tag]:
    """The answer in a line: what was decided, else what is proposed."""
    return [Tag("span", "", say(f"figure.{name}"), " ", Tag("b", "", _shown(found, name)), *_how(found, name, say)) for name in _SCORES]


def draw(found: Scored, view: View) -> Tag:
    say = view.words
    result = _score("result_score", ("result_score",), found, view, _of_goals(found, view))
    process = _score("process_score", ("process_score", "milestones_on_time", "trains_on_time"), found, view, _of_process(found.proposed, say))
    return Tag("div", "gb gb-scores", result, process)


_SCORES = ("result_score", "process_score")


def _said(found: Scored, name: str) -> float | None:
    decided: float | None = getattr(found.closure, name)
    proposed: float | None = getattr(found.proposed, name)
    return proposed if decided is None else decided


def _shown(found: Scored, name: str) -> str:
    decided: float | None = getattr(found.closure, name)
    return percent(getattr(found.proposed, name)) if decided is None else score(decided)


def _how(found: Scored, name: str, say: Words) -> list[Tag | str]:
    if _said(found, name) is None:
        return []
    key = "proposed" if getattr(found.closure, name) is None else "decided"
    return [" ", Tag("span", "gb-muted", say(f"evaluation.{key}"))]


def _score(name: str, figures: Sequence[str], found: Scored, view: View, parts: list[Tag]) -> Tag:
    say = view.words
    proposed, decided = getattr(found.proposed, name), getattr(found.closure, name)
    beside = [Tag("p", "gb-sub", say("evaluation.apart", points=_points(apart(proposed, decided), say)))] if differs(proposed, decided) else []
    return Tag(
        "section",
        "",
        Tag("h2", "gb-section gb-asked", say(f"figure.{name}")),
        explained(figures, view),
        Tag("dl", "gb-pair", *_figure("evaluation.proposed_head", percent(proposed), say), *_figure("evaluation.decided_head", score(decided), say)),
        *beside,
        Tag("ul", "gb-parts", *parts),
    )


def _figure(key: str, shown: str, say: Words) -> list[Tag]:
    return [Tag("div", "", Tag("dt", "gb-muted", say(key)), Tag("dd", "", shown))]


def _points(hundredths: float, say: Words) -> str:
    return say("unit.points", n=f"{hundredths:+g}".replace("-", MINUS))


def _of_goals(found: Scored, view: View) -> list[Tag]:
    """Each objective's progress; one without any is named, for it is left out."""
    say = view.words
    if not found.goals:
        return [Tag("li", "gb-muted", say("evaluation.no_goals"))]
    heavy = len({row.weight for row in found.goals}) > 1
    return [_goal(row, view, weighted=heavy) for row in found.goals]


def _goal(row: ObjectiveRow, view: View, *, weighted: bool) -> Tag:
    mark = Tag("span", f"s-{row.status}" if row.status else "gb-muted", shape(row.status))
    title = Tag("a", "", row.title, href=view.address.about("/objective", row.objective_id), data_go="")
    weight = [Tag("span", "gb-muted", view.words("evaluation.weight", weight=count(row.weight)))] if weighted else []
    progress = Tag("b", "", percent(row.progress)) if row.progress is not None else Tag("span", "gb-muted", view.words("evaluation.left_out"))
    return Tag("li", "", Tag("span", "", mark, " ", title, " ", *weight), progress)


def _of_process(of: Evaluation, say: Words) -> list[Tag]:
    milestones = _part("milestones_on_time", of.milestones_on_time, of.milestones_due, say)
    return [milestones, _part("trains_on_time", of.trains_on_time, of.trains_due, say)]


def _part(name: str, share: float | None, due: int, say: Words) -> Tag:
    if share is None:
        return Tag("li", "", Tag("span", "", say(f"figure.{name}")), Tag("span", "gb-muted", say(f"evaluation.none.{name}")))
    told = say("evaluation.kept", kept=count(round(share * due)), n=due)
    return Tag("li", "", Tag("span", "", say(f"figure.{name}"), " ", Tag("span", "gb-muted", told)), Tag("b", "", percent(share)))
