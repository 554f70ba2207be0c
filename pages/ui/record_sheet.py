"""Requirements and bugs as rows of a sheet, and as a file. Titles, names and addresses are the data's own."""

from collections.abc import Sequence
from datetime import date

from metrics.records import BugRecord, Measure, Records, RequirementRecord, records
from metrics.scope import Scope
from pages.ui.format import days, moment, number
from pages.ui.safe import table_file, web_address
from pages.ui.store import store
from pages.ui.tables import sheet
from pages.ui.view import View
from pages.ui.words import Words

KINDS = {
    "title": "text",
    "requirement_id": "id",
    "bug_id": "id",
    "created_at": "tight",
    "released_at": "tight",
    "resolved_at": "tight",
    "origin": "tail",
    **dict.fromkeys(("status", "owner", "severity", "environment", "resolution"), "tight"),
}
MAY_BREAK = "\u200b"  # before a line number, never in it
RIGHT = frozenset({"cycle_days", "weight"})
WORK = ("requirement_id", "title", "team", "kr_ids", "status", "owner", "created_at", "released_at", "cycle_days", "weight", "origin")
BUGS = ("bug_id", "title", "team", "requirement_id", "severity", "environment", "status", "resolution", "created_at", "resolved_at", "origin")


def columns_of(found: Records, view: View) -> list[dict]:
    return [sheet.column(view.words(f"column.{name}"), right=name in RIGHT, kind=KINDS.get(name, "")) for name in _shown(found)]


def rows_of(found: Records, view: View) -> list[dict]:
    names = _shown(found)
    return [sheet.row([_cell(name, record, view.words) for name in names]) for record in found.rows]


def file_of(scope: Scope, measure: Measure, narrowed: dict, total: int) -> bytes:
    """All rows behind the number, not only the page shown."""
    found = records(store().cursor(scope.version), scope, measure, **narrowed, limit=max(total, 1), offset=0)
    fields = found.rows[0]._fields if found.rows else ()
    return table_file(fields, ([_plain(value) for value in record] for record in found.rows))


def weighed(found: Records) -> bool:
    """Whether some row counts only in part for an objective."""
    return any(getattr(record, "weight", 1) != 1 for record in found.rows)


def _shown(found: Records) -> Sequence[str]:
    if isinstance(found.rows[0], BugRecord):
        return BUGS
    return WORK if weighed(found) else [name for name in WORK if name != "weight"]


def _cell(name: str, record: RequirementRecord | BugRecord, say: Words) -> str | dict:
    if name == "origin":
        return _origin(record, say)
    value = getattr(record, name)
    if name == "title":
        return _titled(record, say)
    if value == record[0]:
        return sheet.cell(value, out=web_address(record.url))
    if name in (getattr(record, "observed", None) or ()):
        return sheet.cell(_text(name, value, say), sub=say("records.observed"), title=say("records.observed_about"))
    if name == "cycle_days" and value is not None:
        return sheet.cell(days(value), title=number(value))
    return _text(name, value, say)


def _titled(record: RequirementRecord | BugRecord, say: Words) -> str | dict:
    document = web_address(getattr(record, "doc_url", None))
    return sheet.cell(record.title, sub=[{"text": say("column.doc"), "out": document}]) if document else record.title


def _text(name: str, value: object, say: Words) -> str:
    """A known word in the reader's language, a moment to the minute, a list in a row."""
    if say.knows(f"value.{name}.{value}"):
        return say(f"value.{name}.{value}")
    if isinstance(value, date):
        return moment(value)
    if isinstance(value, list):
        return ", ".join(value)
    if isinstance(value, float):
        return number(value)
    return str(value) if value else say("team.none") if name == "team" else ""


def _origin(record: RequirementRecord | BugRecord, say: Words) -> dict:
    """Where the row comes from, to the line."""
    place = " · ".join(filter(None, (record.source, record.file, record.sheet, say("records.file_line", line=record.line))))
    return sheet.cell(f"{record.file}{MAY_BREAK}:{record.line}", title=place)


def _plain(value: object) -> object:
    if isinstance(value, list):
        return ";".join(value)
    return value.isoformat() if hasattr(value, "isoformat") else value
