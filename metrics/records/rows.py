"""One row each: all that is known of a requirement, a bug or a value, and the line it came from."""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from typing import Any, NamedTuple, TypeAlias
from zoneinfo import ZoneInfo


class RequirementRecord(NamedTuple):
    """One requirement; moments are business time, or a day where the time is unknown.

    `kr_ids` and `objectives` are those it serves, inherited ones included. `weight` is its part for the goals asked about: of one
    objective of n that it serves 1/n, of one key result of n 1/n; 1 where none is asked about. `observed` names the moments that
    no export told: they were seen between two imports.
    """

    requirement_id: str
    title: str
    team: str | None
    kr_ids: list[str]
    objectives: list[str]
    type: str | None
    priority: str | None
    status: str | None
    stage: str | None
    owner: str | None
    parent_id: str | None
    iteration_id: str | None
    project_id: str | None
    estimate_days: float | None
    created_at: datetime | date
    review_at: datetime | date | None
    ready_at: datetime | date | None
    dev_at: datetime | date | None
    test_at: datetime | date | None
    release_ready_at: datetime | date | None
    released_at: datetime | date | None
    retro_at: datetime | date | None
    cancelled_at: datetime | date | None
    blocked_at: datetime | date | None
    cycle_days: float | None
    weight: float
    url: str | None
    doc_url: str | None
    design_url: str | None
    cases_url: str | None
    release_plan_url: str | None
    observed: list[str] | None
    source: str
    file: str
    sheet: str | None
    line: int


class BugRecord(NamedTuple):
    """One bug; moments as in `RequirementRecord`. It is resolved when the boards say so: not while it is open again."""

    bug_id: str
    title: str
    team: str | None
    requirement_id: str | None
    severity: str | None
    environment: str | None
    status: str | None
    resolution: str | None
    created_at: datetime | date
    resolved_at: datetime | date | None
    closed_at: datetime | date | None
    url: str | None
    source: str
    file: str
    sheet: str | None
    line: int


class ValueRecord(NamedTuple):
    """One value of a KR metric."""

    metric_id: str
    metric_name: str | None
    kr_id: str | None
    day: date
    value: float
    unit: str | None
    source: str
    file: str
    sheet: str | None
    line: int


Record: TypeAlias = RequirementRecord | BugRecord | ValueRecord


def made(kind: type[Record], row: Sequence[Any], zone: ZoneInfo) -> Record:
    """The record of a row of the engine, which tells a moment as its day and, where the time is known, its instant in UTC."""
    values: Iterator[Any] = iter(row)
    return kind._make(_moment(next(values), next(values), zone) if is_moment(name) else next(values) for name in kind._fields)


def is_moment(name: str) -> bool:
    return name.endswith("_at")


def _moment(on: date | None, at: datetime | None, zone: ZoneInfo) -> datetime | date | None:
    return on if at is None else at.replace(tzinfo=UTC).astimezone(zone)
