"""The sample company's campaigns: one under way, one closed with all its records, one to come."""

from collections import Counter
from datetime import date, timedelta

import pytest

from data.sample import company
from tests.data.test_sample_story import A_SUNDAY, AFTER_NEW_YEAR, FIRST_OF_MONTH, LEAP_DAY, Row, World, day, world_of


@pytest.fixture(params=[A_SUNDAY, FIRST_OF_MONTH, AFTER_NEW_YEAR, LEAP_DAY], ids=str)
def world(request: pytest.FixtureRequest) -> World:
    return world_of(request.param, 2026)


@pytest.fixture
def healthy() -> World:
    return World(A_SUNDAY, company(A_SUNDAY, 2026, "en", healthy=True))


def by(rows: list[Row], column: str) -> dict[str, Row]:
    return {row[column]: row for row in rows}


def of(rows: list[Row], subject: str) -> list[Row]:
    return [row for row in rows if row["subject_id"] == subject]


def test_each_objective_belongs_to_a_campaign_and_one_sub_campaign_has_none(world: World) -> None:
    belongs = {row["objective_id"]: row["campaign_id"] for row in world.rows["objectives"]}
    assert belongs == {"O1": "C1-1", "O2": "C1-2", "O3": "C1-3", "O4": "C1", "O5": "C0"}
    parents = {row["campaign_id"]: row["parent_id"] for row in world.rows["campaigns"]}
    assert parents == dict.fromkeys(("C0", "C1", "C2"), "") | dict.fromkeys(("C1-1", "C1-2", "C1-3", "C1-4"), "C1")


def test_one_campaign_is_over_one_under_way_and_two_are_to_come(world: World) -> None:
    campaigns = by(world.rows["campaigns"], "campaign_id")
    now = world.today.isoformat()
    assert {key for key, row in campaigns.items() if row["ends_on"] < now} == {"C0"}
    assert {key for key, row in campaigns.items() if row["starts_on"] <= now <= row["ends_on"]} == {"C1", "C1-1", "C1-2", "C1-3"}
    assert {key for key, row in campaigns.items() if now < row["starts_on"]} == {"C1-4", "C2"}


def test_a_campaign_lasts_as_long_as_its_objectives(world: World) -> None:
    campaigns = by(world.rows["campaigns"], "campaign_id")
    for row in world.rows["objectives"]:
        assert (row["starts_on"], row["ends_on"]) == tuple(campaigns[row["campaign_id"]][column] for column in ("starts_on", "ends_on"))


def test_every_campaign_names_who_leads_it(world: World) -> None:
    assert all(row["lead"] and row["pmo"] for row in world.rows["campaigns"] if not row["parent_id"])
    assert all(row["pm"] for row in world.rows["campaigns"] if row["parent_id"])


def test_the_closed_campaign_was_measured_and_won_one_of_its_two_key_results(world: World) -> None:
    ends_on = day(by(world.rows["objectives"], "objective_id")["O5"]["ends_on"])
    until = (world.today - ends_on).days
    last = world.values("O5-KR1-M1")
    assert last[max(last)] >= float(world.metric("O5-KR1-M1")["target"])
    assert 0.5 < world.progress("O5-KR2-M1", days_ago=until) < 0.7
    assert max(max(world.values(metric)) for metric in ("O5-KR1-M1", "O5-KR2-M1")) == ends_on


def test_the_work_of_the_closed_campaign_was_released_in_it_and_nothing_later_serves_it(world: World) -> None:
    ended = by(world.rows["campaigns"], "campaign_id")["C0"]
    work = [row for row in world.rows["requirements"] if row["kr_ids"].startswith("O5")]
    assert len(work) > 40
    assert all(ended["starts_on"] <= row["released_at"][:10] <= ended["ends_on"] for row in work)
    assert {row["project_id"] for row in work} == {"P0"}


def test_each_key_result_has_one_or_two_key_projects_in_each_month_of_its_period(world: World) -> None:
    periods = by(world.rows["objectives"], "objective_id")
    counted = Counter((row["kr_id"], row["month"]) for row in world.rows["key_projects"])
    assert set(counted.values()) == {1, 2}
    for kr in by(world.rows["key_results"], "kr_id").values():
        period = periods[kr["objective_id"]]
        months = sorted(month for of_kr, month in counted if of_kr == kr["kr_id"])
        assert (months[0], months[-1]) == (period["starts_on"][:7], period["ends_on"][:7])
        assert len(months) == (3 if kr["objective_id"] == "O5" else 11)


def test_key_projects_of_past_months_are_mostly_done_and_those_ahead_are_planned(world: World) -> None:
    now = f"{world.today:%Y-%m}"
    past = Counter(row["status"] for row in world.rows["key_projects"] if row["month"] < now)
    assert past == {"done": sum(past.values()) - 4, "doing": 1, "planned": 1, "dropped": 2}
    assert {row["status"] for row in world.rows["key_projects"] if row["month"] == now} == {"doing", "planned"}
    assert {row["status"] for row in world.rows["key_projects"] if row["month"] > now} == {"planned"}


def test_milestones_lie_within_the_period_of_what_they_belong_to_or_close_it(world: World) -> None:
    subjects = by(world.rows["campaigns"], "campaign_id") | by(world.rows["projects"], "project_id")
    for row in world.rows["milestones"]:
        subject = subjects[row["subject_id"]]
        assert subject["starts_on"] <= row["planned_on"] <= (day(subject["ends_on"]) + timedelta(days=7)).isoformat()
        assert row["done_on"] <= world.today.isoformat()
        assert row["done_on"] or day(row["planned_on"]) > world.today - timedelta(days=20)


def test_some_milestones_are_late_two_are_overdue_and_some_are_ahead(world: World) -> None:
    now = world.today.isoformat()
    late = [row for row in world.rows["milestones"] if row["done_on"] > row["planned_on"]]
    overdue = [row for row in world.rows["milestones"] if not row["done_on"] and row["planned_on"] < now]
    assert {row["subject_id"] for row in late} == {"C0", "C1-1", "C1-3", "P1", "P3"}
    assert {row["subject_id"] for row in overdue} == {"C1-2", "P3"}
    assert sum(row["planned_on"] > now for row in world.rows["milestones"]) >= 6


def test_one_project_carries_an_open_risk_that_is_likely_and_hurts(world: World) -> None:
    worst = [row for row in world.rows["risks"] if (row["likelihood"], row["impact"], row["status"]) == ("high", "high", "open")]
    assert [row["project_id"] for row in worst] == ["P3"]
    assert all(row["raised_on"] <= (row["closed_on"] or row["raised_on"]) <= world.today.isoformat() for row in world.rows["risks"])


def test_work_since_the_period_began_belongs_to_projects(world: World) -> None:
    starts_on = by(world.rows["objectives"], "objective_id")["O1"]["starts_on"]
    for project, team in {"P1": "Fulfilment and Delivery", "P2": "Merchant Platform", "P3": "Checkout and Payments"}.items():
        rows = [row for row in world.rows["requirements"] if row["project_id"] == project]
        assert len(rows) > 20
        assert {row["team"] for row in rows} == {team}
        assert min(row["created_at"] for row in rows[:-1]) >= starts_on


def test_the_closed_campaign_has_all_three_records(world: World) -> None:
    (closure,) = of(world.rows["closures"], "C0")
    assert closure["as_of"] == closure["accepted_on"] > by(world.rows["campaigns"], "campaign_id")["C0"]["ends_on"]
    assert closure["data_version"] == "1"
    assert all(closure[column] for column in ("accepted_by", "acceptance_note", "review_note", "evaluation_note"))
    assert {row["verdict"] for row in of(world.rows["acceptance_lines"], "C0")} == {"accepted", "partly", "rejected"}
    assert len(of(world.rows["commendations"], "C0")) == 3


def test_its_process_score_is_the_share_of_its_milestones_on_time(world: World) -> None:
    on_time = [row["done_on"] <= row["planned_on"] for row in of(world.rows["milestones"], "C0")]
    assert float(world.rows["closures"][0]["process_score"]) == sum(on_time) / len(on_time) == 0.75


def test_all_that_it_promised_was_judged(world: World) -> None:
    milestones = {row["milestone_id"] for row in world.rows["milestones"] if row["subject_id"] in {"C0", "P0"}}
    key_results = {row["kr_id"] for row in world.rows["key_results"] if row["objective_id"] == "O5"}
    assert {row["ref_id"] for row in world.rows["acceptance_lines"]} - {""} == milestones | key_results | {"P0"}


def test_of_what_is_to_be_improved_one_is_done_one_due_soon_and_one_overdue(world: World) -> None:
    kinds = Counter(row["kind"] for row in world.rows["improvements"])
    assert kinds == {"keep": 3, "improve": 3}
    told = sorted((row["status"], row["due_on"] < world.today.isoformat()) for row in world.rows["improvements"] if row["kind"] == "improve")
    assert told == [("done", True), ("open", False), ("open", True)]


def test_in_a_healthy_year_nothing_is_overdue_and_no_risk_hurts(healthy: World) -> None:
    now = A_SUNDAY.isoformat()
    assert not [row for row in healthy.rows["milestones"] if not row["done_on"] and row["planned_on"] < now]
    assert not [row for row in healthy.rows["improvements"] if row["status"] == "open" and row["due_on"] < now]
    assert not [row for row in healthy.rows["key_projects"] if row["month"] < f"{date.fromisoformat(now):%Y-%m}" and row["status"] != "done"]
    assert not [row for row in healthy.rows["risks"] if row["impact"] == "high"]
