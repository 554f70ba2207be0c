"""What an import says of itself: recognised as what, counts that add up, problems, and the first rows as they land."""

from collections.abc import Callable, Sequence
from pathlib import PurePath

import streamlit as st

from data.errors import BoardError
from data.intake import Problem, Report
from data.model.datasets import fold
from pages.ui import markup
from pages.ui.format import count
from pages.ui.import_rejects import column_name, field_name, reason, rejected_file
from pages.ui.markup import Tag
from pages.ui.safe import table_file
from pages.ui.tables import sheet
from pages.ui.words import Words

SUM = ("new", "changed", "unchanged", "superseded", "rejected", "blank")
BESIDE = ("retired",)
SHOWN = 30
MOST_COLUMNS = 9
MOST_NAMED = 5


def heading(file: str) -> None:
    markup.show(Tag("div", "gb gb-file", Tag("h2", "gb-section", file)))


def failed(error: BoardError, say: Words) -> None:
    title = say.coded("error", f"{error.code}.title", **error.facts)
    hint = say.coded("error", f"{error.code}.hint", **error.facts)
    markup.show(Tag("div", "gb gb-fail", Tag("b", "", title), Tag("p", "", hint), role="alert"))


def draw(report: Report, key: str, say: Words, *, done: bool = False) -> None:
    with st.container(gap="small", key=f"gb_report_{abs(hash(key))}"):
        markup.show(Tag("div", "gb", _recognised(report, say), _counts(report, say), *_remarks(report, say, done=done)))
        _problems(report, key, say)
        if not done:
            _first_rows(report, key, say)


def dataset_name(name: str, say: Words) -> str:
    return say(f"dataset.{name}") if say.knows(f"dataset.{name}") else name


def _recognised(report: Report, say: Words) -> Tag:
    found = say("import.recognised", adapter=_adapter(report.adapter, say), dataset=dataset_name(report.dataset, say))
    facts = [report.sheet, f"{say('import.source')} {report.source}", _encoding(report.encoding), _delimiter(report.delimiter, say)]
    return Tag("p", "gb-answer", Tag("b", "", found), *(Tag("span", "gb-muted", fact) for fact in facts if fact))


def _adapter(name: str, say: Words) -> str:
    return say(f"adapter.{name}") if say.knows(f"adapter.{name}") else name


def _encoding(name: str | None) -> str:
    """GB18030 is the family's whole name; people know it as GBK."""
    return {"gb18030": "GBK / GB18030", "utf-8-sig": "UTF-8"}.get(name or "", (name or "").upper())


def _delimiter(delimiter: str | None, say: Words) -> str:
    if not delimiter:
        return ""
    return say("import.delimiter", mark=say("import.tab") if delimiter == "\t" else delimiter)


def _counts(report: Report, say: Words) -> Tag:
    """Lines = new + changed + …; what is retired stands beside the sum."""
    parts: list[Tag | str] = [Tag("b", "", count(report.lines)), f" {say('count.lines')} = "]
    for place, name in enumerate(name for name in SUM if getattr(report, name) or name == "new"):
        parts += [" + " if place else "", Tag("b", "gb-bad" if name == "rejected" else "", count(getattr(report, name))), f" {say(f'count.{name}')}"]
    for name in BESIDE:
        if getattr(report, name):
            parts += [Tag("span", "gb-beside", Tag("b", "", count(getattr(report, name))), f" {say(f'count.{name}')}")]
    return Tag("p", "gb-counts", *parts)


def _remarks(report: Report, say: Words, *, done: bool) -> list[Tag]:
    told = []
    if done and report.rejected:
        told.append(say("import.done_rejected", n=report.rejected))
    if report.sample_retired:
        told.append(say("import.sample_left" if done else "import.sample_leaves"))
    if report.dangling:
        told.append(say("import.dangling" if done else "import.dangling_batch", n=report.dangling, names=_missing(report, say)))
    notes = [note for note in report.notes if note.code != "dangling"]
    told += [say("import.note", line=note.line, note=say.coded("reason", note.code, **note.facts)) for note in notes[:SHOWN]]
    return [Tag("p", "gb-note", text) for text in told]


def _missing(report: Report, say: Words) -> str:
    """What is referred to and not there, the most wanted first: by field, a few of each."""
    wanted: dict[str, list[str]] = {}
    for note in report.notes:
        if note.code == "dangling":
            wanted.setdefault(str(note.facts["field"]), []).append(str(note.facts["value"]))
    comma = say("list.and")
    named = [
        f"{field_name(field, report, say)} {comma.join(values[:MOST_NAMED])}{' …' if len(values) > MOST_NAMED else ''}"
        for field, values in wanted.items()
    ]
    return "; ".join(named)


def _problems(report: Report, key: str, say: Words) -> None:
    found = report.problems
    if not found:
        return
    markup.show(Tag("p", "gb", Tag("b", "", say("import.problems", n=len(found)))))
    columns = [
        sheet.column(say("import.line"), right=True),
        sheet.column(say("import.field"), kind="tight"),
        sheet.column(say("import.reason"), kind="full"),
    ]
    rows = [sheet.row([count(problem.line), field_name(problem.field, report, say), reason(problem, say)]) for problem in found[:SHOWN]]
    sheet.draw(f"problems_{key}", say("import.caption_problems"), columns, rows)
    if len(found) > SHOWN:
        markup.show(Tag("p", "gb gb-sub", say("import.problems_more", shown=SHOWN, n=count(len(found)))))
    with st.container(horizontal=True, key=f"gb_files_of_{key}"):
        if report.rejected_lines:
            _download("rejected", lambda: rejected_file(report, say), report, key, say)
        if len(found) > SHOWN:
            _download("problems", lambda: _problem_file(found, report, say), report, key, say)


def _download(name: str, content: Callable[[], bytes], report: Report, key: str, say: Words) -> None:
    st.download_button(
        say(f"import.{name}_download"),
        data=content,
        file_name=f"{PurePath(report.file).stem}.{name}.csv",
        mime="text/csv",
        icon=":material/download:",
        type="tertiary",
        on_click="ignore",
        key=f"gb_{name}_{key}",
    )


def _problem_file(found: Sequence[Problem], report: Report, say: Words) -> bytes:
    header = [say("import.line"), say("import.field"), say("import.reason")]
    return table_file(header, ([problem.line, field_name(problem.field, report, say), reason(problem, say)] for problem in found))


def _first_rows(report: Report, key: str, say: Words) -> None:
    with st.expander(say("import.first_rows"), key=f"gb_first_{key}"):
        names = list(report.columns)
        called = {name: column_name(name, report.dataset, say) for name in names}
        read = [_read(header, called[name]) for name, header in report.columns.items()]
        markup.show(Tag("div", "gb gb-read", Tag("b", "", say("import.columns")), Tag("ul", "", *read)))
        if report.unused:
            unused = say("list.and").join(report.unused)
            markup.show(Tag("p", "gb gb-sub", f"{say('import.unused')}: {unused}"))
        shown = names[:MOST_COLUMNS]
        rows = [sheet.row([row.get(name, "") for name in shown]) for row in report.sample]
        sheet.draw(f"rows_{key}", say("import.caption_rows"), [sheet.column(called[name], kind="clip") for name in shown], rows)


def _read(header: str, name: str) -> Tag:
    """A header with what it is read as, where that is not the same word."""
    return Tag("li", "", header, *([Tag("span", "gb-muted", f" → {name}")] if fold(header) != fold(name) else []))
