"""The watched folder in a running server: a thread that looks every two seconds, and the words for what it finds."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from threading import Event, Thread

from data.errors import BoardError
from data.inbox import Stamp, Wording, look, outcome
from data.intake import Choices, Report
from data.settings import inbox_path
from data.store import Store
from pages.ui import import_job
from pages.ui.import_rejects import rejected_file
from pages.ui.replies import problem, sentence
from pages.ui.words import words
from pages.ui.words.told import system_language

PAUSE = 2  # seconds between two looks
WHO = "inbox"
ASKING = {"ambiguous_dates", "unknown_export", "unrecognised"}  # what a person has to decide once
LOG = logging.getLogger("goalboard.inbox")


@contextmanager
def watched() -> Iterator[None]:
    """Watch the folder that the settings name, if they name one, until the server ends."""
    inbox = inbox_path()
    if inbox is None:
        yield
        return
    ended = Event()
    thread = Thread(target=_watch, args=(inbox, ended), name="inbox", daemon=True)
    thread.start()
    try:
        yield
    finally:
        ended.set()


def _watch(inbox: Path, ended: Event) -> None:
    """What is wrong is said once, until it is right again; nothing but the server's end ends the watching."""
    seen: dict[str, Stamp] = {}
    said = ""
    while not ended.wait(PAUSE):
        wrong = _wrong(inbox, seen)
        told = _told(wrong) if wrong else ""
        if wrong and told != said:
            _log(wrong, told)
        said = told


def _wrong(inbox: Path, seen: dict[str, Stamp]) -> Exception | None:
    """What the folder can't be looked through for."""
    try:
        _look(inbox, seen)
    except Exception as error:  # noqa: BLE001 - it is logged, and the next look may find it mended
        return error
    return None


def _look(inbox: Path, seen: dict[str, Stamp]) -> None:
    from pages.ui.store import store  # noqa: PLC0415 - Streamlit's caches want its runtime to be there first

    held = store()
    wrong = look(inbox, seen, lambda file: outcome(file, partial(_taken_in, held), wording(system_language())))
    for name, error in wrong.items():
        _log(error, f"{name}: {_told(error)}")


def _told(error: Exception) -> str:
    return sentence(error, system_language()) if isinstance(error, BoardError) else repr(error)


def _log(error: Exception, told: str) -> None:
    """What nobody named is logged with where it came from."""
    LOG.warning("%s", told, exc_info=None if isinstance(error, BoardError) else error)


def _taken_in(held: Store, name: str, file: Path) -> list[Report]:
    job = import_job.start(held, name, file, Choices(who=WHO))
    job.over.result()
    return import_job.reports(job)


def wording(language: str) -> Wording:
    say = words(language)

    def told(error: BoardError) -> str:
        return sentence(error, language) + (f" {say('inbox.decide')}" if error.code in ASKING else "")

    return Wording(lambda found: problem(found, language), told, lambda report: rejected_file(report, say))
