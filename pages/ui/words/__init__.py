"""The words a person reads, in both languages: a folder each, a file for each room. The same keys in both; a test compares them.

Knows only these files, so the command lines can speak too.
"""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

LANGUAGES = ("zh", "en")
PLURALS = frozenset({"one", "other"})


@dataclass(frozen=True)
class Words:
    """One language: `words("okr.title")`, with facts put in by name and the plural chosen by `n`."""

    language: str

    def __call__(self, key: str, **facts: object) -> str:
        return self._text(key, facts).format_map(facts)

    def knows(self, key: str) -> bool:
        return key in _texts(self.language)

    def coded(self, section: str, code: str, **facts: object) -> str:
        """The sentence of a code, or a plain one with the bare code where nobody has written it yet."""
        key = f"{section}.{code}"
        if not self.knows(key):
            return self("reason.unknown", code=code.partition(".")[0])
        return self._text(key, facts).format_map(_Shown(facts))

    def raw(self, key: str) -> str | dict[str, str]:
        """As it stands in the file."""
        return _texts(self.language)[key]

    def _text(self, key: str, facts: dict[str, object]) -> str:
        found = self.raw(key)
        return found if isinstance(found, str) else found["one" if facts.get("n") == 1 else "other"]


@cache
def words(language: str) -> Words:
    return Words(language)


@cache
def keys(language: str) -> frozenset[str]:
    return frozenset(_texts(language))


@cache
def _texts(language: str) -> dict[str, str | dict[str, str]]:
    rooms = sorted((Path(__file__).parent / language).glob("*.toml"))
    return {key: text for room in rooms for key, text in _flat(tomllib.loads(room.read_text("utf-8")), "")}


def _flat(table: dict[str, Any], prefix: str) -> Iterator[tuple[str, str | dict[str, str]]]:
    for key, value in table.items():
        if isinstance(value, dict) and not set(value) <= PLURALS:
            yield from _flat(value, f"{prefix}{key}.")
        else:
            yield f"{prefix}{key}", value


class _Shown(dict[str, object]):
    """Facts as they are told: lists in a row, nothing as a dash. A placeholder without a fact stays visible."""

    def __getitem__(self, name: str) -> object:
        value = super().__getitem__(name)
        if isinstance(value, list | tuple | set | frozenset):
            value = ", ".join(map(str, value))
        return "–" if value is None or value == "" else value

    def __missing__(self, name: str) -> str:
        return f"{{{name}}}"
