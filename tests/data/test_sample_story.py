"""The sample company: its rows are legal, and the stories planted in it are really there."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache, cached_property
from itertools import pairwise
from statistics import mean, median, quantiles

import pytest

from data.model.datasets import DATASETS
from data.sample import company
from data.sample.workdays import is_workday

Row = dict[str, str]

STAGES = ("created_at", "review_at", "ready_at", "dev_at", "test_at", "release_ready_at", "released_at", "retro_at")
VALID = {"", "fixed", "postponed"}
NOT_VALID = {"duplicate", "by_design", "not_reproducible", "external", "wont_fix", "to_requirement", "invalid"}
MARKUP = r"<b>HTML</b> & **Markdown** $\LaTeX$"
TEXT = {
    "objectives": {"title", "interpretation", "strategy", "owner"},
    "key_results": {"title", "owner", "business_module"},
    "kr_metrics": {"name", "unit"},
    "requirements": {"title", "team", "type", "owner"},
    "bugs": {"title", "team"},
    "teams": {"team", "department", "lead", "aliases"},
    "campaigns": {"title", "goal", "lead", "pmo", "hr", "pm"},
    "key_projects": {"title", "owner"},
    "projects": {"title", "goal", "business_lead", "product_lead", "tech_lead", "pm"},
    "milestones": {"title", "deliverable"},
    "risks": {"title", "owner"},
    "closures": {"opened_by", "accepted_by", "acceptance_note", "review_note", "evaluation_note"},
    "acceptance_lines": {"title", "note"},
    "improvements": {"title", "owner"},
    "commendations": {"who", "for_what"},
}
FESTIVAL_WEEK, NATIONAL_WEEK = date(2026, 2, 16), date(2026, 10, 5)
A_SUNDAY, FIRST_OF_MONTH, AFTER_NEW_YEAR, LEAP_DAY = date(2026, 11, 22), date(2026, 6, 1), date(2027, 2, 26), date(2028, 2, 29)


@dataclass(frozen=True)
class World:
    """The sample as known on a day, with the few questions the stories ask of it."""

    today: date
    rows: dict[str, list[Row]]

    def released(self, team: str | None = None) -> list[Row]:
        return [row for row in self.rows["requirements"] if row["released_at"] and team in (None, row["team"])]

    def goals(self, row: Row) -> set[str]:
        """Its own key results, else those of the nearest ancestor that has any."""
        while not row["kr_ids"] and row["parent_id"]:
            row = self.requirements[row["parent_id"]]
        return set(filter(None, row["kr_ids"].split(";")))

    @cached_property
    def requirements(self) -> dict[str, Row]:
        return {row["requirement_id"]: row for row in self.rows["requirements"]}

    def share_for_goals(self, rows: list[Row]) -> float:
        return mean(bool(self.goals(row)) for row in rows)

    def quarter(self, rows: Iterable[Row], number: int) -> list[Row]:
        """What was released in the first (0) … last (3) thirteen weeks of the year."""
        return [row for row in rows if 13 * (3 - number) < self.weeks_ago(row["released_at"]) <= 13 * (4 - number)]

    def weeks_ago(self, moment: str) -> int:
        return (monday(self.today) - monday(day(moment))).days // 7

    def delivered(self, kr: str) -> int:
        since = self.rows["objectives"][0]["starts_on"]
        return sum(kr in self.goals(row) for row in self.released() if row["released_at"] >= since)

    def values(self, metric: str) -> dict[date, float]:
        return {day(row["day"]): float(row["value"]) for row in self.rows["kr_values"] if row["metric_id"] == metric}

    def avg_7d(self, metric: str, days_ago: int = 1) -> float:
        until = self.today - timedelta(days=days_ago)
        return mean(value for on, value in self.values(metric).items() if 0 <= (until - on).days < 7)

    def progress(self, metric: str, days_ago: int = 1) -> float:
        goal = self.metric(metric)
        baseline, target = float(goal["baseline"]), float(goal["target"])
        return (self.avg_7d(metric, days_ago) - baseline) / (target - baseline)

    def metric(self, metric: str) -> Row:
        return next(row for row in self.rows["kr_metrics"] if row["metric_id"] == metric)

    def expected(self, metric: str) -> float:
        """The plan at the end of last month: what the monthly target asked for."""
        goal, month = self.metric(metric), f"{self.today.replace(day=1) - timedelta(days=1):%Y-%m}"
        target = next(row["target"] for row in self.rows["kr_monthly_targets"] if (row["metric_id"], row["month"]) == (metric, month))
        return (float(target) - float(goal["baseline"])) / (float(goal["target"]) - float(goal["baseline"]))

    def open_bugs(self, weeks_ago: int) -> int:
        """Valid bugs raised before the end of that week and not resolved by then."""
        end = (monday(self.today) - timedelta(weeks=weeks_ago - 1)).isoformat()
        return sum(row["resolution"] in VALID and row["created_at"] < end and not "" < row["resolved_at"] < end for row in self.rows["bugs"])

    def online_issues(self, weeks_ago: int) -> int:
        return sum(
            row["environment"] == "online" and row["resolution"] in VALID and self.weeks_ago(row["created_at"]) == weeks_ago
            for row in self.rows["bugs"]
        )


def day(moment: str) -> date:
    return date.fromisoformat(moment[:10])


def monday(on: date) -> date:
    return on - timedelta(days=on.weekday())


@cache
def world_of(today: date, seed: int = 2026, language: str = "en") -> World:
    return World(today, company(today, seed, language))


@pytest.fixture(params=[(A_SUNDAY, 2026), (A_SUNDAY, 7), (FIRST_OF_MONTH, 2026), (AFTER_NEW_YEAR, 2026), (LEAP_DAY, 2026)], ids=str)
def world(request: pytest.FixtureRequest) -> World:
    return world_of(*request.param)


# The same company


def test_the_same_day_and_seed_give_the_same_rows() -> None:
    assert company(A_SUNDAY, 2026, "en") == world_of(A_SUNDAY).rows != world_of(A_SUNDAY, seed=7).rows


def test_both_languages_differ_in_words_only() -> None:
    chinese, english = world_of(A_SUNDAY, language="zh").rows, world_of(A_SUNDAY).rows
    assert chinese.keys() == english.keys()
    for dataset, rows in chinese.items():
        assert [_figures(dataset, row) for row in rows] == [_figures(dataset, row) for row in english[dataset]]


def test_each_language_keeps_to_its_script() -> None:
    english = world_of(A_SUNDAY).rows
    assert not [row for rows in english.values() for row in rows if any("一" <= sign <= "鿿" for cell in row.values() for sign in cell)]
    chinese = world_of(A_SUNDAY, language="zh").rows
    assert not [row for row in chinese["requirements"] if not any("一" <= sign <= "鿿" for sign in row["title"])]


def test_a_team_is_the_same_team_in_both_languages() -> None:
    pairs = Counter(
        (one["team"], other["team"])
        for dataset in ("requirements", "bugs")
        for one, other in zip(world_of(A_SUNDAY, language="zh").rows[dataset], world_of(A_SUNDAY).rows[dataset], strict=True)
    )
    assert len(pairs) == len({one for one, _ in pairs}) == len({other for _, other in pairs}) == 12


def _figures(dataset: str, row: Row) -> dict[str, str | bool]:
    """The row with only whether a cell of words is filled."""
    return {column: bool(cell) if column in TEXT.get(dataset, set()) else cell for column, cell in row.items()}


# Legal rows


def test_every_row_is_accepted_by_the_canonical_model(world: World) -> None:
    for name, rows in world.rows.items():
        for row in rows:
            DATASETS[name].model.model_validate({column: cell for column, cell in row.items() if cell})


def test_every_dataset_has_one_set_of_columns_and_its_keys_once(world: World) -> None:
    for name, rows in world.rows.items():
        assert len({tuple(row) for row in rows}) == 1
        assert max(Counter(tuple(row[key] for key in DATASETS[name].keys) for row in rows).values()) == 1


def test_the_volumes_are_those_of_ten_teams_in_a_year(world: World) -> None:
    counts = {name: len(rows) for name, rows in world.rows.items()}
    assert (counts["objectives"], counts["key_results"], counts["kr_metrics"], counts["teams"]) == (5, 12, 15, 10)
    assert 1500 <= counts["requirements"] <= 2600
    assert 1200 <= counts["bugs"] <= 2000


def test_nothing_refers_to_what_is_not_there(world: World) -> None:
    rows = world.rows
    krs, metrics = {row["kr_id"] for row in rows["key_results"]}, {row["metric_id"] for row in rows["kr_metrics"]}
    requirements = {row["requirement_id"] for row in rows["requirements"]}
    names = {name for row in rows["teams"] for name in (row["team"], *row["aliases"].split(";"))}
    assert {row["kr_id"] for row in rows["kr_metrics"]} == krs
    assert {row["metric_id"] for row in (*rows["kr_values"], *rows["kr_monthly_targets"])} <= metrics
    assert {kr for row in rows["requirements"] for kr in row["kr_ids"].split(";")} - {""} == krs
    assert {row["parent_id"] for row in rows["requirements"]} - {""} <= requirements
    assert {row["requirement_id"] for row in rows["bugs"]} - {""} <= requirements
    assert {row["team"] for row in (*rows["requirements"], *rows["bugs"])} - {""} <= names


def test_stages_follow_each_other_and_a_requirement_ends_once(world: World) -> None:
    for row in world.rows["requirements"]:
        entered = [row[stage] for stage in STAGES if row[stage]]
        assert all(before <= after for before, after in pairwise(entered))
        assert not (row["released_at"] and row["cancelled_at"])
        assert all(row[column] >= row["created_at"] for column in ("cancelled_at", "blocked_at") if row[column])
        assert (row["status"] == "released", row["status"] == "cancelled") == (bool(row["released_at"]), bool(row["cancelled_at"]))


def test_a_parent_is_raised_before_its_children(world: World) -> None:
    children = [row for row in world.rows["requirements"] if row["parent_id"]]
    assert all(world.requirements[row["parent_id"]]["created_at"] < row["created_at"] for row in children)


def test_a_bug_is_raised_then_resolved_then_closed(world: World) -> None:
    for row in world.rows["bugs"]:
        moments = [row[column] for column in ("created_at", "resolved_at", "closed_at") if row[column]]
        assert all(before <= after for before, after in pairwise(moments))
        assert (row["status"] == "open") == (not row["resolution"]) == (not row["resolved_at"])
        assert (row["status"] == "closed") == bool(row["closed_at"])


def test_nothing_is_known_after_noon_of_today(world: World) -> None:
    noon = datetime.combine(world.today, time(12)).isoformat(" ")
    moments = [cell for name in ("requirements", "bugs") for row in world.rows[name] for column, cell in row.items() if column.endswith("_at")]
    assert max(moments) <= noon
    assert max(row["day"] for row in world.rows["kr_values"]) == (world.today - timedelta(days=1)).isoformat()


def test_work_is_done_in_office_hours_mostly(world: World) -> None:
    moments = [datetime.fromisoformat(row["released_at"]) for row in world.released()]
    assert {moment.hour for moment in moments} <= set(range(9, 19))
    assert mean(moment.weekday() < 5 for moment in moments) > 0.93


def test_the_period_holds_today_and_is_mostly_over(world: World) -> None:
    for row in world.rows["objectives"][:4]:
        since, until = day(row["starts_on"]), day(row["ends_on"])
        assert since < world.today < until
        assert 0.7 < (world.today - since) / (until - since) < 0.85


def test_targets_lie_in_the_direction_of_the_metric(world: World) -> None:
    for row in world.rows["kr_metrics"]:
        up = float(row["target"]) > float(row["baseline"])
        assert (row["direction"], up) not in {("increase", False), ("decrease", True)}
    assert Counter(row["every"] for row in world.rows["kr_metrics"]) == {"day": 9, "week": 4, "month": 2}


# A believable year


def test_forty_to_fifty_requirements_are_delivered_in_a_usual_week(world: World) -> None:
    weeks = Counter(world.weeks_ago(row["released_at"]) for row in world.released())
    assert 38 <= median(weeks[ago] for ago in range(1, 53)) <= 50


def test_hardly_anything_is_delivered_in_the_long_holidays() -> None:
    world = world_of(A_SUNDAY)
    weeks = Counter(monday(day(row["released_at"])) for row in world.released())
    assert weeks[FESTIVAL_WEEK] < 8
    assert weeks[NATIONAL_WEEK] < 25


def test_delivery_takes_about_fifteen_days_and_gets_faster(world: World) -> None:
    cycles = quantiles(_cycles(world.released()), n=20, method="inclusive")
    assert 14 < cycles[9] < 17.5
    assert 27 < cycles[16] < 34
    assert median(_cycles(world.quarter(world.released(), 3))) < median(_cycles(world.quarter(world.released(), 0))) - 1


def test_every_stage_is_entered_by_most_and_skipped_by_some(world: World) -> None:
    for stage in STAGES[1:6]:
        assert 0.9 < mean(bool(row[stage]) for row in world.released()) < 0.98


def test_three_in_four_bugs_are_valid_and_some_are_found_online(world: World) -> None:
    bugs = world.rows["bugs"]
    assert 0.71 < mean(row["resolution"] in VALID for row in bugs) < 0.79
    assert 0.12 < mean(row["environment"] == "online" for row in bugs) < 0.19
    assert {row["resolution"] for row in bugs} == VALID | NOT_VALID
    assert {row["severity"] for row in bugs} == {"S1", "S2", "S3", "S4"}


def test_the_counted_metrics_equal_what_the_rows_say(world: World) -> None:
    sunday = monday(world.today) - timedelta(days=1)
    assert world.values("O4-KR2-M1")[sunday] == world.online_issues(weeks_ago=1)
    worked = [
        _worked(row["released_at"]) - _worked(row["created_at"]) for row in world.released() if 0 <= (sunday - day(row["released_at"])).days < 28
    ]
    assert world.values("O4-KR1-M1")[sunday] == pytest.approx(median(worked), abs=0.06)


def _cycles(rows: Iterable[Row]) -> Iterator[float]:
    for row in rows:
        yield (datetime.fromisoformat(row["released_at"]) - datetime.fromisoformat(row["created_at"])) / timedelta(days=1)


def _worked(moment: str) -> float:
    """Workdays since the beginning of 2020, the part of a running one too."""
    at = datetime.fromisoformat(moment)
    whole = sum(is_workday(date(2020, 1, 1) + timedelta(days=passed)) for passed in range((at.date() - date(2020, 1, 1)).days))
    return whole + (at.hour * 3600 + at.minute * 60 + at.second) / 86400 * is_workday(at.date())


# The planted stories


def test_the_recommendations_soar_past_their_target(world: World) -> None:
    assert world.progress("O2-KR2-M1") > 1.05


def test_membership_renewal_slips_week_after_week_until_it_is_at_risk(world: World) -> None:
    weeks = [world.avg_7d("O2-KR3-M1", days_ago=1 + 7 * ago) for ago in range(8, -1, -2)]
    assert all(before > after for before, after in pairwise(weeks))
    assert world.expected("O2-KR3-M1") - world.progress("O2-KR3-M1") > 0.3


def test_the_key_result_with_the_most_delivered_work_does_not_move(world: World) -> None:
    delivered = Counter({row["kr_id"]: world.delivered(row["kr_id"]) for row in world.rows["key_results"]})
    assert delivered.most_common(1)[0][0] == "O3-KR1"
    assert delivered["O3-KR1"] > 110
    assert abs(world.progress("O3-KR1-M1")) < 0.1


def test_membership_drifts_off_its_goals_and_no_other_team_does(world: World) -> None:
    drift = {row["team"]: _drift(world, row) for row in world.rows["teams"]}
    first, last = drift.pop("Membership and Campaigns")
    assert first > 0.62
    assert last < 0.32
    assert all(last > first - 0.15 for first, last in drift.values())


def _drift(world: World, team: Row) -> tuple[float, float]:
    rows = [row for name in (team["team"], *team["aliases"].split(";")) for row in world.released(name)]
    return world.share_for_goals(world.quarter(rows, 0)), world.share_for_goals(world.quarter(rows, 3))


def test_the_bug_wave_rises_in_each_of_the_last_three_whole_weeks(world: World) -> None:
    usual = mean(world.open_bugs(ago) for ago in range(5, 40))
    assert world.open_bugs(4) < 1.25 * usual
    assert world.open_bugs(4) < world.open_bugs(3) < world.open_bugs(2) < world.open_bugs(1)
    assert 2 * usual < world.open_bugs(1) < 200


def test_online_issues_jump_in_the_wave_and_are_above_the_limit(world: World) -> None:
    limit = float(world.metric("O4-KR2-M1")["target"])
    assert world.online_issues(2) == 14
    assert max(world.online_issues(ago) for ago in range(4, 50)) <= limit < world.online_issues(1)


def test_the_wave_begins_with_the_release_of_the_new_checkout_page(world: World) -> None:
    (checkout,) = (row for row in world.released() if row["title"].startswith("New checkout page: release to everyone"))
    assert checkout["team"] == "Checkout and Payments"
    assert world.today - timedelta(weeks=7) < day(checkout["released_at"]) <= world.today - timedelta(weeks=4)


def test_availability_dipped_in_the_wave_and_holds_its_limit_again(world: World) -> None:
    limit, dip = float(world.metric("O4-KR2-M2")["target"]), (world.today - monday(world.today)).days + 8
    assert world.avg_7d("O4-KR2-M2", days_ago=dip) < limit < world.avg_7d("O4-KR2-M2")
    assert world.avg_7d("O4-KR2-M2", days_ago=60) > limit


def test_in_a_healthy_year_none_of_the_troubles_happens(world: World) -> None:
    healthy = World(world.today, company(world.today, 2026, "en", healthy=True))
    usual = mean(healthy.open_bugs(ago) for ago in range(5, 40))
    assert max(healthy.open_bugs(ago) for ago in range(4)) < 1.5 * usual
    assert all(healthy.progress(metric) > 0.9 * healthy.expected(metric) for metric in ("O2-KR3-M1", "O3-KR1-M1"))
    assert healthy.values("O3-KR2-M2")
    assert (healthy.today - max(healthy.values("O3-KR2-M1"))).days == 1
    first, last = _drift(healthy, next(row for row in healthy.rows["teams"] if row["team"] == "Membership and Campaigns"))
    assert abs(first - last) < 0.15


def test_one_metric_went_stale_and_one_was_never_measured(world: World) -> None:
    assert world.today - max(world.values("O3-KR2-M1")) == timedelta(days=25)
    assert world.values("O3-KR2-M2") == {}
    others = {row["metric_id"] for row in world.rows["kr_metrics"] if row["every"] != "month" and not row["kr_id"].startswith("O5")} - {"O3-KR2-M1"}
    assert all((world.today - max(world.values(metric))).days <= 7 for metric in others)


def test_out_of_stock_is_not_measured_on_sundays(world: World) -> None:
    assert {on.weekday() for on in world.values("O1-KR2-M1")} == set(range(6))


def test_some_work_is_unlinked_some_inherits_its_goals_some_serves_two(world: World) -> None:
    released = world.released()
    assert 0.5 < world.share_for_goals(released) < 0.7
    assert sum(bool(row["parent_id"]) and not row["kr_ids"] and bool(world.goals(row)) for row in released) > 50
    assert sum(";" in row["kr_ids"] for row in released) > 40
    assert any(row["parent_id"] and world.requirements[row["parent_id"]]["parent_id"] for row in released)


def test_a_few_rows_name_no_team_and_early_ones_an_old_name(world: World) -> None:
    assert 4 <= sum(not row["team"] for row in world.rows["requirements"]) <= 40
    assert 1 <= sum(not row["team"] for row in world.rows["bugs"]) <= 20
    old = [row for row in world.rows["requirements"] if row["team"] == "Recommendations"]
    assert old
    assert max(world.weeks_ago(row["created_at"]) for row in old) > 40


@pytest.mark.parametrize("language", ["zh", "en"])
def test_markup_in_titles_is_plain_text(language: str) -> None:
    rows = world_of(A_SUNDAY, 2026, language).rows
    for dataset in ("requirements", "bugs", "key_results"):
        assert sum(MARKUP in row["title"] for row in rows[dataset]) == 1


def test_addresses_are_https_and_only_on_some_rows(world: World) -> None:
    for dataset, column in (("requirements", "url"), ("requirements", "doc_url"), ("bugs", "url")):
        cells = [row[column] for row in world.rows[dataset]]
        assert all(cell.startswith("https://") for cell in cells if cell)
        assert 0.05 < mean(bool(cell) for cell in cells) < 0.25
