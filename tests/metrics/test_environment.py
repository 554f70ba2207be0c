"""Whether anything is known of where bugs were found: an export without environments has unknown online issues, not none."""

import pytest

from metrics.filters import environment_known
from tests.conftest import Board
from tests.metrics.asking import scope

BUGS = """
    environment | created_at          | team | resolution
    online      | 2025-08-31 23:59:59 | 支付 |
    online      | 2025-09-08 00:00:00 | 支付 |
    offline     | 2025-09-02          | 交易 |
    online      | 2025-09-02          | 风控 | duplicate
                | 2025-09-02          | 支付 |
                | 2025-09-02          | 风控 |
"""


@pytest.mark.parametrize(
    ("teams", "known"),
    [((), True), (("交易",), True), (("支付",), False), (("风控",), False), (("nobody",), False)],
    ids=str,
)
def test_the_environment_is_known_if_any_valid_bug_raised_in_the_range_by_the_teams_says_it(
    board: Board, teams: tuple[str, ...], known: bool
) -> None:
    con = board(bugs=BUGS)
    assert environment_known(con, scope(con, since="2025-09-01", until="2025-09-08", as_of="2025-09-30", teams=teams)) is known
