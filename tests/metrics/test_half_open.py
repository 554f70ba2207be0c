"""Half-open ranges never count a fact twice, and never lose one, wherever they are cut."""

from datetime import datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conftest import Board
from tests.metrics.asking import buckets, whole

FIRST = datetime(2025, 8, 20)  # noqa: DTZ001 - a cell without an offset
midnights = st.integers(0, 30).map(lambda day: timedelta(days=day))
near_midnight = st.builds(
    lambda midnight, seconds: midnight + timedelta(seconds=seconds), midnights, st.sampled_from([0, 0, 1, -1, 8 * 3600, -8 * 3600])
)
moments = st.lists(st.tuples(near_midnight, st.booleans()), min_size=1, max_size=25)
COUNTS = ("delivered", "cycle_n", "valid_bugs", "online_issues", "resolved_bugs")


@given(
    moments=moments,
    bucket=st.sampled_from(["day", "week", "month", "quarter"]),
    ends=st.tuples(st.integers(-2, 33), st.integers(-2, 33), st.integers(-2, 33)).map(sorted),
)
@settings(max_examples=8)
def test_a_fact_of_the_range_is_in_exactly_one_of_its_buckets_and_in_one_of_two_ranges_side_by_side(
    board: Board, moments: list[tuple[timedelta, bool]], bucket: str, ends: list[int]
) -> None:
    cells = [str((FIRST + after).date() if whole_day else FIRST + after) for after, whole_day in moments]
    con = board(
        requirements="\n".join(["released_at", *cells]),
        bugs="\n".join(["environment | status | created_at | resolved_at", *(f"online | closed | {cell} | {cell}" for cell in cells)]),
    )
    since, middle, until = (FIRST.date() + timedelta(days=end) for end in ends)

    def counted(since: object, until: object, bucket: str = "range") -> list[int]:
        found = buckets(con, bucket=bucket, since=str(since), until=str(until), as_of="2025-12-31")
        return [sum(getattr(period, name) for period in found) for name in COUNTS]

    inside = sum(since <= (FIRST + after).date() < until for after, _ in moments)
    assert counted(since, until) == [inside] * len(COUNTS)
    assert counted(since, until, bucket) == [inside] * len(COUNTS)
    assert [a + b for a, b in zip(counted(since, middle), counted(middle, until), strict=True)] == [inside] * len(COUNTS)
    everything = whole(con, since="2025-01-01", as_of="2025-12-31")
    assert everything.delivered == len(moments)
