"""What the data say of a promise, in a few plain facts, and of an acceptance in one line."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from metrics.campaigns.acceptance import Line, LineKind, Promise, Verdict, tally
from metrics.campaigns.closing import Stage
from metrics.campaigns.evaluation import goals
from metrics.campaigns.milestones import Milestone, State
from metrics.campaigns.standing import Standing, standings
from metrics.goals import GoalRow, ObjectiveRow
from pages.ui.acceptance.record import Record
from pages.ui.campaign.heading import Asked
from pages.ui.form import Fact
from pages.ui.format import compact, count, day_at, full_day, percent
from pages.ui.importing.landing import word_name
from pages.ui.markup import Tag
from pages.ui.status import shape, word
from pages.ui.store import answer
from pages.ui.view import View
from pages.ui.words import Words

VERDICTS = {Verdict.ACCEPTED: "●", Verdict.PARTLY: "▲", Verdict.REJECTED: "■"}  # in the order they are offered in
COLOURS = {Verdict.ACCEPTED: "on_track", Verdict.PARTLY: "behind", Verdict.REJECTED: "at_risk"}
_PASSED = {State.DONE: ("●", "on_track"), State.DONE_LATE: ("▲", "behind"), State.OVERDUE: ("■", "at_risk"), State.AHEAD: ("◁", "")}


def verdict(of: str, say: Words) -> str:
    """Shape and word."""
    return f"{VERDICTS[Verdict(of)]} {say(f'value.verdict.{of}')}"


def kind(of: str, say: Words) -> str:
    """What a line is about; a word that nobody knows stands for itself."""
    key = f"acceptance.kind.{of}"
    return say(key) if say.knows(key) else of


def facts(line: Line, campaign_id: str, as_of: date | None, say: Words) -> list[Fact]:
    """What the data say of a line; that they say nothing any more, where it was judged and is gone."""
    if line.gone:
        return [Fact(say("acceptance.gone", id=line.ref_id), "behind")]
    if line.promise is None or as_of is None:
        return []
    return list(_FACTS[line.promise.kind](line.promise, campaign_id, as_of, say))


def objectives(record: Record, of: Asked) -> Mapping[str, ObjectiveRow]:
    """Whose key results are on the list, by their ids, as read where the list is."""
    return {row.objective_id: row for row in answer(goals, record.scope, of.campaign.campaign_id)}


def goal(row: ObjectiveRow, say: Words) -> list[Fact]:
    """How far an objective came."""
    return list(_reached(row.status, row.progress, row.expected, say))


def attained(record: Record, of: Asked) -> list[Fact]:
    """How far the campaign came; nothing where none of its objectives has a progress."""
    stand = answer(standings, record.scope).get(of.campaign.campaign_id, Standing())
    return [] if stand.campaign_progress is None else list(_reached(stand.status, stand.campaign_progress, stand.expected, of.view.words))


def summary(record: Record, of: Asked) -> list[Tag]:
    """How far the campaign came, and how many lines have which verdict."""
    say = of.view.words
    reached = [Tag("span", f"s-{fact.status}" if fact.status else "", fact.text) for fact in attained(record, of)]
    counts = tally(record.lines)
    known = [(each, counts[each]) for each in (*VERDICTS,) if counts.get(each)]
    tags = [Tag("span", f"s-{COLOURS[each]}", f"{VERDICTS[each]} ", Tag("b", "", count(n)), f" {say(f'value.verdict.{each}')}") for each, n in known]
    if record.left and record.stage is Stage.OPENED:
        tags.append(Tag("span", "gb-muted", say("acceptance.left", n=len(record.left))))
    return [*reached, *tags]


def stage(record: Record, of: Asked) -> Tag:
    """Where the acceptance stands, with who and when."""
    say, kept, today = of.view.words, record.closure, of.view.today
    if record.stage is Stage.ACCEPTED:
        assert kept.accepted_on is not None
        key = "accepted_by" if kept.accepted_by else "accepted"
        return Tag("b", "", say(f"acceptance.{key}", name=kept.accepted_by, day=day_at(kept.accepted_on, today, say)))
    if record.stage is Stage.OPENED:
        assert kept.opened_on is not None
        key = "reopened" if kept.reopened_why else "opened_by" if kept.opened_by else "opened"
        return Tag("b", "", say(f"acceptance.{key}", name=kept.opened_by, day=day_at(kept.opened_on, today, say)))
    return Tag("b", "", say("acceptance.not_opened"))


def read_at(record: Record, say: Words) -> str:
    """What an acceptance's figures are read at; of one that came in a file, why that isn't what people had before them."""
    as_of, key = record.scope.as_of, "acceptance.read_from_file" if record.closure.from_file else "acceptance.read_at"
    return say(key, day=full_day(as_of, say) if as_of else "–", n=record.scope.version)


def where(line: Line, view: View) -> str:
    """The page of what a line is about, where it has one."""
    return view.address.about("/kr", line.ref_id) if line.kind == LineKind.KR and line.ref_id and not line.gone else ""


def _kr(of: Promise, _campaign: str, _as_of: date, say: Words) -> Iterator[Fact]:
    yield from _reached(of.status, of.progress, of.expected, say)
    for row in of.rows:
        yield Fact(_metric(row, say))


def _reached(status: str | None, progress: float | None, expected: float | None, say: Words) -> Iterator[Fact]:
    yield Fact(f"{shape(status)} {word(status, say)}", status or "")
    if progress is not None:
        yield Fact(say("acceptance.progress", progress=percent(progress), plan=percent(expected)))


def _metric(row: GoalRow, say: Words) -> str:
    now = row.current if row.current is not None else row.latest
    facts = {"name": row.metric_name, "now": compact(now, say), "target": compact(row.target, say), "unit": row.unit or ""}
    return say("acceptance.metric", **facts).strip()


def _milestone(of: Promise, campaign_id: str, as_of: date, say: Words) -> Iterator[Fact]:
    passed = of.milestone
    assert passed is not None
    yield Fact(_passed(passed, as_of, say), _PASSED[passed.state][1])
    if passed.deliverable:
        yield Fact(say("milestones.hands_over", what=passed.deliverable))
    if passed.subject_id != campaign_id and passed.subject_title:
        yield Fact(passed.subject_title)


def _passed(of: Milestone, as_of: date, say: Words) -> str:
    """Its shape, its days, and how many it is late."""
    days = {"planned": day_at(of.planned_on, as_of, say), "done": day_at(of.done_on or of.planned_on, as_of, say), "n": of.days}
    return f"{_PASSED[of.state][0]} {say(f'acceptance.passed.{of.state}', **days)}"


def _project(of: Promise, _campaign: str, _as_of: date, say: Words) -> Iterator[Fact]:
    if of.phase:
        yield Fact(say("acceptance.phase", phase=word_name("phase", of.phase, "projects", say)))
    if of.milestones:
        done = [each for each in of.milestones if each.done_on is not None]
        yield Fact(say("acceptance.handed", done=len(done), n=len(of.milestones)), "" if len(done) == len(of.milestones) else "behind")
        yield from _named("acceptance.there", done, say)
        yield from _named("acceptance.missing", [each for each in of.milestones if each.done_on is None], say)


def _named(key: str, some: Sequence[Milestone], say: Words) -> list[Fact]:
    return [Fact(say(key, what=say("list.and").join(each.deliverable or each.title for each in some)))] if some else []


_FACTS = {LineKind.KR: _kr, LineKind.MILESTONE: _milestone, LineKind.DELIVERABLE: _project}
