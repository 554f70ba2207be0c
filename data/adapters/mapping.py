"""What a person chose about how files of one shape are read: kept under a name, used again without a question."""

import re
from collections.abc import Mapping as MappingOf
from collections.abc import Sequence
from dataclasses import replace
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, ValidationError, model_validator

from data.adapters.columns import Field, Read, present
from data.adapters.dates import Order
from data.adapters.export import Export, Split
from data.adapters.vocabulary import work_stage
from data.model.datasets import DATASETS, fold
from data.model.facts import WORK_STATUS

UNKNOWN = "custom"  # the adapter of files that only a mapping can read, and their source unless the mapping names one
BETWEEN = " · "
STATUS_OF_STAGE = {"released": "released", "retro": "released", "cancelled": "cancelled"}  # in any other, work is in progress


def _known(dataset: str) -> str:
    if dataset and dataset not in DATASETS:
        raise ValueError(dataset)
    return dataset


DatasetName = Annotated[str, AfterValidator(_known)]


class _Choice(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class FieldChoice(_Choice):
    """Where a field comes from: headers (none: it isn't read), and if it is only part of a text, an example of that part.

    `O1-KR2` as `pattern` finds `O7-KR12` too: digits stand for digits, everything else for itself.
    """

    headers: tuple[str, ...] = ()
    pattern: str = ""


class ReadingChoice(_Choice):
    """For one dataset: fields read otherwise than the export says, and what words mean (`worded` cells to our word)."""

    fields: MappingOf[str, FieldChoice] = {}
    words: MappingOf[str, MappingOf[str, str]] = {}


class Mapping(_Choice):
    """The whole choice. `export`: the known export it builds on, '' for none; `dataset`: what such files are, '' as the export says.

    `header`: the headers of the file it was made for. `kinds`: which dataset lines of a kind belong to, '' for none. `dates`:
    by header which number is the day, where the file leaves it open.
    """

    name: str = ""
    source: str = ""
    mode: Literal["upsert", "snapshot"] = "upsert"
    export: str = ""
    dataset: DatasetName = ""
    header: tuple[str, ...] = ()
    kinds: MappingOf[str, DatasetName] = {}
    readings: MappingOf[DatasetName, ReadingChoice] = {}
    dates: MappingOf[str, Order] = {}
    encoding: str = ""
    delimiter: str = ""

    @model_validator(mode="after")
    def _names_what_there_is(self) -> "Mapping":
        """Fields become names in statements: only the datasets' own will do."""
        for dataset, choice in self.readings.items():
            known = {column.name for column in DATASETS[dataset].columns} if dataset else set()
            if unknown := {*choice.fields, *choice.words} - known:
                raise ValueError(", ".join(sorted(unknown)))
        return self


def read_mapping(definition: str) -> Mapping | None:
    """None for one that can't be understood (it may come from a later version of the product)."""
    try:
        return Mapping.model_validate_json(definition)
    except ValidationError:
        return None


def worded(cells: Sequence[str]) -> str:
    """How the cells that make a word are shown and remembered."""
    return BETWEEN.join(filter(None, cells))


def applied(mapping: Mapping, export: Export | None) -> Export:
    """The export as the mapping wants it read; without one all is the mapping's."""
    base = export or Export(UNKNOWN, UNKNOWN, mapping.header, (), {mapping.dataset: ()})
    datasets = dict.fromkeys((*([mapping.dataset] if mapping.dataset else ()), *base.readings, *filter(None, mapping.kinds.values())))
    readings = {name: _reading(mapping.readings.get(name, ReadingChoice()), base.readings.get(name, ())) for name in datasets}
    split = Split(base.split.headers, _kinds(mapping.kinds, base.split.dataset)) if base.split and mapping.kinds else base.split
    return replace(base, known=tuple(dict.fromkeys((*base.known, *mapping.header))), readings=readings, split=split)


def _reading(choice: ReadingChoice, fields: tuple[Field, ...]) -> tuple[Field, ...]:
    kept = [field for field in fields if field.name not in choice.fields and not _is_told_by_another_status(field, choice)]
    chosen = [_chosen(name, one) for name, one in choice.fields.items() if one.headers]
    if (status := choice.fields.get("status")) and status.headers and "stage" not in choice.fields:
        chosen.append(Field("stage", status.headers, work_stage()))
    worded = [_worded(field, choice) for field in (*kept, *chosen)]
    return tuple(_following(field, worded, choice) for field in worded)


def _is_told_by_another_status(field: Field, choice: ReadingChoice) -> bool:
    """A stage that a status tells goes with that status."""
    return field.name == "stage" and field.read is not None and "status" in choice.fields


def _worded(field: Field, choice: ReadingChoice) -> Field:
    return replace(field, read=_overridden(choice.words[field.name], field.read)) if field.name in choice.words else field


def _following(field: Field, fields: Sequence[Field], choice: ReadingChoice) -> Field:
    """A stage that is told by a status which a person chose: it is never further than that."""
    if field.name != "stage" or field.read is None or not {"status"} & (choice.fields.keys() | choice.words.keys()) or "stage" in choice.words:
        return field
    status = next((one for one in fields if one.name == "status" and one.headers == field.headers), None)
    return replace(field, read=_fitting(field.read, status.read)) if status else field


def _fitting(stage: Read, status: Read | None) -> Read:
    """Where the stage contradicts the status there is none; what the status tells of it is told later."""

    def read(*cells: str) -> str:
        word = (status(*cells) if status else next(filter(None, cells), "")).casefold()
        entered = stage(*cells)
        return entered if STATUS_OF_STAGE.get(entered, "in_progress") == WORK_STATUS.get(word, word) else ""

    return read


def _chosen(name: str, choice: FieldChoice) -> Field:
    if not choice.pattern.strip():
        return Field(name, choice.headers)
    return Field(name, choice.headers, extraction(choice.pattern), repeated=True, pattern=pattern(choice.pattern))


def _overridden(meanings: MappingOf[str, str], read: Read | None) -> Read:
    def overridden(*cells: str) -> str:
        chosen = meanings.get(worded(cells))
        if chosen is not None:
            return chosen
        return read(*cells) if read else next(filter(None, cells), "")

    return overridden


def _kinds(chosen: MappingOf[str, str], dataset: Read) -> Read:
    def kind(*cells: str) -> str:
        found = chosen.get(worded(cells))
        return dataset(*cells) if found is None else found

    return kind


def pattern(example: str) -> str:
    """What is written like the example: digits stand for digits, everything else for itself; no letter or digit next to it."""
    text = example.strip()
    parts = [r"\d+" if part.isdigit() else re.escape(part) for part in re.findall(r"[0-9]+|[^0-9]+", text)]
    ends = [r"\b" if end and re.match(r"\w", end, re.ASCII) else "" for end in (text[:1], text[-1:])]
    return f"(?i){ends[0]}({''.join(parts)}){ends[1]}"


def extraction(example: str) -> Read:
    """A reading that finds everything in a text that is written like the example, with `;` between."""
    sought = re.compile(pattern(example), re.ASCII)

    def read(*cells: str) -> str:
        found = (match[1].upper() if example.isupper() else match[1] for cell in cells for match in sought.finditer(cell))
        return ";".join(dict.fromkeys(found))

    return read


def likeness(mapping: Mapping, headers: frozenset[str]) -> float:
    """How much of the file a mapping was made for these headers have; 0 if a key can't be read."""
    own = frozenset(filter(None, map(fold, mapping.header)))
    if not own or not all(_keys_are_there(name, choice, headers, own) for name, choice in mapping.readings.items()):
        return 0.0
    return len(own & headers) / len(own)


def _keys_are_there(dataset: str, choice: ReadingChoice, headers: frozenset[str], own: frozenset[str]) -> bool:
    if dataset not in DATASETS:
        return False
    chosen = [choice.fields[key] for key in DATASETS[dataset].keys if key in choice.fields]
    return all(any(present(header, headers) for header in field.headers) for field in chosen) and bool(own & headers)
