"""What holds whatever the files: twice is once, an undo leaves nothing, no order matters, every version stays as it was."""

import csv
import io
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from data.errors import BoardError, ImportRefused
from data.intake import Choices, Report, commit
from data.model.datasets import DATASETS, Dataset
from data.store import Store
from data.store.undo import undo
from tests.conftest import empty
from tests.data.intake.drawn import held
from tests.metrics.asking import buckets, invested, okr_rows
from tests.reckoning import worlds

ID = st.sampled_from(["A", "B", "C", "甲"])
TEXT = st.sampled_from(["", "x", " y ", "'=1+1", '甲,"乙"', "two\nlines"])
NUMBER = st.sampled_from(["", "0", "1", "-2.5", "1,150", "12%", "0.30000000000000004"])
DAY = st.sampled_from(["", "2025-03-01", "2025/3/9", "2025-03-31", "2025年4月1日", "soon"])
MOMENT = DAY | st.sampled_from(["2025-03-05 10:00", "2025-03-05T02:00:00Z", "2025-03-01 08:00:00.25"])
WORD = st.sampled_from(["", "new", "in_progress", "released", "cancelled", "待测试", "已复盘", "increase", "降低", "online", "odd"])
SEVERAL = st.sampled_from(["", "A", "A;B", "C；A"])
MONTH = st.sampled_from(["2025-03", "2025年4月", "2025-13"])
SETTING = st.sampled_from(["status.behind_gap", "status.maintain_miss"])
KINDS = {"number": NUMBER, "day": DAY, "moment": MOMENT, "texts": SEVERAL, "month": MONTH}
File = tuple[str, bytes]


def cell(dataset: Dataset, name: str) -> st.SearchStrategy[str]:
    column = dataset.column(name)
    if dataset.name == "settings":
        return SETTING if name == "name" else st.sampled_from(["0.1", "0.5", "2"])
    if column.words:
        return WORD
    if column.kind in KINDS:
        return KINDS[column.kind]
    return st.just('{"name": "m"}') if name == "definition" else ID if column.key or column.named else TEXT


@st.composite
def files(draw: st.DrawFn, name: str) -> File:
    """A file of a dataset: its keys and some of the other columns, in any order, lines with the same key among them."""
    dataset = DATASETS[name]
    needed = [column.name for column in dataset.columns if column.key or (column.required and draw(st.integers(0, 9)))]
    others = [column.name for column in dataset.columns if column.name not in needed and column.name != "observed"]
    header = draw(st.permutations([*needed, *draw(st.lists(st.sampled_from(others), unique=True, max_size=12) if others else st.just([]))]))
    lines = draw(st.lists(st.tuples(*(cell(dataset, column) for column in header)), min_size=1, max_size=6))
    out = io.StringIO()
    csv.writer(out).writerows([header, *lines])
    return name, out.getvalue().encode()


any_files = st.sampled_from([*DATASETS]).flatmap(files)
CLOSELY = settings(max_examples=12, deadline=None, database=None, phases=(Phase.explicit, Phase.generate), suppress_health_check=[*HealthCheck])


def bring(store: Store, file: File, **choices: Any) -> list[Report]:
    """A file of nothing but blank lines is refused; else every line is in exactly one count."""
    try:
        reports = commit(store, f"{file[0]}.csv", file[1], Choices(dataset=file[0], **choices))
    except BoardError:
        return []
    for report in reports:
        assert report.accounted == report.lines
        assert len(report.rejected_lines) == report.rejected
    return reports


def facts(store: Store, version: int | None = None) -> dict[str, list[Any]]:
    """What holds, all datasets and all columns; which row of the store it stands in is no fact."""
    columns = {name: ["source", "line", *(stored for column in one.columns for stored, _ in column.stored)] for name, one in DATASETS.items()}
    links = "requirement_links as l join requirements as r on r.fact_id = l.fact_id"
    found = {name: held(store, name, ", ".join(names), version) for name, names in columns.items()}
    return found | {"links": held(store, links, "r.source, r.requirement_id, l.kr_id, l.objective_id", version)}


@CLOSELY
@given(first=any_files, second=any_files)
def test_bringing_a_file_twice_is_bringing_it_once(store: Store, first: File, second: File) -> None:
    empty(store)
    for file in (first, second):
        bring(store, file)
        before, version = facts(store), store.version()
        again = bring(store, file)
        assert [(report.new, report.changed, report.version) for report in again] == [(0, 0, None)] * len(again)
        assert (facts(store), store.version()) == (before, version)


@CLOSELY
@given(first=st.lists(any_files, min_size=1, max_size=4), last=any_files, mode=st.sampled_from(["upsert", "snapshot"]))
def test_what_is_undone_was_never_brought(store: Store, first: list[File], last: File, mode: str) -> None:
    empty(store)
    for file in first:
        bring(store, file)
    before, version = facts(store), store.version()
    if any(report.version for report in bring(store, last, mode=mode, yes=True)):
        undo(store, version + 1, "Li")
    assert facts(store) == before


@CLOSELY
@given(brought=st.lists(st.tuples(any_files, st.sampled_from(["upsert", "upsert", "snapshot", "undo"])), min_size=2, max_size=6))
def test_every_version_reads_back_exactly_as_it_was_shown(store: Store, brought: list[tuple[File, str]]) -> None:
    empty(store)
    shown = {0: facts(store)}
    for file, mode in brought:
        if mode == "undo":
            _undo_if_possible(store)
        else:
            bring(store, file, mode=mode, yes=True)
        shown.setdefault(store.version(), facts(store))
    assert {version: facts(store, version) for version in shown} == shown


def _undo_if_possible(store: Store) -> None:
    try:
        undo(store, store.version() // 2 or 1, "Li")
    except ImportRefused:
        return


@settings(max_examples=2, deadline=None, database=None, phases=(Phase.explicit, Phase.generate), suppress_health_check=[*HealthCheck])
@given(seed=st.integers(0, 10_000))
def test_any_order_of_files_of_different_datasets_gives_the_same_boards(store: Store, tmp_path_factory: pytest.TempPathFactory, seed: int) -> None:
    world = worlds.world(seed)
    paths = worlds.write(world, tmp_path_factory.mktemp("world"))
    log = [row["requirement_id"] for row in world["requirements"][:5]]
    changes = "\n".join(
        ["requirement_id,changed_at,to_status,to_stage", *(f"{key},2026-12-30,x,{stage}" for key in log for stage in ("dev", "released"))]
    )
    brought = [(path.stem, path.read_bytes()) for path in paths] + ([("stage_changes", changes.encode())] if log else [])
    questions = worlds.questions(seed, world)[:1]
    answers, held_links = [], []
    for order in (brought, brought[::-1], Random(seed).sample(brought, k=len(brought))):
        empty(store)
        for file in order:
            bring(store, file)
        con = store.cursor()
        held_links.append(facts(store)["links"])
        answers.append([(okr_rows(con, **one), invested(con, **one), buckets(con, **one)) for one in questions])
    assert answers[0] == answers[1] == answers[2]
    assert held_links[0] == held_links[1] == held_links[2]


TOLD = """requirement_id,title,team,status,created_at,owner
需求-1,提升转化率,支付,进行中,2025-03-01 10:00,王五
需求-2,第二个,履约,已发布,2025/3/2,李四
"""
ENCODINGS = {
    "UTF-8": TOLD.encode(),
    "UTF-8 with its mark": TOLD.encode("utf-8-sig"),
    "GBK": TOLD.encode("gbk"),
    "GB18030": TOLD.encode("gb18030"),
    "UTF-16, little end first": "\ufeff".encode("utf-16-le") + TOLD.encode("utf-16-le"),
    "UTF-16, big end first": "\ufeff".encode("utf-16-be") + TOLD.encode("utf-16-be"),
}


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_the_same_facts_in_any_encoding_make_the_same_store(store: Store, encoding: str) -> None:
    commit(store, "requirements.csv", ENCODINGS["UTF-8"], Choices())
    expected = facts(store)
    empty(store)
    (report,) = commit(store, "requirements.csv", ENCODINGS[encoding], Choices())
    assert (report.new, facts(store)) == (2, expected)
    assert held(store, "requirements", "requirement_id, title, team, status, owner") == [
        ("需求-1", "提升转化率", "支付", "in_progress", "王五"),
        ("需求-2", "第二个", "履约", "released", "李四"),
    ]
