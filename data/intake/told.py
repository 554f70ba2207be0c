"""How a file was read, as the mapping screen shows it: where each field comes from, what words mean, how dates are written."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from data.adapters import Part, worded
from data.adapters.dates import DateReading
from data.intake.meanings import Meanings

SHOWN = 200  # words of a field, the most frequent first


@dataclass(frozen=True)
class WordRead:
    """Cells that make a word, what they are read as, on how many lines; `known`: ours, or any text will do."""

    word: str
    value: str
    count: int
    known: bool


class DateRead(NamedTuple):
    """A column of dates: its header as written, the order, an example; `is_open`: somebody has to say which number is the day."""

    header: str
    order: str
    is_open: bool
    example: str


def date_reads(dates: Mapping[str, DateReading], part: Part) -> list[DateRead]:
    read = [(part.header[part.dates[name]].strip(), reading) for name, reading in dates.items()]
    return [DateRead(header, reading.order.value, reading.is_open, reading.example) for header, reading in read if reading.example]


def word_reads(fields: Iterable[Meanings]) -> dict[str, list[WordRead]]:
    """By field the words found in the file, the most frequent first."""
    return {field.column.name: _words(field) for field in fields if field.known and field.is_told}


def _words(field: Meanings) -> list[WordRead]:
    ours = set(field.column.words.values())
    found = []
    for cells, count in field.counts.most_common(SHOWN):
        meaning = field.known[cells]
        if any(cells):
            value = ";".join(meaning.value) if isinstance(meaning.value, tuple) else str(meaning.value or "")
            found.append(WordRead(worded([cell or "" for cell in cells]), value, count, not ours or not value or value in ours))
    return found
