"""What became of a file, as other programs read it: names and meanings stay."""

from collections.abc import Callable

from data.errors import BoardError
from data.intake.report import Problem, Report

HEAD = ("file", "sheet", "dataset", "source", "version")
COUNTS = ("lines", "new", "changed", "unchanged", "superseded", "rejected", "blank", "retired", "dangling")


def contract(report: Report, reason: Callable[[Problem], str]) -> dict[str, object]:
    """The report as DOMAIN 7 fixes it; `reason` words a problem."""
    problems = [_problem(problem, report, reason) for problem in report.problems]
    return {name: getattr(report, name) for name in (*HEAD, *COUNTS)} | {"problems": problems}


def _problem(problem: Problem, report: Report, reason: Callable[[Problem], str]) -> dict[str, object]:
    place = report.place(problem.line)
    return {"line": place.line, "field": place.column or problem.field, "reason": reason(problem)}


def refusal(file: str, error: BoardError, sentence: Callable[[BoardError], str]) -> dict[str, object]:
    """What stands in a report's place where a file was refused; `sentence` words an error."""
    return {"file": file, "error": error.code, "message": sentence(error)}
