"""The address is the state: read with care, written so that a link says the same again."""

from datetime import date
from urllib.parse import parse_qs, urlsplit

import pytest

from metrics.records import Measure
from metrics.scope import Bucket, Clock, Days, Question
from pages.ui.address import Address, Behind, Chosen, read

ALL = Address(
    Chosen(
        as_of=date(2026, 6, 30),
        since=date(2026, 4, 1),
        until=date(2026, 7, 1),
        teams=("", "A&B=C", "<b>"),
        objectives=("O1", "O 2"),
        bucket=Bucket.WEEK,
        clock=Clock.CREATED,
        days=Days.CALENDAR,
        version=3,
    ),
    "zh",
)


def back(link: str) -> Address:
    return read(parse_qs(urlsplit(link).query, keep_blank_values=True))


def test_a_link_says_the_same_when_it_is_read_again() -> None:
    assert back(ALL.link("/okr")) == ALL


def test_a_link_to_rows_says_the_same_when_it_is_read_again() -> None:
    behind = Behind(Measure.OPEN_BUGS, kr="K/1?", goal="O&1", since=date(2026, 4, 1), until=date(2026, 4, 8), page=2)
    assert back(ALL.records(behind)).behind == behind


def test_a_choice_equal_to_the_default_stays() -> None:
    assert "bucket=week" in ALL.link("/okr")
    assert Address().link("/okr") == "/okr"


def test_nothing_chosen_asks_the_default_question() -> None:
    assert read({}).chosen.question == Question()


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("asof", "yesterday"),
        ("asof", "0001-01-01"),
        ("asof", "9999-12-31"),
        ("since", "2026-02-30"),
        ("bucket", "year"),
        ("clock", "WEEK"),
        ("days", "1"),
        ("version", "0"),
        ("version", "1e3"),
        ("version", "٣"),
        ("version", "99999999999999999999"),
        ("lang", "fr"),
        ("show", "everything"),
        ("page", "-1"),
    ],
)
def test_a_mangled_value_falls_back_and_is_named(key: str, value: str) -> None:
    found = read({key: [value]})
    assert found.mangled == (key,)
    assert (found.chosen, found.language, found.behind) == (Chosen(), None, Behind())


@pytest.mark.parametrize("until", ["2026-05-01", "2026-04-01"], ids=["the same day, which is not included", "before"])
def test_a_reversed_range_falls_back_whole(until: str) -> None:
    found = read({"since": ["2026-05-01"], "until": [until], "team": ["A"]})
    assert found.mangled == ("range",)
    assert found.chosen == Chosen(teams=("A",))


def test_the_last_of_several_single_values_counts_and_repeated_teams_count_once() -> None:
    found = read({"bucket": ["day", "month"], "team": ["A", "B", "A", ""]})
    assert found.chosen.bucket is Bucket.MONTH
    assert found.chosen.teams == ("A", "B", "")


def test_an_empty_value_is_no_choice_except_for_the_team_without_a_name() -> None:
    found = read({"asof": [""], "objective": [""], "team": [""]})
    assert found == Address(Chosen(teams=("",)))


def test_more_teams_than_anybody_chooses_are_cut_and_named() -> None:
    found = read({"team": [str(number) for number in range(300)]})
    assert len(found.chosen.teams) == 200
    assert found.mangled == ("team",)
