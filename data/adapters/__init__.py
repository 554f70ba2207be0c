"""Sheets become parts: recognise the export, leave out what is no data, bind its fields to the file's columns.

Adding a tracker: one module that describes its exports (see `zentao`), named in `recognition`.
"""

from collections.abc import Callable, Sequence
from collections.abc import Mapping as MappingOf
from dataclasses import replace

import pyarrow as pa
import pyarrow.compute as pc

from data.adapters.blanks import no_data
from data.adapters.cells import Column, cleaned, joined
from data.adapters.columns import Field, Read, layout, present
from data.adapters.export import Export
from data.adapters.mapping import Mapping, read_mapping, worded
from data.adapters.mark import is_mark, mark, mark_of
from data.adapters.part import Bound, Lines, Part
from data.adapters.recognition import KNOWN, SHOWN, Recognised, header_guess, mapped, recognised, remembered
from data.errors import UnknownExport, UnreadableFile
from data.model.datasets import DATASETS
from data.reading import Line, Sheet

__all__ = ["KNOWN", "Mapping", "Part", "header_guess", "mark", "mark_of", "parts", "read_mapping", "remembered", "worded"]

Places = MappingOf[str, tuple[int, ...]]


def parts(sheet: Sheet, *, dataset: str | None = None, mapping: Mapping | None = None) -> list[Part]:
    """The sheet's lines by dataset; `dataset` says what they are to be read as, whatever they look like.

    Raises `UnknownExport` where nothing is recognised, `UnreadableFile` where there is nothing below the header.
    """
    found = mapped(sheet, mapping) if mapping else recognised(sheet, dataset)
    wanted = dataset or (mapping.dataset if mapping else "") or None
    [header] = sheet.lines(found.place, 1)
    places = layout(header.cells)
    default = wanted or found.export.default_dataset()
    nothing = no_data(sheet, header, found.export.known_folded, _is_fact(found.export, default, places))
    lines = Lines(header.number, nothing.lines)
    rows = lines.of(sheet.table, *_needed(found.export, places))
    if not rows.num_rows:
        raise UnreadableFile("header_only", sheet=sheet.name, line=header.number)
    made = _parts(found, wanted, sheet, header, rows, lines)
    _refuse_missing_keys(made, sheet, header)
    above = [("preamble", line.number) for line in sheet.lines(0, found.place) if any(map(str.strip, line.cells))]
    left_out = rows.num_rows - sum(part.count for part in made)
    blank = len(sheet) - 1 - rows.num_rows + left_out
    notes = (*sheet.notes, *above, *nothing.notes, *((("left_out", header.number),) if left_out else ()))
    return [replace(made[0], blank=blank, notes=notes), *made[1:]] if made else _nothing_wanted(sheet, header)


def _refuse_missing_keys(made: Sequence[Part], sheet: Sheet, header: Line) -> None:
    """A person's mapping, or a tool's export with its columns chosen, may lack what tells one fact from another."""
    for part in made:
        if missing := tuple(key for key in DATASETS[part.dataset].keys if key not in part.columns):
            labels = tuple(f"{key} ({DATASETS[part.dataset].column(key).label})" for key in missing)
            shown = tuple(cell.strip() for cell in header.cells if cell.strip())[:SHOWN]
            raise UnknownExport("not_this_dataset", dataset=part.dataset, sheet=sheet.name, line=header.number, headers=shown, missing=labels)


def _needed(export: Export, places: Places) -> list[str]:
    """The columns that are looked at as a whole before anything is read: what lines are shared by, and what names other lines."""
    within = [name for fields in export.readings.values() for field in fields if field.within for name in (*field.within, *field.headers)]
    slots = (*(export.split.headers if export.split else ()), *within)
    return ["line", *dict.fromkeys(f"c{places[name][0]}" for name in (present(slot, places) for slot in slots) if name)]


def _nothing_wanted(sheet: Sheet, header: Line) -> list[Part]:
    raise UnreadableFile("no_kind_wanted", sheet=sheet.name, line=header.number)


def _parts(found: Recognised, dataset: str | None, sheet: Sheet, header: Line, rows: pa.Table, lines: Lines) -> list[Part]:
    export, places = found.export, layout(header.cells)
    if dataset or export.split is None:
        return [_part(found, dataset or export.default_dataset(), sheet, header, rows, lines, rows.num_rows)]
    slots = tuple(places[name][0] for name in (present(slot, places) for slot in export.split.headers) if name)
    if not slots:
        return [_part(found, export.default_dataset(), sheet, header, rows, lines, rows.num_rows)]
    kinds = _kinds(export, places, [cleaned(rows[f"c{place}"], export.empty) for place in slots])
    made = []
    for name in export.readings:
        wanted = frozenset(key for key, (_, kind, _) in kinds.items() if kind == name)
        if wanted:
            own = replace(lines, split=slots, wanted=wanted)
            told = {words: (kind, count) for words, kind, count in kinds.values()}
            count = sum(lines_ for _, kind, lines_ in kinds.values() if kind == name)
            made.append(replace(_part(found, name, sheet, header, rows, own, count), kinds=told))
    return made


def _kinds(export: Export, places: Places, columns: Sequence[Column]) -> dict[str, tuple[str, str, int]]:
    """By key of the split cells: how they are shown, the dataset they mean, how many lines have them."""
    if export.split is None:
        return {}
    counted = pc.value_counts(joined(list(columns)))
    there = [bool(present(slot, places)) for slot in export.split.headers]
    kinds = {}
    for pair in counted.to_pylist():
        cells = iter(pair["values"].split("\x1f"))
        given = [next(cells) if is_there else "" for is_there in there]
        kinds[pair["values"]] = (worded(given), export.split.dataset(*given), pair["counts"])
    return kinds


def _is_fact(export: Export, dataset: str, places: Places) -> Callable[[Line], bool]:
    """Whether a line has everything its dataset needs; one that only needs a name can't tell a fact from a total."""
    needed = {column.name for column in DATASETS[dataset].columns if column.required}
    slots = [
        [places[name][0] for name in (present(slot, places) for slot in field.headers) if name]
        for field in _fields(export, dataset, places)
        if field.name in needed
    ]
    return lambda line: len(slots) > 1 and all(any(_cell(line, place) for place in own) for own in slots)


def _cell(line: Line, place: int) -> str:
    return line.cells[place].strip() if place < len(line.cells) else ""


def _fields(export: Export, dataset: str, places: Places) -> tuple[Field, ...]:
    """The fields a file has; of two readings of the same field the first that it can."""
    found: dict[str, Field] = {}
    for field in export.readings.get(dataset, ()):
        if field.is_in(places):
            found.setdefault(field.name, field)
    return tuple(found.values())


def _part(found: Recognised, dataset: str, sheet: Sheet, header: Line, rows: pa.Table, lines: Lines, count: int) -> Part:
    export, places, mapping = found.export, layout(header.cells), found.mapping
    bound = tuple(_bound(field, places, rows) for field in _fields(export, dataset, places))
    read = {name for one in bound for slot in one.field.headers if (name := present(slot, places))}
    read |= {name for slot in (export.split.headers if export.split else ()) if (name := present(slot, places))}
    lacking = (
        ()
        if mapping is None
        else tuple(
            field.name for field in export.readings.get(dataset, ()) if field.name not in {one.name for one in bound} and _was_there(field, mapping)
        )
    )
    return Part(
        adapter=export.adapter,
        export=export.name,
        dataset=dataset,
        source=(mapping.source if mapping else "") or export.source or export.adapter,
        confidence=found.confidence,
        columns={one.name: ", ".join(header.cells[place].strip() for place in dict.fromkeys(slot[0] for slot in one.present)) for one in bound},
        unused=_unused(header, places, read),
        header=header.cells,
        header_line=header.number,
        count=count,
        blank=0,
        notes=(),
        sheet=sheet,
        lines=lines,
        fields=bound,
        dates=_dates(export, dataset, bound, places),
        orders=_orders(mapping, places),
        empty=export.empty,
        utc=export.utc,
        lacking=lacking,
    )


def _unused(header: Line, places: Places, read: set[str]) -> tuple[str, ...]:
    left = (header.cells[place].strip() for name, (place, *_) in places.items() if name not in read)
    return tuple(dict.fromkeys(cell for cell in left if not is_mark(cell)))


def _was_there(field: Field, mapping: Mapping) -> bool:
    """Whether the file that a mapping was made for had what the field is read from."""
    return field.is_in(layout(mapping.header))


def _dates(export: Export, dataset: str, bound: Sequence[Bound], places: Places) -> dict[str, int]:
    """The columns with dates, by header: those that are read, and those that only help to tell day from month."""
    dated = {column.name for column in DATASETS[dataset].columns if column.kind in ("moment", "day")}
    slots = [slot for one in bound if one.name in dated and one.read is None for slot in one.field.headers]
    named = dict.fromkeys(name for slot in (*slots, *export.dates) if (name := present(slot, places)))
    return {name: places[name][0] for name in named}


def _orders(mapping: Mapping | None, places: Places) -> dict[str, str]:
    if mapping is None:
        return {}
    return {name: order for header, order in mapping.dates.items() if (name := present(header, places))}


def _bound(field: Field, places: Places, rows: pa.Table) -> Bound:
    slots = tuple(places.get(present(slot, places), ()) for slot in field.headers)
    return Bound(field, slots, _within(field, slots, places, rows) if field.within else field.read)


def _within(field: Field, slots: Sequence[tuple[int, ...]], places: Places, rows: pa.Table) -> Read | None:
    """What a cell that names another line of the file stands for; a name that several lines have stands for itself."""
    id_, key = (places.get(present(name, places), ()) for name in field.within or ())
    if not id_ or not key:
        return field.read
    named = pa.chunked_array([chunk for slot in slots if slot for chunk in cleaned(rows[f"c{slot[0]}"]).chunks], pa.string())
    ids = cleaned(rows[f"c{id_[0]}"])
    found = rows.append_column("id", ids).filter(pc.is_in(ids, value_set=named.unique()))
    keys: dict[str, str] = {}
    for name, stands_for in zip(found["id"].to_pylist(), cleaned(found[f"c{key[0]}"]).to_pylist(), strict=True):
        keys[name] = (stands_for or name) if keys.get(name, stands_for) == stands_for else name
    return _standing_for(keys, field.read)


def _standing_for(keys: MappingOf[str, str], read: Read | None) -> Read:
    def stands(*cells: str) -> str:
        cell = next(filter(None, cells), "")
        found = keys.get(cell, cell)
        return read(found) if read and found != cell else found

    return stands
