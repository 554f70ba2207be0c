"""A row's facts with their labels, and its moments in the order they came."""

from datetime import date, datetime

from metrics.records import BugRecord, Known, Record, RequirementRecord, ValueRecord
from pages.ui.format import NONE, days, exact, moment
from pages.ui.markup import Tag
from pages.ui.records.cells import dataset_of, place, text
from pages.ui.safe import web_address
from pages.ui.view import View

WORK = ("team", "owner", "status", "stage", "type", "priority", "parent_id", "iteration_id", "project_id", "estimate_days", "cycle_days")
BUG = ("team", "severity", "environment", "status", "resolution")
VALUE = ("metric_name", "metric_id", "day", "value", "unit")
LINKS = ("url", "doc_url", "design_url", "cases_url", "release_plan_url")


def title_of(record: Record) -> str:
    return f"{record.metric_name or record.metric_id} · {record.day}" if isinstance(record, ValueRecord) else record.title


def facts(found: Known, view: View) -> Tag:
    record, say = found.record, view.words
    names = WORK if isinstance(record, RequirementRecord) else BUG if isinstance(record, BugRecord) else VALUE
    links = [name for name in LINKS if hasattr(record, name)]
    told = [(say(f"column.{name}"), _fact(name, record, view)) for name in (*names, *links)]
    return _listed([*told, (say("column.origin"), place(record, say))])


def stages(record: Record, view: View) -> Tag:
    """Moments in the order of time; those that no export told are marked."""
    say = view.words
    moments = [(name, getattr(record, name)) for name in record._fields if name.endswith("_at") and getattr(record, name)]
    told = [(say(f"column.{name}"), _moment(name, value, record, view)) for name, value in sorted(moments, key=lambda each: _when(each[1]))]
    return _listed(told)


def _when(value: date) -> tuple[date, str]:
    """A day whose time is unknown stands before the moments of that day."""
    return (value.date(), value.isoformat()) if isinstance(value, datetime) else (value, "")


def _listed(told: list[tuple[str, Tag | str]]) -> Tag:
    return Tag("dl", "", *(part for label, value in told for part in (Tag("dt", "", label), Tag("dd", "", value or NONE))))


def _moment(name: str, value: date, record: Record, view: View) -> Tag | str:
    if name not in (getattr(record, "observed", None) or ()):
        return moment(value)
    mark = Tag("span", "gb-of", f" {view.words('records.observed')}", title=view.words("records.observed_about"))
    return Tag("span", "", moment(value), mark)


def _fact(name: str, record: Record, view: View) -> Tag | str:
    value = getattr(record, name)
    if name == "team":
        return Tag("a", "", value or view.words("team.none"), href=view.address.about("/team", value or ""), data_go="")
    if name == "parent_id" and value:
        return Tag("a", "", value, href=view.address.record(dataset_of(record), record.source, value), data_go="")
    if name in LINKS and web_address(value):
        return Tag("a", "", value, href=web_address(value), target="_blank", rel="noopener noreferrer")
    if name == "value":
        return exact(value)
    return days(value) if name == "cycle_days" and value is not None else text(name, value, view.words)
