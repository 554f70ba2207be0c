"""Work that outlives the page that asked for it: it runs in a thread of the server, once, whatever the browser does meanwhile.

Two run at a time. What they write they write in the order in which they were started: of two imports the later one wins, also
where the earlier one took longer to read.
"""

import logging
import secrets
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from enum import StrEnum
from functools import cache
from threading import Condition
from typing import Any

import streamlit as st

from data.errors import BoardError
from pages.ui.words import Words

LANES = 2
KEPT = 3600  # seconds that a finished job is remembered
GLANCE = 0.5  # seconds between two looks at a job
LOG = logging.getLogger("goalboard.jobs")

Progress = Callable[[float], None]
Work = Callable[[Progress], Any]
Write = Callable[[Any, Progress], Any]


class State(StrEnum):
    """Where a job is; one that has read and waits for its turn to write is waiting again."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


class Job:
    """A piece of work, from its start until an hour after its end.

    `error` is why it failed; what nobody named is in the log. `over` is settled, with nothing in it, when the job has ended.
    """

    def __init__(self, work: Work, write: Write | None) -> None:
        self.id = secrets.token_urlsafe(16)
        self.state = State.WAITING
        self.share = 0.0
        self.result: Any = None
        self.error: BoardError | None = None
        self.over: Future[None] = Future()
        self.ended_at: float | None = None
        self.work: Work | None = work
        self.write = write
        self.writes = write is not None

    @property
    def ended(self) -> bool:
        return self.ended_at is not None

    @property
    def ahead(self) -> int:
        """How many were started earlier and haven't ended."""
        with _CHANGE:
            return len(_before(self))

    def hear(self, share: float) -> None:
        """A share never falls."""
        self.share = max(self.share, min(share, 1.0))


_JOBS: dict[str, Job] = {}  # in the order of their start
_CHANGE = Condition()


def start(work: Work, write: Write | None = None) -> Job:
    """Run `work`, then `write` with what it gave, each told whom to report the share of the whole that is done.

    `work` runs beside one other job; `write` when all that write and were started earlier have ended.
    """
    job = Job(work, write)
    with _CHANGE:
        _forget_old()
        _JOBS[job.id] = job
        _lanes().submit(_run, job)
    return job


def of(job: str) -> Job | None:
    """The job of an id, as long as it is remembered."""
    return _JOBS.get(job)


def forget(job: Job) -> None:
    """Whoever has its result needs it no more."""
    with _CHANGE:
        _JOBS.pop(job.id, None)


def show(job: Job, say: Words) -> None:
    """How far it is; the page runs anew when it has ended."""
    if not job.ended:
        _bar(job, say)


def stop() -> None:
    """The server ends: what hasn't begun never will. It doesn't wait for what runs, which is all or nothing in any case."""
    _lanes().shutdown(wait=False, cancel_futures=True)
    _lanes.cache_clear()
    with _CHANGE:
        waiting = [job for job in _JOBS.values() if job.work and job.state is State.WAITING]
    for job in waiting:
        _end(job, error=BoardError("server_stopping"))


@st.fragment(run_every=GLANCE)
def _bar(job: Job, say: Words) -> None:
    if job.ended:
        st.rerun()
    st.progress(job.share, text=_told(job, say))


def _told(job: Job, say: Words) -> str:
    if job.state is not State.WAITING:
        return say("job.running", percent=int(job.share * 100))
    ahead = job.ahead
    return say("job.waiting", n=ahead) if ahead else say("job.starting")


@cache
def _lanes() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(LANES, thread_name_prefix="job")


def _run(job: Job) -> None:
    try:
        found = _worked(job)
    except BoardError as error:
        _end(job, error=error)
    except Exception:
        LOG.exception("A job failed")
        _end(job, error=BoardError("page_failed"))
    else:
        _end(job, found)


def _worked(job: Job) -> Any:
    job.state = State.RUNNING
    work, write, job.work, job.write = job.work, job.write, None, None  # what they hold on to may be large
    found = work(job.hear) if work else None
    if write is None:
        return found
    _await_turn(job)
    return write(found, job.hear)


def _await_turn(job: Job) -> None:
    with _CHANGE:
        job.state = State.WAITING
        _CHANGE.wait_for(lambda: not any(earlier.writes for earlier in _before(job)))
        job.state = State.RUNNING


def _end(job: Job, result: Any = None, error: BoardError | None = None) -> None:
    with _CHANGE:
        job.share = job.share if error else 1.0
        job.result, job.error = result, error
        job.state = State.FAILED if error else State.DONE
        job.ended_at = time.monotonic()
        _CHANGE.notify_all()
    job.over.set_result(None)


def _before(job: Job) -> list[Job]:
    earlier = list(_JOBS.values())
    return [each for each in earlier[: earlier.index(job)] if not each.ended] if job in earlier else []


def _forget_old() -> None:
    for job in [job for job in _JOBS.values() if job.ended_at and time.monotonic() - job.ended_at > KEPT]:
        del _JOBS[job.id]
