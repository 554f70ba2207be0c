"""The acceptance in the closing report: each line with what the data said of it, its verdict and its note."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from metrics.campaigns.acceptance import Line as Promised
from metrics.goals import ObjectiveRow
from pages.ui.acceptance import told
from pages.ui.acceptance.record import Record
from pages.ui.campaign.heading import Asked
from pages.ui.closing.section import Cell, Section, Table
from pages.ui.report.line import Kind, Line, Run


def sections(found: Record, then: Asked) -> list[Section]:
    return [Section(then.view.words("acceptance.menu"), list(_parts(found, then)))]


def _parts(found: Record, then: Asked) -> Iterator[Line | Table]:
    say = then.view.words
    if found.closure.acceptance_note:
        yield Line(Kind.TEXT, [Run(found.closure.acceptance_note)])
    if not found.lines:
        yield Line(Kind.TEXT, [Run(say("closing.no_lines"))])
    for kind, lines in groupby(found.lines, key=lambda line: line.kind):
        head = [told.kind(kind, say), "", say("acceptance.verdict_of"), say("acceptance.note_of")]
        yield Table(head, list(_rows(lines, found, then)))


def _rows(lines: Iterable[Promised], found: Record, then: Asked) -> Iterator[Sequence[Cell]]:
    """Key results follow the objective they belong to."""
    goals, above = told.objectives(found, then), None
    for line in lines:
        goal = goals.get(line.objective_id or "")
        if goal is not None and goal != above:
            above = goal
            yield _objective(goal, then)
        yield _row(line, then)


def _objective(row: ObjectiveRow, then: Asked) -> Sequence[Cell]:
    facts = " · ".join(fact.text for fact in told.goal(row, then.view.words))
    return Run(row.title, bold=True, link=then.view.address.about("/objective", row.objective_id)), Run(facts, bold=True), Run(""), Run("")


def _row(line: Promised, then: Asked) -> Sequence[Cell]:
    say, view = then.view.words, then.view
    facts = told.facts(line, then.campaign.campaign_id, view.scope.as_of, say)
    return (
        Run(line.title, bold=True, link=told.where(line, view)),
        Run(" · ".join(fact.text for fact in facts)),
        Run(told.verdict(line.verdict, say) if line.verdict else say("closing.no_verdict")),
        Run(line.note or ""),
    )
