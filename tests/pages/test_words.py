"""Every word in both languages, and a sentence for every code."""

import re
import string

import pytest

from metrics.records import Measure
from metrics.registry import FIGURES, Better, Unit
from metrics.scope import Bucket, Clock, Days
from metrics.status import Status
from pages.ui.sitemap import PLACES
from pages.ui.words import LANGUAGES, keys, words

PLACEHOLDERS = string.Formatter()


def placeholders(language: str, key: str) -> set[str]:
    found = words(language).raw(key)
    texts = [found] if isinstance(found, str) else list(found.values())
    return {name for text in texts for _, name, _, _ in PLACEHOLDERS.parse(text) if name}


def test_both_languages_have_the_same_keys() -> None:
    assert keys("zh") ^ keys("en") == frozenset()


def test_both_languages_tell_the_same_facts() -> None:
    told = [key for key in keys("en") if not key.startswith("date.")]  # a month has a name in one, a number in the other
    assert [key for key in told if placeholders("zh", key) != placeholders("en", key)] == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "key",
    [
        *(f"{place.name}.{part}" for place in PLACES for part in ("menu", "title")),
        *(f"status.{status}" for status in Status),
        *(f"how.word.{status}" for status in Status),
        *(f"measure.{measure}" for measure in Measure),
        *(f"bucket.{bucket}" for bucket in Bucket),
        *(f"clock.{clock}" for clock in Clock),
        *(f"days.{days}" for days in Days),
        *(f"efficiency.from.{clock}" for clock in Clock),
        *(f"efficiency.in.{days}" for days in Days),
        *(f"unit.{unit}" for unit in Unit),
        *(f"about.better.{better}" for better in Better if better is not Better.NEUTRAL),
        *(f"figure.{name}" for name in FIGURES),
        *(f"figure.{figure.sample}" for figure in FIGURES.values() if figure.sample),
    ],
)
def test_whatever_can_be_shown_has_a_word(language: str, key: str) -> None:
    assert words(language)(key, gap=25, miss="10%")


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_error_has_a_title_and_a_hint(language: str) -> None:
    codes = {key.removeprefix("error.").rpartition(".")[0] for key in keys(language) if key.startswith("error.")}
    assert {code for code in codes if not words(language).knows(f"error.{code}.title")} == set()
    assert {code for code in codes if not words(language).knows(f"error.{code}.hint")} == set()


def test_one_of_something_is_not_many() -> None:
    assert words("en")("scope.teams", n=1) == "1 team"
    assert words("en")("scope.teams", n=2) == "2 teams"
    assert words("zh")("scope.teams", n=1) == "1 个团队"


def test_a_code_nobody_worded_is_named_and_a_fact_nobody_gave_stays_visible() -> None:
    assert words("en").coded("reason", "brand_new") == "not accepted (brand_new)"
    assert words("en").coded("reason", "not_a_number") == "“{value}” is not a plain number; units and % are never converted silently"


def test_a_fact_with_braces_is_only_text() -> None:
    assert "{0.__class__}" in words("en").coded("reason", "not_a_number", value="{0.__class__}")


def test_chinese_text_holds_no_english_sentence() -> None:
    mixed = [key for key in keys("zh") if re.search(r"[a-z]{4,} [a-z]{3,} [a-z]{3,}", str(words("zh").raw(key)))]
    assert mixed == []
