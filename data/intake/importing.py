"""A file's way into the store: read, staged, merged, written, checked; one transaction, one version."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from duckdb import DuckDBPyConnection

from data.adapters import KNOWN, Part
from data.adapters.breakdown import listed
from data.adapters.mapping import Mapping as Chosen
from data.adapters.recognition import folded
from data.errors import BoardError, ImportRefused, UnreadableFile
from data.intake.finding import Found, found_in, mapping_of, usable_mappings
from data.intake.held import SAMPLE
from data.intake.lines import tell_lines
from data.intake.loose_ends import tell_dangling, tell_undated
from data.intake.mappings import save_mapping
from data.intake.merge import Merged, keep_references, merge, tell_places, write
from data.intake.record import next_import, record
from data.intake.report import Choices, Report
from data.intake.retirement import begin_snapshot, finish_snapshot, large_retirement, retire_sample
from data.intake.shapes import DateReadings
from data.intake.stages import settle
from data.intake.staging import stage
from data.model.datasets import DATASETS, Column
from data.reading import Content, Reading, Sheet, read
from data.store import Store
from data.store.links import refresh_links
from data.store.store import make_version, transaction

Progress = Callable[[float], None]
READ, STAGED = 0.4, 0.8  # the share of an import's time after which a million lines were read, and staged


class Piece(NamedTuple):
    """One sheet's facts of one dataset, merged."""

    report: Report
    merged: Merged
    digest: str


class Staged(NamedTuple):
    """The same, its good lines in a temporary table with the columns that the file has."""

    report: Report
    part: Part
    digest: str
    table: str
    present: tuple[Column, ...]


def unheard(_share: float) -> None:
    """Nobody waits for news."""


def reading(store: Store, file_name: str, content: bytes | Path, choices: Choices, progress: Progress = unheard) -> Reading:
    """The file read, as the choices or the saved mapping of its shape want it; it can be previewed and committed."""
    given, saved = Content(file_name, content), usable_mappings(store.cursor(), choices)
    known = KNOWN.union(*(folded(mapping.header) for mapping in saved))
    first = laid_out(read(given, known=known, encoding=_encoding(choices), delimiter=_delimiter(choices), progress=progress))
    found = next(filter(None, (mapping_of(sheet, saved, choices) for sheet in first.sheets)), None)
    if found is None or all((sheet.encoding, sheet.delimiter) == _wanted(found, sheet) for sheet in first.sheets):
        return first
    return laid_out(read(given, known=known, encoding=found.encoding or None, delimiter=found.delimiter or None, progress=progress))


def laid_out(file: Reading) -> Reading:
    """The file with its breakdowns as records; what is read of it by lines is as it was."""
    return file._replace(sheets=[listed(sheet) for sheet in file.sheets])


def preview(store: Store, file_name: str, content: bytes | Path | Reading, choices: Choices, progress: Progress = unheard) -> list[Report]:
    """What `commit` would do, with the store left as it is. A retirement that would be refused is only counted."""
    _refuse_reserved(choices)
    files = [_read(store, file_name, content, choices, progress)]
    with store.writer() as cursor:
        reports = _take_in(cursor, files, choices, progress, asking=True)
    for report in reports:
        report.version = None
    return reports


def commit(store: Store, file_name: str, content: bytes | Path | Reading, choices: Choices, progress: Progress = unheard) -> list[Report]:
    """Read a file in as one version. Raises a `BoardError` if the file cannot be read or is refused; then nothing changed."""
    _refuse_reserved(choices)
    files = [_read(store, file_name, content, choices, progress)]
    with store.writer() as cursor:
        return _take_in(cursor, files, choices, progress, asking=False)


def commit_sample(store: Store, files: Mapping[str, bytes]) -> list[Report]:
    """Read the sample company in, all its files as one version; the first real import retires it whole."""
    read_ = [read(Content(name, content), known=KNOWN) for name, content in files.items()]
    with store.writer() as cursor:
        return _take_in(cursor, read_, Choices(source=SAMPLE, who=SAMPLE, saved=False), unheard, asking=False)


def _refuse_reserved(choices: Choices) -> None:
    if choices.source == SAMPLE:
        raise ImportRefused("source_reserved", source=SAMPLE)


def _read(store: Store, file_name: str, content: bytes | Path | Reading, choices: Choices, progress: Progress) -> Reading:
    if isinstance(content, Reading):
        return content
    return reading(store, file_name, content, choices, lambda share: progress(share * READ))


def _encoding(choices: Choices) -> str | None:
    return choices.encoding or (choices.mapping.encoding if choices.mapping else "") or None


def _delimiter(choices: Choices) -> str | None:
    return choices.delimiter or (choices.mapping.delimiter if choices.mapping else "") or None


def _wanted(mapping: Chosen, sheet: Sheet) -> tuple[str | None, str | None]:
    return mapping.encoding or sheet.encoding, mapping.delimiter or sheet.delimiter


def _take_in(cursor: DuckDBPyConnection, files: Sequence[Reading], choices: Choices, progress: Progress, *, asking: bool) -> list[Report]:
    found = [one for file in files for one in found_in(cursor, file, choices)]
    steps, dates = _Steps(progress, sum(one.part.count for one in found)), DateReadings(cursor, choices.order)
    staged = [_stage(cursor, one, f"staged_{nth}", dates, steps) for nth, one in enumerate(found)]
    if not asking and (question := _open_question([one.report for one in found])):
        raise question
    with transaction(cursor, keep=not asking):
        _write(cursor, staged, choices, asking=asking)
    progress(1.0)
    return [one.report for one in found]


def _stage(cursor: DuckDBPyConnection, found: Found, table: str, dates: DateReadings, steps: "_Steps") -> Staged:
    """Beforehand, so that the engine may free what it needs on the way; nobody else writes meanwhile."""
    report, part, _ = found
    try:
        present = stage(cursor, part, table, report, dates.of(part), steps.part(part.count))
    except UnreadableFile as error:
        raise UnreadableFile(error.code, **({"file": report.file, "sheet": report.sheet} | error.facts)) from error
    return Staged(*found, table, present)


def _write(cursor: DuckDBPyConnection, staged: Sequence[Staged], choices: Choices, *, asking: bool) -> None:
    reports = [one.report for one in staged]
    version = make_version(cursor, SAMPLE if choices.source == SAMPLE else "import", choices.who)
    first_import = next_import(cursor)
    begin_snapshot(cursor, reports)
    # The last sheet first: a key that comes again in a later one supersedes the earlier line, as within a sheet.
    pieces = [_write_part(cursor, one, version, first_import + nth) for nth, one in reversed(list(enumerate(staged)))][::-1]
    finish_snapshot(cursor, reports, version, allowed=asking or choices.yes)
    saved = choices.remember and choices.mapping is not None and save_mapping(cursor, choices.mapping, version, first_import)
    if saved or any(report.changes_something for report in reports):
        _settle(cursor, reports, version)
    else:
        cursor.execute("delete from facts.versions where version = $version", {"version": version})
    for nth, piece in enumerate(pieces):
        _finish(cursor, piece, first_import + nth, choices.who)


class _Steps:
    """How far an import is: its parts weigh what they have lines."""

    def __init__(self, progress: Progress, lines: int) -> None:
        self.progress, self.lines, self.done = progress, max(lines, 1), 0

    def part(self, count: int) -> Progress:
        before = self.done
        self.done += count
        return lambda share: self.progress(READ + (STAGED - READ) * (before + share * count) / self.lines)


def objection(reports: Sequence[Report], choices: Choices) -> BoardError | None:
    """Why `commit` would refuse what `preview` reports: an open question, or a large retirement that nobody allowed."""
    large = next((report for report in reports if report.retires_much and not choices.yes), None)
    return _open_question(reports) or (large_retirement(large) if large else None)


def _open_question(reports: Sequence[Report]) -> BoardError | None:
    asked = ((report, question) for report in reports for question in report.questions)
    report, question = next(asked, (None, None))
    if report is None or question is None:
        return None
    return UnreadableFile("ambiguous_dates", file=report.file, sheet=report.sheet, column=question.header, example=question.example)


def _write_part(cursor: DuckDBPyConnection, staged: Staged, version: int, import_id: int) -> Piece:
    report, part, digest, table, present = staged
    looked_up = [bound.name for bound in part.fields if bound.field.within]
    keep_references(cursor, DATASETS[part.dataset], table, looked_up, report)
    merged = merge(cursor, DATASETS[part.dataset], present, table, report, version)
    tell_lines(cursor, merged, part, report)
    if report.accounted != report.lines:
        raise RuntimeError(f"{report.file}: {report.lines} lines, {report.accounted} accounted for")
    write(cursor, merged, report, version, import_id)
    tell_places(cursor, merged, part, import_id)
    return Piece(report, merged, digest)


def _settle(cursor: DuckDBPyConnection, reports: Sequence[Report], version: int) -> None:
    """What follows from the facts as a whole: the sample company goes, logged stages are entered, links to goals are worked out."""
    touched = {report.dataset for report in reports}
    retired = reports[0].source != SAMPLE and retire_sample(cursor, version)
    if settle(cursor, touched, version):
        touched.add("requirements")
    refresh_links(cursor, version, DATASETS if retired else touched)
    for report in reports:
        report.version = version
        report.sample_retired = retired


def _finish(cursor: DuckDBPyConnection, piece: Piece, import_id: int, who: str) -> None:
    report = piece.report
    tell_dangling(cursor, piece.merged.rows, report)
    tell_undated(cursor, piece.merged.rows, report)
    report.problems.sort(key=lambda problem: (problem.line, problem.field))
    if report.version is not None:
        record(cursor, report, import_id, piece.digest, who)
