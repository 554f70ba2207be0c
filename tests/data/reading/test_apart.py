"""A big file is read in a process of its own, to the same end; what happens to that process is told in a sentence."""

import gc
import os
import signal
from pathlib import Path

import pytest

from data.reading import Content, Reading, apart, read
from data.reading.request import Request
from data.reading.sheets import sheets_of
from data.reading.shelf import Shelf
from data.settings import Limits
from tests.data.reading.known import KNOWN, refusal

LINES = "".join(f'{number},"需求 {number}, ""so""","line one\nline two",,{"" if number % 1000 else "more,and more"}\n' for number in range(150_000))
BIG = Content("big.csv", f"编号,标题,描述,团队\n{LINES}".encode())


@pytest.fixture(scope="module")
def reading() -> Reading:
    return read(BIG, known=KNOWN)


def test_a_file_of_300_000_lines_is_read_apart_and_equals_the_reading_here(reading: Reading) -> None:
    here, _ = sheets_of(BIG, Request(KNOWN, None, None, Limits()), Shelf(Limits()), lambda _share: None)
    [sheet], [same] = reading.sheets, here
    assert sheet.table.equals(same.table)
    assert (sheet.encoding, sheet.delimiter, sheet.doubt) == (same.encoding, same.delimiter, same.doubt)
    assert (len(sheet), sheet.lines(1000, 1)[0].number, same.keeper) == (150_001, 2000, None)


def test_its_files_last_as_long_as_its_sheets() -> None:
    reading = read(BIG, known=KNOWN)
    folder = reading.sheets[0].keeper
    assert isinstance(folder, apart.Folder)
    path = folder.path
    assert sorted(each.name for each in path.iterdir()) == ["0.arrow", "complaints"]
    assert str(path / "0.arrow") in Path("/proc/self/maps").read_text()
    del reading, folder
    gc.collect()
    assert not path.exists()


def test_folders_that_were_left_behind_go_half_a_day_later(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    kept, left, sent, elsewhere = apart.Folder(), tmp_path / "goalboard-reading-old", tmp_path / "goalboard-upload-old", tmp_path / "elsewhere"
    link, file = tmp_path / "goalboard-reading-link", tmp_path / "goalboard-reading-file"
    for folder in (left, sent, elsewhere):
        folder.mkdir()
        (folder / "0.arrow").touch()
    link.symlink_to(elsewhere)
    file.touch()
    for path in (left, sent, elsewhere, link, file):
        os.utime(path, (0, 0), follow_symlinks=False)
    apart.sweep()
    assert sorted(tmp_path.iterdir()) == sorted([kept.path, sent, elsewhere, link, file])
    assert (elsewhere / "0.arrow").exists()


def test_folders_of_other_people_are_left_alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    theirs = tmp_path / "goalboard-reading-theirs"
    theirs.mkdir()
    os.utime(theirs, (0, 0))
    monkeypatch.setattr(apart.os, "getuid", lambda: theirs.stat().st_uid + 1)
    apart.sweep()
    assert theirs.exists()


def test_progress_comes_from_there_too() -> None:
    shares: list[float] = []
    read(BIG, known=KNOWN, progress=shares.append)
    assert shares == sorted(shares)
    assert len(shares) > 20
    assert shares[-1] == 1


def test_what_is_refused_there_is_refused_here_in_the_same_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("data.reading.SMALL", {})
    assert refusal(b'a,b\n"c,d\n') == ("unclosed_quote", {"file": "some.csv", "line": 2})


def test_a_process_that_is_ended_is_told_and_leaves_nothing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    ended: list[int] = []

    class Killed(apart.subprocess.Popen):  # type: ignore[name-defined, misc]
        def __init__(self, *args: object, **named: object) -> None:
            super().__init__(*args, **named)
            os.kill(self.pid, signal.SIGKILL)
            ended.append(self.pid)

    monkeypatch.setattr(apart.subprocess, "Popen", Killed)
    assert refusal(BIG.open().read(), "big.csv") == ("broken_file", {"file": "big.csv"})
    assert len(ended) == 1
    gc.collect()
    assert list(tmp_path.iterdir()) == []


def test_time_that_is_up_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "LONGEST", 0.01)
    assert refusal(BIG.open().read())[0] == "too_large"


def test_whoever_stops_waiting_ends_the_process(monkeypatch: pytest.MonkeyPatch) -> None:
    processes: list[apart.subprocess.Popen[str]] = []
    popen = apart.subprocess.Popen

    def started(*args: object, **named: object) -> object:
        processes.append(popen(*args, **named))  # type: ignore[call-overload]
        return processes[-1]

    def stop(_share: float) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(apart.subprocess, "Popen", started)
    with pytest.raises(KeyboardInterrupt):
        read(BIG, known=KNOWN, progress=stop)
    assert processes[0].poll() is not None
