"""What needs attention, as a test asks for it, and much work drawn in few words."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from duckdb import DuckDBPyConnection

from metrics.attention import Concern, Rule, attention
from tests.metrics.asking import scope

Work = tuple[str, str, str, int]


def concerns(con: DuckDBPyConnection, today: str = "2025-01-01", **choices: Any) -> list[Concern]:
    return attention(con, scope(con, **choices), date.fromisoformat(today))


def found(con: DuckDBPyConnection, rule: Rule, **choices: Any) -> list[Concern]:
    """The entries of one rule."""
    return [concern for concern in concerns(con, **choices) if concern.rule == rule]


def ids(concerns: Iterable[Concern]) -> list[str | None]:
    return [concern.id for concern in concerns]


def released(*work: Work) -> str:
    """Requirements of a team for key results, so many released on a day."""
    lines = [f"{team} | {krs} | 2024-12-01 | {day}" for team, krs, day, count in work for _ in range(count)]
    return "\n".join(["team | kr_ids | created_at | released_at", *lines])


def weekly(values: Iterable[tuple[str, float]], metric: str = "M1") -> str:
    return "\n".join(["metric_id | day | value", *(f"{metric} | {day} | {value}" for day, value in values)])
