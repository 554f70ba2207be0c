"""An open store: many readers with a cursor of their own, one writer at a time."""

import threading
from pathlib import Path

from data.store import Store, open_store
from tests.data.intake.drawn import held, read_in


def test_a_version_is_private_to_its_cursor(store: Store) -> None:
    read_in(store, "teams", "team | lead \n A | b")
    read_in(store, "teams", "team | lead \n A | c")
    old, new = store.cursor(1), store.cursor()
    assert [con.execute("select lead from teams").fetchall() for con in (old, new, old)] == [[("b",)], [("c",)], [("b",)]]


def test_writers_wait_for_each_other_and_readers_for_nobody(store_file: Path) -> None:
    store, errors = open_store(store_file), []

    def write(name: int) -> None:
        try:
            for n in range(5):
                read_in(store, "teams", f"team | lead \n T{name} | {n}")
                store.cursor().execute("select count(*) from teams").fetchall()
        except Exception as error:  # noqa: BLE001 - told below
            errors.append(error)

    threads = [threading.Thread(target=write, args=(n,)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    assert store.version() == 20
    assert held(store, "teams", "team, lead") == [(f"T{n}", "4") for n in range(4)]
    store.close()


def test_what_was_committed_is_there_though_the_store_was_never_closed(store_file: Path) -> None:
    import subprocess
    import sys

    crash = (
        "import os, sys; from data.store import open_store; from data.intake import Choices, commit\n"
        "store = open_store(sys.argv[1])\n"
        "commit(store, 'teams.csv', b'team,lead\\nA,b\\n', Choices())\n"
        "os.kill(os.getpid(), 9)"
    )
    assert subprocess.run([sys.executable, "-c", crash, store_file], check=False).returncode == -9
    store = open_store(store_file)
    assert held(store, "teams", "team, lead") == [("A", "b")]
    store.close()
