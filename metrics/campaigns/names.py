"""Names of people as files write them: one cell may name several, and the same person is not always written alike."""

import re
import unicodedata
from collections.abc import Iterable

BETWEEN = re.compile("[;；、\n]")


def named(cell: str | None) -> list[str]:
    """Everybody whom a cell names, each once, as written first."""
    found: dict[str, str] = {}
    for name in map(_plain, BETWEEN.split(cell or "")):
        found.setdefault(name.casefold(), name)
    return [name for name in found.values() if name]


def alike(name: str) -> str:
    """What is the same of a name, with or without capitals, room around it, or full width."""
    return _plain(name).casefold()


def is_named(name: str, cell: str | None) -> bool:
    return alike(name) in map(alike, named(cell))


def each_once(cells: Iterable[str | None]) -> list[str]:
    """All who are named, in order, each as written first."""
    return sorted(named(";".join(filter(None, cells))), key=alike)


def _plain(name: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", name).split())
