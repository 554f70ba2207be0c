"""A file's way into the store: read, staged, merged, written, checked; one transaction, one version."""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import NamedTuple

from duckdb import DuckDBPyConnection

from data.adapters import Part, known_headers, parts
from data.errors import BoardError, ImportRefused, UnknownExport, UnreadableFile
from data.intake.lines import tell_lines
from data.intake.loose_ends import tell_dangling, tell_undated
from data.intake.merge import SAMPLE, merge, write
from data.intake.report import Choices, Note, Report
from data.intake.retirement import begin_snapshot, finish_snapshot, retire_sample
from data.intake.staging import stage
from data.model.datasets import DATASETS
from data.reading import Sheet, sheets
from data.store import Store
from data.store.links import refresh_links
from data.store.store import make_version


class Piece(NamedTuple):
    """One sheet's facts of one dataset, merged into a temporary table of that name."""

    report: Report
    merged: str
    digest: str


def preview(store: Store, file_name: str, content: bytes, choices: Choices) -> list[Report]:
    """What `commit` would do, with the store left as it is. A retirement that would be refused is only counted."""
    with store.writing(keep=False) as cursor:
        reports = _take_in(cursor, {file_name: content}, choices, asking=True)
    for report in reports:
        report.version = None
    return reports


def commit(store: Store, file_name: str, content: bytes, choices: Choices) -> list[Report]:
    """Read a file in as one version. Raises a `BoardError` if the file cannot be read or is refused; then nothing changed."""
    if choices.source == SAMPLE:
        raise ImportRefused("source_reserved", source=SAMPLE)
    with store.writing() as cursor:
        return _take_in(cursor, {file_name: content}, choices, asking=False)


def commit_sample(store: Store, files: Mapping[str, bytes]) -> list[Report]:
    """Read the sample company in, all its files as one version; the first real import retires it whole."""
    with store.writing() as cursor:
        return _take_in(cursor, files, Choices(source=SAMPLE, who=SAMPLE), asking=False)


def _take_in(cursor: DuckDBPyConnection, files: Mapping[str, bytes], choices: Choices, *, asking: bool) -> list[Report]:
    found = [found for name, content in files.items() for found in _found(name, content, choices)]
    reports = [report for report, _, _ in found]
    version = make_version(cursor, SAMPLE if choices.source == SAMPLE else "import", choices.who)
    first_import = _next_import(cursor)
    begin_snapshot(cursor, reports)
    # The last sheet first: a key that comes again in a later one supersedes the earlier line, as within a sheet.
    pieces = [_take_in_part(cursor, *one, version, first_import + nth) for nth, one in reversed(list(enumerate(found)))][::-1]
    finish_snapshot(cursor, reports, version, allowed=asking or choices.yes)
    if any(report.changes_something for report in reports):
        _settle(cursor, reports, version)
    else:
        cursor.execute("delete from facts.versions where version = $version", {"version": version})
    for nth, piece in enumerate(pieces):
        _finish(cursor, piece, first_import + nth, choices.who)
    return reports


def _found(name: str, content: bytes, choices: Choices) -> list[tuple[Report, Part, str]]:
    """The file's facts by sheet and dataset. A sheet that explains, beside others that are known, is set aside with a note."""
    known: list[tuple[Sheet, Part]] = []
    unknown: list[tuple[Sheet, BoardError]] = []
    for sheet in sheets(name, content, known_headers=known_headers):
        try:
            known += [(sheet, part) for part in parts(sheet, dataset=choices.dataset)]
        except (UnknownExport, UnreadableFile) as error:
            unknown.append((sheet, error))
    if not known:
        raise unknown[0][1]
    digest = hashlib.sha256(content).hexdigest()
    found = [(_blank_report(name, sheet, part, choices), part, digest) for sheet, part in known]
    found[0][0].notes.extend(Note(1, "sheet_set_aside", {"sheet": sheet.name}) for sheet, _ in unknown)
    return found


def _take_in_part(cursor: DuckDBPyConnection, report: Report, part: Part, digest: str, version: int, import_id: int) -> Piece:
    dataset = DATASETS[part.dataset]
    present = stage(cursor, dataset, part, report)
    merge(cursor, dataset, present, report)
    tell_lines(cursor, present, part, report)
    if report.accounted != report.lines:
        raise RuntimeError(f"{report.file}: {report.lines} lines, {report.accounted} accounted for")
    write(cursor, dataset, report, version, import_id)
    kept = f"merged_{import_id}"
    cursor.execute(f"drop table if exists {kept}")
    cursor.execute(f"alter table merged rename to {kept}")
    return Piece(report, kept, digest)


def _settle(cursor: DuckDBPyConnection, reports: Sequence[Report], version: int) -> None:
    """What follows from the facts as a whole: the sample company goes, links to goals are worked out."""
    retired = reports[0].source != SAMPLE and retire_sample(cursor, version)
    refresh_links(cursor, version, DATASETS if retired else {report.dataset for report in reports})
    for report in reports:
        report.version = version
        report.sample_retired = retired


def _finish(cursor: DuckDBPyConnection, piece: Piece, import_id: int, who: str) -> None:
    report = piece.report
    tell_dangling(cursor, piece.merged, report)
    tell_undated(cursor, piece.merged, report)
    cursor.execute(f"drop table {piece.merged}")
    report.problems.sort(key=lambda problem: (problem.line, problem.field))
    if report.version is not None:
        _record(cursor, report, import_id, piece.digest, who)


def _blank_report(file_name: str, sheet: Sheet, part: Part, choices: Choices) -> Report:
    return Report(
        file=file_name,
        sheet=sheet.name,
        adapter=part.adapter,
        dataset=part.dataset,
        source=choices.source or part.source,
        mode=choices.mode,
        lines=len(part.lines) + part.blank,
        blank=part.blank,
        columns=dict(part.columns),
        unused=part.unused,
        header=tuple(part.header),
        notes=[Note(line, code, {}) for code, line in part.notes],
        encoding=sheet.encoding,
        delimiter=sheet.delimiter,
    )


def _next_import(cursor: DuckDBPyConnection) -> int:
    return int(cursor.execute("select coalesce(max(import_id), 0) + 1 from facts.imports").fetchall()[0][0])


def _record(cursor: DuckDBPyConnection, report: Report, import_id: int, digest: str, who: str) -> None:
    names = ("version", "file", "sheet", "dataset", "adapter", "source", "mode")
    counts = ("lines", "new", "changed", "unchanged", "superseded", "rejected", "blank", "retired", "dangling")
    values = {name: getattr(report, name) for name in (*names, *counts)}
    values |= {"import_id": import_id, "sha256": digest, "who": who, "imported_at": datetime.now(UTC).replace(tzinfo=None)}
    columns, bound = ", ".join(values), ", ".join(f"${name}" for name in values)
    cursor.execute(f"insert into facts.imports ({columns}) values ({bound})", values)
