"""A zip: the sheets of every file in it. A gzip: those of the one file in it."""

import gzip
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import IO

from data.errors import UnreadableFile
from data.reading.content import PIECE, Content
from data.reading.error_cells import refuse_too_much
from data.reading.kind import Kind, kind_of
from data.reading.request import Progress, Request, within
from data.reading.sheet import Sheet
from data.reading.shelf import Shelf

BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError)
CLUTTER = frozenset({"__MACOSX", "Thumbs.db", "desktop.ini"})

Reader = Callable[[Content, Request, Shelf, Progress], list[Sheet]]


class Unpacked:
    """Files as they come out of an archive, one at a time, into a place of ours; all their bytes are counted."""

    def __init__(self, folder: Path, request: Request) -> None:
        self.place = folder / "unpacked"
        self.limits = request.limits
        self.size = 0

    def content(self, name: str, packed: IO[bytes] | gzip.GzipFile) -> Content:
        with self.place.open("wb") as file:
            while piece := packed.read(PIECE):
                self.size += len(piece)
                refuse_too_much(self.size, self.limits)
                file.write(piece)
        return Content(name, self.place)


def gzip_sheets(content: Content, request: Request, shelf: Shelf, progress: Progress, read: Reader) -> list[Sheet]:
    try:
        with content.open() as file, gzip.GzipFile(fileobj=file) as packed:
            inner = Unpacked(_folder(shelf), request).content(content.name.removesuffix(".gz"), packed)
    except BROKEN as error:
        raise UnreadableFile("broken_archive") from error
    _refuse_nested(inner)
    return read(inner, request, shelf, progress)


def zip_sheets(content: Content, request: Request, shelf: Shelf, progress: Progress, read: Reader) -> tuple[list[Sheet], list[UnreadableFile]]:
    """The sheets, and the errors of the files that couldn't be read; if none could, the first error is raised."""
    sheets: list[Sheet] = []
    refused: list[UnreadableFile] = []
    with content.open() as file, zipfile.ZipFile(file) as archive:
        wanted = [info for info in archive.infolist() if not info.is_dir() and not _is_clutter(_name(info))]
        shelf.refuse_too_many(len(wanted))
        unpacked = Unpacked(_folder(shelf), request)
        for nth, info in enumerate(wanted):
            inner_progress = within(progress, nth / len(wanted), (nth + 1) / len(wanted))
            try:
                own = replace(shelf, hidden=[])
                found = read(_member(archive, info, unpacked), request, own, inner_progress)
                shelf.hidden.extend(f"{_name(info)}/{name}" for name in own.hidden)
                sheets += [replace(sheet, file=_name(info)) for sheet in found]
            except UnreadableFile as error:
                if error.code == "unpacked_too_big":
                    raise
                refused.append(UnreadableFile(error.code, **{**error.facts, "file": _name(info)}))
            shelf.refuse_too_many(len(sheets))
    if not sheets:
        raise refused[0] if refused else UnreadableFile("empty_archive")
    return sheets, refused


def _member(archive: zipfile.ZipFile, info: zipfile.ZipInfo, unpacked: Unpacked) -> Content:
    if info.flag_bits & 1:
        raise UnreadableFile("locked_archive")
    try:
        with archive.open(info) as packed:
            content = unpacked.content(_name(info), packed)
    except BROKEN as error:
        raise UnreadableFile("broken_archive") from error
    _refuse_nested(content)
    return content


def _refuse_nested(content: Content) -> None:
    if kind_of(content) in (Kind.ARCHIVE, Kind.GZIP):
        raise UnreadableFile("nested_archive")


def _folder(shelf: Shelf) -> Path:
    if shelf.folder is None:
        raise RuntimeError("an archive is read where there is a folder for it")
    return shelf.folder


def _name(info: zipfile.ZipInfo) -> str:
    """Names without the mark of UTF-8 are read as those of an old American PC; Chinese programs write GBK, others UTF-8 all the same."""
    if info.flag_bits & 0x800:
        return info.filename
    raw = info.filename.encode("cp437")
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return info.filename


def _is_clutter(name: str) -> bool:
    """What systems put beside a person's files."""
    parts = PurePosixPath(name.replace("\\", "/")).parts
    return any(part in CLUTTER or (part.startswith((".", "~$")) and part != "..") for part in parts)
