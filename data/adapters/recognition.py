"""Which export a sheet is: a score over known headers, never an exact match, for versions, languages and people's choices differ."""

from collections.abc import Sequence
from itertools import chain
from typing import NamedTuple

from data.adapters import (
    azure,
    breakdown,
    canonical,
    devlake,
    github,
    gitlab,
    jira,
    linear,
    ones,
    openproject,
    pingcode,
    redmine,
    tapd,
    yunxiao,
    zentao,
)
from data.adapters.columns import present
from data.adapters.export import Export
from data.adapters.mapping import Mapping, applied, likeness
from data.errors import UnknownExport
from data.model.datasets import DATASETS, fold
from data.reading import Line, Sheet

_MODULES = (jira, zentao, tapd, yunxiao, ones, pingcode, gitlab, github, linear, azure, redmine, openproject, devlake, breakdown)
TOOLS: tuple[Export, ...] = tuple(export for module in _MODULES for export in module.EXPORTS)
EXPORTS: tuple[Export, ...] = (*TOOLS, *canonical.EXPORTS.values())
BY_NAME = {export.name: export for export in EXPORTS}
KNOWN = frozenset(chain.from_iterable(export.known_folded for export in EXPORTS))
SEARCHED = 30  # records in which a header is looked for
LONGEST = 80  # characters of a header; longer cells are text
SHOWN = 12
ALIKE = 0.6  # share of its headers that a saved mapping needs to find
PLENTY = 8  # known headers that leave no doubt, however many others there are


class Recognised(NamedTuple):
    """The export, where its header stands among the sheet's lines, how many headers of it are known, and how sure that is."""

    export: Export
    place: int
    score: int
    confidence: float
    mapping: Mapping | None = None


def folded(cells: Sequence[str]) -> frozenset[str]:
    return frozenset(fold(cell) for cell in cells if len(cell) <= LONGEST) - {""}


def recognised(sheet: Sheet, dataset: str | None) -> Recognised:
    """The line that looks most like a header of something known; the first of equals."""
    head = sheet.lines(0, SEARCHED)
    found = []
    for place, line in enumerate(head):
        headers = folded(line.cells)
        if export := _export(headers, dataset, canonical.called(sheet.name)):
            found.append(Recognised(export, place, _score(export, headers), _confidence(export, dataset, headers)))
    if not found:
        raise _unknown(sheet, head, dataset)
    return max(found, key=lambda one: one.score)


def mapped(sheet: Sheet, mapping: Mapping) -> Recognised:
    """The sheet as a mapping wants it read. Raises `UnknownExport` where no line is like the header it was made for."""
    head = sheet.lines(0, SEARCHED)
    place = max(range(len(head)), key=lambda place: len(folded(head[place].cells) & folded(mapping.header)))
    headers = folded(head[place].cells)
    if not headers & folded(mapping.header) or not _is_whole(mapping):
        raise UnknownExport("not_this_mapping", sheet=sheet.name, line=head[place].number, mapping=mapping.name, headers=_shown(head[place]))
    export = applied(mapping, _base(mapping))
    return Recognised(export, place, _score(export, headers), _confidence(export, mapping.dataset or None, headers), mapping)


def remembered(sheet: Sheet, mappings: Sequence[Mapping], dataset: str | None) -> Mapping | None:
    """The saved mapping whose file was most like this one; the later of equals.

    A file of another tool than the one it was made for isn't of its shape, however many words they share. Raises
    `UnknownExport` where two of different sources fit alike: files of both look the same, so somebody has to say.
    """
    usable = [mapping for mapping in mappings if _is_whole(mapping) and (not dataset or mapping.dataset in ("", dataset))]
    found = []
    for line in sheet.lines(0, SEARCHED) if usable else ():
        headers = folded(line.cells)
        found += [(likeness(mapping, headers), mapping) for mapping in usable if _tool(headers) in (None, _tool(folded(mapping.header)))]
    best = max((like for like, _ in found), default=0.0)
    fitting = [mapping for like, mapping in found if like == best >= ALIKE]
    if len({mapping.source for mapping in fitting}) > 1:
        names = tuple(dict.fromkeys(mapping.name for mapping in fitting))
        raise UnknownExport("several_mappings", sheet=sheet.name, names=names)
    return fitting[-1] if fitting else None


def _tool(headers: frozenset[str]) -> str | None:
    """The tool whose export these are the headers of."""
    export = _export(headers, None, None)
    return None if export is None or export.adapter == canonical.NAME else export.adapter


def header_guess(sheet: Sheet) -> Line:
    """Of a sheet nobody knows the line most like a header: the first with the most different words."""
    return max(sheet.lines(0, SEARCHED), key=lambda line: len({cell.strip() for cell in line.cells if cell.strip() and len(cell) <= LONGEST}))


def _is_whole(mapping: Mapping) -> bool:
    """It says what its files are, and we know that."""
    return mapping.export in BY_NAME or (not mapping.export and bool(mapping.dataset))


def _base(mapping: Mapping) -> Export | None:
    return BY_NAME.get(mapping.export)


def _export(headers: frozenset[str], dataset: str | None, preferred: str | None) -> Export | None:
    """A tool's own headers win over ours, which are common words, unless ours explain more of the file."""
    tools = [export for export in TOOLS if not export.missing(headers) and (dataset is None or dataset in export.readings)]
    tool = max(tools, key=lambda export: _score(export, headers), default=None)
    if dataset is None:
        name = canonical.best(headers, preferred)
        ours = canonical.EXPORTS[name] if name else None
    else:
        ours = None if canonical.EXPORTS[dataset].missing(headers) else canonical.EXPORTS[dataset]
    if tool and ours:
        return ours if _explained(ours, headers) > _explained(tool, headers) else tool
    return tool or ours


def _explained(export: Export, headers: frozenset[str]) -> int:
    """How many of the headers something is read from."""
    slots = [slot for fields in export.readings.values() for field in fields for slot in field.headers]
    return len({name for slot in (*slots, *(export.split.headers if export.split else ())) if (name := present(slot, headers))})


def _score(export: Export, headers: frozenset[str]) -> int:
    return len(export.known_folded & headers)


def _confidence(export: Export, dataset: str | None, headers: frozenset[str]) -> float:
    """What a fact needs and the file has, weighed with how much of the file is known; what we made ourselves leaves no doubt."""
    if export.source:
        return 1.0
    name = dataset or export.default_dataset()
    required = {column.name for column in DATASETS[name].columns if column.required}
    readable = {field.name for field in export.readings.get(name, ()) if field.is_in(headers)}
    known = _score(export, headers) / max(len(headers), 1)
    if export.adapter != canonical.NAME:  # our own headers are everybody's words: many of them prove little
        known = max(known, min(1.0, _score(export, headers) / PLENTY))
    return round(len(required & readable) / len(required) * (0.4 + 0.6 * known), 2)


def _unknown(sheet: Sheet, head: Sequence[Line], dataset: str | None) -> UnknownExport:
    """Names the line most like a header, the export it is nearest to, and what it would need to be one."""
    candidates = (canonical.EXPORTS[dataset],) if dataset else EXPORTS
    line, export = max(
        ((line, export) for line in head for export in candidates if any(map(str.strip, line.cells))),
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
