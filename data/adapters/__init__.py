"""Records become canonical columns: recognise the export, leave out what is no data, read its fields.

Adding a tracker: one module that describes its exports (see `zentao`), named in `recognition.TOOLS`.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace

from data.adapters import canonical
from data.adapters.blanks import Data, data_lines
from data.adapters.columns import Field, Layout, layout
from data.adapters.export import Export
from data.adapters.part import Part
from data.adapters.recognition import Recognised, known_headers, recognised
from data.errors import UnreadableFile
from data.model.datasets import DATASETS, fold
from data.reading import Line, Sheet

__all__ = ["Part", "known_headers", "parts"]


def parts(sheet: Sheet, *, dataset: str | None = None) -> list[Part]:
    """The sheet's lines by dataset; `dataset` says what they are to be read as, whatever they look like."""
    found = recognised(sheet, dataset)
    header = sheet.lines[found.place]
    places = layout(header.cells)
    default = dataset or found.export.default_dataset()
    kept = data_lines(sheet.lines[found.place + 1 :], header.cells, found.export.known_folded, _is_fact(found.export, default, places))
    if not kept.lines:
        raise UnreadableFile("header_only", sheet=sheet.name, line=header.number)
    cleaned = Layout(places.places, found.export.cleaners(places, kept.lines) if found.export.cleaners else {})
    shared = _by_dataset(found.export, dataset, places, kept.lines)
    made = [_part(found.export, name, lines, header, cleaned) for name, lines in shared.items()]
    return [_with_blanks(made[0], sheet, found, kept), *made[1:]]


def _by_dataset(export: Export, dataset: str | None, places: Layout, lines: list[Line]) -> dict[str, list[Line]]:
    if dataset or export.dataset_of is None:
        return {dataset or export.default_dataset(): lines}
    shared: dict[str, list[Line]] = {name: [] for name in export.readings}
    for name, line in zip(export.dataset_of(places, lines), lines, strict=True):
        shared[name].append(line)
    return {name: own for name, own in shared.items() if own}


def _is_fact(export: Export, dataset: str, places: Layout) -> Callable[[Line], bool]:
    """Whether a line has everything its dataset needs; one that only needs a name can't tell a fact from a total."""
    needed = {column.name for column in DATASETS[dataset].columns if column.required}
    fields = [field for field in _fields(export, dataset, places) if field.name in needed]
    return lambda line: len(fields) > 1 and all(field.cells(places, [line])[0] for field in fields)


def _fields(export: Export, dataset: str, places: Layout) -> tuple[Field, ...]:
    if export.adapter == canonical.NAME:
        return canonical.fields(dataset, places.places)
    return tuple(field for field in export.readings[dataset] if field.is_in(places.places))


def _part(export: Export, dataset: str, lines: list[Line], header: Line, found: Layout) -> Part:
    fields = _fields(export, dataset, found)
    read = {fold(name) for field in fields for name in field.headers}
    return Part(
        adapter=export.adapter,
        dataset=dataset,
        source=export.adapter,
        columns={field.name: _written(field, header.cells, found) for field in fields},
        unused=tuple(dict.fromkeys(cell.strip() for cell in header.cells if cell.strip() and fold(cell) not in read)),
        header=header.cells,
        header_line=header.number,
        lines=lines,
        blank=0,
        notes=(),
        fields=fields,
        layout=found,
    )


def _written(field: Field, header: Sequence[str], found: Layout) -> str:
    places = [found.places[fold(name)] for name in field.headers if fold(name) in found.places]
    return ", ".join(header[place].strip() for place in dict.fromkeys(places))


def _with_blanks(part: Part, sheet: Sheet, found: Recognised, kept: Data) -> Part:
    above = [("preamble", line.number) for line in sheet.lines[: found.place] if any(map(str.strip, line.cells))]
    return replace(part, blank=len(sheet.lines) - 1 - len(kept.lines), notes=(*above, *kept.notes))
