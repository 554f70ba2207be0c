"""Opening a store: what it is made with, and what stops it, each with a name and what to do."""

import os
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from data.errors import StoreLocked, StoreTooNew, StoreUnwritable, UnreadableFile
from data.settings import time_zone
from data.store import open_store
from tests.data.intake.drawn import held, read_in

ROOT = Path(__file__).parents[3]
HOLD = """
import sys
from data.store import open_store
store = open_store(sys.argv[1])
print("open", flush=True)
sys.stdin.read()
"""


def test_a_store_and_its_folder_are_made_where_there_is_none_and_kept(store_file: Path) -> None:
    store = open_store(store_file)
    read_in(store, "teams", "team | lead \n A | b")
    store.close()
    again = open_store(store_file)
    assert (again.version(), held(again, "teams", "team, lead")) == (1, [("A", "b")])
    again.close()


def test_a_store_of_a_newer_version_is_refused_and_left_as_it_is(store_file: Path) -> None:
    open_store(store_file).close()
    with duckdb.connect(store_file) as con:
        con.execute("insert into migrations values (9999, 'from the future')")
    with pytest.raises(StoreTooNew) as refused:
        open_store(store_file)
    assert (refused.value.code, refused.value.facts) == ("store_too_new", {"path": str(store_file)})
    with duckdb.connect(store_file) as con:
        assert con.execute("select max(number) from migrations").fetchall() == [(9999,)]


def test_a_store_held_by_another_process_says_who_holds_it(store_file: Path) -> None:
    open_store(store_file).close()
    holder = subprocess.Popen([sys.executable, "-c", HOLD, store_file], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    try:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "open\n"
        with pytest.raises(StoreLocked) as refused:
            open_store(store_file)
        assert refused.value.code == "store_locked"
        assert refused.value.facts["pid"] == str(holder.pid)
        assert "python" in str(refused.value.facts["program"])
    finally:
        holder.communicate()
    open_store(store_file).close()


def test_a_folder_that_cannot_be_made_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a file").write_text("in the way", encoding="utf-8")
    with pytest.raises(StoreUnwritable) as refused:
        open_store(tmp_path / "a file" / "goalboard.duckdb")
    assert refused.value.code == "store_unwritable"


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is closed to root")
def test_a_folder_that_cannot_be_written_is_refused(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(StoreUnwritable):
        open_store(tmp_path / "goalboard.duckdb")


def test_a_folder_in_place_of_the_store_is_refused(tmp_path: Path) -> None:
    with pytest.raises(StoreUnwritable):
        open_store(tmp_path)


@pytest.mark.parametrize("content", [b"id,title\n1,a\n" * 500, b"\x00" * 20_000], ids=["a table", "zeros"])
def test_a_file_that_is_no_store_is_refused_and_left_as_it_is(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "goalboard.duckdb"
    file.write_bytes(content)
    with pytest.raises(UnreadableFile) as refused:
        open_store(file)
    assert refused.value.code == "not_a_store"
    assert file.read_bytes() == content


def test_a_store_made_in_another_time_zone_is_refused(store_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    open_store(store_file).close()
    monkeypatch.setenv("GOALBOARD_TIMEZONE", "Europe/Berlin")
    time_zone.cache_clear()
    try:
        with pytest.raises(StoreUnwritable) as refused:
            open_store(store_file)
        assert refused.value.code == "store_other_time_zone"
        assert refused.value.facts == {"path": str(store_file), "kept": "Asia/Shanghai", "asked": "Europe/Berlin"}
    finally:
        monkeypatch.undo()
        time_zone.cache_clear()
    open_store(store_file).close()
