"""The rejected lines as a file: the file's own columns and cells, then the reason; mended, it goes back through the import desk."""

from collections.abc import Sequence

from data.adapters.mark import is_mark, mark
from data.intake import Problem, Report
from data.model.datasets import DATASETS, fold
from data.okr_workbook import called
from pages.ui.safe import table_file
from pages.ui.words import LANGUAGES, Words, words


def rejected_file(report: Report, say: Words) -> bytes:
    """Cells beyond the header follow the reason: such a line stays longer than its header until somebody has mended it.

    Where somebody chose the dataset or the source, a column says so, for the file to come in again in the same way.
    """
    own = [place for place, name in enumerate(report.header) if name.strip() not in _reason_headers() and not is_mark(name)]
    reasons = _reasons(report, say)
    marked = [mark(report.dataset, report.source)] if report.is_chosen or report.source != report.adapter else []
    header = [*(report.header[place] for place in own), *marked, say("import.rejected_reason")]
    blank = ["" for _ in marked]
    rows = ([*_cells(own, cells), *blank, reasons.get(line, ""), *_beyond(report, cells)] for line, cells in report.rejected_lines)
    return table_file(header, rows)


def told_field(problem: Problem, report: Report, say: Words) -> str:
    """What a problem is about: the column where its cell stands, else the field."""
    return report.place(problem.line).column or field_name(problem.field, report, say)


def field_name(field: str, report: Report, say: Words) -> str:
    """The header as the file writes it; one that is our own name gets its label."""
    header, label = report.columns.get(field, field), column_name(field, report.dataset, say)
    return f"{label} ({header})" if fold(header) == fold(field) != fold(label) else header


def column_name(field: str, dataset: str, say: Words) -> str:
    """Our name of a field as people call it."""
    known = {column.name: column for column in DATASETS[dataset].columns}
    return called(known[field], say.language) if field in known else field


def reason(problem: Problem, say: Words) -> str:
    return say.coded("reason", problem.code, **problem.facts)


def _reasons(report: Report, say: Words) -> dict[int, str]:
    told: dict[int, list[str]] = {}
    for problem in report.problems:
        field = told_field(problem, report, say)
        told.setdefault(problem.line, []).append(f"{field}: {reason(problem, say)}" if field else reason(problem, say))
    return {line: "; ".join(parts) for line, parts in told.items()}


def _cells(own: Sequence[int], cells: Sequence[str]) -> list[str]:
    return [cells[place] if place < len(cells) else "" for place in own]


def _beyond(report: Report, cells: Sequence[str]) -> Sequence[str]:
    more = cells[len(report.header) :]
    return more if any(cell.strip() for cell in more) else ()


def _reason_headers() -> set[str]:
    """A file that was mended once already brings the column of the time before."""
    return {words(language)("import.rejected_reason") for language in LANGUAGES}
