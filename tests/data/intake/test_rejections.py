"""What is impossible in itself is a rejected line with its reason; everything else of the file is in."""

import pytest

from data.store import Store
from tests.data.intake.drawn import counts, held, problems, read_in

CELLS = [
    ("kr_values", "metric_id | day | value", " | 2025-09-01 | 1", "metric_id", "empty"),
    ("kr_values", "metric_id | day | value", "M1 | 2025-09-01 | ", "value", "empty"),
    ("kr_values", "metric_id | day | value", "M1 | 2025-09-01 | 12%", "value", "not_a_number"),
    ("kr_values", "metric_id | day | value", "M1 | 2025-02-29 | 1", "day", "not_a_day"),
    ("kr_monthly_targets", "metric_id | month | target", "M1 | 2025-13 | 1", "month", "not_a_day"),
    ("requirements", "requirement_id | title | created_at", "R1 | a | 2025-09-01 25:00:00", "created_at", "not_a_moment"),
    ("requirements", "requirement_id | title | created_at", "R1 | a | ", "created_at", "empty"),
    ("requirements", "requirement_id | title | created_at", "R1 | | 2025-09-01", "title", "empty"),
    ("requirements", "requirement_id | title | created_at | estimate_days", "R1 | a | 2025-09-01 | 3d", "estimate_days", "not_a_number"),
    ("objectives", "objective_id | title | starts_on | ends_on", "O1 | a | 2025-09-02 | 2025-09-01", "ends_on", "ends_before_it_starts"),
    ("objectives", "objective_id | title | starts_on | ends_on", "O1 | a | soon | 2025-09-01", "starts_on", "not_a_day"),
    (
        "kr_metrics",
        "metric_id | kr_id | name | direction | baseline | target",
        "M1 | K | n | increase | 5 | 4",
        "target",
        "target_against_direction",
    ),
    (
        "kr_metrics",
        "metric_id | kr_id | name | direction | baseline | target",
        "M1 | K | n | 降低 | 5 | 6",
        "target",
        "target_against_direction",
    ),
    (
        "requirements",
        "requirement_id | title | created_at | released_at | cancelled_at",
        "R1 | a | 2025-09-01 | 2025-09-02 | 2025-09-03",
        "cancelled_at",
        "released_and_cancelled",
    ),
]
GOOD = {
    "kr_values": "GOOD | 2025-09-01 | 1",
    "kr_monthly_targets": "GOOD | 2025-09 | 1",
    "requirements": "GOOD | a | 2025-09-01 | | ",
    "objectives": "GOOD | a | 2025-09-01 | 2025-09-01",
    "kr_metrics": "GOOD | K | n | increase | 5 | 5",
}


@pytest.mark.parametrize(("dataset", "header", "line", "field", "code"), CELLS, ids=[f"{case[3]} {case[4]}" for case in CELLS])
def test_a_line_that_cannot_be_is_rejected_with_its_reason_and_the_rest_is_in(
    store: Store, dataset: str, header: str, line: str, field: str, code: str
) -> None:
    good = " | ".join(cell.strip() for cell in GOOD[dataset].split("|")[: header.count("|") + 1])
    report = read_in(store, dataset, f"{header} \n {line} \n {good}")
    assert problems(report) == [(2, field, code)]
    assert counts(report) == {"lines": 2, "new": 1, "rejected": 1}
    assert held(store, dataset, header.split("|", maxsplit=1)[0]) == ["GOOD"]


REQUIREMENT_MOMENTS = ["review", "ready", "dev", "test", "release_ready", "released", "retro", "cancelled", "blocked"]


@pytest.mark.parametrize(("dataset", "stem"), [*(("requirements", stem) for stem in REQUIREMENT_MOMENTS), ("bugs", "resolved"), ("bugs", "closed")])
def test_no_moment_may_lie_before_the_raising_and_a_side_without_time_compares_days(store: Store, dataset: str, stem: str) -> None:
    key = "bug_id" if dataset == "bugs" else "requirement_id"
    report = read_in(
        store,
        dataset,
        f"""
        {key}        | title | created_at          | {stem}_at
        before       | a     | 2025-09-02 10:00:00 | 2025-09-02 09:59:59
        day before   | a     | 2025-09-02          | 2025-09-01 23:59:59
        day before 2 | a     | 2025-09-02 10:00:00 | 2025-09-01
        same moment  | a     | 2025-09-02 10:00:00 | 2025-09-02 10:00:00
        same day     | a     | 2025-09-02 10:00:00 | 2025-09-02
        same day 2   | a     | 2025-09-02          | 2025-09-02 00:00:00
        other offset | a     | 2025-09-02 10:00:00 | 2025-09-02T02:00:00Z
        """,
    )
    assert problems(report) == [(line, f"{stem}_at", "before_raised") for line in (2, 3, 4)]
    assert held(store, dataset, key) == ["other offset", "same day", "same day 2", "same moment"]


def test_a_line_is_judged_by_the_whole_fact_that_it_would_make(store: Store) -> None:
    read_in(store, "requirements", "requirement_id | title | created_at | released_at \n R1 | a | 2025-09-01 | 2025-09-05")
    report = read_in(store, "requirements", "requirement_id | cancelled_at \n R1 | 2025-09-06")
    assert problems(report) == [(2, "cancelled_at", "released_and_cancelled")]
    report = read_in(store, "requirements", "requirement_id | created_at \n R1 | 2025-09-06")
    assert problems(report) == [(2, "released_at", "before_raised")]
    assert held(store, "requirements", "created_on::varchar, released_on::varchar, cancelled_on") == [("2025-09-01", "2025-09-05", None)]


def test_a_new_fact_needs_every_column_that_may_not_be_empty_and_a_known_one_does_not(store: Store) -> None:
    read_in(store, "requirements", "requirement_id | title | created_at \n R1 | a | 2025-09-01")
    report = read_in(store, "requirements", "requirement_id | title \n R1 | b \n R2 | c")
    assert problems(report) == [(3, "created_at", "missing_column")]
    assert held(store, "requirements", "requirement_id, title") == [("R1", "b")]


def test_stages_out_of_order_are_no_reason_to_reject(store: Store) -> None:
    report = read_in(
        store, "requirements", "requirement_id | title | created_at | review_at | dev_at \n R1 | a | 2025-09-01 | 2025-09-05 | 2025-09-03"
    )
    assert counts(report) == {"lines": 1, "new": 1}


def test_a_file_of_nothing_but_rejected_lines_makes_no_version(store: Store) -> None:
    report = read_in(store, "kr_values", "metric_id | day | value \n M1 | 2025-09-01 | x")
    assert (report.rejected, report.version, store.version()) == (1, None, 0)
