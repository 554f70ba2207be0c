"""A process that is killed in the middle of an import leaves all of it or nothing, and the store goes on."""

import sys
from contextlib import suppress
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from random import Random
from time import sleep
from types import ModuleType

import pytest

from data.store import Store, open_store
from tests.data.intake.drawn import read_in
from tests.data.intake.writer import BUGS, STORIES, Found, bring, found, write_until_killed

KILLS = 20
LONGEST = 1.2  # seconds; an import takes about half as long
PATIENCE = 60  # seconds until a process that tells nothing is taken for stuck
GOAL = {
    "objectives": "objective_id | title | starts_on | ends_on \n O1 | a | 2026-01-01 | 2026-12-31",
    "key_results": "kr_id | objective_id | title \n KR1 | O1 | a",
}


def whole(version: int) -> Found:
    """What a store holds after so many whole imports, of which the first two were the goal's."""
    goal = [(nth, 1, 1) for nth in range(1, len(GOAL) + 1)]
    if version == len(GOAL):
        return Found(version, {}, {}, {}, [], [], goal)
    title, both, every = f"KR1 by {version}", STORIES + BUGS, range(len(GOAL) + 1, version + 1)
    return Found(
        version,
        {title: STORIES},
        {title: BUGS},
        {title: STORIES},
        [],
        [(nth, both) for nth in every],
        [*goal, *((nth, 2, both) for nth in every)],
    )


def check(seen: Found) -> None:
    assert seen._replace(mappings=[]) == whole(seen.version)
    assert [f'"by {seen.version}"' in definition for definition in seen.mappings] == [True] * (seen.version > len(GOAL))


@pytest.fixture
def with_a_goal(store_file: Path) -> Path:
    store = open_store(store_file)
    for dataset, table in GOAL.items():
        read_in(store, dataset, table)
    store.close()
    return store_file


def test_of_a_killed_import_all_or_nothing_is_there_and_nothing_that_was_reported_is_lost(with_a_goal: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "__main__", ModuleType("__main__"))  # a page that another test opened may stand there
    context = get_context("forkserver")
    context.set_forkserver_preload(["tests.data.intake.writer"])
    random, reported = Random(50), len(GOAL)
    for _ in range(KILLS):
        ours, theirs = context.Pipe(duplex=False)
        process = context.Process(target=write_until_killed, args=(with_a_goal, theirs))
        process.start()
        theirs.close()
        assert ours.poll(PATIENCE), "it opens the store again"
        seen = ours.recv()
        check(seen)
        assert seen.version in (reported, reported + 1)
        sleep(random.uniform(0, LONGEST))
        process.kill()
        process.join()
        reported = max([seen.version, *told(ours)])
    store = open_store(with_a_goal)
    check(found(store))
    go_on(store)
    assert store.version() > len(GOAL) + 1, "imports were done between the kills"
    store.close()


def told(news: Connection) -> list[int]:
    """Which imports it had reported before it ended."""
    versions: list[int] = []
    with suppress(EOFError):
        while news.poll():
            versions.append(news.recv())
    return versions


def go_on(store: Store) -> None:
    bring(store, store.version() + 1)
    check(found(store))
