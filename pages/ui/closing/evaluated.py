"""The evaluation in the closing report: the scores with what they rest on, the days before, the parts side by side, and thanks."""

from collections.abc import Iterator, Sequence

from metrics.campaigns.commendations import commendations
from pages.ui.campaign.heading import Asked
from pages.ui.closing.section import Cell, Section, Table
from pages.ui.evaluation import before, beside
from pages.ui.evaluation.figures import SUBJECT, Scored, score, scored
from pages.ui.format import count, percent
from pages.ui.report.line import Kind, Line, Run
from pages.ui.store import answer
from pages.ui.tables.sheet import told
from pages.ui.words import Words

SCORES = ("result_score", "process_score")


def sections(now: Asked, then: Asked) -> list[Section]:
    """What people decided is that of today; what the data propose is read as it was accepted."""
    found = scored(now)
    return [Section(then.view.words("evaluation.menu"), [*_scores(found, now.view.words), *_tables(found, then), *_thanks(now)])]


def _scores(found: Scored, say: Words) -> Iterator[Line | Table]:
    kept, proposed = found.closure, found.proposed
    head = [say("glossary.figure"), say("evaluation.proposed_head"), say("evaluation.decided_head"), say("closing.rests_on")]
    rests = {
        "result_score": say("closing.of_goals", n=count(proposed.counted), all=count(proposed.objectives)),
        "process_score": " · ".join(_parts(found, say)),
    }
    rows = [
        (Run(say(f"figure.{name}"), bold=True), Run(percent(getattr(proposed, name))), Run(score(getattr(kept, name))), Run(rests[name]))
        for name in SCORES
    ]
    yield Table(head, rows)
    if kept.evaluation_note:
        yield Line(Kind.TEXT, [Run(kept.evaluation_note)])


def _parts(found: Scored, say: Words) -> Iterator[str]:
    of = found.proposed
    for name, share, due in (
        ("milestones_on_time", of.milestones_on_time, of.milestones_due),
        ("trains_on_time", of.trains_on_time, of.trains_due),
    ):
        kept = say("evaluation.none." + name) if share is None else say("evaluation.kept", kept=count(round(share * due)), n=due)
        yield f"{say(f'figure.{name}')} {kept}"


def _tables(found: Scored, then: Asked) -> Iterator[Line | Table]:
    """The tables of the page, as text."""
    say, name = then.view.words, then.campaign.campaign_id
    compared, parts = before.table(name, found.scope, then.view), beside.table(name, found.scope, then.view)
    if compared is not None:
        yield from (Line(Kind.HEADING, [Run(say("evaluation.before_title"))]), Line(Kind.TEXT, [Run(compared[0])]), _table(*compared[1:]))
    if parts is not None:
        yield from (Line(Kind.HEADING, [Run(say("evaluation.parts_title"))]), _table(*parts))


def _table(columns: Sequence[dict], rows: Sequence[dict]) -> Table:
    return Table([column["label"] for column in columns], [_cells(row["cells"]) for row in rows])


def _cells(cells: Sequence[str | dict]) -> Sequence[Cell]:
    first, *others = (Run(told(cell)) for cell in cells)
    return (first._replace(bold=True), *others)


def _thanks(now: Asked) -> Iterator[Line | Table]:
    say = now.view.words
    found = answer(commendations, now.view.scope, SUBJECT, now.campaign.campaign_id)
    if found:
        yield Table([say("evaluation.thanks"), say("evaluation.for_what")], [(Run(row.who, bold=True), Run(row.for_what or "")) for row in found])
