"""Files that a browser sends: each session has a folder of its own, which goes when the session does.

A folder is reached by an unguessable token that only the session's page knows. It comes in a header of our own, which a
page of another site can't send without asking first, and we never answer such a question. A name is a label, never a path.
"""

import asyncio
import errno
import hashlib
import secrets
import shutil
import tempfile
import time
import weakref
from collections.abc import AsyncGenerator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import BinaryIO

import streamlit as st
from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response

from data.errors import BoardError
from data.settings import Limits
from pages.ui.replies import refused

HEADER = "X-Goalboard-Upload"
PREFIX = "goalboard-upload-"
LONGEST = 12 * 3600  # seconds that a folder is kept after the last file came
NAME = 200  # characters shown
PIECE = 1 << 20  # bytes written at once
MEGABYTE = 20  # bits


class TooBig(BoardError):
    """More than is read at all."""


@dataclass(frozen=True)
class Upload:
    """A file that arrived whole. Whoever holds it keeps its folder, also when the session has ended."""

    id: str
    name: str
    size: int
    path: Path
    digest: str
    keeper: object = field(repr=False, compare=False)


class _Desk:
    """One session's files."""

    def __init__(self) -> None:
        self.token = secrets.token_urlsafe(32)
        self.folder = Path(tempfile.mkdtemp(prefix=PREFIX))
        self.files: dict[str, Upload] = {}
        self.touched = time.monotonic()
        self.turn = asyncio.Lock()  # one after another, so that together they aren't more than there is room for
        weakref.finalize(self, shutil.rmtree, self.folder, ignore_errors=True)

    @property
    def size(self) -> int:
        return sum(file.size for file in self.files.values())


_DESKS: weakref.WeakValueDictionary[str, _Desk] = weakref.WeakValueDictionary()
_KEPT = "gb_uploads"


def token() -> str:
    """The session's own; made when it is first asked for, and anew when that was too long ago."""
    desk = st.session_state.get(_KEPT)
    if desk is None or _desk(desk.token) is None:
        desk = st.session_state[_KEPT] = _Desk()
        _DESKS[desk.token] = desk
    return str(desk.token)


def of(token: str) -> list[Upload]:
    """What has arrived, in that order."""
    desk = _desk(token)
    return list(desk.files.values()) if desk else []


def drop(token: str, upload: str) -> None:
    """Forget a file; dropping it twice is no error."""
    desk = _desk(token)
    gone = desk.files.pop(upload, None) if desk else None
    if gone:
        gone.path.unlink(missing_ok=True)


def clear() -> None:
    """Forget all that waits here: the server ends."""
    for desk in list(_DESKS.values()):
        shutil.rmtree(desk.folder, ignore_errors=True)


def sweep() -> None:
    """Folders that a server left behind when it was killed."""
    for folder in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        if time.time() - folder.lstat().st_mtime > LONGEST:
            shutil.rmtree(folder, ignore_errors=True)


async def upload(request: Request) -> Response:
    """One file as the raw body, its name in the query."""
    desk = _desk(request.headers.get(HEADER, ""))
    if desk is None:
        return refused(BoardError("upload_expired"), request, 403)
    try:
        async with desk.turn:
            file = await _received(request, desk)
    except TooBig as error:
        return refused(error, request, 413)
    except BoardError as error:
        return refused(error, request, 503)
    except ClientDisconnect:
        return Response(status_code=400)
    return JSONResponse({"id": file.id, "name": file.name, "size": file.size})


async def _received(request: Request, desk: _Desk) -> Upload:
    name = label(request.query_params.get("name", ""))
    identity = secrets.token_hex(16)
    path = desk.folder / identity
    room = (Limits.limits().unpacked_mb << MEGABYTE) - desk.size
    try:
        size, digest = await receive(within_limit(request, room), path)
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    file = Upload(identity, name, size, path, digest, desk)
    desk.files[identity] = file
    desk.touched = time.monotonic()
    return file


async def within_limit(request: Request, room: int | None = None) -> AsyncGenerator[bytes, None]:
    """The body, up to the size that is read at all. What was promised is checked first, what comes while it comes."""
    most = Limits.limits().file_mb << MEGABYTE
    promised = request.headers.get("content-length", "")
    _refuse_too_big(int(promised) if promised.isascii() and promised.isdigit() else 0, most, room)
    size = 0
    async for chunk in request.stream():
        size += len(chunk)
        _refuse_too_big(size, most, room)
        yield chunk


async def receive(body: AsyncGenerator[bytes, None], path: Path) -> tuple[int, str]:
    """Write a body to a new file, a piece at a time; its size and its sha256."""
    size, hashed, waiting = 0, hashlib.sha256(), bytearray()
    with _room_told(), await run_in_threadpool(path.open, "xb") as file:
        async for chunk in body:
            waiting += chunk
            size += len(chunk)
            if len(waiting) >= PIECE:
                await run_in_threadpool(_write, file, hashed, bytes(waiting))
                waiting.clear()
        await run_in_threadpool(_write, file, hashed, bytes(waiting))
    return size, hashed.hexdigest()


@contextmanager
def _room_told() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno == errno.ENOSPC:
            raise BoardError("no_space") from error
        raise


def label(name: str) -> str:
    """What a file calls itself, without folders and without what can't be printed."""
    last = PurePosixPath(name.replace("\\", "/")).name
    return "".join(mark for mark in last if mark.isprintable())[-NAME:].strip() or "upload"


def _write(file: BinaryIO, hashed: "hashlib._Hash", piece: bytes) -> None:
    hashed.update(piece)
    file.write(piece)


def _desk(token: str) -> _Desk | None:
    desk = _DESKS.get(token)
    if desk and time.monotonic() - desk.touched > LONGEST:
        _DESKS.pop(token, None)
        shutil.rmtree(desk.folder, ignore_errors=True)
        return None
    return desk


def _refuse_too_big(size: int, most: int, room: int | None) -> None:
    if size > most:
        raise TooBig("file_too_big", size=-(-size >> MEGABYTE), most=most >> MEGABYTE, variable="GOALBOARD_MAX_FILE_MB")
    if room is not None and size > room:
        raise TooBig("uploads_full", variable="GOALBOARD_MAX_UNPACKED_MB")
