"""`python -m data` as a script calls it: mappings by name, dates, dialects, exit codes, and what history tells."""

import hashlib
import json
import os
import pty
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from data.adapters.mapping import FieldChoice, Mapping, ReadingChoice
from data.intake import Choices, commit
from data.store import open_store

ROOT = Path(__file__).parents[2]
VALUES = b"metric_id,day,value\nM1,2026-01-05,5\n"
WEEKLY = b"Code,When,Figure\nM1,2026-01-05,5\n"
WEEKLY_MAPPING = Mapping(
    name="weekly",
    source="bi",
    dataset="kr_values",
    header=("Code", "When", "Figure"),
    readings={
        "kr_values": ReadingChoice(
            fields={"metric_id": FieldChoice(headers=("Code",)), "day": FieldChoice(headers=("When",)), "value": FieldChoice(headers=("Figure",))}
        )
    },
)


class Terminal:
    """One store and the files beside it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.db = folder / "goalboard.duckdb"

    def __call__(self, *arguments: str, **streams: object) -> subprocess.CompletedProcess[str]:
        surroundings = os.environ | {"GOALBOARD_DB": str(self.db), "LC_ALL": "C.UTF-8", "PYTHONPATH": str(ROOT)}
        told = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE} | streams
        return subprocess.run([sys.executable, "-m", "data", *arguments], cwd=self.folder, env=surroundings, text=True, check=False, **told)

    def put(self, name: str, content: bytes) -> str:
        (self.folder / name).write_bytes(content)
        return name

    def remember(self) -> None:
        """Somebody saved the mapping on the import page."""
        store = open_store(self.db)
        commit(store, "first.csv", WEEKLY, Choices(mapping=WEEKLY_MAPPING, remember=True))
        store.close()

    def reports(self, *arguments: str) -> list[dict[str, object]]:
        found: list[dict[str, object]] = json.loads(self("import", "--json", *arguments).stdout)
        return found


@pytest.fixture
def terminal(tmp_path: Path) -> Terminal:
    return Terminal(tmp_path)


def test_a_saved_mapping_is_used_by_name_and_listed(terminal: Terminal) -> None:
    terminal.remember()
    (told,) = terminal.reports("--mapping", "weekly", terminal.put("w.csv", WEEKLY.replace(b",5", b",6")))
    assert (told["dataset"], told["source"], told["changed"]) == ("kr_values", "bi", 1)
    listed = terminal("mappings")
    assert (listed.returncode, listed.stdout) == (0, "weekly  bi  –  kr_values\n")


def test_a_name_that_no_mapping_has_is_refused_with_those_there_are(terminal: Terminal) -> None:
    terminal.remember()
    done = terminal("import", "--mapping", "daily", terminal.put("w.csv", WEEKLY))
    assert (done.returncode, done.stdout) == (1, "")
    assert "weekly" in done.stderr


def test_days_that_can_be_read_two_ways_are_read_as_told(terminal: Terminal) -> None:
    open_dates = terminal.put("d.csv", b"metric_id,day,value\nM1,03/04/2026,5\nM1,05/06/2026,6\n")
    refused = terminal("import", open_dates)
    assert refused.returncode == 1
    assert "03/04/2026" in refused.stderr
    assert terminal("import", "--dates", "day-first", open_dates).returncode == 0
    assert "2026-04-03" in terminal("export", "kr_values").stdout
    assert terminal("import", "--dates", "month-first", open_dates).returncode == 0
    assert "2026-03-04" in terminal("export", "kr_values").stdout


def test_encoding_and_delimiter_are_taken_as_told(terminal: Terminal) -> None:
    table = "metric_id\tday\tvalue\nM1é\t2026-01-05\t5\n".encode("latin-1")
    assert terminal("import", "--encoding", "latin-1", "--delimiter", "tab", terminal.put("t.txt", table)).returncode == 0
    assert "M1é" in terminal("export", "kr_values").stdout
    assert terminal("import", "--delimiter", "::", "t.txt").returncode == 2
    assert terminal("import", "--dates", "whatever", "t.txt").returncode == 2


def test_one_of_several_files_being_refused_stops_no_other_and_is_the_exit_code(terminal: Terminal) -> None:
    done = terminal("import", "--json", terminal.put("empty.csv", b""), "missing.csv", terminal.put("v.csv", VALUES))
    assert done.returncode == 1
    assert [(told["file"], told["version"]) for told in json.loads(done.stdout)] == [("v.csv", 1)]
    assert [line.partition(":")[0] for line in done.stderr.splitlines()] == ["empty.csv", "missing.csv"]


def test_a_part_of_an_archive_that_is_not_in_is_said_and_is_the_exit_code(terminal: Terminal) -> None:
    with zipfile.ZipFile(terminal.folder / "x.zip", "w") as archive:
        for name, content in {"a.csv": VALUES, "b.csv": b"", "c.csv": b"spam,eggs\n1,2\n"}.items():
            archive.writestr(name, content)
    done = terminal("import", "--json", "x.zip")
    assert done.returncode == 1
    assert sorted(line.partition(":")[0] for line in done.stderr.splitlines()) == ["x.zip/b.csv", "x.zip/c.csv"]
    (taken,) = json.loads(done.stdout)
    assert (taken["file"], taken["version"], taken["new"]) == ("x.zip/a.csv", 1, 1)
    with zipfile.ZipFile(terminal.folder / "whole.zip", "w") as archive:
        archive.writestr("a.csv", VALUES)
    assert terminal("import", "whole.zip").returncode == 0


def test_a_dry_run_says_what_the_real_run_would_refuse_beside_the_counts(terminal: Terminal) -> None:
    open_dates = terminal.put("d.csv", b"metric_id,day,value\nM1,03/04/2026,5\nM1,05/06/2026,6\n")
    dry, real = terminal("import", "--dry-run", open_dates), terminal("import", open_dates)
    assert (dry.returncode, real.returncode) == (1, 1)
    assert (dry.stderr, "new 2" in dry.stdout) == (real.stderr, True)
    assert "column day can’t be told apart, for example 03/04/2026" in dry.stdout
    (report,) = terminal.reports("--dry-run", open_dates)
    assert report["new"] == 2
    told = terminal("import", "--dry-run", "--dates", "day-first", open_dates)
    assert (told.returncode, told.stderr, "apart" in told.stdout) == (0, "", False)


def test_a_dry_run_says_that_the_real_run_would_want_a_yes(terminal: Terminal) -> None:
    terminal("import", terminal.put("all.csv", b"metric_id,day,value\nM1,2026-01-05,5\nM1,2026-01-06,5\n"))
    few = ("--mode", "snapshot", terminal.put("few.csv", VALUES))
    dry, real = terminal("import", "--dry-run", *few), terminal("import", *few)
    assert (dry.returncode, real.returncode) == (1, 1)
    assert (dry.stderr, "retired 1" in dry.stdout) == (real.stderr, True)
    agreed = terminal("import", "--dry-run", "--yes", *few)
    assert (agreed.returncode, agreed.stderr) == (0, "")


def test_an_encoding_that_is_only_likely_is_told_and_one_that_was_chosen_is_not(terminal: Terminal) -> None:
    table = terminal.put("t.csv", "metric_id,day,value\nM\xe9t\xe9o,2026-01-05,5\n\xc0\xc1\xc2\xc3,2026-01-06,5\n".encode("latin-1"))
    assert "sense" in terminal("import", "--dry-run", table).stdout
    assert "sense" not in terminal("import", "--dry-run", "--encoding", "latin-1", table).stdout


def test_what_comes_through_a_pipe_is_read_once_and_whole(terminal: Terminal) -> None:
    done = terminal("import", "/dev/stdin", input=VALUES.decode())
    assert (done.returncode, done.stderr) == (0, "")
    assert "new 1" in done.stdout


def test_history_tells_files_apart_by_their_hash(terminal: Terminal) -> None:
    terminal("import", terminal.put("v.csv", VALUES))
    assert hashlib.sha256(VALUES).hexdigest()[:12] in terminal("history").stdout


def test_an_undo_that_collides_lists_every_fact_and_does_nothing(terminal: Terminal) -> None:
    days = [f"2026-01-{day:02}" for day in range(1, 32)]
    for value in (b"5", b"6"):
        lines = [b"M1," + day.encode() + b"," + value for day in days]
        terminal("import", terminal.put("v.csv", b"metric_id,day,value\n" + b"\n".join(lines)))
    done = terminal("undo", "1")
    assert (done.returncode, done.stdout) == (1, "")
    assert [day for day in days if day not in done.stderr] == []
    assert len(terminal("history").stdout.splitlines()) == 2


def test_whoever_watches_a_terminal_sees_how_far_it_is_and_a_script_does_not(terminal: Terminal) -> None:
    file = terminal.put("v.csv", VALUES)
    assert terminal("import", "--dry-run", file).stderr == ""
    ours, theirs = pty.openpty()
    try:
        terminal("import", file, stderr=theirs)
        assert b"v.csv 100 %" in os.read(ours, 10_000)
    finally:
        os.close(ours)
        os.close(theirs)
