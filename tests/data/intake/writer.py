"""A process that imports until it is killed, and what it finds when it opens the store again."""

from itertools import count
from multiprocessing.connection import Connection
from pathlib import Path
from typing import NamedTuple

from data.adapters import Mapping
from data.adapters.mapping import FieldChoice, ReadingChoice
from data.intake import Choices, commit
from data.store import Store, open_store

STORIES, BUGS = 4_000, 1_000
LINKED = ReadingChoice(fields={"kr_ids": FieldChoice(headers=("Summary",), pattern="KR1")})


class Found(NamedTuple):
    """The newest version, and by which import each kind of thing that holds was brought: whole imports bring all of them."""

    version: int
    requirements: dict[str, int]
    bugs: dict[str, int]
    links: dict[str, int]
    mappings: list[str]
    facts: list[tuple[int, int]]
    imports: list[tuple[int, int, int]]


def write_until_killed(path: Path, news: Connection) -> None:
    """Tells what it found, then the version of each import when it is done."""
    store = open_store(path)
    news.send(found(store))
    for nth in count(store.version() + 1):
        bring(store, nth)
        news.send(nth)


def bring(store: Store, nth: int) -> None:
    """The nth import changes every fact there is."""
    kinds = ["Story"] * STORIES + ["Bug"] * BUGS
    lines = [f"A-{key},KR1 by {nth},{kind},In Progress,2026-03-01 10:{nth % 60:02}" for key, kind in enumerate(kinds)]
    file = "\n".join(["Issue key,Summary,Issue Type,Status,Created", *lines]).encode()
    mapping = Mapping(name="ours", export="jira", header=("Issue key", f"by {nth}"), readings={"requirements": LINKED})
    reports = commit(store, f"{nth}.csv", file, Choices(mapping=mapping, remember=True))
    if [report.version for report in reports] != [nth, nth]:
        raise AssertionError([(report.version, report.problems[:1]) for report in reports])


def found(store: Store) -> Found:
    con = store.cursor()
    linked = "requirement_links as l join requirements as r on r.fact_id = l.fact_id"
    counted = {name: dict(con.execute(f"select title, count(*) from {name} group by title").fetchall()) for name in ("requirements", "bugs", linked)}
    held = "select valid_from from facts.requirements union all select valid_from from facts.bugs"
    return Found(
        store.version(),
        *counted.values(),
        [definition for (definition,) in con.execute("select definition from mappings").fetchall()],
        con.execute(f"select valid_from, count(*) from ({held}) group by all order by all").fetchall(),
        con.execute("""
            select version, count(*), sum(new + changed)::bigint
            from facts.versions
            left join facts.imports using (version)
            group by all
            order by all
        """).fetchall(),
    )
