"""What a file holds: of each sheet the parts that are facts of a dataset, each with a blank report and the mapping it is read by."""

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from duckdb import DuckDBPyConnection

from data.adapters import Part, mark_of, parts, remembered
from data.adapters.breakdown import origin_of
from data.adapters.mapping import Mapping
from data.errors import BoardError, ImportRefused, UnknownExport, UnreadableFile
from data.intake.held import SAMPLE, own_source
from data.intake.mappings import saved_mappings
from data.intake.report import Choices, Note, Report
from data.okr_workbook import LANGUAGES
from data.reading import Reading, Sheet

EXPLANATIONS = frozenset(language.explanations for language in LANGUAGES.values())
INTROS = frozenset(language.intro[0] for language in LANGUAGES.values())


class Found(NamedTuple):
    """One sheet's lines of one dataset."""

    report: Report
    part: Part
    digest: str


def found_in(cursor: DuckDBPyConnection, file: Reading, choices: Choices) -> list[Found]:
    """The file's facts by sheet and dataset. A sheet that explains, beside others that are known, is set aside with a note; a
    file of an archive that isn't known is refused.
    """
    saved = usable_mappings(cursor, choices)
    known: list[Found] = []
    unknown: list[tuple[Sheet, BoardError]] = []
    for sheet in file.sheets:
        try:
            known += _parts(cursor, sheet, file, mapping_of(sheet, saved, choices), choices)
        except (UnknownExport, UnreadableFile) as error:
            unknown.append((sheet, error))
    if not known:
        raise unknown[0][1]
    first = known[0].report
    set_aside = [sheet for sheet, _ in unknown if not (sheet.file or explains(sheet, file.sheets))]
    first.notes.extend(Note(1, "sheet_set_aside", {"sheet": sheet.name}) for sheet in set_aside)
    first.notes.extend(Note(1, "hidden_sheet", {"sheet": name}) for name in file.hidden)
    first.refused.extend(_told_of(sheet.file or "", error) for sheet, error in unknown if sheet.file)
    first.refused.extend(file.refused)
    return known


def explains(sheet: Sheet, beside: Sequence[Sheet]) -> bool:
    """Whether it is our own sheet that says how a workbook of ours is filled in: the template's, or that of a breakdown."""
    if sheet.name not in EXPLANATIONS:
        return False
    says_so = any(cell.strip() in INTROS for line in sheet.lines(0, 1) for cell in line.cells)
    return says_so or any(origin_of(other) for other in beside)


def usable_mappings(cursor: DuckDBPyConnection, choices: Choices) -> list[Mapping]:
    """The saved ones, where the choices leave it to them."""
    return saved_mappings(cursor) if choices.saved and choices.mapping is None else []


def mapping_of(sheet: Sheet, saved: Sequence[Mapping], choices: Choices) -> Mapping | None:
    return choices.mapping or remembered(sheet, saved, choices.dataset)


def _parts(cursor: DuckDBPyConnection, sheet: Sheet, file: Reading, mapping: Mapping | None, choices: Choices) -> list[Found]:
    if mapping and mapping.source == SAMPLE:
        raise ImportRefused("source_reserved", source=SAMPLE)
    mark, origin = mark_of(sheet), origin_of(sheet)
    made = parts(sheet, dataset=choices.dataset or (mark.dataset if mark and mapping is None else None), mapping=mapping)
    source = choices.source or (mark.source if mark else None)
    if origin and origin.source == SAMPLE:
        source = source or own_source(cursor)  # with the sample company gone, what somebody planned on it is theirs
    reports = [_blank_report(file.content.name, part, mapping, source or part.source, choices) for part in made]
    return [
        Found(replace(report, seen=origin.version if origin else None), part, file.content.digest) for report, part in zip(reports, made, strict=True)
    ]


def _told_of(file: str, error: BoardError) -> BoardError:
    return type(error)(error.code, **(error.facts | {"file": file}))


def _blank_report(file_name: str, part: Part, mapping: Mapping | None, source: str, choices: Choices) -> Report:
    sheet = part.sheet
    return Report(
        file=f"{file_name}/{sheet.file}" if sheet.file else file_name,
        sheet=sheet.name,
        adapter=part.adapter,
        export=part.export,
        confidence=part.confidence,
        mapping=mapping.name if mapping else "",
        lacking=part.lacking,
        dataset=part.dataset,
        is_chosen=choices.dataset is not None,
        source=source,
        mode=choices.mode or (mapping.mode if mapping else "upsert"),
        lines=part.count + part.blank,
        blank=part.blank,
        columns=dict(part.columns),
        unused=part.unused,
        header=tuple(part.header),
        kinds=part.kinds,
        notes=[Note(line, code, {}) for code, line in part.notes],
        encoding=sheet.encoding,
        delimiter=sheet.delimiter,
        doubt=sheet.doubt,
    )
