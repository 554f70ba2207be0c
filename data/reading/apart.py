"""A file is read in a process of its own, so that ours keeps its memory and goes on answering; damage ends only that process."""

import json
import os
import shutil
import stat
import subprocess
import sys
import tempfile
import time
import weakref
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict
from pathlib import Path
from threading import Event, Timer
from typing import IO, Any

from data.errors import UnreadableFile
from data.reading.content import Content
from data.reading.request import Progress, Request
from data.reading.sheet import Sheet
from data.reading.shelf import mapped

ROOT = Path(__file__).parents[2]
PREFIX = "goalboard-reading-"
LONGEST = 900  # seconds
KEPT = 12 * 3600  # seconds after which no folder of a process that was killed is of use


class Folder:
    """A folder of ours for as long as anybody holds on to it."""

    def __init__(self) -> None:
        self.path = Path(tempfile.mkdtemp(prefix=PREFIX))
        weakref.finalize(self, shutil.rmtree, self.path, ignore_errors=True)


def sweep() -> None:
    """Remove folders that a process of ours left behind when it was killed: never a link's end, never somebody else's."""
    for path in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        with suppress(FileNotFoundError):  # somebody else sweeps too
            found = path.lstat()
            if stat.S_ISDIR(found.st_mode) and _is_own(found) and time.time() - found.st_mtime > KEPT:
                shutil.rmtree(path, ignore_errors=True)


def _is_own(found: os.stat_result) -> bool:
    """Where files have no owner, temporary folders are each person's own."""
    return sys.platform == "win32" or found.st_uid == os.getuid()


def sheets_apart(content: Content, request: Request, progress: Progress) -> tuple[list[Sheet], list[UnreadableFile], list[str]]:
    """The same as `sheets_of` gives, with tables that are mapped from files, and the names of hidden sheets."""
    folder = Folder()
    answer = _answer(_asked(content, request, folder.path), folder.path, progress)
    for name in ("content", "unpacked"):
        (folder.path / name).unlink(missing_ok=True)
    if "error" in answer:
        raise _error(answer["error"])
    return [_sheet(told, folder) for told in answer["sheets"]], [_error(told) for told in answer["refused"]], answer["hidden"]


def _asked(content: Content, request: Request, folder: Path) -> dict[str, Any]:
    wanted = {"known": sorted(request.known), "encoding": request.encoding, "delimiter": request.delimiter, "limits": asdict(request.limits)}
    return {"name": content.name, "path": str(_path(content, folder)), "folder": str(folder), **wanted}


def _path(content: Content, folder: Path) -> Path:
    if isinstance(content.data, Path):
        return content.data.resolve()
    path = folder / "content"
    path.write_bytes(content.data)
    return path


def _answer(asked: dict[str, Any], folder: Path, progress: Progress) -> dict[str, Any]:
    late = Event()
    with (folder / "complaints").open("w+b") as complaints, _reading_process(complaints, late) as process:
        answer: dict[str, Any] = {}
        for message in _messages(process, asked):
            if "progress" in message:
                progress(message["progress"])
            else:
                answer = message
        if process.wait() or not answer:
            raise UnreadableFile("too_large" if late.is_set() else _reason(complaints))
    return answer


@contextmanager
def _reading_process(complaints: IO[bytes], late: Event) -> Iterator[subprocess.Popen[str]]:
    """It is ended when time is up, which is noted, and when whoever waits for it has gone."""
    path = os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH")]))
    # Arrow's own memory keepers reserve more than they use, which the limit on memory would count.
    surroundings = {**os.environ, "PYTHONPATH": path, "PYTHONUTF8": "1", "ARROW_DEFAULT_MEMORY_POOL": "system"}
    command = [sys.executable, "-P", "-m", "data.reading.process"]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": complaints}
    with subprocess.Popen(command, env=surroundings, text=True, encoding="utf-8", **pipes) as process:  # type: ignore[call-overload] # noqa: S603
        timer = Timer(LONGEST, _end, (process, late))
        timer.start()
        try:
            yield process
        finally:
            timer.cancel()
            process.kill()


def _end(process: "subprocess.Popen[str]", late: Event) -> None:
    late.set()
    process.kill()


def _messages(process: "subprocess.Popen[str]", asked: dict[str, Any]) -> Iterator[dict[str, Any]]:
    if process.stdin is None or process.stdout is None:
        return
    try:
        with process.stdin as stdin:
            json.dump(asked, stdin)
    except BrokenPipeError:
        return
    for line in process.stdout:
        yield json.loads(line)


def _reason(complaints: IO[bytes]) -> str:
    """Why the process ended, from its last words."""
    complaints.seek(0)
    last_words = complaints.read().lower()
    if b"no space left" in last_words:
        return "no_space"
    return "too_large" if b"memory" in last_words else "broken_file"


def _error(told: dict[str, Any]) -> UnreadableFile:
    return UnreadableFile(told["code"], **told["facts"])


def _sheet(told: dict[str, Any], folder: Folder) -> Sheet:
    table = mapped(Path(told["path"]))
    return Sheet(told["name"], table, told["encoding"], told["delimiter"], told["file"], tuple(told["doubt"]), folder)
