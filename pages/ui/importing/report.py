"""What an import says of itself: recognised as what, counts that add up, problems, and the first rows as they land."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import PurePath

import streamlit as st

from data.adapters.canonical import called
from data.adapters.mapping import UNKNOWN
from data.errors import BoardError
from data.intake import Note, Problem, Report
from data.model.datasets import DATASETS
from pages.ui import markup
from pages.ui.format import count
from pages.ui.import_rejects import column_name, reason, rejected_file, told_field
from pages.ui.importing import landing
from pages.ui.importing.landing import word_name
from pages.ui.markup import Tag
from pages.ui.safe import table_file
from pages.ui.tables import sheet
from pages.ui.words import Words

SUM = ("new", "changed", "unchanged", "superseded", "rejected", "blank")
BESIDE = ("retired", "dangling")
SHOWN = 30
MOST_NAMED = 5
SURE, LIKELY = 0.9, 0.6
_ENCODINGS = {
    "gb18030": "GBK / GB18030",
    "utf-8-sig": "UTF-8",
    "utf-16-le": "UTF-16",
    "utf-16-be": "UTF-16",
    "latin-1": "Latin-1",
    "big5": "Big5",
    "cp950": "Big5",
    "shift_jis": "Shift-JIS",
    "cp932": "Shift-JIS",
    "euc_kr": "EUC-KR",
    "cp949": "EUC-KR",
    "cp1251": "Windows-1251",
    "cp1252": "Windows-1252",
}


def heading(file: str) -> None:
    markup.show(Tag("div", "gb gb-file", Tag("h2", "gb-section", file)))


def failed(error: BoardError, say: Words) -> None:
    title, hint = (_sentence(error, part, say) for part in ("title", "hint"))
    markup.show(Tag("div", "gb gb-fail", Tag("b", "", title), Tag("p", "", hint), role="alert"))


def _sentence(error: BoardError, part: str, say: Words) -> str:
    facts = error.facts | {name: called(str(error.facts[name]), say) for name, called in _NAMED.items() if name in error.facts}
    return say.coded("error", f"{error.code}.{part}", **facts)


def draw(report: Report, key: str, say: Words, *, done: bool = False, of: str = "") -> None:
    """All of a report below its counts; before the commit also the first rows."""
    with st.container(gap="small", key=f"gb_report_{key}"):
        if told := remarks(report, say, done=done):
            markup.show(Tag("div", "gb", *told))
        if not done:
            landing.draw(report, key, say, of)
        _problems(report, key, say, done=done)


def says_more(report: Report) -> bool:
    """Whether there is anything below its counts before the commit."""
    return bool(report.new or report.changed or report.problems or report.notes or report.refused or report.lacking)


def recognised(reports: Sequence[Report], say: Words) -> Tag:
    """What a file is, how sure that is, and by which mapping it is read; an archive may hold files of several tools."""
    tools: dict[str, list[Report]] = {}
    for report in reports:
        tools.setdefault(report.adapter, []).append(report)
    found = [Tag("b", "", _tool(adapter, own, say)) for adapter, own in tools.items()]
    names = list(dict.fromkeys(report.mapping for report in reports if report.mapping))
    if names:
        found.append(Tag("span", "gb-muted", say("import.by_mapping", name=say("list.and").join(names))))
    if any(report.refused for report in reports):
        return Tag("p", "gb-answer", *found, Tag("span", "gb-unsure", say("import.not_all")))
    if names:
        return Tag("p", "gb-answer", *found)
    least = min((report.confidence for report in reports if report.adapter != UNKNOWN), default=None)
    return Tag("p", "gb-answer", *found, *([] if least is None else [_sureness(least, say)]))


def _tool(adapter: str, reports: Sequence[Report], say: Words) -> str:
    datasets = dict.fromkeys(dataset_name(report.dataset, say) for report in reports)
    return say("import.recognised", adapter=adapter_name(adapter, say), dataset=say("list.and").join(datasets))


def _sureness(confidence: float, say: Words) -> Tag:
    if confidence >= SURE:
        return Tag("span", "gb-sure", say("import.sure"))
    return Tag("span", "gb-unsure", say("import.likely" if confidence >= LIKELY else "import.check"))


def sample_note(reports: Sequence[Report], say: Words, *, done: bool) -> list[Tag]:
    """The sample company goes with the first real import."""
    if not any(report.sample_retired for report in reports):
        return []
    return [Tag("p", "gb-note", say("import.sample_left" if done else "import.sample_leaves"))]


def counts(report: Report, say: Words, *, of: str = "") -> Tag:
    """Lines = new + changed + …; what is retired or dangles stands beside the sum."""
    parts: list[Tag | str] = [Tag("span", "gb-of", of)] if of else []
    parts += [Tag("b", "", count(report.lines)), f" {say('count.lines', n=report.lines)} = "]
    for place, name in enumerate(name for name in SUM if getattr(report, name) or name == "new"):
        parts += [" + " if place else "", Tag("b", "gb-bad" if name == "rejected" else "", count(getattr(report, name))), f" {say(f'count.{name}')}"]
    for name in BESIDE:
        if getattr(report, name):
            parts += [Tag("span", "gb-beside", Tag("b", "", count(getattr(report, name))), f" {say(f'count.{name}')}")]
    return Tag("p", "gb-counts", *parts)


def subject(report: Report, say: Words) -> str:
    """Which sheet and dataset a report is of; a sheet that is called like its dataset isn't named twice."""
    file = PurePath(report.file).name if "/" in report.file else ""
    dataset = "" if called(report.sheet) == report.dataset else dataset_name(report.dataset, say)
    return " · ".join(filter(None, (file, report.sheet, dataset)))


def dataset_name(name: str, say: Words) -> str:
    return say(f"dataset.{name}") if say.knows(f"dataset.{name}") else name


def export_name(export: str, say: Words) -> str:
    """The tool of a known export; each of our own datasets is one too."""
    return dataset_name(export, say) if export in DATASETS else adapter_name(export.partition("_")[0], say)


def adapter_name(name: str, say: Words) -> str:
    return say(f"adapter.{name}") if say.knows(f"adapter.{name}") else name


def encoding_name(name: str | None) -> str:
    """GB18030 is the family's whole name; people know it as GBK."""
    return _ENCODINGS.get(name or "", (name or "").upper())


def delimiter_name(mark: str | None, say: Words) -> str:
    names = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}
    return say(f"import.{names[mark]}") if mark in names else mark or ""


def remarks(report: Report, say: Words, *, done: bool) -> list[Tag]:
    told: list[str | Tag] = [Tag("span", "gb-unsure", _not_read(error, say)) for error in report.refused]
    if report.lacking:
        fields = say("list.and").join(column_name(name, report.dataset, say) for name in report.lacking)
        told.append(say(f"import.lacking_{report.mode}", fields=fields))
    if done and report.rejected:
        told.append(say("import.done_rejected", n=report.rejected))
    if report.dangling:
        told.append(say("import.dangling" if done else "import.dangling_batch", n=report.dangling, names=_missing(report, say)))
    notes = [note for note in report.notes if note.code != "dangling"]
    told += [_note(note, report, say) for note in notes[:SHOWN]]
    return [Tag("p", "gb-note", text) for text in told]


def _not_read(error: BoardError, say: Words) -> str:
    return say("import.not_read", file=error.facts.get("file", ""), why=_sentence(error, "title", say))


def _note(note: Note, report: Report, say: Words) -> str:
    """What is said of the first line is said of the whole file."""
    facts = {
        **note.facts,
        **({"value": word_name("status", str(note.facts["value"]), report.dataset, say)} if note.code == "finished_without_date" else {}),
    }
    told = say.coded("reason", note.code, **facts)
    return say("import.note", line=report.place(note.line).line, note=told) if note.line > 1 else told


def _missing(report: Report, say: Words) -> str:
    """What is referred to and not there, the most wanted first: by field, a few of each."""
    wanted: dict[str, list[str]] = {}
    for note in report.notes:
        if note.code == "dangling":
            wanted.setdefault(str(note.facts["field"]), []).append(str(note.facts["value"]))
    comma = say("list.and")
    named = [
        f"{column_name(field, report.dataset, say)} {comma.join(values[:MOST_NAMED])}{' …' if len(values) > MOST_NAMED else ''}"
        for field, values in wanted.items()
    ]
    return "; ".join(named)


def _problems(report: Report, key: str, say: Words, *, done: bool) -> None:
    """Before the commit unknown words are asked about, not told of."""
    found = [problem for problem in report.problems if done or problem.code != "unknown_word_kept"]
    if not found:
        return
    markup.show(Tag("div", "gb", Tag("b", "", say("import.problems", n=len(found)))))
    heads = [
        *([sheet.column(say("import.sheet"), kind="tight")] if report.sheet else []),
        sheet.column(say("import.line"), right=True),
        sheet.column(say("import.field"), kind="tight"),
        sheet.column(say("import.value"), kind="clip"),
        sheet.column(say("import.reason"), kind="full"),
    ]
    written = _as_written(found[:SHOWN], report)
    rows = [sheet.row([*([report.sheet] if report.sheet else []), *_problem(problem, report, written, say)]) for problem in found[:SHOWN]]
    sheet.draw(f"problems_{key}", say("import.caption_problems"), heads, rows)
    if len(found) > SHOWN:
        markup.show(Tag("div", "gb", Tag("p", "gb-sub", say("import.problems_more", shown=SHOWN, n=count(len(found))))))
    with st.container(horizontal=True, key=f"gb_files_of_{key}"):
        if report.rejected_numbers:
            _download("rejected", lambda: rejected_file(report, say), report, key, say)
        if len(found) > SHOWN:
            _download("problems", lambda: _problem_file(found, report, say), report, key, say)


def _as_written(found: Sequence[Problem], report: Report) -> dict[int, list[str]]:
    """The cells of the rejected lines among these."""
    numbers = {problem.line for problem in found} & report.rejected_numbers
    return {line.line: line.cells for line in report.lines_as_written(numbers)}


def _problem(problem: Problem, report: Report, written: Mapping[int, list[str]], say: Words) -> list[str]:
    return [
        count(report.place(problem.line).line),
        told_field(problem, report, say),
        value(problem, report, written.get(problem.line)),
        reason(problem, say),
    ]


def value(problem: Problem, report: Report, cells: Sequence[str] | None) -> str:
    """The cell that the problem is about, as the file has it."""
    header = report.columns.get(problem.field, "")
    place = next((place for place, name in enumerate(report.header) if name.strip() == header), None)
    if cells is None or place is None:
        return str(problem.facts.get("value", ""))
    return cells[place].strip() if place < len(cells) else ""


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
    header = [say(f"import.{name}") for name in ("line", "field", "value", "reason")]
    written = _as_written(found, report)
    return table_file(header, ([report.place(problem.line).line, *_problem(problem, report, written, say)[1:]] for problem in found))


_NAMED: Mapping[str, Callable[[str, Words], str]] = {"nearest": export_name, "dataset": dataset_name}
