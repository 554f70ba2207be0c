"""Figures that others published or reckoned from real data, beside those of the product."""

import csv
import json
from collections.abc import Iterator
from datetime import date
from math import floor
from typing import Any

import pytest

from data.intake import Choices, Report, commit
from data.store import Store, open_store
from metrics.goals import GoalRow, okr_progress
from metrics.kr import avg_7d, metric_days, wow
from metrics.scope import Question, Scope, resolve
from tests.metrics.asking import whole
from tests.reckoning.compare import KEYS, differences
from tests.truth import REAL, must_be_here

YEARS = range(2020, 2026)
ALL_TIME = {"since": "2000-01-01", "as_of": "2025-12-31"}
Line = dict[str, str]


@pytest.fixture(scope="module", autouse=True)
def truth() -> None:
    must_be_here()


def lines(name: str) -> list[Line]:
    with (REAL / "expected" / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def read_in(store: Store, *names: str, **choices: Any) -> list[Report]:
    files = (REAL / name for name in names)
    return [report for file in files for report in commit(store, file.name, file.read_bytes(), Choices(**choices))]


def new_store() -> Iterator[Store]:
    store = open_store(":memory:")
    yield store
    store.close()


@pytest.fixture(scope="module")
def city() -> Iterator[Store]:
    """The city's figures with the plan made for them."""
    for store in new_store():
        plan = ("objectives", "key_results", "kr_metrics", "kr_monthly_targets")
        read_in(store, *(f"kpi/plan/{name}.csv" for name in plan), "kpi/nyc_kr_metrics_long.csv")
        yield store


@pytest.fixture(scope="module")
def apache() -> Iterator[Store]:
    """Three projects' bugs, read in twice: as bugs and as requirements."""
    for store in new_store():
        read_in(store, "jira/apache_AMQ_STORM_ZOOKEEPER.csv")
        read_in(store, "jira/apache_AMQ_STORM_ZOOKEEPER.csv", dataset="requirements")
        yield store


def test_the_okr_board_of_the_city_is_as_reckoned_elsewhere(city: Store) -> None:
    con = city.cursor()
    rows = okr_progress(con, resolve(con, Question(as_of=date(2024, 6, 30))))
    ours = json.loads(json.dumps([row._asdict() for row in rows], default=str))
    expected = json.loads((REAL / "expected" / "nyc_okr_progress_2024-06-30.json").read_text(encoding="utf-8"))
    assert sorted(ours[0]) == sorted(expected[0]) == sorted(GoalRow._fields)
    assert differences(ours, expected, KEYS["okr-progress"]) == []


@pytest.fixture(scope="module")
def running_city() -> Iterator[Store]:
    """The city's figures, each metric of a goal that runs all the time: an ended one is read at its last day."""
    for store in new_store():
        read_in(store, "kpi/plan/key_results.csv", "kpi/plan/kr_metrics.csv", "kpi/nyc_kr_metrics_long.csv")
        goals = "objective_id,title,starts_on,ends_on\nBX,Bronx,2020-01-01,2030-12-31\nBK,Brooklyn,2020-01-01,2030-12-31\n"
        commit(store, "objectives.csv", goals.encode(), Choices())
        yield store


def test_the_published_averages_cover_every_metric_and_day_from_the_seventh_on() -> None:
    published = lines("nyc_kr_expected_7day.csv")
    with_average = [line for line in published if line["exact_7day_mean"]]
    assert (len(published), len(with_average)) == (16_432, 16_432 - 8 * 6)
    assert {date.fromisoformat(line["date"]).year for line in published} == set(YEARS)


@pytest.mark.parametrize("year", YEARS)
def test_the_seven_day_averages_are_those_the_city_published_and_so_are_the_changes(running_city: Store, year: int) -> None:
    con, checked = running_city.cursor(), 0
    expected = {
        (line["date"], line["metric"]): line
        for line in lines("nyc_kr_expected_7day.csv")
        if line["date"].startswith(str(year)) and line["exact_7day_mean"]
    }
    for day in sorted({day for day, _ in expected}):
        for metric in metric_days(con, Scope(Question(), running_city.version(), as_of=date.fromisoformat(day))):
            line, average, change = expected[day, str(metric.metric_id)], avg_7d(metric), wow(metric)
            assert average is not None
            assert floor(average + 0.5) == int(line["published_7day_avg_int"]), (day, metric.metric_id)
            assert average == pytest.approx(float(line["exact_7day_mean"]), abs=1e-9)
            if line["wow_7day_sum_change"]:
                assert change == pytest.approx(float(line["wow_7day_sum_change"]), abs=1e-9)
            checked += 1
    assert checked == len(expected)


def test_every_line_of_the_real_trackers_lands_and_is_accounted_for(store: Store) -> None:
    (jira,) = read_in(store, "jira/apache_AMQ_STORM_ZOOKEEPER.csv")
    (zentao,) = read_in(store, "zentao/zentao_bug_export_storm_gbk.csv")
    assert [(r.dataset, r.source, r.lines, r.new, r.accounted) for r in (jira, zentao)] == [
        ("bugs", "jira", 7_983, 7_983, 7_983),
        ("bugs", "zentao", 1_507, 1_507, 1_507),
    ]
    (again,) = read_in(store, "zentao/zentao_bug_export_storm_gbk.csv")
    assert (again.unchanged, again.version) == (1_507, None)


def test_the_published_resolution_days_are_whole_days_from_raised_to_resolved(apache: Store) -> None:
    published = {line["key"]: int(line["time"]) for line in lines("apache_published_resolution_days.csv")}
    found = apache.cursor().execute(
        "select bug_id, floor((epoch(resolved_at) - epoch(created_at)) / 86400)::int from bugs where list_contains($keys, bug_id)",
        {"keys": list(published)},
    )
    assert len(published) == 201
    assert dict(found.fetchall()) == published


LEAD = """
    select split_part(bug_id, '-', 1), count(*), count(resolved_at), count(*) - count(resolved_at),
           avg(days), quantile_cont(days, 0.5), quantile_cont(days, 0.85)
    from (select *, (epoch(resolved_at) - epoch(created_at)) / 86400 as days from bugs)
    group by 1
"""


def test_the_time_from_raised_to_resolved_agrees_per_project(apache: Store) -> None:
    expected = {
        line["board"]: (
            *(int(line[name]) for name in ("rows", "resolved", "unresolved")),
            *(pytest.approx(float(line[name]), abs=1e-6) for name in ("lead_mean_days", "lead_median_days", "lead_p85_linear_days")),
        )
        for line in lines("apache_leadtime_by_project.csv")
    }
    assert {project: tuple(figures) for project, *figures in apache.cursor().execute(LEAD).fetchall()} == expected


OUTCOMES = """
    select count(*), count(released_on), count(cancelled_on), count(*) - count(released_on) - count(cancelled_on)
    from work
    where team = $team
"""


@pytest.mark.parametrize("project", ["AMQ", "STORM", "ZOOKEEPER"])
def test_the_same_rows_read_as_requirements_agree_per_project(apache: Store, project: str) -> None:
    con = apache.cursor()
    (expected,) = (line for line in lines("apache_as_requirements.csv") if line["project"] == project)
    outcomes = con.execute(OUTCOMES, {"team": project}).fetchall()
    assert outcomes == [tuple(int(expected[name]) for name in ("raised", "delivered", "cancelled", "open"))]
    board = whole(con, teams=(project,), **ALL_TIME)
    assert (board.delivered, board.cycle_n) == (int(expected["delivered"]), int(expected["delivered"]))
    ours = (board.cycle_mean_days, board.cycle_p50_days, board.cycle_p85_days)
    names = ("cycle_mean_days", "cycle_p50_days", "cycle_p85_days")
    assert ours == tuple(pytest.approx(float(expected[name]), abs=1e-6) for name in names)


# What both trackers say of a Storm bug. ZenTao's file has whole seconds, and the other's UTC clock without saying so: read as
# business time, each of its moments is eight hours early.
SAME_FIELDS = """
    select title,
           date_trunc('second', created_at)                                          as raised,
           date_trunc('second', resolved_at)                                         as resolved,
           status = 'open'                                                           as is_open,
           case when resolution in ('invalid', 'by_design') then 'no bug' else resolution end as resolution
    from bugs
    where source = 'jira' and bug_id like 'STORM-%'
    order by all
"""
OF_ZENTAO = """
    select title, created_at + interval 8 hour, resolved_at + interval 8 hour, status = 'open',
           case when resolution in ('invalid', 'by_design') then 'no bug' else resolution end
    from bugs
    where source = 'zentao'
    order by all
"""


def test_the_storm_bugs_are_the_same_from_either_tracker(store: Store) -> None:
    read_in(store, "jira/apache_AMQ_STORM_ZOOKEEPER.csv")
    read_in(store, "zentao/zentao_bug_export_storm_gbk.csv")
    con = store.cursor()
    jira, zentao = con.execute(SAME_FIELDS).fetchall(), con.execute(OF_ZENTAO).fetchall()
    assert len(jira) == 1_507
    assert zentao == jira
    assert whole(con, teams=("STORM",), **ALL_TIME).valid_bugs == whole(con, teams=("Storm",), **ALL_TIME).valid_bugs == 955 + 30 + 360
