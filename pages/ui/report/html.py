"""The report as one page that needs nothing else: no script, no request; on screen, on a phone, and on paper."""

import base64
import hashlib
from pathlib import Path

from pages.ui.changes import listed
from pages.ui.colours import tokens
from pages.ui.markup import Tag
from pages.ui.pictures.drawing import FONT
from pages.ui.report.charts import charts
from pages.ui.report.content import Entry, Figure, Report
from pages.ui.report.goals import table as goal_table
from pages.ui.report.reaching import reaching
from pages.ui.words import Words

WIDE, HALF = 720, 430  # pixels that a chart is drawn for
PAIRS = (("delivered", "cycle"), ("online_issues", "valid_bugs"), ("open_bugs",))
PRINT = "print()"
STYLE = (Path(__file__).parent / "report.css").read_text("utf-8")


def document(report: Report, base: str | None, bar: Tag | None = None) -> str:
    """The whole file. Links lead to `base`; None for a reader who has no way to it. `bar` is seen on screen only."""
    main = Tag("main", "", *_head(report), *_sections(report))
    return sheet(f"{report.title} · {report.about}", main, report.view.words, base, bar)


def sheet(title: str, main: Tag, say: Words, base: str | None, bar: Tag | None = None) -> str:
    """A document with the report's look around what it says."""
    head = "".join(
        [
            '<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">',
            str(Tag("meta", "", http_equiv="Content-Security-Policy", content=_policy())),
            str(Tag("title", "", title)),
            f"<style>{tokens('light')}:root{{--gb-font:{FONT}}}{STYLE}</style>",
        ]
    )
    inside = "".join(str(reaching(part, base)) for part in ([bar] if bar else []) + [main])
    return f'<!doctype html><html lang="{say.language}"><head>{head}</head><body class="gb">{inside}</body></html>'


def _policy() -> str:
    """Nothing is asked of anybody; the only script is the print button's word."""
    word = base64.b64encode(hashlib.sha256(PRINT.encode()).digest()).decode()
    return f"default-src 'none'; style-src 'unsafe-inline'; img-src data:; script-src 'unsafe-hashes' 'sha256-{word}'"


def _head(report: Report) -> list[Tag]:
    say = report.view.words
    ages = [Tag("p", "meta", f"{say('overview.ages')}: " + " · ".join(report.ages))] if report.ages else []
    notes = [Tag("p", "note", note) for note in report.notes]
    tally = [Tag("p", "tally", *(Tag("span", "", part) for part in report.tally))] if report.tally else []
    return [Tag("h1", "", report.title), Tag("p", "about", report.about), Tag("p", "meta", report.source), *ages, *notes, *tally]


def _sections(report: Report) -> list[Tag]:
    say = report.view.words
    if report.empty:
        return [Tag("p", "", say("report.empty"))]
    return [
        _section(say("report.attention"), *_attention(report)),
        _section(say("report.goals"), goal_table(report.goals, say)),
        _section(say("report.efficiency"), Tag("p", "sub", report.basis), *(_pair(pair, report) for pair in PAIRS)),
        _picture("investment", say("investment.title"), say("investment.sub"), report),
        _picture("outcome", say("picture.outcome"), "", report),
        _section(say("changes.title"), Tag("p", "sub", report.since), *_changes(report)),
        _section(say("report.definitions"), Tag("dl", "", *_definitions(report))),
    ]


def _picture(name: str, title: str, sub: str, report: Report) -> Tag:
    """A section that a page break would tear apart."""
    told = [Tag("p", "sub", sub)] if sub else []
    images = _images(name, title, WIDE, report) or [Tag("p", "sub", report.view.words("report.no_picture"))]
    return _section(title, *told, *images, kind="one")


def _section(title: str, *content: Tag, kind: str = "") -> Tag:
    return Tag("section", kind, Tag("h2", "", title), *content)


def _attention(report: Report) -> list[Tag]:
    say = report.view.words
    muted = [Tag("p", "sub", say("report.muted", n=report.muted))] if report.muted else []
    if not report.entries:
        return [Tag("p", "", say("attention.none_loud" if report.muted else "report.nothing")), *muted]
    return [Tag("ol", "entries", *map(_entry, report.entries)), *muted]


def _entry(entry: Entry) -> Tag:
    why = [Tag("span", "sub", entry.why)] if entry.why else []
    return Tag("li", "", Tag("a", "", entry.sentence, href=entry.link), *why)


def _pair(names: tuple[str, ...], report: Report) -> Tag:
    """Side by side where there is room, as a table: paper knows nothing else that breaks well."""
    found = {figure.name: figure for figure in report.figures}
    width = HALF if len(names) > 1 else WIDE
    cells = [Tag("td", "", *_figure(found[name], width, report)) for name in names]
    return Tag("table", f"pair of{len(names)}", Tag("tr", "", *cells), role="presentation")


def _figure(figure: Figure, width: int, report: Report) -> list[Tag]:
    title = Tag("h3", "", figure.title)
    if figure.nothing:
        return [title, Tag("p", "sub", figure.nothing)]
    parts = [Tag("span", "", part) for part in figure.parts if part.text]
    return [title, Tag("p", "gb-fig", *parts), *_images(figure.name, figure.title, width, report)]


def _images(name: str, title: str, width: int, report: Report) -> list[Tag]:
    """SVG inside an image runs nothing and loads nothing, whatever its text says. The first one is called by the title."""
    found = charts(name, report.view, width)
    return [_image(svg, "" if place else title, width) for place, svg in enumerate(found)]


def _image(svg: str, alt: str, width: int) -> Tag:
    inside = base64.b64encode(svg.encode()).decode()
    return Tag("img", "", src=f"data:image/svg+xml;base64,{inside}", alt=alt, width=str(width))


def _changes(report: Report) -> list[Tag]:
    say = report.view.words
    if not report.changes:
        return [Tag("p", "", say("moved.none"))]
    more = Tag("p", "sub", Tag("a", "", say("moved.more", n=report.unseen_changes), href=report.view.address.link("/changes")))
    return [listed.table(report.changes, report.view.address, say), *([more] if report.unseen_changes else [])]


def _definitions(report: Report) -> list[Tag]:
    return [
        Tag("div", "", Tag("dt", "", of.label), Tag("dd", "", " ".join(filter(None, (of.definition, of.formula, of.facts)))))
        for of in report.definitions
    ]
