"""The watched folder of a server as it is started, and how it speaks of what it finds."""

import json
import logging
import time
from collections.abc import Callable
from pathlib import Path
from threading import Event

import pytest

from data.errors import BoardError
from data.inbox import Stamp
from data.store import open_store
from pages.ui import inbox
from tests.browser.conftest import started

VALUES = b"metric_id,day,value\nM1,2026-01-05,5\nM1,2026-01-06,five\n"


def soon(holds: Callable[[], bool]) -> bool:
    until = time.monotonic() + 60
    while time.monotonic() < until and not holds():
        time.sleep(0.1)
    return holds()


def test_a_running_server_takes_in_what_arrives(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "inbox"
    folder.mkdir()
    monkeypatch.setenv("GOALBOARD_INBOX", str(folder))
    rejected = folder / "rejected"
    with started(tmp_path, language="zh_CN.UTF-8"):
        (folder / "values.csv").write_bytes(VALUES)
        assert soon((rejected / "values.csv").exists)
    (told,) = json.loads((rejected / "values.csv.report.json").read_text("utf-8"))
    assert (told["new"], told["rejected"]) == (1, 1)
    assert "five" in told["problems"][0]["reason"]
    assert "拒绝原因" in (rejected / "values.csv.rejected.csv").read_text("utf-8-sig")
    store = open_store(tmp_path / "goalboard.duckdb")
    assert store.cursor().execute("select who from facts.versions order by version desc limit 1").fetchall() == [("inbox",)]
    store.close()


@pytest.mark.parametrize("code", ["unrecognised", "ambiguous_dates"])
def test_a_file_that_asks_something_says_where_to_answer(code: str) -> None:
    assert "import page" in inbox.wording("en").sentence(BoardError(code))
    assert "导入页" in inbox.wording("zh").sentence(BoardError(code))
    assert "import page" not in inbox.wording("en").sentence(BoardError("empty_file"))


def test_what_is_wrong_with_the_folder_is_logged_once_and_again_when_it_was_right_between(
    empty_store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    assert not empty_store.exists()
    monkeypatch.setattr(inbox, "PAUSE", 0)
    folder, ended, looks = tmp_path / "inbox", Event(), 0
    whole = inbox._look

    def counted(*told: object) -> None:
        nonlocal looks
        looks += 1
        if looks == 3:
            folder.mkdir()
        if looks == 5:
            for place in (folder / "done", folder / "rejected", folder):
                place.rmdir()
        if looks == 8:
            ended.set()
        whole(*told)

    monkeypatch.setattr(inbox, "_look", counted)
    with caplog.at_level(logging.WARNING, "goalboard.inbox"):
        inbox._watch(folder, ended)
    assert looks == 8
    assert len([record for record in caplog.records if record.name == "goalboard.inbox"]) == 2
    assert str(folder) in caplog.text


def test_nothing_that_goes_wrong_ends_the_watching_and_the_same_is_logged_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(inbox, "PAUSE", 0)
    ended, looks = Event(), 0

    def broken(*_: object) -> None:
        nonlocal looks
        looks += 1
        if looks == 3:
            ended.set()
        raise ZeroDivisionError

    monkeypatch.setattr(inbox, "_look", broken)
    inbox._watch(tmp_path, ended)
    assert looks == 3
    (told,) = [record for record in caplog.records if record.name == "goalboard.inbox"]
    assert (told.getMessage(), told.exc_info is not None) == ("ZeroDivisionError()", True)


def test_what_goes_wrong_with_a_file_is_logged_with_its_name(
    empty_store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    assert not empty_store.exists()
    (tmp_path / "a.csv").write_bytes(VALUES)
    monkeypatch.setattr(inbox, "outcome", lambda *_: 1 / 0)
    seen: dict[str, Stamp] = {}
    for _ in range(3):
        inbox._look(tmp_path, seen)
    (told,) = [record for record in caplog.records if record.name == "goalboard.inbox"]
    assert told.getMessage().startswith("a.csv: ZeroDivisionError")


def test_without_the_setting_nothing_is_watched(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GOALBOARD_INBOX", raising=False)
    monkeypatch.setattr(inbox, "Thread", None)
    with inbox.watched():
        pass
