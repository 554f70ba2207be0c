"""A look at a sheet before anything is staged: what it would be read as, and what its columns hold."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from data.adapters import Mapping as Chosen
from data.adapters import header_guess, parts
from data.errors import BoardError, UnknownExport, UnreadableFile
from data.model.datasets import DATASETS, fold
from data.reading import Line, Sheet

SEARCHED = 200  # lines below the header in which examples are looked for
EXAMPLES = 3
LONGEST = 60  # characters of an example


class Look(NamedTuple):
    """What is seen of a sheet.

    `export`: the known export it is, '' for none, and then `error` says why. `header`: as written, each name once. `readings`: by
    dataset our fields and the headers they are read from. `examples`: by header some of what stands below it.
    """

    export: str
    header: tuple[str, ...]
    readings: Mapping[str, Mapping[str, str]]
    examples: Mapping[str, tuple[str, ...]]
    error: BoardError | None = None


def look(sheet: Sheet, dataset: str | None, mapping: Chosen | None) -> Look:
    """The sheet as it is recognised, or as a mapping wants it read."""
    try:
        made = parts(sheet, dataset=dataset, mapping=mapping)
    except UnknownExport as error:
        header = header_guess(sheet)
        return Look("", _names(header.cells), {}, _examples(sheet, header), error)
    except UnreadableFile as error:
        return Look("", (), {}, {}, error)
    [header] = sheet.numbered([made[0].header_line])
    return Look(made[0].export, _names(header.cells), {part.dataset: part.columns for part in made}, _examples(sheet, header))


def proposed(header: Sequence[str], dataset: str) -> dict[str, str]:
    """Our fields that go by one of these headers, of a file that isn't one of ours."""
    by_name = {fold(name): name for name in reversed(header)}
    found = {column.name: next((by_name[own] for own in column.headers if own in by_name), "") for column in DATASETS[dataset].columns}
    return {name: own for name, own in found.items() if own}


def _names(cells: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for cell in cells if (name := cell.strip())))


def _examples(sheet: Sheet, header: Line) -> dict[str, tuple[str, ...]]:
    """The first different cells of each column."""
    found: dict[str, dict[str, None]] = {name: {} for name in _names(header.cells)}
    for line in sheet.lines(0, SEARCHED):
        if line.number > header.number:
            for name, cell in zip(header.cells, line.cells, strict=False):
                if (text := " ".join(cell.split())[:LONGEST]) and len(own := found.get(name.strip(), {})) < EXAMPLES:
                    own[text] = None
    return {name: tuple(own) for name, own in found.items()}
