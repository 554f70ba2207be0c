"""The sample company's planted stories are what the list finds of it, and nothing else; its healthy year is silent."""

import csv
import io
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache

import pytest

from data.intake import commit_sample
from data.sample import company
from data.store import Store, open_store
from metrics.attention import Concern, Kind, Rule, attention
from metrics.scope import Question, resolve
from tests.data.test_sample_story import A_SUNDAY, AFTER_NEW_YEAR, FIRST_OF_MONTH, LEAP_DAY

AFTER_HOLIDAYS = date(2027, 3, 1)  # the first weeks with figures again
AFTER_GOLDEN_WEEK = date(2027, 10, 27)
UP_BY_CHANCE = date(2026, 8, 3)  # the open bugs of its healthy year
WORLDS = [
    *[(A_SUNDAY, 2026), (A_SUNDAY, 7), (FIRST_OF_MONTH, 2026), (AFTER_NEW_YEAR, 2026), (LEAP_DAY, 2026)],
    *[(AFTER_HOLIDAYS, 2026), (AFTER_GOLDEN_WEEK, 2026), (UP_BY_CHANCE, 2026)],
]
STORIES = {
    "a key result slips": {(Rule.BEHIND, Kind.KR, "O2-KR3")},
    "a team drifts off its goals": {(Rule.DRIFT, Kind.TEAM, "Membership and Campaigns")},
    "a wave of bugs": {(Rule.OPEN_BUGS, Kind.ALL, None), (Rule.BEHIND, Kind.KR, "O4-KR2")},
    "much work moves nothing": {(Rule.NO_MOVEMENT, Kind.KR, "O3-KR1")},
    "one metric went stale, one was never measured": {(Rule.STALE, Kind.KR, "O3-KR2")},
}


@cache
def held(today: date, seed: int, healthy: bool) -> Store:
    store = open_store(":memory:")
    rows = company(today, seed, "en", healthy=healthy)
    commit_sample(store, {f"{name}.csv": as_csv(lines) for name, lines in rows.items() if lines})
    return store


def as_csv(rows: list[dict[str, str]]) -> bytes:
    out = io.StringIO()
    writer = csv.DictWriter(out, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()


@pytest.fixture(scope="module", autouse=True)
def closed() -> Iterator[None]:
    yield
    held.cache_clear()


def told(today: date, seed: int, *, healthy: bool = False, **asked: object) -> list[Concern]:
    con = held(today, seed, healthy).cursor()
    question = Question(as_of=today - timedelta(days=1), **asked)  # type: ignore[arg-type]
    return attention(con, resolve(con, question), today)


@pytest.mark.parametrize(("today", "seed"), WORLDS, ids=str)
def test_the_list_finds_every_planted_story_and_nothing_else(today: date, seed: int) -> None:
    assert {(concern.rule, concern.kind, concern.id) for concern in told(today, seed)} == set().union(*STORIES.values())


@pytest.mark.parametrize(("today", "seed"), WORLDS, ids=str)
def test_a_healthy_year_is_silent(today: date, seed: int) -> None:
    assert told(today, seed, healthy=True) == []


def test_a_chosen_objective_leaves_its_own_stories_and_those_of_everybody() -> None:
    found = {(concern.rule, concern.id) for concern in told(A_SUNDAY, 2026, objectives=("O3",))}
    assert {(rule, id_) for rule, id_ in found if id_ and id_.startswith("O")} == {(Rule.NO_MOVEMENT, "O3-KR1"), (Rule.STALE, "O3-KR2")}


def test_a_chosen_team_leaves_itself_and_the_key_results_it_works_for() -> None:
    found = {(concern.rule, concern.id) for concern in told(A_SUNDAY, 2026, teams=("Membership and Campaigns",))}
    assert (Rule.DRIFT, "Membership and Campaigns") in found
    assert (Rule.BEHIND, "O2-KR3") in found
    assert "O3-KR2" not in {id_ for _, id_ in found}
