"""OpenProject: a planned finish date is not a release, so what is done there has no date."""

from collections.abc import Callable

import pytest

from data.adapters import Part, openproject

Example = Callable[..., list[Part]]


def test_planned_dates_are_not_read(example: Example) -> None:
    requirements, bugs = example("openproject.csv")
    assert {"Start date", "Finish date", "Work"} <= set(requirements.unused)
    assert "released_at" not in requirements.columns
    assert "resolved_at" not in bugs.columns


@pytest.mark.parametrize(("parent", "id_"), [("Epic #61: Loyalty", "61"), ("#61", "61"), ("61", "61"), ("Loyalty", "Loyalty"), ("", "")])
def test_a_parent_is_the_number_in_its_name(parent: str, id_: str) -> None:
    assert openproject.number(parent) == id_


def test_a_milestone_is_no_work(example: Example) -> None:
    requirements, bugs = example("openproject.csv")
    assert (requirements.count, bugs.count, requirements.blank) == (6, 2, 1)
