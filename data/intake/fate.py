"""What became of a file, whichever way it came: what was read in, and what was refused; of an archive there may be both."""

from collections.abc import Callable
from typing import NamedTuple

from data.errors import BoardError
from data.intake.contract import contract, refusal
from data.intake.importing import objection
from data.intake.report import Choices, Problem, Report


class Refusal(NamedTuple):
    """A file, or one of an archive, that isn't taken in, and why."""

    file: str
    error: BoardError


class Fate(NamedTuple):
    """A file's reports and refusals."""

    reports: list[Report]
    refusals: list[Refusal]

    @property
    def all_in(self) -> bool:
        return not self.refusals and not any(report.rejected for report in self.reports)

    def told(self, reason: Callable[[Problem], str], sentence: Callable[[BoardError], str]) -> list[dict[str, object]]:
        """For other programs: the reports, then the refusals."""
        return [contract(report, reason) for report in self.reports] + [refusal(file, error, sentence) for file, error in self.refusals]


def fate(file: str, take_in: Callable[[], list[Report]], dry: Choices | None = None) -> Fate:
    """`dry`: what was chosen, where nothing is written; then also what would be refused is, beside its counts."""
    try:
        reports = take_in()
    except BoardError as error:
        return Fate([], [Refusal(file, error)])
    refusals = [Refusal(f"{file}/{error.facts['file']}", error) for report in reports for error in report.refused]
    objected = objection(reports, dry) if dry else None
    return Fate(reports, refusals + ([Refusal(file, objected)] if objected else []))
