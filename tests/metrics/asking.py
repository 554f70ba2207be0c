"""Questions as a test writes them, days as text, and the answers by what they are about."""

from datetime import date
from typing import Any

from duckdb import DuckDBPyConnection

from metrics.efficiency import Period, efficiency
from metrics.goals import GoalRow, ObjectiveRow, objectives, okr_progress
from metrics.investment import team_investment
from metrics.scope import Bucket, Clock, Days, Question, Scope, resolve

CHOICES = {"bucket": Bucket, "clock": Clock, "days": Days, "as_of": date.fromisoformat, "since": date.fromisoformat}
CHOICES["until"] = date.fromisoformat


def scope(con: DuckDBPyConnection, **choices: Any) -> Scope:
    return resolve(con, Question(**{name: CHOICES[name](value) if name in CHOICES else value for name, value in choices.items()}))


def okr_rows(con: DuckDBPyConnection, **choices: Any) -> list[GoalRow]:
    return okr_progress(con, scope(con, **choices))


def okr_row(con: DuckDBPyConnection, **choices: Any) -> GoalRow:
    """The only row."""
    (row,) = okr_rows(con, **choices)
    return row


def objective_row(con: DuckDBPyConnection, **choices: Any) -> ObjectiveRow:
    """The only objective."""
    (row,) = objectives(con, scope(con, **choices))
    return row


def figures(con: DuckDBPyConnection, *names: str, **choices: Any) -> dict[str | None, Any]:
    """A figure of each metric, or several, by the metric's id (or the key result's where it has none)."""
    found = {row.metric_id or row.kr_id: tuple(getattr(row, name) for name in names) for row in okr_rows(con, **choices)}
    return {metric: values[0] if len(names) == 1 else values for metric, values in found.items()}


def work(con: DuckDBPyConnection, **choices: Any) -> dict[str, tuple[int, int]]:
    """Delivered and in progress of each key result."""
    return {row.kr_id: (row.delivered, row.in_progress) for row in okr_rows(con, **choices)}


def invested(con: DuckDBPyConnection, **choices: Any) -> dict[tuple[str | None, str | None], tuple[int, float, float]]:
    """Per team and objective the team's delivered work, the part for the objective, and its share."""
    rows = team_investment(con, scope(con, **choices))
    return {(row.team, row.objective_id): (row.delivered, row.count, row.share) for row in rows}


def buckets(con: DuckDBPyConnection, **choices: Any) -> list[Period]:
    return efficiency(con, scope(con, **choices))


def whole(con: DuckDBPyConnection, **choices: Any) -> Period:
    """The whole range as one bucket."""
    (period,) = buckets(con, bucket="range", **choices)
    return period


def per_bucket(con: DuckDBPyConnection, *names: str, **choices: Any) -> dict[str, Any]:
    """A figure of each bucket, or several, by the bucket's first day."""
    found = {str(period.period): tuple(getattr(period, name) for name in names) for period in buckets(con, **choices)}
    return {first: values[0] if len(names) == 1 else values for first, values in found.items()}
