"""Requirements, bugs and values as rows of a sheet. Titles, names and addresses are the data's own."""

from dataclasses import replace
from datetime import date

from metrics.lineage import Dataset, value_key
from metrics.records import Record, RequirementRecord, ValueRecord
from pages.ui.format import days, exact, moment, number
from pages.ui.records.columns import ORIGIN, shown, turned
from pages.ui.safe import web_address
from pages.ui.tables import sheet
from pages.ui.view import View
from pages.ui.words import Words

KINDS = {
    "title": "text",
    "requirement_id": "id",
    "bug_id": "id",
    "metric_id": "id",
    "metric_name": "text",
    "day": "tight",
    "origin": "tail",
    **dict.fromkeys(("status", "stage", "owner", "severity", "environment", "resolution", "priority", "type"), "tight"),
}
MAY_BREAK = "\u200b"  # before a line number, never in it
RIGHT = frozenset({"cycle_days", "weight", "estimate_days", "value"})
AWAY = "↗"  # leads out of the product


def columns_of(view: View) -> list[dict]:
    return [_column(name, view) for name in shown(view)]


def rows_of(records: list[Record], view: View) -> list[dict]:
    names = shown(view)
    return [sheet.row([_cell(name, record, view) for name in names]) for record in records]


def text(name: str, value: object, say: Words) -> str:
    """A known word in the reader's language, a moment to the minute, a list in a row."""
    if say.knows(f"value.{name}.{value}"):
        return say(f"value.{name}.{value}")
    if isinstance(value, date):
        return moment(value)
    if isinstance(value, list):
        named = [say(f"column.{part}") if say.knows(f"column.{part}") else part for part in value] if name == "observed" else value
        return ", ".join(named)
    if isinstance(value, float):
        return number(value)
    return str(value) if value else say("team.none") if name == "team" else ""


def dataset_of(record: Record) -> Dataset:
    if isinstance(record, RequirementRecord):
        return Dataset.REQUIREMENTS
    return Dataset.VALUES if isinstance(record, ValueRecord) else Dataset.BUGS


def page_of(record: Record, view: View) -> str:
    """Where all that is known of a row stands."""
    return view.address.record(dataset_of(record), record.source, key_of(record))


def key_of(record: Record) -> str:
    return value_key(record.metric_id, record.day) if isinstance(record, ValueRecord) else record[0]


def place(record: Record, say: Words) -> str:
    """Where a row comes from, to the line."""
    return " · ".join(filter(None, (record.source, record.file, record.sheet, say("records.file_line", line=record.line))))


def _column(name: str, view: View) -> dict:
    behind = view.address.behind
    way = "" if behind.sort.removeprefix("-") != name else "descending" if behind.sort.startswith("-") else "ascending"
    href = view.address.records(replace(behind, sort=turned(name, behind), page=1))
    return sheet.column(view.words(f"column.{name}"), right=name in RIGHT, kind=_kind(name), sort={"href": href, "way": way})


def _kind(name: str) -> str:
    return KINDS.get(name, "tight" if name.endswith("_at") else "clip" if name.endswith("url") else "")


def _cell(name: str, record: Record, view: View) -> str | dict:
    say = view.words
    if name == ORIGIN:
        return sheet.cell(f"{record.file}{MAY_BREAK}:{record.line}", title=place(record, say))
    value = getattr(record, name)
    if name in _LEADS:
        return _LEADS[name](value, record, view)
    if name in (getattr(record, "observed", None) or ()):
        return sheet.cell(text(name, value, say), sub=say("records.observed"), title=say("records.observed_about"))
    if name.endswith("url"):
        return sheet.cell(value or "", out=web_address(value))
    return _figure(name, value) if name in RIGHT and value is not None else text(name, value, say)


def _figure(name: str, value: float) -> dict:
    """Short, and in full on hover."""
    return sheet.cell(days(value) if name == "cycle_days" else number(value), title=exact(value))


def _key(value: str, record: Record, view: View) -> dict:
    """The row's own id: to its page, and beside it to its tracker."""
    tracker = web_address(getattr(record, "url", None))
    beside = {"text": AWAY, "out": tracker, "title": view.words("records.in_tracker")} if tracker else None
    return sheet.cell(value, href=page_of(record, view), beside=beside)


def _titled(value: str, record: Record, view: View) -> str | dict:
    document = web_address(getattr(record, "doc_url", None))
    return sheet.cell(value, sub=[{"text": view.words("column.doc"), "out": document}]) if document else value


def _team(value: str | None, _record: Record, view: View) -> dict:
    return sheet.cell(value or view.words("team.none"), href=view.address.about("/team", value or ""))


def _requirement(value: str | None, record: Record, view: View) -> dict:
    """Of another row: to its page."""
    return sheet.cell(value or "", href=view.address.record(Dataset.REQUIREMENTS, record.source, value) if value else "")


def _requirement_id(value: str, record: Record, view: View) -> dict:
    return _key(value, record, view) if isinstance(record, RequirementRecord) else _requirement(value, record, view)


def _goals(path: str, values: list[str], view: View) -> dict:
    return sheet.cell("", links=[{"text": value, "href": view.address.about(path, value)} for value in values])


_LEADS = {
    "requirement_id": _requirement_id,
    "bug_id": _key,
    "title": _titled,
    "team": _team,
    "parent_id": _requirement,
    "kr_ids": lambda values, _record, view: _goals("/kr", values, view),
    "objectives": lambda values, _record, view: _goals("/objective", values, view),
    "kr_id": lambda value, _record, view: _goals("/kr", [value] if value else [], view),
    "day": lambda value, record, view: sheet.cell(moment(value), href=page_of(record, view)),
}
