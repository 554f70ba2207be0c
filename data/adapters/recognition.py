"""Which export a sheet is, and which of its first lines is the header."""

from collections.abc import Sequence
from itertools import chain
from typing import NamedTuple

from data.adapters import canonical, jira, zentao
from data.adapters.export import Export
from data.errors import UnknownExport
from data.model.datasets import fold
from data.reading import Line, Sheet

TOOLS: tuple[Export, ...] = (*jira.EXPORTS, *zentao.EXPORTS)
EXPORTS: tuple[Export, ...] = (*TOOLS, *canonical.EXPORTS.values())
KNOWN = frozenset(chain.from_iterable(export.known_folded for export in EXPORTS))
SEARCHED = 30  # records in which a header is looked for
LONGEST = 80  # characters of a header; longer cells are text
SHOWN = 12


class Recognised(NamedTuple):
    """The export, where its header stands among the sheet's lines, and how many headers of it are known."""

    export: Export
    place: int
    score: int


def known_headers(cells: Sequence[str]) -> int:
    """How many cells are headers of anything we know."""
    return sum(fold(cell) in KNOWN for cell in cells if len(cell) <= LONGEST)


def folded(cells: Sequence[str]) -> frozenset[str]:
    return frozenset(fold(cell) for cell in cells if len(cell) <= LONGEST) - {""}


def recognised(sheet: Sheet, dataset: str | None) -> Recognised:
    """The line that looks most like a header of something known; the first of equals."""
    found = []
    for place, line in enumerate(sheet.lines[:SEARCHED]):
        headers = folded(line.cells)
        if export := _export(headers, dataset, canonical.called(sheet.name)):
            found.append(Recognised(export, place, _score(export, headers)))
    if not found:
        raise _unknown(sheet, dataset)
    return max(found, key=lambda one: one.score)


def _export(headers: frozenset[str], dataset: str | None, preferred: str | None) -> Export | None:
    """A tool's own headers win over ours, which are common words."""
    tools = [export for export in TOOLS if not export.missing(headers) and (dataset is None or dataset in export.readings)]
    if tools:
        return max(tools, key=lambda export: _score(export, headers))
    if dataset is None:
        name = canonical.best(headers, preferred)
        return canonical.EXPORTS[name] if name else None
    wanted = canonical.EXPORTS[dataset]
    return None if wanted.missing(headers) else wanted


def _score(export: Export, headers: frozenset[str]) -> int:
    return len(export.known_folded & headers)


def _unknown(sheet: Sheet, dataset: str | None) -> UnknownExport:
    """Names the line most like a header, the export it is nearest to, and what it would need to be one."""
    candidates = (canonical.EXPORTS[dataset],) if dataset else EXPORTS
    line, export = max(
        ((line, export) for line in sheet.lines[:SEARCHED] for export in candidates if any(map(str.strip, line.cells))),
        key=lambda pair: _nearness(pair[1], folded(pair[0].cells)),
    )
    headers = folded(line.cells)
    is_near = bool(_score(export, headers))
    facts = {"sheet": sheet.name, "line": line.number, "headers": _shown(line), "missing": _missing(export, headers) if is_near or dataset else ()}
    if dataset:
        return UnknownExport("not_this_dataset", dataset=dataset, **facts)
    return UnknownExport("unknown_export", nearest=export.name, **facts) if is_near else UnknownExport("unrecognised", **facts)


def _nearness(export: Export, headers: frozenset[str]) -> tuple[int, int]:
    return _score(export, headers), -len(_missing(export, headers))


def _missing(export: Export, headers: frozenset[str]) -> tuple[str, ...]:
    if export.adapter == canonical.NAME:
        return canonical.lacking(export.name, headers)
    return export.missing(headers)


def _shown(line: Line) -> tuple[str, ...]:
    return tuple(cell.strip() for cell in line.cells if cell.strip())[:SHOWN]
