"""Linear: its moments of completion and cancellation hold even for states that only a team knows."""

from collections.abc import Callable

import pytest

from data.adapters import Part

Example = Callable[..., list[Part]]
ReadAs = Callable[..., list[tuple[str, ...]]]


@pytest.mark.parametrize(
    ("status", "ours", "released", "cancelled"),
    [
        ("Done", "released", "2026-01-05", ""),
        ("Canceled", "cancelled", "", "2026-01-06"),
        ("Duplicate", "cancelled", "", "2026-01-06"),
    ],
)
def test_of_two_ends_the_one_counts_that_the_state_names(read_as: ReadAs, status: str, ours: str, released: str, cancelled: str) -> None:
    table = f"""
        ID  | Team | Title | Status   | Created    | Completed  | Canceled
        E-1 | Web  | a     | {status} | 2026-01-01 | 2026-01-05 | 2026-01-06
    """
    assert read_as("requirements", table, "status", "released_at", "cancelled_at") == [(ours, released, cancelled)]


def test_an_unknown_state_stays_and_keeps_its_end(read_as: ReadAs) -> None:
    table = """
        ID  | Team | Title | Status          | Created    | Started    | Completed  | Canceled
        E-1 | Web  | a     | Shipped to beta | 2026-01-01 | 2026-01-02 | 2026-01-05 |
        E-2 | Web  | b     | Parked          | 2026-01-01 |            |            | 2026-01-06
    """
    assert read_as("requirements", table, "status", "stage", "dev_at", "released_at", "cancelled_at") == [
        ("shipped to beta", "", "2026-01-02", "2026-01-05", ""),
        ("parked", "", "", "", "2026-01-06"),
    ]


def test_points_and_triage_are_not_read(example: Example) -> None:
    requirements, _ = example("linear.csv")
    assert {"Estimate", "Triaged", "Time in status (minutes)"} <= set(requirements.unused)
