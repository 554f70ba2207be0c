"""What is known of a team itself."""

import pytest

from metrics.teams import TeamFacts, team_facts
from tests.conftest import Board
from tests.metrics.asking import scope

WORLD = {
    "teams": "team | department | lead | aliases \n web | Shops | Ann | the web;w3 \n idle | | |",
    "requirements": "team | released_at \n web | 2025-09-01 \n app | 2025-09-01",
}


@pytest.mark.parametrize(
    ("name", "facts"),
    [
        ("web", TeamFacts("web", "Shops", "Ann")),
        ("ｗｅｂ ", TeamFacts("web", "Shops", "Ann")),  # full width, as it is typed with a Chinese keyboard
        ("w3", TeamFacts("web", "Shops", "Ann")),
        ("app", TeamFacts("app", None, None)),
        ("idle", TeamFacts("idle", None, None)),
        ("", TeamFacts(None, None, None)),
        ("nobody", None),
        ("%", None),
    ],
)
def test_a_team_is_known_by_any_of_its_names_and_told_by_its_proper_one(board: Board, name: str, facts: TeamFacts | None) -> None:
    con = board(**WORLD)
    assert team_facts(con, scope(con, teams=(name,))) == facts


def test_in_an_empty_world_nobody_is_known(board: Board) -> None:
    con = board()
    assert team_facts(con, scope(con, teams=("",))) is None


def test_a_team_is_known_as_of_the_version_that_is_read(board: Board) -> None:
    con = board(teams="team | lead \n web | Ann", requirements="team | released_at \n web | 2025-09-01")
    earlier = scope(con, teams=("web",))
    con = board.then(teams="team | lead \n web | Bob")
    assert team_facts(con, earlier) == TeamFacts("web", None, "Ann")
    assert team_facts(con, scope(con, teams=("web",))) == TeamFacts("web", None, "Bob")
