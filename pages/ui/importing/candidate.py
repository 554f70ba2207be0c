"""A file on its way in: read once, looked at, and what each of its sheets would change as it is chosen now."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import NamedTuple

from data.adapters import Mapping, remembered
from data.errors import BoardError, UnreadableFile
from data.intake import Choices, Report, preview, reading, saved_mappings
from data.intake.looking import Look, look
from data.model.datasets import DATASETS
from data.reading import Reading, Sheet
from data.store import Store
from pages.ui.importing.choice import FileChoice, SheetChoice, lacking, mapping_of

READ = 0.5  # the share of the work after which a file is read


def counts(reports: Sequence[Report]) -> list[tuple[int, ...]]:
    return [(one.new, one.changed, one.unchanged, one.rejected, one.retired) for one in reports]


class Seen(NamedTuple):
    """A sheet, where it stands in the file, what is seen of it, and the saved mapping it is read by."""

    place: str
    sheet: Sheet
    look: Look
    saved: Mapping | None


@dataclass(frozen=True)
class Piece:
    """Sheets that are read by the same choices: one version when they go in. `lacking`: fields that still need a column."""

    places: tuple[str, ...]
    choices: Choices
    reading: Reading = field(repr=False)
    reports: tuple[Report, ...] = ()
    error: BoardError | None = None
    lacking: tuple[str, ...] = ()

    @property
    def has_questions(self) -> bool:
        return any(report.questions for report in self.reports)

    @property
    def is_ready(self) -> bool:
        """There is something to commit and nothing left to decide."""
        if self.error or self.lacking or self.has_questions or (self.choices.remember and not self.is_named):
            return False
        return bool(self.choices.remember or any(report.changes_something for report in self.reports)) and self.is_agreed

    @property
    def counts(self) -> list[tuple[int, ...]]:
        """By report what somebody agrees to who commits it."""
        return counts(self.reports)

    @property
    def is_named(self) -> bool:
        return bool(self.choices.mapping and self.choices.mapping.name)

    @property
    def is_agreed(self) -> bool:
        return self.choices.yes or not any(report.retires_much for report in self.reports)

    @property
    def rank(self) -> int:
        """What others refer to goes in first, so that no reference within the batch is told as missing."""
        known = list(DATASETS)
        return min((known.index(report.dataset) for report in self.reports), default=len(known))


@dataclass(frozen=True)
class Candidate:
    """A file as it is chosen now; `error` is why it can't be read at all."""

    name: str
    choice: FileChoice
    version: int
    reading: Reading | None = field(default=None, repr=False)
    sheets: tuple[Seen, ...] = field(default=(), repr=False)
    pieces: tuple[Piece, ...] = field(default=(), repr=False)
    error: BoardError | None = None

    @property
    def reports(self) -> list[Report]:
        """In the order of the file, whatever goes in together."""
        found = [report for piece in self.pieces for report in piece.reports]
        return [report for seen in self.sheets for report in found if self.is_of(report, seen)]

    def is_of(self, report: Report, seen: Seen) -> bool:
        file = f"{self.name}/{seen.sheet.file}" if seen.sheet.file else self.name
        return (report.file, report.sheet) == (file, seen.sheet.name)

    @property
    def is_stuck(self) -> bool:
        """Nothing of it can go in, and not because there is nothing new in it."""
        return bool(self.error) or (any(piece.error for piece in self.pieces) and not any(piece.is_ready for piece in self.pieces))

    @property
    def key(self) -> tuple[str, int]:
        return self.choice.model_dump_json(), self.version


def candidate(held: Store, name: str, path: Path, choice: FileChoice, before: Candidate | None, hear: Callable[[float], None]) -> Candidate:
    """Only what the choice changes is done anew: another word re-reads no file."""
    version = held.version()
    made = Candidate(name, choice, version)
    try:
        read = _reading(held, made, path, before, lambda share: hear(share * READ))
        sheets = _sheets(held, read, choice)
    except BoardError as error:
        return Candidate(name, choice, version, error=error)
    pieces = tuple(_previewed(held, name, piece, before, lambda share: hear(READ + share * (1 - READ))) for piece in _pieces(read, sheets, choice))
    return Candidate(name, choice, version, read, sheets, pieces)


def _reading(held: Store, made: Candidate, path: Path, before: Candidate | None, hear: Callable[[float], None]) -> Reading:
    if before and before.reading and _reading_key(before) == _reading_key(made):
        return before.reading
    choice = made.choice
    named = next((mapping for mapping in saved_mappings(held.cursor()) if mapping.name == choice.saved), None)
    wanted = Choices(encoding=choice.encoding or None, delimiter=choice.delimiter or None, saved=choice.saved is None, mapping=named)
    return reading(held, made.name, path, wanted, hear)


def _reading_key(made: Candidate) -> tuple[str, str, str | None]:
    return made.choice.encoding, made.choice.delimiter, made.choice.saved


def _sheets(held: Store, read: Reading, choice: FileChoice) -> tuple[Seen, ...]:
    known = saved_mappings(held.cursor()) if choice.saved != "" else []
    return tuple(_seen(sheet, known, choice, alone=len(read.sheets) == 1) for sheet in read.sheets)


def _seen(sheet: Sheet, known: list[Mapping], choice: FileChoice, *, alone: bool) -> Seen:
    """A mapping chosen by name reads those of several sheets that have its columns."""
    place = " / ".join(filter(None, (sheet.file, sheet.name)))
    dataset = choice.of(place).dataset or None
    named = next((mapping for mapping in known if mapping.name == choice.saved), None)
    saved = named or (remembered(sheet, known, dataset) if choice.saved is None else None)
    seen = look(sheet, dataset, saved)
    if named and seen.error and not alone:
        return Seen(place, sheet, look(sheet, dataset, None), None)
    return Seen(place, sheet, seen, saved)


def _pieces(read: Reading, sheets: tuple[Seen, ...], choice: FileChoice) -> list[Piece]:
    """Sheets with a choice of their own apart, for a mapping says how all sheets that go in with it are read."""
    alone = len(sheets) == 1
    own = [seen for seen in sheets if _is_apart(seen, choice, alone=alone)]
    rest = [seen for seen in sheets if seen.place not in {one.place for one in own}]
    groups = [_piece(read, [seen], _choices(choice, seen, alone=alone), choice.of(seen.place), seen.look) for seen in own]
    if any(seen.look.export or seen.saved for seen in rest) or not groups:
        groups.append(_piece(read, rest, _choices(choice, None, alone=alone), SheetChoice(), None))
    else:
        groups[-1] = replace(groups[-1], reading=groups[-1].reading._replace(refused=[*read.refused, *_refused(rest)]))
    return [*(_alone_told(group) for group in groups[:-1]), groups[-1]]


def _refused(rest: Sequence[Seen]) -> list[UnreadableFile]:
    """Files of an archive that no piece takes in."""
    told = [(seen.sheet.file, seen.look.error) for seen in rest]
    return [UnreadableFile(error.code, **(error.facts | {"file": file})) for file, error in told if file and error]


def _alone_told(piece: Piece) -> Piece:
    """What of the whole file wasn't read is told once, by its last piece."""
    return replace(piece, reading=piece.reading._replace(refused=[], hidden=()))


def _is_apart(seen: Seen, choice: FileChoice, *, alone: bool) -> bool:
    is_remembered = alone and choice.remember and bool(seen.look.export or seen.saved)
    return choice.of(seen.place).changes_something or is_remembered or bool(choice.saved and seen.saved)


def _piece(read: Reading, sheets: list[Seen], choices: Choices, own: SheetChoice, seen: Look | None) -> Piece:
    missing = tuple(lacking(own, seen)) if seen and not seen.export and choices.mapping and not choices.mapping.export and own.dataset else ()
    return Piece(tuple(one.place for one in sheets), choices, read._replace(sheets=[one.sheet for one in sheets]), lacking=missing)


def _choices(choice: FileChoice, seen: Seen | None, *, alone: bool) -> Choices:
    """A sheet with choices of its own has its mapping; what nobody chose anything about is left to what is recognised or saved."""
    usual = {"source": choice.source.strip() or None, "mode": choice.mode or None, "yes": choice.yes}
    if seen is None:
        return Choices(**usual, saved=choice.saved is None)
    own = choice.of(seen.place)
    if not (own.changes_something or choice.remember):
        return Choices(**usual, mapping=seen.saved)
    mapping = mapping_of(choice, own, seen.look, seen.saved)
    if not alone and mapping.name:
        mapping = mapping.model_copy(update={"name": f"{mapping.name} · {seen.place}"})
    return Choices(**usual, mapping=mapping, remember=choice.remember)


def _previewed(held: Store, name: str, piece: Piece, before: Candidate | None, hear: Callable[[float], None]) -> Piece:
    if piece.lacking:
        return piece
    known = next((old for old in before.pieces if _same(old, piece) and before.version == held.version()), None) if before else None
    if known:
        return Piece(piece.places, piece.choices, piece.reading, known.reports, known.error)
    try:
        reports = preview(held, name, piece.reading, piece.choices, hear)
    except BoardError as error:
        return Piece(piece.places, piece.choices, piece.reading, error=error)
    return Piece(piece.places, piece.choices, piece.reading, tuple(reports))


def _same(one: Piece, other: Piece) -> bool:
    """Whether two pieces land alike: a name, a yes or the wish to remember it changes nothing of that."""
    if one.places != other.places or one.lacking or _landing(one.choices) != _landing(other.choices):
        return False
    if list(map(str, one.reading.refused)) != list(map(str, other.reading.refused)) or one.reading.hidden != other.reading.hidden:
        return False
    return all(old is new for old, new in zip(one.reading.sheets, other.reading.sheets, strict=True))


def _landing(choices: Choices) -> tuple[object, ...]:
    shape = choices.mapping.model_copy(update={"name": ""}).model_dump_json() if choices.mapping else ""
    return choices.source, choices.mode, choices.saved, shape
