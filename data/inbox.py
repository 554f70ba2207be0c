"""The watched folder: what lies still there is read in and moved, to `done/` or `rejected/`, beside what became of it.

The move comes last. Should the process end between the import and the move, the next look finds the file again, and that
everything in it is known.
"""

import errno
import json
import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import partial
from itertools import count
from pathlib import Path
from stat import S_ISREG
from typing import NamedTuple

from data.errors import BoardError
from data.intake import Problem, Report
from data.intake.fate import fate
from data.write_lease import is_being_written

DONE, REJECTED = "done", "rejected"
UNFINISHED = (".part", ".tmp", ".crdownload")
HIDDEN = (".", "~$")
LONGEST = 255  # bytes of a name that file systems take
SUFFIX = 20  # bytes; what is longer behind a full stop is no suffix


class Stamp(NamedTuple):
    """What a file was at a look; `tried`: its turn came, and if it is still there, something went wrong."""

    size: int
    changed: int
    tried: bool = False


class Outcome(NamedTuple):
    """What became of a file: whether all of it is in, and what is laid beside it, by ending."""

    all_in: bool
    beside: Mapping[str, bytes]


class Wording(NamedTuple):
    """How things are said; a layer that knows words brings it."""

    reason: Callable[[Problem], str]
    sentence: Callable[[BoardError], str]
    rejected_file: Callable[[Report], bytes]


def look(inbox: Path, seen: dict[str, Stamp], import_: Callable[[Path], Outcome]) -> dict[str, Exception]:
    """Read in, in the order of names, what hasn't changed since the last look, and note in `seen` what is there now.

    Answers what went wrong, by the file's name: it stays where it is and is left out until it changes; the others are taken.
    Raises `BoardError` where the folder can't be used.
    """
    places = _places(inbox)
    with _usable(inbox):
        found = dict(_files(inbox))
    waited = [name for name, stamp in found.items() if seen.get(name) == stamp]
    tried = {name: stamp for name, stamp in seen.items() if stamp.tried and found.get(name) == stamp._replace(tried=False)}
    seen.clear()
    seen.update(found | tried)
    wrong: dict[str, Exception] = {}
    for name in waited:
        if not is_being_written(inbox / name):
            seen[name] = seen[name]._replace(tried=True)
            try:
                _take(inbox / name, places, import_)
            except Exception as error:  # noqa: BLE001 - whatever it is, it is told, and is no reason to keep the others waiting
                wrong[name] = error
    return wrong


def outcome(file: Path, take_in: Callable[[str, Path], list[Report]], say: Wording) -> Outcome:
    """Read a file in under its name. Accepted lines are in also where others were rejected; a refused file changed nothing."""
    name = os.fsencode(file.name).decode(errors="replace")  # older archives write names in other encodings
    taken = fate(name, partial(take_in, name, file))
    beside = {".report.json": _json(taken.told(say.reason, say.sentence))}
    lacking = [report for report in taken.reports if report.rejected]
    for nth, report in enumerate(lacking, start=1):
        beside[".rejected.csv" if nth == 1 else f".rejected-{nth}.csv"] = say.rejected_file(report)
    return Outcome(taken.all_in, beside)


def _take(file: Path, places: Mapping[bool, Path], import_: Callable[[Path], Outcome]) -> None:
    done = import_(file)
    _put_away(file, places[done.all_in], done)


def _places(inbox: Path) -> dict[bool, Path]:
    """Where files go that are in, and those that aren't; made where they are missing."""
    places = {True: inbox / DONE, False: inbox / REJECTED}
    for place in places.values():
        with _usable(place):
            place.mkdir(exist_ok=True)
    for place in (inbox, *places.values()):
        with _usable(place):
            _refuse_unwritable(place)
    return places


def _refuse_unwritable(place: Path) -> None:
    if not os.access(place, os.R_OK | os.W_OK | os.X_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))


@contextmanager
def _usable(place: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise BoardError("inbox_unusable", path=str(place), why=error.strerror or str(error)) from error


def _files(inbox: Path) -> Iterator[tuple[str, Stamp]]:
    """Plain files of the folder itself, by name; no links, nothing hidden, nothing that says it isn't finished."""
    for path in sorted(inbox.iterdir()):
        if path.name.startswith(HIDDEN) or path.name.lower().endswith(UNFINISHED):
            continue
        try:
            told = path.lstat()
        except FileNotFoundError:
            continue  # taken away meanwhile
        if S_ISREG(told.st_mode):
            yield path.name, Stamp(told.st_size, told.st_mtime_ns)


def _put_away(file: Path, place: Path, outcome: Outcome) -> None:
    name = _free(file, place, outcome)
    with _usable(place), suppress(FileNotFoundError):  # taken away meanwhile: what is in stays in
        for ending, content in outcome.beside.items():
            (place / f"{name}{ending}").write_bytes(content)
        file.rename(place / name)


def _free(file: Path, place: Path, outcome: Outcome) -> str:
    """The file's name, else a numbered one, of which nothing is there yet."""
    longest = max(map(len, outcome.beside))
    names = (_short(file.name, "" if nth == 1 else f"-{nth}", longest) for nth in count(1))
    return next(name for name in names if not any((place / f"{name}{ending}").exists() for ending in ("", *outcome.beside)))


def _short(name: str, number: str, longest: int) -> str:
    """A name with its number, cut so that it can be a name also with its longest ending."""
    suffix = Path(name).suffix
    if len(os.fsencode(suffix)) > SUFFIX:
        suffix = ""
    stem = name.removesuffix(suffix)
    room = LONGEST - longest - len(os.fsencode(number + suffix))
    while len(os.fsencode(stem)) > room:
        stem = stem[:-1]
    return stem + number + suffix


def _json(said: object) -> bytes:
    return json.dumps(said, ensure_ascii=False, indent=2).encode()
