"""The breakdown of a campaign: its parts, their key projects, targets that were changed; every figure is that of the OKR board."""

import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

import pytest
from duckdb import DuckDBPyConnection

from data.intake import commit_sample
from data.keeping import keep
from data.sample_store import fill_if_empty
from data.store import Store, open_store
from data.store.undo import undo
from metrics.campaigns import Standing
from metrics.campaigns.breakdown import Breakdown, KrPlan, MetricPlan, MonthCell, breakdown, overdue
from metrics.goals import GoalRow, ObjectiveRow, kr_progress, objectives, okr_progress
from metrics.plan import end_of_month
from metrics.scope import Question, Scope, resolve
from metrics.status import worst
from tests.conftest import Board, as_csv, empty, rows
from tests.metrics.asking import scope

TREE = "campaign_id | title | parent_id \n C1 | Sale | \n C1-1 | Stock | C1 \n C1-2 | Night | C1 \n C2 | Abroad |"
GOALS = """
    objective_id | campaign_id | starts_on  | ends_on
    O1           | C1          | 2025-03-01 | 2025-05-31
    O2           | C1-1        | 2025-02-15 | 2025-04-10
    O3           | C2          | 2025-01-01 | 2025-12-31
    O4           |             | 2025-01-01 | 2025-12-31
"""
SPRING = "objective_id | campaign_id | starts_on | ends_on \n O1 | C1 | 2025-03-01 | 2025-05-31"
ONE = "campaign_id | title \n C1 | Sale"


def of(con: DuckDBPyConnection, campaign: str = "C1", **choices: str) -> Breakdown:
    found = breakdown(con, scope(con, **choices), campaign)
    assert found is not None
    return found


def key_results(found: Breakdown) -> dict[str, KrPlan]:
    return {kr.kr_id: kr for part in found.parts for objective in part.objectives for kr in objective.krs}


def metric_of(found: Breakdown, metric_id: str = "M1") -> MetricPlan:
    (metric,) = [metric for kr in key_results(found).values() for metric in kr.metrics if metric.row.metric_id == metric_id]
    return metric


def test_the_campaign_stands_before_its_sub_campaigns_each_with_its_own_objectives_and_one_without_any_keeps_its_place(board: Board) -> None:
    con = board(campaigns=TREE, objectives=GOALS, key_results="kr_id | objective_id \n K1 | O1 \n K2 | O2 \n K3 | O3 \n K4 | O4", kr_values="")
    found = of(con, as_of="2025-04-10", objectives=("O3",))  # a filter on objectives narrows no campaign
    assert [(part.campaign.campaign_id, [each.row.objective_id for each in part.objectives]) for part in found.parts] == [
        ("C1", ["O1"]),
        ("C1-1", ["O2"]),
        ("C1-2", []),
    ]
    assert list(key_results(found)) == ["K1", "K2"]
    assert found.parts[2].standing.objectives == 0
    assert found.months == (date(2025, 2, 1), date(2025, 3, 1), date(2025, 4, 1), date(2025, 5, 1))
    assert found.this_month == date(2025, 4, 1)


def test_an_objective_has_cells_in_its_own_months_only(board: Board) -> None:
    con = board(
        campaigns=TREE,
        objectives=GOALS,
        key_results="kr_id | objective_id \n K1 | O1 \n K2 | O2",
        kr_metrics="metric_id | kr_id \n M1 | K1 \n M2 | K2",
        kr_values="day | value \n 2025-04-10 | 1",
    )
    found = of(con)
    assert [cell.month.month for cell in metric_of(found, "M1").months] == [3, 4, 5]
    assert [cell.month.month for cell in metric_of(found, "M2").months] == [2, 3, 4]


def test_a_campaign_that_nobody_knows_has_no_breakdown(board: Board) -> None:
    con = board(campaigns=ONE, kr_values="day | value \n 2025-04-10 | 1")
    assert breakdown(con, scope(con), "C9") is None
    assert breakdown(con, replace(scope(con), version=0), "C1") is None


def test_a_campaign_without_any_objective_has_its_parts_and_no_months(board: Board) -> None:
    con = board(campaigns=TREE, kr_values="day | value \n 2025-04-10 | 1")
    found = of(con)
    assert ([part.campaign.campaign_id for part in found.parts], found.months) == (["C1", "C1-1", "C1-2"], ())


def test_without_a_day_there_are_parts_and_nothing_else(board: Board) -> None:
    con = board(campaigns=ONE, objectives=SPRING)
    found = of(con)
    assert (found.months, found.this_month, found.parts[0].objectives) == ((), None, ())


def test_a_key_result_without_metrics_has_its_row_and_its_key_projects(board: Board) -> None:
    con = board(campaigns=ONE, objectives=SPRING, key_results="kr_id \n KR1", key_projects="month | status \n 2025-03 | doing")
    kr = key_results(of(con, as_of="2025-04-10"))["KR1"]
    assert (kr.status, kr.progress, kr.metrics, [kp.kp_id for kp in kr.kps]) == (None, None, (), ["KP1"])


def test_a_key_project_is_overdue_once_its_month_is_over_unless_it_was_done_or_dropped(board: Board) -> None:
    con = board(
        campaigns=ONE,
        objectives=SPRING,
        key_results="kr_id \n KR1",
        key_projects="""
            kp_id | month   | status
            KP10  | 2025-03 | doing
            KP2   | 2025-03 | planned
            KP3   | 2025-03 |
            KP4   | 2025-03 | done
            KP5   | 2025-03 | dropped
            KP6   | 2025-04 | doing
            KP7   | 2025-05 | planned
        """,
    )
    late = {kp.kp_id: kp.overdue for kp in key_results(of(con, as_of="2025-04-30"))["KR1"].kps}
    assert list(late.items()) == [("KP2", True), ("KP3", True), ("KP4", False), ("KP5", False), ("KP10", True), ("KP6", False), ("KP7", False)]
    assert not any(kp.overdue for kp in key_results(of(con, as_of="2025-03-31"))["KR1"].kps)
    assert overdue(date(2025, 3, 1), "doing", date(2025, 4, 1))
    assert not overdue(date(2025, 3, 1), "doing", None)


def test_key_projects_of_months_outside_the_period_are_listed_apart(board: Board) -> None:
    con = board(
        campaigns=ONE,
        objectives=SPRING,
        key_results="kr_id \n KR1",
        key_projects="kp_id | kr_id | month \n A | KR1 | 2025-06 \n B | KR1 | 2025-05 \n C | KR1 | 2025-02 \n D | KR9 | 2025-03",
    )
    kr = key_results(of(con, as_of="2025-04-10"))["KR1"]
    assert ([kp.kp_id for kp in kr.kps], [kp.kp_id for kp in kr.outside_kps]) == (["B"], ["C", "A"])


def test_key_projects_of_months_of_the_period_that_the_table_does_not_show_are_not_outside(board: Board) -> None:
    con = board(
        campaigns=ONE,
        objectives="objective_id | campaign_id | starts_on | ends_on \n O1 | C1 | 2020-01-01 | 2029-12-31",
        key_results="kr_id \n KR1",
        key_projects="kp_id | kr_id | month \n A | KR1 | 2028-05 \n B | KR1 | 2025-05 \n C | KR1 | 2030-01",
    )
    kr = key_results(of(con, as_of="2025-04-10"))["KR1"]
    assert [[kp.kp_id for kp in kps] for kps in (kr.kps, kr.unshown_kps, kr.outside_kps)] == [["B"], ["A"], ["C"]]


PLAN = {"campaigns": ONE, "objectives": SPRING, "kr_values": "day | value \n 2025-04-10 | 1"}
MARCH, APRIL = "month | target \n 2025-03 | 60", "month | target \n 2025-04 | 80"


def changed(found: Breakdown) -> dict[str, tuple[float | None, float | None, int | None]]:
    """Target, what it was before and the version that changed it: of each month, and of the metric itself."""
    metric = metric_of(found)
    return {f"{each.month:%m}": (each.target, each.earlier_target, each.changed_in) for each in metric.months} | {
        "own": (metric.row.target, metric.earlier_target, metric.changed_in)
    }


def edited(board: Board, dataset: str, row: dict[str, str], day: date = date(2025, 4, 2)) -> int:
    """The version of an edit, as if made on that day."""
    version = keep(board.store, dataset, row, "Li")
    assert version is not None
    board.store.cursor().execute("update facts.versions set made_on = $day where version = $version", {"day": day, "version": version})
    return version


def retarget(board: Board, month: str, target: str, day: date = date(2025, 4, 2)) -> int:
    return edited(board, "kr_monthly_targets", {"metric_id": "M1", "month": month, "target": target}, day)


def test_a_months_target_that_was_changed_in_the_period_has_both_values_and_the_version(board: Board) -> None:
    board(**PLAN, kr_monthly_targets=f"{MARCH} \n 2025-04 | 80")
    version = retarget(board, "2025-03", "65")
    found = of(board.store.cursor())
    assert changed(found) == {"03": (65, 60, version), "04": (80, None, None), "05": (None, None, None), "own": (100, None, None)}
    assert metric_of(found).months[0].changed_on == date(2025, 4, 2)


def test_of_several_changes_the_last_is_told(board: Board) -> None:
    board(**PLAN, kr_monthly_targets=MARCH)
    retarget(board, "2025-03", "65")
    last = retarget(board, "2025-03", "70")
    assert changed(of(board.store.cursor()))["03"] == (70, 65, last)


def test_a_metrics_own_target_that_was_changed_has_both_values_and_other_edits_of_it_are_none(board: Board) -> None:
    board(**PLAN, kr_monthly_targets=MARCH)
    whole = {"metric_id": "M1", "kr_id": "KR1", "name": "Orders", "direction": "increase", "baseline": "0"}
    version = edited(board, "kr_metrics", whole | {"target": "120"})
    edited(board, "kr_metrics", whole | {"target": "120", "name": "Orders a day"})
    found = of(board.store.cursor())
    assert (metric_of(found).row.metric_name, changed(found)["own"]) == ("Orders a day", (120, 100, version))


def test_a_target_that_came_later_or_went_was_not_changed(board: Board) -> None:
    board(**PLAN, kr_monthly_targets=MARCH)
    retarget(board, "2025-04", "80")
    assert changed(of(board.store.cursor()))["04"] == (80, None, None)


def test_a_change_before_the_period_is_planning(board: Board) -> None:
    board(**PLAN, kr_monthly_targets=MARCH)
    retarget(board, "2025-03", "65", date(2025, 2, 28))
    assert changed(of(board.store.cursor()))["03"] == (65, None, None)
    version = retarget(board, "2025-03", "70", date(2025, 3, 1))
    assert changed(of(board.store.cursor()))["03"] == (70, 65, version)


def test_a_change_after_the_period_is_none(board: Board) -> None:
    board(**PLAN, kr_monthly_targets=MARCH)
    version = retarget(board, "2025-03", "65", date(2025, 5, 31))
    retarget(board, "2025-04", "80", date(2025, 5, 31))
    retarget(board, "2025-04", "90", date(2025, 6, 1))
    found = changed(of(board.store.cursor(), as_of="2025-06-30"))
    assert (found["03"], found["04"]) == ((65, 60, version), (90, None, None))


def test_a_change_that_was_taken_back_is_none_and_one_that_was_brought_back_is_one_again(board: Board) -> None:
    board(**PLAN, kr_monthly_targets=MARCH)
    version = retarget(board, "2025-03", "65")
    taken_back = undo(board.store, version, "Li")
    assert changed(of(board.store.cursor()))["03"] == (60, None, None)
    undo(board.store, taken_back, "Li")
    assert changed(of(board.store.cursor()))["03"] == (65, 60, version)
    assert changed(of(board.store.cursor(), version=taken_back))["03"] == (60, None, None)


def test_the_plan_as_known_before_a_change_knows_nothing_of_it(board: Board) -> None:
    board(**PLAN, kr_monthly_targets=MARCH)
    version = retarget(board, "2025-03", "65")
    assert changed(of(board.store.cursor(), version=version - 1))["03"] == (60, None, None)


def test_that_real_data_replaced_the_sample_is_no_change(board: Board) -> None:
    """The same metric and month in both, with other targets."""
    world = {**PLAN, "kr_monthly_targets": MARCH, "key_results": "kr_id \n KR1", "kr_metrics": "metric_id \n M1"}
    empty(board.store)
    commit_sample(board.store, {f"{name}.csv": as_csv(rows(name, table)) for name, table in world.items()})
    sold = {"kr_monthly_targets": "month | target \n 2025-03 | 65", "kr_metrics": "metric_id | target \n M1 | 120"}
    con = board.then(**world | sold)
    assert changed(of(con)) == {"03": (65, None, None), "04": (None, None, None), "05": (None, None, None), "own": (120, None, None)}


@pytest.fixture(scope="module")
def sample() -> Iterator[Store]:
    store = open_store(":memory:")
    fill_if_empty(store, "en")
    yield store
    store.close()


Boards = dict[date, dict[str | None, GoalRow]]


def boards(con: DuckDBPyConnection, asked: Scope, months: Iterable[date]) -> Boards:
    """The OKR board of the day asked about and of each month's last day before it."""
    assert asked.as_of is not None
    days = {asked.as_of, *(end_of_month(month) for month in months if end_of_month(month) < asked.as_of)}
    return {day: {row.metric_id or row.kr_id: row for row in okr_progress(con, replace(asked, as_of=day))} for day in days}


def agrees(con: DuckDBPyConnection, asked: Scope, campaign: str) -> int:
    """Each figure is the board's of the same version and day, in a month's cell that of the month's last. Returns how many were read."""
    found, listed = breakdown(con, asked, campaign), {row.objective_id: row for row in objectives(con, asked)}
    assert found is not None
    assert asked.as_of is not None
    shown, belongs = boards(con, asked, found.months), dict(con.execute("select objective_id, campaign_id from objectives").fetchall())
    for part in found.parts:
        name = part.campaign.campaign_id
        below = {name, *(each.campaign.campaign_id for each in found.parts if name in each.campaign.above)}
        adds_up(part.standing, [row for row in listed.values() if belongs[row.objective_id] in below])
        assert all(each.row == listed[each.row.objective_id] for each in part.objectives)
    for kr in key_results(found).values():
        rows = [row for row in shown[asked.as_of].values() if row.kr_id == kr.kr_id]
        assert (kr.progress, kr.expected, kr.status) == (*kr_progress(rows), worst(row.status for row in rows))
        assert [metric.row for metric in kr.metrics] == [row for row in rows if row.metric_id]
    read = [(metric.row, cell) for kr in key_results(found).values() for metric in kr.metrics for cell in metric.months if cell.phase != "ahead"]
    for row, cell in read:
        says(shown[min(end_of_month(cell.month), asked.as_of)][row.metric_id], cell)
    assert all(cell.month > asked.as_of for cell in every_cell(found) if cell.phase == "ahead")
    return len(read)


def adds_up(stand: Standing, rows: Sequence[ObjectiveRow]) -> None:
    """These are the rows of the OKR board that it is made of."""
    known = [row for row in rows if row.progress is not None]
    done = sum(row.weight * row.progress for row in known) / sum(row.weight for row in known) if known else None
    planned = [row for row in rows if row.expected is not None]
    due = sum(row.weight * row.expected for row in planned) / sum(row.weight for row in planned) if planned else None
    assert (stand.campaign_progress, stand.expected) == (pytest.approx(done), pytest.approx(due))
    assert (stand.objectives, stand.counted, stand.status) == (len(rows), len(known), worst(row.status for row in rows))


def every_cell(found: Breakdown) -> list[MonthCell]:
    return [cell for kr in key_results(found).values() for metric in kr.metrics for cell in metric.months]


def says(row: GoalRow, cell: MonthCell) -> None:
    assert (cell.actual, cell.days, cell.status, cell.target) == (pytest.approx(row.current), row.days_7d, row.status, row.month_target)
    away = None if row.progress is None or cell.target is None or cell.target == row.baseline else cell.target - row.baseline
    assert cell.month_attainment == (None if away is None else pytest.approx((row.current - row.baseline) / away))


@pytest.mark.parametrize("days_before", [0, 150])
def test_every_figure_of_the_sample_is_the_okr_boards_of_that_day(sample: Store, days_before: int) -> None:
    con = sample.cursor()
    latest = resolve(con, Question()).as_of
    assert latest is not None
    assert agrees(con, resolve(con, Question(as_of=latest - timedelta(days=days_before))), "C1") > 20


def drawn(seed: int) -> dict[str, str]:
    """A small world of all kinds of metrics, periods that begin and end anywhere, gaps, targets in and outside of the period."""
    chance = random.Random(seed)
    periods = [(date(2025, 1, 1).toordinal() + chance.randrange(120), chance.randrange(20, 200)) for _ in range(3)]
    metrics = [
        f"M{n} | K{n % 4} | {chance.choice(['increase', 'maintain_above'])} | {chance.choice([0, 10])} | {chance.choice([10, 50, 90])} | "
        f"{chance.choice(['day', 'week', 'month'])}"
        for n in range(6)
    ]
    targets = {(chance.randrange(6), chance.randrange(1, 13)) for _ in range(40)}
    values = {(chance.randrange(6), date(2025, 1, 1).toordinal() + chance.randrange(240)) for _ in range(150)}
    work = [
        (";".join(sorted(chance.sample(["K0", "K1", "K2", "K3"], chance.randrange(1, 4)))), chance.choice([None, chance.randrange(300)]))
        for _ in range(40)
    ]
    lines = {
        "campaigns": ["campaign_id | title | parent_id", "C1 | Sale |", "C1-1 | Stock | C1"],
        "objectives": ["objective_id | campaign_id | starts_on | ends_on"]
        + [
            f"O{n} | {chance.choice(['C1', 'C1-1'])} | {date.fromordinal(first)} | {date.fromordinal(first + length)}"
            for n, (first, length) in enumerate(periods)
        ],
        "key_results": ["kr_id | objective_id"] + [f"K{n} | O{n % 3}" for n in range(4)],
        "kr_metrics": ["metric_id | kr_id | direction | baseline | target | every"]
        + [line for line in metrics if not ("increase" in line and line.split(" | ")[3] == line.split(" | ")[4])],
        "kr_monthly_targets": ["metric_id | month | target"] + [f"M{n} | 2025-{month:02} | {chance.randrange(100)}" for n, month in sorted(targets)],
        "kr_values": ["metric_id | day | value"] + [f"M{n} | {date.fromordinal(day)} | {chance.randrange(100)}" for n, day in sorted(values)],
    }
    lines["requirements"] = ["kr_ids | created_at | released_at"] + [
        f"{krs} | 2025-01-01 | {'' if day is None else date(2025, 1, 2) + timedelta(days=day)}" for krs, day in work
    ]
    return {name: "\n".join(table) for name, table in lines.items()}


def served(world: dict[str, str], campaign: str, day: date) -> tuple[int, int]:
    """Delivered and in progress, counted from the tables: each requirement that any of the campaign's objectives, in its days, may claim."""
    goals, krs, work = (rows(name, world[name]) for name in ("objectives", "key_results", "requirements"))
    days = {row["objective_id"]: (date.fromisoformat(row["starts_on"]), min(day, date.fromisoformat(row["ends_on"]))) for row in goals}
    own = {row["objective_id"] for row in goals if row["campaign_id"].startswith(campaign)}
    of_kr = {row["kr_id"]: days[row["objective_id"]] for row in krs if row["objective_id"] in own}
    delivered = in_progress = 0
    for row in work:
        released = date.fromisoformat(row["released_at"]) if row["released_at"] else date.max
        periods = [of_kr[kr] for kr in row["kr_ids"].split(";") if kr in of_kr]
        delivered += any(since <= released <= last for since, last in periods)
        in_progress += any(last < released and date(2025, 1, 1) <= last for _, last in periods)
    return delivered, in_progress


@pytest.mark.parametrize("seed", range(3))
def test_the_work_of_a_drawn_world_is_that_of_its_tables(board: Board, seed: int) -> None:
    world = drawn(seed)
    con = board(**world)
    for day in ("2025-03-15", "2025-11-01"):
        counted = {part.campaign.campaign_id: (part.standing.delivered, part.standing.in_progress) for part in of(con, as_of=day).parts}
        assert counted == {name: served(world, name, date.fromisoformat(day)) for name in ("C1", "C1-1")}


@pytest.mark.parametrize("seed", range(3))
def test_every_figure_of_a_drawn_world_is_the_okr_boards_of_that_day(board: Board, seed: int) -> None:
    con = board(**drawn(seed))
    assert sum(agrees(con, scope(con, as_of=day), "C1") for day in ("2025-03-15", "2025-11-01")) > 0
