"""What would be written: what changes of the facts that are known, field by field, and the first rows as they land."""

from data.intake import Report
from data.model.datasets import DATASETS, Column
from pages.ui import markup
from pages.ui.format import NONE, count
from pages.ui.import_rejects import column_name
from pages.ui.markup import Tag
from pages.ui.tables import sheet
from pages.ui.words import Words

SHOWN = 30
MOST_COLUMNS = 10
TO_THE_MINUTE = len("2026-01-31 14:05")


def draw(report: Report, key: str, say: Words, of: str) -> None:
    _edits(report, key, say)
    _first_rows(report, key, say, of)


def _edits(report: Report, key: str, say: Words) -> None:
    """Of known facts what was and what comes, field by field."""
    if not report.edits:
        return
    shown = report.edits[:SHOWN]
    facts = len({edit.line for edit in shown})
    title = say("import.edits") if facts == report.changed else say("import.edits_first", n=facts, all=count(report.changed))
    markup.show(Tag("div", "gb", Tag("b", "", title)))
    named = {column.name: column for column in DATASETS[report.dataset].columns}
    heads = [
        sheet.column(say(f"import.{name}"), kind=kind) for name, kind in (("fact", "tight"), ("field", "tight"), ("was", "clip"), ("becomes", "clip"))
    ]
    rows = [
        sheet.row(
            [
                edit.key,
                column_name(edit.field, report.dataset, say),
                *(_landed(named[edit.field], text, report.dataset, say) or NONE for text in (edit.was, edit.becomes)),
            ]
        )
        for edit in shown
    ]
    sheet.draw(f"edits_{key}", say("import.caption_edits"), heads, rows)


def _first_rows(report: Report, key: str, say: Words, of: str) -> None:
    columns = [column for column in DATASETS[report.dataset].columns if column.name in report.columns][:MOST_COLUMNS]
    if not report.new + report.changed:
        return
    markup.show(Tag("div", "gb", Tag("b", "", title(report, say, of))))
    heads = [sheet.column(column_name(column.name, report.dataset, say), kind="clip", right=column.kind == "number") for column in columns]
    rows = [sheet.row([_landed(column, row.get(column.name, ""), report.dataset, say) for column in columns]) for row in report.sample]
    sheet.draw(f"rows_{key}", say("import.caption_rows"), heads, rows)


def title(report: Report, say: Words, of: str) -> str:
    """Beside known facts the rows are those that are new, and are told so."""
    name = "new_rows" if report.new and report.changed + report.unchanged else "first_rows"
    return say(f"import.{name}_of", name=of) if of else say(f"import.{name}")


def _landed(column: Column, text: str, dataset: str, say: Words) -> str:
    """A cell as people read it: our words in their language, a moment to the minute of business time."""
    if column.kind == "moment":
        return text[:TO_THE_MINUTE]
    return ", ".join(word_name(column.name, word, dataset, say) for word in text.split(";")) if column.words else text


def word_name(field: str, word: str, dataset: str, say: Words) -> str:
    """One of our own words as people call it, those of a key project as its board does."""
    kind = field.removeprefix("to_")
    own = (f"kp.{word}",) if (dataset, kind) == ("key_projects", "status") else ()
    keys = (*own, f"value.{kind}.{word}", f"mapping.word.{kind}.{word}", f"attention.{kind}.{word}")
    return next((say(key) for key in keys if say.knows(key)), word)
