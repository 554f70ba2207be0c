"""What a person chose about a file, as the browser hands it back, and the mapping that comes of it."""

from collections.abc import Mapping as MappingOf

from pydantic import BaseModel, ConfigDict, ValidationError

from data.adapters import Mapping
from data.adapters.mapping import FieldChoice, ReadingChoice
from data.intake.looking import Look, proposed
from data.model.datasets import DATASETS

LONGEST = 80  # characters of a mapping's name


class _Choice(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class SheetChoice(_Choice):
    """What is to be read otherwise than recognised: by dataset and field, by word, by kind of line, by column of dates."""

    dataset: str = ""
    fields: MappingOf[str, MappingOf[str, FieldChoice]] = {}
    words: MappingOf[str, MappingOf[str, MappingOf[str, str]]] = {}
    kinds: MappingOf[str, str] = {}
    dates: MappingOf[str, str] = {}

    @property
    def changes_something(self) -> bool:
        return any((self.dataset, self.fields, self.words, self.kinds, self.dates))


class FileChoice(_Choice):
    """All that is chosen about one file. `saved`: None for the saved mapping that fits, '' for none, else the one of that name.

    `yes`: what the complete list lacks may go. `remember`: save how it is read as `name`. `sheets`: by their place in the file.
    """

    encoding: str = ""
    delimiter: str = ""
    mode: str = ""
    source: str = ""
    yes: bool = False
    saved: str | None = None
    remember: bool = False
    name: str = ""
    sheets: MappingOf[str, SheetChoice] = {}

    @property
    def landing(self) -> "FileChoice":
        """What of it decides how the lines land."""
        return self.model_copy(update={"yes": False, "remember": False, "name": ""})

    def of(self, place: str) -> SheetChoice:
        return self.sheets.get(place, SheetChoice())


def understood(handed_back: object) -> FileChoice:
    """Whatever a browser sends: what makes no sense is no choice."""
    try:
        choice = FileChoice.model_validate(handed_back)
    except ValidationError:
        return FileChoice()
    known = all(not sheet.dataset or sheet.dataset in DATASETS for sheet in choice.sheets.values())
    return choice if known and choice.mode in ("", "upsert", "snapshot") else FileChoice()


def mapping_of(file: FileChoice, sheet: SheetChoice, seen: Look, saved: Mapping | None) -> Mapping:
    """The saved mapping, or none at all, with what was chosen on top; of a file nobody knows it says everything."""
    base = saved or Mapping(export=seen.export, header=seen.header)
    readings = dict(base.readings)
    for dataset in {*sheet.fields, *sheet.words, *(own for own in (sheet.dataset,) if own and not seen.export)}:
        readings[dataset] = _reading(readings.get(dataset, ReadingChoice()), sheet, dataset, {} if seen.export or saved else _found(seen, dataset))
    changes = {
        "name": file.name.strip()[:LONGEST] or base.name,
        "dataset": sheet.dataset or base.dataset,
        "readings": readings,
        "kinds": {**base.kinds, **sheet.kinds},
        "dates": {**base.dates, **sheet.dates},
        **{name: own for name in ("encoding", "delimiter", "mode") if (own := getattr(file, name))},
        **({"source": source} if (source := file.source.strip()) else {}),
    }
    return Mapping.model_validate(base.model_dump() | changes)


def lacking(sheet: SheetChoice, seen: Look) -> list[str]:
    """Of a file nobody knows the fields that its dataset can't do without and that nobody has chosen a column for."""
    if not sheet.dataset:
        return []
    chosen = {**_found(seen, sheet.dataset), **sheet.fields.get(sheet.dataset, {})}
    return [column.name for column in DATASETS[sheet.dataset].columns if column.required and not _is_read(chosen.get(column.name))]


def _is_read(choice: FieldChoice | None) -> bool:
    return bool(choice and choice.headers)


def _found(seen: Look, dataset: str) -> dict[str, FieldChoice]:
    return {field: FieldChoice(headers=(header,)) for field, header in proposed(seen.header, dataset).items()}


def _reading(base: ReadingChoice, sheet: SheetChoice, dataset: str, found: MappingOf[str, FieldChoice]) -> ReadingChoice:
    words = {field: dict(own) for field, own in base.words.items()}
    for field, own in sheet.words.get(dataset, {}).items():
        words[field] = {**words.get(field, {}), **own}
    return ReadingChoice(fields={**found, **base.fields, **sheet.fields.get(dataset, {})}, words=words)
