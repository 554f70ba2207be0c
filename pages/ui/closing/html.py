"""The closing report as one page that needs nothing else."""

from collections.abc import Iterator, Sequence

from pages.ui.closing.content import Closing
from pages.ui.closing.section import Cell, Section, Table
from pages.ui.markup import Tag
from pages.ui.report.html import sheet
from pages.ui.report.line import Kind, Line, Run


def document(of: Closing, base: str | None, bar: Tag | None = None) -> str:
    """The whole file. Links lead to `base`; None for a reader who has no way to it. `bar` is seen on screen only."""
    main = Tag("main", "", *_head(of), *map(_section, of.sections))
    return sheet(f"{of.title} · {of.about}", main, of.view.words, base, bar)


def _head(of: Closing) -> list[Tag]:
    tally = Tag("p", "tally", *(Tag("span", "", part) for part in of.tally))
    notes = [Tag("p", "note", note) for note in of.notes]
    return [Tag("h1", "", of.title), Tag("p", "about", of.about), Tag("p", "meta", of.source), *notes, tally]


def _section(of: Section) -> Tag:
    return Tag("section", "", Tag("h2", "", of.title), *_parts(of.parts))


def _parts(parts: Sequence[Line | Table]) -> Iterator[Tag]:
    items: list[Tag] = []
    for part in parts:
        if isinstance(part, Line) and part.kind is Kind.ITEM:
            items.append(Tag("li", "", *map(_run, part.runs)))
            continue
        if items:
            yield Tag("ul", "told", *items)
            items = []
        yield _table(part) if isinstance(part, Table) else _line(part)
    if items:
        yield Tag("ul", "told", *items)


def _line(line: Line) -> Tag:
    return Tag("h3" if line.kind is Kind.HEADING else "p", "", *map(_run, line.runs))


def _table(of: Table) -> Tag:
    heads = Tag("thead", "", Tag("tr", "", *(Tag("th", "", name, scope="col") for name in of.head)))
    return Tag("table", f"facts of{len(of.head)}", heads, Tag("tbody", "", *(_row(row, of.head) for row in of.rows)))


def _row(row: Sequence[Cell], heads: Sequence[str]) -> Tag:
    """On a phone each cell stands below its head's name, but for the first; one that says nothing isn't there."""
    cells = [Tag("td", "" if cell.text else "none", _run(cell), data_label=head) for cell, head in zip(row, heads, strict=True)]
    return Tag("tr", "", *cells)


def _run(run: Run) -> Tag | str:
    text: Tag | str = Tag("a", "", run.text, href=run.link) if run.link else run.text
    return Tag("b", "", text) if run.bold else text
