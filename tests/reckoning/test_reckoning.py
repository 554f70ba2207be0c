"""The second reckoning against a third one, and the promises of its random worlds."""

import json
from datetime import date
from pathlib import Path

import pytest

from tests.truth import REAL, must_be_here

from .compare import KEYS, differences
from .facts import in_order, moment
from .goals import okr_progress
from .readings import DIRECTIONS
from .worlds import COLUMNS, read, world, write

OPTIONAL = {
    "objectives": "interpretation strategy owner campaign_id weight",
    "key_results": "owner business_module weight",
    "kr_metrics": "unit every",
    "kr_monthly_targets": "",
    "kr_values": "",
    "teams": "department lead aliases",
}
SEEDS = range(60)


def test_the_city_board_is_as_computed_elsewhere() -> None:
    must_be_here()
    city = read(REAL / "kpi" / "plan")
    lines = (REAL / "kpi" / "nyc_kr_metrics_long.csv").read_text(encoding="utf-8").split()[1:]
    city["kr_values"] = [dict(zip(("day", "metric_id", "value"), line.split(","), strict=True)) for line in lines]
    expected = json.loads((REAL / "expected" / "nyc_okr_progress_2024-06-30.json").read_text(encoding="utf-8"))
    ours = okr_progress(city, {"as_of": "2024-06-30"}, date(2026, 11, 22))
    assert differences(ours, expected, KEYS["okr-progress"]) == []


@pytest.mark.parametrize("seed", SEEDS)
def test_every_row_of_a_world_is_legal(seed: int) -> None:
    made = world(seed)
    for dataset, optional in OPTIONAL.items():
        needed = set(COLUMNS[dataset].split()) - set(optional.split())
        assert all(row[column].strip() for row in made[dataset] for column in needed)
    assert all(row["starts_on"] <= row["ends_on"] for row in made["objectives"])
    assert all(nothing_before_raised(row) for row in made["requirements"] + made["bugs"])
    assert not any(row["released_at"] and row["cancelled_at"] for row in made["requirements"])
    assert all(goes_its_way(row) for row in made["kr_metrics"])


def nothing_before_raised(row: dict[str, str]) -> bool:
    raised = moment(row["created_at"])
    later = [moment(cell) for column, cell in row.items() if column.endswith("_at") and cell]
    return raised is not None and all(in_order(raised, each) for each in later if each)


def goes_its_way(row: dict[str, str]) -> bool:
    baseline, target = (float(row[column].replace(",", "")) for column in ("baseline", "target"))
    direction = row["direction"].strip().lower()
    way = DIRECTIONS.get(direction, direction)
    return (way != "increase" or target >= baseline) and (way != "decrease" or target <= baseline)


def test_a_world_is_written_and_read_unchanged(tmp_path: Path) -> None:
    made = world(1)
    write(made, tmp_path)
    assert read(tmp_path) == made
    assert world(1) == made
