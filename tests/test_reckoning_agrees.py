"""The product against a second reckoning that shares no line with it, on random worlds; and the contract of its command lines."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

import pytest

from data.settings import time_zone
from metrics.efficiency import Period, efficiency
from metrics.goals import GoalRow, okr_progress
from metrics.investment import Investment, team_investment
from tests.conftest import Board
from tests.metrics.asking import scope
from tests.reckoning import efficiency as second_efficiency
from tests.reckoning import goals as second_goals
from tests.reckoning import investment as second_investment
from tests.reckoning import worlds
from tests.reckoning.compare import KEYS, differences
from tests.reckoning.facts import Answer

SEEDS = range(100, 122)
ROOT = Path(__file__).parent.parent


class Sides(NamedTuple):
    """A board as the product gives it and as it is reckoned a second time."""

    product: Callable[..., Any]
    fields: tuple[str, ...]
    second: Callable[..., list[Answer]]


BOARDS = {
    "okr-progress": Sides(okr_progress, GoalRow._fields, second_goals.okr_progress),
    "team-investment": Sides(team_investment, Investment._fields, second_investment.team_investment),
    "efficiency": Sides(efficiency, Period._fields[:-1], second_efficiency.efficiency),
}
CONTRACT = {
    "okr-progress": """
        objective_id objective_title ended kr_id kr_title owner business_module delivered in_progress metric_id metric_name unit
        direction every baseline target latest latest_on avg_7d days_7d days_prev_7d current wow progress expected gap status
        month_target
    """,
    "team-investment": "team delivered objective_id count share",
    "efficiency": """
        period until complete delivered okr_delivered okr_share cycle_p50_days cycle_p85_days cycle_mean_days cycle_n
        cycle_within_14d_share online_issues valid_bugs resolved_bugs open_bugs
    """,
    "import": """
        file sheet dataset source version lines new changed unchanged superseded rejected blank retired dangling problems
    """,
}


def today() -> date:
    return datetime.now(time_zone()).date()


@pytest.mark.parametrize("seed", SEEDS)
def test_the_product_and_the_second_reckoning_agree_on_every_figure(board: Board, tmp_path: Path, seed: int) -> None:
    world = worlds.world(seed)
    files = worlds.write(world, tmp_path)
    Random(seed).shuffle(files)
    con = board.files(files)
    for question in worlds.questions(seed, world):
        asked = scope(con, **question)
        for name, sides in BOARDS.items():
            ours = as_json(sides.product(con, asked), sides.fields)
            assert differences(ours, sides.second(world, question, today()), KEYS[name]) == [], (name, question)


def as_json(rows: list[tuple[Any, ...]], fields: tuple[str, ...]) -> list[Answer]:
    answers: list[Answer] = json.loads(json.dumps([dict(zip(fields, row, strict=False)) for row in rows], default=str))
    return answers


def run(*words: str | Path) -> subprocess.CompletedProcess[str]:
    surroundings = {name: value for name, value in os.environ.items() if not name.startswith("GOALBOARD_")}
    return subprocess.run(
        [sys.executable, "-m", *map(str, words)], cwd=ROOT, env=surroundings, capture_output=True, text=True, encoding="utf-8", check=False
    )


@pytest.fixture(scope="module")
def imported(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, worlds.World, list[dict[str, Any]]]:
    """A store filled by the command line, the world in it, and what the command line said."""
    folder, world = tmp_path_factory.mktemp("command line"), worlds.world(15)
    files = worlds.write(world, folder)
    store = folder / "new folder" / "goalboard.duckdb"
    done = run("data", "import", *files, "--db", store, "--json")
    assert (done.returncode, done.stderr) == (0, "")
    return store, world, json.loads(done.stdout)


def test_data_import_tells_the_fields_of_the_contract_in_their_order(imported: tuple[Path, worlds.World, list[dict[str, Any]]]) -> None:
    _, world, told = imported
    assert [list(each) for each in told] == [CONTRACT["import"].split()] * len(told)
    assert {each["dataset"]: (each["lines"], each["new"], each["rejected"]) for each in told} == {
        dataset: (len(rows), len(rows), 0) for dataset, rows in world.items() if rows
    }
    assert {(each["sheet"], each["source"]) for each in told} == {(None, "canonical")}
    assert [each["file"] for each in told] == [f"{each['dataset']}.csv" for each in told]
    assert [each["version"] for each in told] == list(range(1, len(told) + 1))


@pytest.mark.parametrize("name", BOARDS)
def test_a_board_on_the_command_line_has_the_fields_of_the_contract_in_their_order_and_the_figures(
    imported: tuple[Path, worlds.World, list[dict[str, Any]]], name: str
) -> None:
    store, world, _ = imported
    question = worlds.questions(15, world)[3]
    done = run("metrics", name, *worlds.arguments(question), "--db", store, "--format", "json")
    assert (done.returncode, done.stderr) == (0, "")
    rows = json.loads(done.stdout)
    assert rows
    assert [list(row) for row in rows] == [CONTRACT[name].split()] * len(rows)
    assert differences(rows, BOARDS[name].second(world, question, today()), KEYS[name]) == []


def test_a_reversed_range_and_wrong_words_are_wrong_use(imported: tuple[Path, worlds.World, list[dict[str, Any]]]) -> None:
    store, *_ = imported
    reversed_range = run("metrics", "efficiency", "--db", store, "--since", "2025-09-02", "--until", "2025-09-01")
    assert (reversed_range.returncode, reversed_range.stdout) == (2, "")
    assert len(reversed_range.stderr.splitlines()) == 1
    assert run("metrics", "efficiency", "--db", store, "--bucket", "fortnight").returncode == 2


def test_what_is_rejected_is_told_and_what_was_accepted_is_in(tmp_path: Path) -> None:
    file, store = tmp_path / "values.csv", tmp_path / "goalboard.duckdb"
    file.write_text("metric_id,day,value\nM1,2025-09-01,12%\nM1,2025-09-02,7\n", encoding="utf-8")
    done = run("data", "import", file, "--db", store, "--json")
    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 1
    (told,) = json.loads(done.stdout)
    assert (told["new"], told["rejected"], told["dangling"], told["version"]) == (1, 1, 1, 1)
    assert [(each["line"], each["field"], list(each)) for each in told["problems"]] == [(2, "value", ["line", "field", "reason"])]
    assert "12%" in told["problems"][0]["reason"]
