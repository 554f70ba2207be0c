"""The import: a file's bytes become facts, all or nothing, and every line is accounted for."""

import hashlib
from collections.abc import Mapping
from datetime import UTC, datetime

from duckdb import DuckDBPyConnection

from data.adapters import Part, known_headers, parts
from data.errors import ImportRefused
from data.intake.dangling import count_dangling
from data.intake.merge import SAMPLE, held_by_source, merge, retire_sample, write
from data.intake.report import Choices, Note, Problem, Report
from data.intake.staging import notes_of, stage
from data.model.datasets import DATASETS
from data.reading import Sheet, sheets
from data.store import Store
from data.store.links import refresh_links
from data.store.store import make_version

__all__ = ["Choices", "Note", "Problem", "Report", "commit", "commit_sample", "preview"]

LARGE_RETIREMENT = 0.2  # a snapshot that lacks more of its source than this needs an explicit yes


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
    version = make_version(cursor, SAMPLE if choices.source == SAMPLE else "import", choices.who)
    reports = [
        _take_in_part(cursor, name, sheet, part, choices, version, hashlib.sha256(content).hexdigest(), asking=asking)
        for name, content in files.items()
        for sheet in sheets(name, content, known_headers=known_headers)
        for part in parts(sheet, dataset=choices.dataset)
    ]
    if not any(report.changes_something for report in reports):
        cursor.execute("delete from facts.versions where version = $version", {"version": version})
        for report in reports:
            report.version = None
        return reports
    retired = choices.source != SAMPLE and retire_sample(cursor, version)
    for report in reports:
        report.sample_retired = retired
    refresh_links(cursor, version, DATASETS if retired else {report.dataset for report in reports})
    return reports


def _take_in_part(
    cursor: DuckDBPyConnection, file_name: str, sheet: Sheet, part: Part, choices: Choices, version: int, digest: str, *, asking: bool
) -> Report:
    dataset = DATASETS[part.dataset]
    report = _blank_report(file_name, sheet, part, choices)
    present = stage(cursor, dataset, part, report)
    merge(cursor, dataset, present, report)
    _check_snapshot(cursor, report, choices, asking=asking)
    if report.accounted != report.lines:
        raise RuntimeError(f"{file_name}: {report.lines} lines, {report.accounted} accounted for")
    if report.changes_something:
        report.version = version
        import_id = _next_import(cursor)
        write(cursor, dataset, report, version, import_id)
        report.dangling = count_dangling(cursor, dataset, report.source)
        _record(cursor, report, import_id, digest, choices.who)
    else:
        report.dangling = count_dangling(cursor, dataset, report.source)
    report.problems.sort(key=lambda problem: (problem.line, problem.field))
    return report


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
        notes=notes_of(part),
        encoding=sheet.encoding,
        delimiter=sheet.delimiter,
    )


def _check_snapshot(cursor: DuckDBPyConnection, report: Report, choices: Choices, *, asking: bool) -> None:
    if report.mode != "snapshot":
        return
    if report.lines == report.blank:
        raise ImportRefused("empty_snapshot", file=report.file)
    held = held_by_source(cursor, DATASETS[report.dataset], report.source)
    if not (asking or choices.yes) and report.retired > LARGE_RETIREMENT * held:
        raise ImportRefused("large_retirement", retired=report.retired, held=held, source=report.source, dataset=report.dataset)


def _next_import(cursor: DuckDBPyConnection) -> int:
    return int(cursor.execute("select coalesce(max(import_id), 0) + 1 from facts.imports").fetchall()[0][0])


def _record(cursor: DuckDBPyConnection, report: Report, import_id: int, digest: str, who: str) -> None:
    names = ("version", "file", "sheet", "dataset", "adapter", "source", "mode")
    counts = ("lines", "new", "changed", "unchanged", "superseded", "rejected", "blank", "retired", "dangling")
    values = {name: getattr(report, name) for name in (*names, *counts)}
    values |= {"import_id": import_id, "sha256": digest, "who": who, "imported_at": datetime.now(UTC).replace(tzinfo=None)}
    columns, bound = ", ".join(values), ", ".join(f"${name}" for name in values)
    cursor.execute(f"insert into facts.imports ({columns}) values ({bound})", values)
