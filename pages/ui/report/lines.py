"""The report as lines of text, for places that know headings, lists, bold and links, and nothing more."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from metrics.movement import Moved
from pages.ui.changes import listed
from pages.ui.changes.written import change, figure
from pages.ui.format import NONE, percent
from pages.ui.markup import Tag
from pages.ui.report.content import Entry, Report
from pages.ui.report.line import Kind, Line, Run
from pages.ui.sitemap import REPORT
from pages.ui.tables import bars
from pages.ui.words import Words

MOST_ENTRIES = 8  # of the short report
SMALL = 0.03  # a team's part below this isn't told


def whole(report: Report) -> list[Line]:
    """Everything that can be said without a picture."""
    say = report.view.words
    if report.empty:
        return [*_head(report), _text(say("report.empty"))]
    return [
        *_head(report),
        *_ages(report),
        *_attention(report, len(report.entries)),
        *_goals(report),
        *_efficiency(report),
        *_investment(report),
        *_changes(report),
        _heading(say("report.definitions")),
        *(Line(Kind.ITEM, [Run(of.label, bold=True), Run(say("report.colon") + of.definition)]) for of in report.definitions),
    ]


def short(report: Report) -> list[Line]:
    """What fits into a message: what needs attention, each objective, the five figures, and the way to the rest."""
    if report.empty:
        return whole(report)
    return [*_head(report), *_attention(report, MOST_ENTRIES), *_objectives(report), *_efficiency(report), way_to_it(report)]


def entry(of: Entry, say: Words) -> Line:
    why = [Run(say("report.brackets", text=of.why))] if of.why else []
    return Line(Kind.ITEM, [Run(of.sentence, bold=True, link=of.link), *why])


def way_to_it(report: Report) -> Line:
    return Line(Kind.TEXT, [Run(report.view.words("report.all"), link=report.view.address.link(REPORT))])


def _head(report: Report) -> list[Line]:
    tally = [_text(" · ".join(part.text for part in report.tally))] if report.tally else []
    return [Line(Kind.TITLE, [Run(report.title)]), _text(report.about), _text(report.source), *map(_text, report.notes), *tally]


def _ages(report: Report) -> list[Line]:
    return [_text(report.view.words("overview.ages") + report.view.words("report.colon") + " · ".join(report.ages))] if report.ages else []


def _attention(report: Report, most: int) -> list[Line]:
    say = report.view.words
    more = len(report.entries) - most
    told = [entry(of, say) for of in report.entries[:most]] or [_text(say("attention.none_loud" if report.muted else "report.nothing"))]
    rest = [Line(Kind.ITEM, [Run(say("report.more", n=more), link=report.view.address.link("/attention"))])] if more > 0 else []
    muted = [_text(say("report.muted", n=report.muted))] if report.muted else []
    return [_heading(say("report.attention")), *told, *rest, *muted]


def _objectives(report: Report) -> list[Line]:
    told = [Line(Kind.ITEM, _standing(of, report.view.words)) for of in report.goals["objectives"]]
    return [_heading(report.view.words("report.goals")), *told]


def _goals(report: Report) -> Iterator[Line]:
    say = report.view.words
    yield _heading(say("report.goals"))
    for of in report.goals["objectives"]:
        yield Line(Kind.TEXT, _standing(of, say))
        for kr in of["krs"]:
            for metric in kr["metrics"]:
                yield Line(Kind.ITEM, _metric(kr, metric, say))


def _standing(of: dict, say: Words) -> list[Run]:
    """An objective: its title, its status, and how far it is."""
    return [Run(f"{of['id']} {of['title']}", bold=True, link=of["href"]), Run(_told([f"{of['shape']} {of['word']}", *_progress(of, say)], say))]


def _metric(kr: dict, of: dict, say: Words) -> list[Run]:
    """A metric: which key result it proves, its status, its value between baseline and target, and how far it is."""
    unit = f" {of['unit']}" if of["unit"] else ""
    path = say("report.brackets", text=f"{of['base']} → {of['target']}{unit}") if of["base"] or of["target"] else ""
    parts = [f"{of['shape']} {of['word']}", f"{of['name']} {of['now']}{path}", *_progress(of, say)]
    return [Run(f"{kr['id']} {kr['title']}", link=kr["href"]), Run(_told(parts, say))]


def _progress(of: dict, say: Words) -> list[str]:
    shown = (("progress", of["prog"]), ("gap", of["gap"]))
    return [f"{say(f'okr.head.{key}')} {text}" for key, text in shown if text != NONE]


def _told(parts: Iterable[str], say: Words) -> str:
    """What is told behind a name."""
    return say("report.colon") + say("report.comma").join(parts)


def _efficiency(report: Report) -> list[Line]:
    say = report.view.words
    told = [Line(Kind.ITEM, _figure(of, say)) for of in report.headlines]
    return [_heading(say("report.efficiency")), _text(report.basis), *told]


def _figure(of: dict, say: Words) -> list[Run]:
    rest = say("report.comma").join(filter(None, (of["sub"], of["change"])))
    told = [Run(say("report.brackets", text=rest))] if rest else []
    return [Run(of["about"]["label"] + say("report.colon")), Run(of["value"], bold=True, link=of["href"]), *told]


def _investment(report: Report) -> list[Line]:
    say, of_teams = report.view.words, bars.investment(report.view)
    return [_heading(say("investment.title")), *(Line(Kind.ITEM, _team(team, of_teams["series"], say)) for team in of_teams["rows"])]


def _team(team: dict, series: Sequence[dict], say: Words) -> list[Run]:
    parts = [f"{series[part['series']]['label']} {percent(part['share'])}" for part in team["parts"] if part["share"] >= SMALL]
    return [Run(team["team"], bold=True), Run(" "), Run(team["delivered"], link=team["href"]), Run(_told(parts, say))]


def _changes(report: Report) -> list[Line]:
    say = report.view.words
    told = [Line(Kind.ITEM, _changed(list(rows), say)) for _, rows in groupby(report.changes, key=listed.subject)] or [_text(say("moved.none"))]
    more = say("moved.more", n=report.unseen_changes)
    rest = [Line(Kind.ITEM, [Run(more, link=report.view.address.link("/changes"))])] if report.unseen_changes else []
    return [_heading(say("changes.title")), _text(report.since), *told, *rest]


def _changed(rows: Sequence[Moved], say: Words) -> list[Run]:
    """All figures of one thing."""
    parts = [f"{figure(row, say)} {_joined(change(row, say))}" for row in rows]
    return [Run(listed.name(rows[0], say), bold=True), Run(_told(parts, say))]


def _joined(parts: Sequence[Tag | str]) -> str:
    return "".join(part.text if isinstance(part, Tag) else part for part in parts)


def _heading(text: str) -> Line:
    return Line(Kind.HEADING, [Run(text)])


def _text(text: str) -> Line:
    return Line(Kind.TEXT, [Run(text)])
