"""Bytes become records: every line of every sheet of a file, with nothing dropped and nothing interpreted."""

from collections.abc import Callable
from typing import NamedTuple

from data.errors import UnreadableFile
from data.reading.apart import sheets_apart
from data.reading.content import Content
from data.reading.kind import Kind, kind_of
from data.reading.request import Progress, Request, growing, ignore
from data.reading.sheet import Line, Place, Sheet
from data.reading.sheets import REFUSED, sheets_of
from data.reading.shelf import Shelf
from data.settings import Limits

__all__ = ["Content", "Line", "Place", "Reading", "Sheet", "read"]

SMALL = {Kind.TEXT: 2 << 20, Kind.OBJECTS: 2 << 20, Kind.HTML: 256 << 10}  # bytes that are read without a process of their own


class Reading(NamedTuple):
    """What was read of one file: it can be previewed and committed again and again without reading anew.

    `refused` names the files of an archive that couldn't be read; the others' sheets are there. `hidden` names the sheets of a
    workbook that were left out because they are hidden (in an archive behind the workbook's own name and a stroke).
    """

    content: Content
    sheets: list[Sheet]
    refused: list[UnreadableFile]
    hidden: tuple[str, ...] = ()


def read(
    content: Content,
    *,
    known: frozenset[str],
    encoding: str | None = None,
    delimiter: str | None = None,
    progress: Callable[[float], None] = ignore,
) -> Reading:
    """The sheets of a file. `known`: folded headers; of several readings, the one with more of them is right.

    `encoding`, `delimiter`: a person's choice, which isn't questioned but may be impossible. `progress` hears the share done.
    """
    request = Request(known, encoding, delimiter, Limits.limits())
    try:
        sheets, refused, hidden = _sheets(content, request, growing(progress))
    except UnreadableFile as error:
        raise UnreadableFile(error.code, **{"file": content.name, **error.facts}) from error
    progress(1)
    return Reading(content, sheets, refused, tuple(hidden))


def _sheets(content: Content, request: Request, progress: Progress) -> tuple[list[Sheet], list[UnreadableFile], list[str]]:
    _refuse_too_big(content, request.limits)
    kind = kind_of(content)
    if kind in REFUSED or content.size <= SMALL.get(kind, 0):
        shelf = Shelf(request.limits)
        return *sheets_of(content, request, shelf, progress), shelf.hidden
    return sheets_apart(content, request, progress)


def _refuse_too_big(content: Content, limits: Limits) -> None:
    if content.size > limits.file_mb << 20:
        raise UnreadableFile("file_too_big", size=-(-content.size >> 20), most=limits.file_mb, variable="GOALBOARD_MAX_FILE_MB")
