"""What stands above the charts: which bucket, which day, which clock, and what a figure rests on."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from metrics.efficiency import Period
from metrics.filters import Freshness
from metrics.scope import Bucket, Clock, Days, Question, Scope
from pages.ui.address import Address
from pages.ui.buckets import bucket_name
from pages.ui.headlines import basis, caption
from pages.ui.panels import nothing_in
from pages.ui.view import View
from pages.ui.words import words
from tests.pages.rows import month_starts, period

TODAY = date(2026, 11, 22)
OCTOBER = period(date(2026, 10, 1), 31, open_bugs=152, valid_bugs=91, resolved_bugs=119, online_issues=9)
NOVEMBER = period(date(2026, 11, 1), 30, open_bugs=124, valid_bugs=30, resolved_bugs=58, complete=False)


def view(bucket: Bucket = Bucket.MONTH, language: str = "en", since: date = date(2026, 7, 1), **asked: Any) -> View:
    question = Question(bucket=bucket, **asked)
    scope = Scope(question, 1, TODAY, since, TODAY + timedelta(days=1))
    return View(Address(), words(language), scope, Freshness(1, None, False, []), 1)


def said(name: str, rows: list[Period], at: View) -> str:
    figures = str(caption(name, rows, at)).partition('class="gb-fig"')[2]
    return " ".join(re.sub(r"<[^>]+>", " ", figures.partition(">")[2]).split())


def test_a_stock_is_read_at_the_end_of_the_day_not_of_the_last_whole_bucket() -> None:
    rows = [*month_starts(date(2026, 7, 1), 3), OCTOBER, NOVEMBER]
    assert said("open_bugs", rows, view()) == "124 on 22 Nov 28 fewer in 22 days (152 on 31 Oct) Oct: 91 raised 119 resolved"
    assert said("open_bugs", rows, view(language="zh")).startswith("124 截至 11月22日 22 天内减少 28（10月31日为 152）")
    assert said("open_bugs", rows[:-1], view()).startswith("152 on 31 Oct")


def test_a_clock_of_ones_own_is_said_where_the_cycle_is() -> None:
    assert "median" in said("cycle", [OCTOBER], view())
    assert "release" not in said("cycle", [OCTOBER], view())
    assert "from development to release · workdays" in said("cycle", [OCTOBER], view(clock=Clock.DEV, days=Days.WORKDAY))
    assert "从开发到发布 · 自然日" in said("cycle", [OCTOBER], view(language="zh", clock=Clock.DEV))


def test_the_p85_has_its_value_in_the_caption() -> None:
    assert "P85 30.0 days" in said("cycle", [OCTOBER], view())


def test_bugs_that_do_not_say_where_they_were_found_are_not_called_offline() -> None:
    assert said("valid_bugs", [OCTOBER], view(language="zh")) == "91 9 线上 82 其他或未注明环境"


def test_without_any_environment_the_online_issues_are_unknown_and_not_none() -> None:
    rows = [OCTOBER._replace(online_issues=None)]
    assert said("online_issues", rows, view()) == "– not known"
    assert said("valid_bugs", rows, view()) == "91 no environment given"


def test_with_an_objective_chosen_nothing_can_be_unlinked() -> None:
    assert said("delivered", [OCTOBER], view()) == "10 60% for goals unlinked"
    assert said("delivered", [OCTOBER], view(objectives=("O1",))) == "10"


@pytest.mark.parametrize("name", ["delivered", "cycle", "online_issues", "valid_bugs", "open_bugs"])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_each_figure_of_a_panel_is_defined_beside_it(name: str, language: str) -> None:
    defined = str(caption(name, [OCTOBER, NOVEMBER], view(language=language)))
    expected = {
        "delivered": ["delivered", "okr_share"],
        "cycle": ["cycle_p50_days", "cycle_p85_days", "cycle_within_14d_share", "cycle_n"],
        "online_issues": ["online_issues"],
        "valid_bugs": ["valid_bugs", "online_issues"],
        "open_bugs": ["open_bugs", "valid_bugs", "resolved_bugs"],
    }
    labels = [words(language)(f"figure.{figure}") for figure in expected[name]]
    assert [label for label in labels if f"<dt>{label}</dt>" not in defined] == []


def test_the_colour_of_a_change_is_explained() -> None:
    assert "10%" in str(caption("valid_bugs", [OCTOBER], view()))


def test_the_answer_says_which_bucket_and_claims_no_comparison_that_is_not_there() -> None:
    july = date(2026, 7, 1)
    whole = period(july, (TODAY - july).days + 1)
    assert basis([whole], view(Bucket.RANGE)) == "Figures of the whole range: 1 Jul – 22 Nov."
    assert basis([OCTOBER, NOVEMBER], view()) == "Figures: Oct, the only complete month; no earlier one to compare with. Pictures: 2 months."
    assert basis([*month_starts(july, 3), OCTOBER, NOVEMBER], view()) == (
        "Figures: Oct, the last complete month, against the one before. Pictures: 5 months."
    )


def test_no_online_issues_has_three_different_reasons() -> None:
    assert nothing_in("online_issues", [OCTOBER]) is None
    assert nothing_in("online_issues", [OCTOBER._replace(online_issues=0)]) == "no_online"
    assert nothing_in("online_issues", [OCTOBER._replace(online_issues=None)]) == "no_environment"
    assert nothing_in("online_issues", [OCTOBER._replace(online_issues=0, valid_bugs=0)]) == "no_bugs"


@pytest.mark.parametrize(
    ("first", "length", "bucket", "name"),
    [
        (date(2026, 10, 1), 31, Bucket.MONTH, "10月"),
        (date(2024, 10, 1), 31, Bucket.MONTH, "2024年10月"),
        (date(2024, 10, 1), 92, Bucket.QUARTER, "2024 Q4"),
        (date(2026, 10, 5), 7, Bucket.WEEK, "10月5日 – 10月11日"),
        (date(2025, 10, 6), 7, Bucket.WEEK, "2025年10月6日 – 2025年10月12日"),
        (date(2025, 12, 29), 7, Bucket.WEEK, "2025年12月29日 – 2026年1月4日"),
        (date(2025, 10, 6), 1, Bucket.DAY, "2025年10月6日"),
        (date(2026, 10, 6), 1, Bucket.DAY, "10月6日"),
    ],
)
def test_a_bucket_is_named_with_its_year_unless_that_is_the_year_of_the_day(first: date, length: int, bucket: Bucket, name: str) -> None:
    assert bucket_name(first, first + timedelta(days=length), bucket, TODAY.year, words("zh")) == name


@pytest.fixture
def then(monkeypatch: pytest.MonkeyPatch) -> Callable[[list[Period]], None]:
    """What the board showed on the day it is held against."""
    return lambda rows: monkeypatch.setattr("pages.ui.headlines.periods_then", lambda _view: rows)


def test_a_figure_says_what_it_was_then_only_where_it_was_another(then: Callable[[list[Period]], None]) -> None:
    then([OCTOBER._replace(delivered=7, cycle_p50_days=20.25)])
    assert said("delivered", [OCTOBER], view()).startswith("10 was 7 60%")
    assert said("delivered", [OCTOBER], view(language="zh")).startswith("10 当时7 ")
    assert "was 20.2 " in said("cycle", [OCTOBER], view())
    assert "was" not in said("valid_bugs", [OCTOBER], view())


def test_what_was_shown_of_another_bucket_names_it(then: Callable[[list[Period]], None]) -> None:
    september = period(date(2026, 9, 1), 30, valid_bugs=40)
    then([september, OCTOBER._replace(complete=False, valid_bugs=3)])
    assert said("valid_bugs", [OCTOBER], view()).startswith("91 was 40 (Sep)")


def test_open_bugs_say_how_many_they_were_on_the_day_held_against(then: Callable[[list[Period]], None]) -> None:
    before = Scope(Question(bucket=Bucket.MONTH), 1, date(2026, 10, 20), date(2026, 7, 1), date(2026, 10, 21))
    then([OCTOBER._replace(complete=False, open_bugs=160)])
    assert "was 160 (20 Oct)" in said("open_bugs", [OCTOBER, NOVEMBER], replace(view(), before=before))
    then([OCTOBER._replace(complete=False, open_bugs=124)])
    assert "was" not in said("open_bugs", [OCTOBER, NOVEMBER], replace(view(), before=before))
