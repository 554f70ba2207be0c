"""What the rules promise of themselves: a definition in both languages, thresholds that are settings within bounds."""

import re
from dataclasses import asdict

import pytest

from data.model.cutoffs import CUTOFFS
from data.model.facts import CONCERNS
from metrics.attention import DEFINITIONS, PREFIX, Rule, Thresholds, names_of, thresholds
from tests.conftest import Board

CHINESE = re.compile(r"[\u4e00-\u9fff]")


@pytest.mark.parametrize("rule", Rule)
def test_each_rule_has_a_definition_in_both_languages_that_says_how_it_weighs(rule: Rule) -> None:
    english, chinese = DEFINITIONS[rule]["en"], DEFINITIONS[rule]["zh"]
    assert "Weight: " in english
    assert "权重：" in chinese
    assert english.endswith(".")
    assert chinese.endswith("。")
    assert not CHINESE.search(english)
    assert len(CHINESE.findall(chinese)) > 20


def test_each_threshold_is_a_known_setting_of_one_rule_and_its_default_lies_within_bounds() -> None:
    defaults = asdict(Thresholds())
    assert {PREFIX + name for name in defaults} == {name for name in CUTOFFS if name.startswith(PREFIX)}
    assert sorted(name for rule in Rule for name in names_of(rule)) == sorted(defaults)
    assert [name for name, value in defaults.items() if not CUTOFFS[PREFIX + name].least <= value <= CUTOFFS[PREFIX + name].most] == []


def test_a_file_of_mutes_knows_every_rule() -> None:
    assert set(CONCERNS.values()) == set(Rule)


def test_thresholds_are_read_as_known_at_the_version(board: Board) -> None:
    board(settings="name | value \n attention.drift_weeks | 4")
    first = board.store.version()
    board.then(settings="name | value \n attention.drift_weeks | 8 \n status.behind_gap | 0.3")
    read = [thresholds(board.store.cursor(version)).drift_weeks for version in (first - 1, first, first + 1)]
    assert read == [Thresholds().drift_weeks, 4, 8]
