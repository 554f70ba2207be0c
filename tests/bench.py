"""How fast: `python -m tests.bench [REQUIREMENTS]` prints a table; nothing is asserted.

A store of one million requirements, two million bugs and 500 KR metrics with two years of daily values, read in as files.
"""

import os
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from statistics import median
from typing import Any

import duckdb
import streamlit as st
from streamlit.testing.v1 import AppTest

from data.intake import Choices, commit
from data.sample_store import fill_if_empty
from data.store import Store, open_store
from metrics.attention import attention
from metrics.efficiency import efficiency
from metrics.goals import objectives, okr_progress, trends
from metrics.investment import team_investment
from metrics.outcome import outcome
from metrics.records import Measure, records
from metrics.scope import Bucket, Question, Scope, resolve
from metrics.sources import sources
from pages.ui.sitemap import PLACES

FRAME = Path(__file__).parents[1] / "pages" / "frame.py"
AS_OF = date(2026, 11, 19)
RUNS = 7
BENCH = {
    "objective": {"id": "O1"},
    "kr": {"id": "KR1"},
    "team": {"id": "team 1"},
    "record": {"of": "requirements", "source": "canonical", "id": "R1"},
}
SAMPLE = BENCH | {
    "kr": {"id": "O2-KR3"},
    "team": {"id": "Membership and Campaigns"},
    "record": {"of": "requirements", "source": "sample", "id": "EPIC-01"},
    "campaign": {"id": "C1"},
    "acceptance": {"id": "C0"},
    "review": {"id": "C1"},
    "evaluation": {"id": "C0"},
    "mine": {"id": "Han Zhaoyang"},
}


def main() -> None:
    """Make the files, read them in, ask every board."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    with tempfile.TemporaryDirectory() as folder:
        files = write_files(Path(folder), count)
        store = open_store(Path(folder) / "bench.duckdb")
        for file in files:
            read_in(store, file)
        ask(store)
        store.close()
        open_pages(Path(folder) / "bench.duckdb", "bench company", BENCH)
        sample = Path(folder) / "sample.duckdb"
        with timed("sample company made and read in"):
            store = open_store(sample)
            fill_if_empty(store, "en")
        store.close()
        open_pages(sample, "sample company", SAMPLE)


def read_in(store: Store, file: Path) -> None:
    """Import a file while somebody reads a board again and again: how long, how much more memory, and how long the reader waited."""
    over, waits, before = threading.Event(), [0.0], memory()
    peak = [before]

    def read_meanwhile() -> None:
        while not over.wait(0.05):
            waits.append(milliseconds(lambda con: efficiency(con, resolve(con, Question(as_of=AS_OF))), store.cursor()))
            peak[0] = max(peak[0], memory())

    reader = threading.Thread(target=read_meanwhile)
    reader.start()
    with timed(f"import {file.stem}, {file.stat().st_size / 1e6:,.0f} MB"):
        commit(store, file.name, file, Choices())
    over.set()
    reader.join()
    print(f"{'  memory over idle':<44} {(peak[0] - before) / 1e6:>9,.0f} MB", flush=True)
    print(f"{'  a board meanwhile, median and longest':<44} {median(waits):>5,.0f} {max(waits):>6,.0f} ms", flush=True)


def memory() -> int:
    """Bytes of this process in memory now; 0 where the system doesn't tell."""
    status = Path("/proc/self/statm")
    return int(status.read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") if status.exists() else 0


def open_pages(path: Path, name: str, subjects: dict[str, dict[str, str]]) -> None:
    """Median milliseconds of the server's work for each page, warm: the script from its first line to its last message."""
    os.environ["GOALBOARD_DB"] = str(path)
    for place in PLACES:
        page = AppTest.from_file(str(FRAME), default_timeout=300).run()
        for key, value in subjects.get(place.name, {}).items():
            page.query_params[key] = value
        page = page.switch_page(place.script).run()
        assert not page.exception, place.name
        assert place.name not in subjects or not any('"gb gb-empty"' in part.value for part in page.html[:4]), f"{place.name} is empty"
        print(f"{f'page {place.path}, {name}':<44} {median(milliseconds(AppTest.run, page) for _ in range(RUNS)):>9,.0f} ms", flush=True)
    st.cache_resource.clear()
    st.cache_data.clear()


def ask(store: Store) -> None:
    """Median milliseconds of each board's queries, warm."""
    con = store.cursor()
    plain = resolve(con, Question(as_of=AS_OF))
    boards: dict[str, tuple[Scope, Callable[[Scope], object]]] = {
        "okr: rows, objectives, trends": (plain, lambda scope: (okr_progress(con, scope), objectives(con, scope), trends(con, scope))),
        "okr: team investment": (plain, lambda scope: team_investment(con, scope)),
        "efficiency by week": (plain, lambda scope: efficiency(con, scope)),
        "efficiency by month": (resolve(con, Question(as_of=AS_OF, bucket=Bucket.MONTH)), lambda scope: efficiency(con, scope)),
        "efficiency, one objective": (resolve(con, Question(as_of=AS_OF, objectives=("O1",))), lambda scope: efficiency(con, scope)),
        "efficiency, one team": (resolve(con, Question(as_of=AS_OF, teams=("team 1",))), lambda scope: efficiency(con, scope)),
        "records: delivered, a page": (plain, lambda scope: records(con, scope, Measure.DELIVERED)),
        "records: open bugs, a page": (plain, lambda scope: records(con, scope, Measure.OPEN_BUGS)),
        "records: delivered, searched and sorted": (plain, lambda scope: records(con, scope, Measure.DELIVERED, search="99", sort="-title")),
        "what needs attention": (plain, lambda scope: attention(con, scope, AS_OF)),
        "investment against outcome": (plain, lambda scope: outcome(con, scope)),
        "how old the data are": (plain, lambda scope: sources(con, scope)),
    }
    for name, (scope, board) in boards.items():
        print(f"{name:<44} {median(milliseconds(board, scope) for _ in range(RUNS)):>9,.0f} ms", flush=True)


def milliseconds(work: Callable[[Any], object], asked: Any) -> float:
    start = time.perf_counter()
    work(asked)
    return (time.perf_counter() - start) * 1000


@contextmanager
def timed(name: str) -> Iterator[None]:
    start = time.perf_counter()
    yield
    print(f"{name:<44} {time.perf_counter() - start:>9,.1f} s", flush=True)


def write_files(folder: Path, count: int) -> list[Path]:
    """The bench company's files, the same at every run."""
    con = duckdb.connect()
    con.execute("select setseed(0.5)")
    made = []
    for name, statement in FILES.items():
        file = folder / f"{name}.csv"
        con.execute(f"copy ({statement}) to '{file}' (header)", {"count": count} if "$count" in statement else None)
        made.append(file)
    return made


FILES = {
    "objectives": """
        select 'O' || i as objective_id, 'Objective ' || i as title, '2026-01-01' as starts_on, '2026-12-31' as ends_on
        from range(1, 51) as t(i)
    """,
    "key_results": """
        select 'KR' || i as kr_id, 'O' || (1 + i % 50) as objective_id, 'Key result ' || i as title
        from range(1, 251) as t(i)
    """,
    "kr_metrics": """
        select 'M' || i as metric_id, 'KR' || (1 + i % 250) as kr_id, 'Metric ' || i as name,
               'increase' as direction, 100 as baseline, 200 as target
        from range(1, 501) as t(i)
    """,
    "kr_values": """
        select 'M' || i as metric_id, (date '2024-11-20' + d::integer) as day, round(100 + d * 0.1 + random() * 5, 2) as value
        from range(1, 501) as t(i), range(0, 730) as u(d)
    """,
    "requirements": """
        with raised as (
            select i, timestamp '2024-11-20' + to_seconds((random() * 730 * 86400)::integer) as created_at, random() as luck, random() * 40 as days
            from range($count::bigint) as t(i)
        )
        select 'R' || i as requirement_id, 'Requirement ' || i as title, 'team ' || (i % 40) as team,
               case when i % 10 < 6 then 'KR' || (1 + i % 250) end as kr_ids,
               case when i % 10 = 9 then 'R' || (i - 3) end as parent_id,
               case when luck < 0.8 then 'released' else 'in_progress' end as status,
               created_at,
               created_at + to_seconds((days * 20000)::integer) as review_at,
               created_at + to_seconds((days * 40000)::integer) as dev_at,
               case when luck < 0.8 then created_at + to_seconds((days * 86400)::integer) end as released_at
        from raised
    """,
    "bugs": """
        with raised as (
            select i, timestamp '2024-11-20' + to_seconds((random() * 730 * 86400)::integer) as created_at, random() as luck, random() * 20 as days
            from range($count::bigint * 2) as t(i)
        )
        select 'B' || i as bug_id, 'Bug ' || i as title, 'team ' || (i % 40) as team, 'R' || (i // 2) as requirement_id,
               case when i % 7 = 0 then 'online' else 'offline' end as environment,
               case when luck < 0.95 then 'closed' else 'open' end as status,
               case when luck < 0.75 then 'fixed' when luck < 0.85 then 'duplicate' when luck < 0.95 then 'by_design' end as resolution,
               created_at,
               case when luck < 0.95 then created_at + to_seconds((days * 86400)::integer) end as resolved_at
        from raised
    """,
}


if __name__ == "__main__":
    main()
