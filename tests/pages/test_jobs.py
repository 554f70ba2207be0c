"""Work in threads of the server: two at a time, written in the order of the start, told truly."""

import threading
import time
from collections.abc import Callable, Iterator

import pytest
from streamlit.testing.v1 import AppTest

from data.errors import BoardError
from pages.ui import jobs
from pages.ui.jobs import Job, State


@pytest.fixture(autouse=True)
def nothing_left() -> Iterator[None]:
    yield
    for job in list(jobs._JOBS.values()):
        job.over.result(timeout=10)
        jobs.forget(job)


class Held:
    """Work that goes on until it is let go."""

    def __init__(self) -> None:
        self.begun, self.let_go = threading.Event(), threading.Event()

    def __call__(self, _hear: Callable[[float], None]) -> str:
        self.begun.set()
        assert self.let_go.wait(10)
        return "read"


def ended(job: Job) -> Job:
    job.over.result(timeout=10)
    return job


def soon(holds: Callable[[], bool]) -> bool:
    until = time.monotonic() + 10
    while time.monotonic() < until and not holds():
        time.sleep(0.005)
    return holds()


def test_a_job_gives_what_its_work_gives_and_is_found_by_its_id() -> None:
    job = ended(jobs.start(lambda _hear: 42))
    assert (job.state, job.result, job.error, job.share) == (State.DONE, 42, None, 1.0)
    assert jobs.of(job.id) is job
    assert jobs.of("guessed") is None


def test_what_is_written_is_made_of_what_was_read() -> None:
    assert ended(jobs.start(lambda _hear: 2, lambda read, _hear: read + 1)).result == 3


def test_an_error_that_has_a_name_keeps_it_and_any_other_is_in_the_log(caplog: pytest.LogCaptureFixture) -> None:
    def refused(_hear: object) -> None:
        raise BoardError("empty_file", file="a.csv")

    named, unnamed = ended(jobs.start(refused)), ended(jobs.start(lambda _hear: 1 / 0))
    assert (named.state, named.result, named.error.code if named.error else "") == (State.FAILED, None, "empty_file")
    assert (unnamed.state, unnamed.error.code if unnamed.error else "") == (State.FAILED, "page_failed")
    assert "ZeroDivisionError" in caplog.text


def test_a_share_never_falls_and_never_passes_the_whole() -> None:
    heard = []

    def work(hear: Callable[[float], None]) -> None:
        for share in (0.2, 0.1, 0.7, 3.0):
            hear(share)
            heard.append(job.share)

    gate = Held()
    first, second = jobs.start(gate), jobs.start(gate)
    job = jobs.start(work)
    gate.let_go.set()
    ended(job)
    assert heard == [0.2, 0.2, 0.7, 1.0]
    assert {ended(first).share, ended(second).share} == {1.0}


def test_two_run_at_a_time_and_who_waits_is_told_how_many_are_before() -> None:
    held = [Held() for _ in range(4)]
    started = [jobs.start(work) for work in held]
    assert held[0].begun.wait(10)
    assert held[1].begun.wait(10)
    assert [job.state for job in started] == [State.RUNNING, State.RUNNING, State.WAITING, State.WAITING]
    assert [job.ahead for job in started] == [0, 1, 2, 3]
    held[0].let_go.set()
    assert held[2].begun.wait(10)
    assert [job.ahead for job in started[2:]] == [1, 2]
    for work in held:
        work.let_go.set()


def test_what_was_started_first_is_written_first_also_if_it_takes_longer_to_read() -> None:
    written: list[str] = []
    slow = Held()
    first = jobs.start(slow, lambda *_: written.append("first"))
    assert slow.begun.wait(10)
    second = jobs.start(lambda _hear: None, lambda *_: written.append("second"))
    assert soon(lambda: second.work is None and second.state is State.WAITING)
    assert written == []
    slow.let_go.set()
    ended(first)
    ended(second)
    assert written == ["first", "second"]


def test_one_that_failed_lets_the_next_write() -> None:
    slow = Held()

    def fails(_hear: object) -> None:
        slow(lambda _share: None)
        raise BoardError("empty_file")

    first = jobs.start(fails, lambda *_: None)
    assert slow.begun.wait(10)
    second = jobs.start(lambda _hear: None, lambda *_: "written")
    slow.let_go.set()
    assert ended(second).result == "written"
    assert ended(first).state is State.FAILED


def test_an_hour_after_its_end_a_job_is_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    old = ended(jobs.start(lambda _hear: 1))
    monkeypatch.setattr(jobs, "KEPT", -1)
    new = ended(jobs.start(lambda _hear: 2))
    assert jobs.of(old.id) is None
    assert jobs.of(new.id) is new


def test_when_the_server_ends_what_waits_is_told_so_and_never_begins() -> None:
    held = [Held() for _ in range(3)]
    started = [jobs.start(work) for work in held]
    assert held[1].begun.wait(10)
    jobs.stop()
    assert ended(started[2]).error.code == "server_stopping"
    for work in held:
        work.let_go.set()
    assert [ended(job).result for job in started[:2]] == ["read", "read"]
    assert not held[2].begun.is_set()


def test_the_bar_says_how_far_a_job_is_and_goes_when_it_has_ended() -> None:
    def page() -> None:
        import streamlit as st

        from pages.ui import jobs
        from pages.ui.words import words

        job = next(iter(jobs._JOBS.values()))
        st.text(job.state)
        jobs.show(job, words("en"))

    gate = Held()

    def work(hear: Callable[[float], None]) -> None:
        hear(0.416)
        gate(hear)

    job = jobs.start(work)
    assert gate.begun.wait(10)
    app = AppTest.from_function(page).run()
    bar = app.get("progress")[0].proto
    assert (bar.text, bar.value) == ("41 %", 41)
    gate.let_go.set()
    ended(job)
    app.run()
    assert app.text[0].value == "done"
    assert not app.get("progress")
