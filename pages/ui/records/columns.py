"""The columns of the rows behind a number: the usual ones, those that can be had, those that the link asks for."""

from dataclasses import replace

from metrics.records import Measure, columns
from pages.ui.address import Behind
from pages.ui.view import View

ORIGIN = "origin"  # file, sheet and line in one column
WORK = ("requirement_id", "title", "team", "kr_ids", "status", "owner", "created_at", "released_at", "cycle_days", "weight", ORIGIN)
BUGS = ("bug_id", "title", "team", "requirement_id", "severity", "environment", "status", "resolution", "created_at", "resolved_at", ORIGIN)
VALUES = ("metric_id", "metric_name", "day", "value", "unit", ORIGIN)


def usual(view: View) -> tuple[str, ...]:
    """The weight only where a row may count in part: while the rows are of certain goals."""
    measure = view.address.behind.measure
    if not measure.of_work:
        return BUGS if measure.of_bugs else VALUES
    return WORK if of_goals(view) else tuple(name for name in WORK if name != "weight")


def of_goals(view: View) -> bool:
    behind = view.address.behind
    return behind.measure.of_work and bool(behind.kr or behind.goal or view.scope.objectives)


def shown(view: View) -> tuple[str, ...]:
    return view.address.behind.columns or usual(view)


def offered(measure: Measure) -> tuple[str, ...]:
    """All that is known of a row, the origin in one."""
    return (*(name for name in columns(measure) if name not in {"file", "sheet", "line"}), ORIGIN)


def fitting(view: View) -> View:
    """Without columns and orders that these rows don't have; those are named as what could not be read of the link."""
    behind = view.address.behind
    known = offered(behind.measure)
    kept = tuple(name for name in behind.columns if name in known)
    sort = behind.sort if behind.sort.removeprefix("-") in known else ""
    strange = [key for key, differs in (("cols", kept != behind.columns), ("sort", sort != behind.sort)) if differs]
    if not strange:
        return view
    mended = replace(view.address, behind=replace(behind, columns=kept, sort=sort), mangled=(*view.address.mangled, *strange))
    return replace(view, address=mended)


def turned(name: str, behind: Behind) -> str:
    """The order that a click on a column's head brings: up or down first, then the other way round, then the usual one."""
    first, then = (f"-{name}", name) if _falls_first(name) else (name, f"-{name}")
    return {"": first, first: then, then: ""}.get(behind.sort if behind.sort.removeprefix("-") == name else "", first)


def _falls_first(name: str) -> bool:
    """Of days and amounts one looks for the last and the largest."""
    return name.endswith("_at") or name in {"day", "value", "cycle_days", "weight", "estimate_days"}
