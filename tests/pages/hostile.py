"""A small company whose every name tries to be something else than text."""

from pages.ui.store import store
from tests.conftest import Board

TITLE = '<img src=x onerror=alert(1)> **bold** [x](javascript:alert(1)) $\\frac{1}{2}$ {{7*7}} & "q" https://evil.example @all'
TEAM = "=1+1<b>@SUM"
OBJECTIVES = """
    objective_id | title | owner | starts_on | ends_on
    O1 | {title} | {title} | 2026-01-01 | 2026-12-31
"""
KEY_RESULTS = """
    kr_id | title | owner
    KR1 | # {title} | {title}
"""
KR_METRICS = """
    metric_id | kr_id | name | unit | direction | baseline | target
    M1 | KR1 | - {title} | <i>% | increase | 0 | 100
"""
VALUES = """
    day | value
    2026-06-10..2026-06-23 | 10
"""
REQUIREMENTS = """
    team | kr_ids | created_at | dev_at | released_at
    {team} | KR1 | 2026-06-01 | 2026-06-02 | 2026-06-16 12:00
    {team} | KR1 | 2026-06-01 | 2026-06-02 | 2026-06-17 12:00
    {team} |     | 2026-06-01 | 2026-06-02 | 2026-06-17 12:00
"""
CAMPAIGNS = """
    campaign_id | title | lead
    C1 | {title} | {title}
"""
MILESTONES = """
    subject_id | title | planned_on | deliverable
    C1 | {title} | 2026-06-10 | {title}
"""


def move_in() -> None:
    """Into the store that is in use."""
    Board(store())(
        objectives=OBJECTIVES.format(title=TITLE),
        key_results=KEY_RESULTS.format(title=TITLE),
        kr_metrics=KR_METRICS.format(title=TITLE),
        kr_values=VALUES,
        requirements=REQUIREMENTS.format(team=TEAM),
        campaigns=CAMPAIGNS.format(title=TITLE),
        milestones=MILESTONES.format(title=TITLE),
    )
