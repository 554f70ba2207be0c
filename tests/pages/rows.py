"""Buckets as a test draws them."""

from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from metrics.efficiency import Period


def period(start: date, length: int = 7, **figures: Any) -> Period:
    usual = {
        "complete": True,
        "delivered": 10,
        "okr_delivered": 6,
        "okr_share": 0.6,
        "cycle_p50_days": 12.5,
        "cycle_p85_days": 30.0,
        "cycle_mean_days": 14.0,
        "cycle_n": 10,
        "cycle_within_14d_share": 0.5,
        "online_issues": 2,
        "valid_bugs": 8,
        "resolved_bugs": 7,
        "open_bugs": 50,
        "out_of_order": 0,
    }
    return Period(period=start, until=start + timedelta(days=length), **(usual | figures))


def month_starts(first: date, count: int) -> list[Period]:
    starts = [date(first.year + (first.month - 1 + month) // 12, (first.month - 1 + month) % 12 + 1, 1) for month in range(count + 1)]
    return [period(start, (until - start).days) for start, until in pairwise(starts)]
