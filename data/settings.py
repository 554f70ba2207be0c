"""What the surroundings decide: where the store is, who may write, which time zone business is done in."""

import os
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from data.errors import StoreUnwritable

DEFAULT_STORE = Path("var/goalboard.duckdb")


def store_path(chosen: str | None = None) -> Path:
    """The store named on the command line, else by GOALBOARD_DB, else the default."""
    return Path(chosen or os.environ.get("GOALBOARD_DB") or DEFAULT_STORE)


@cache
def time_zone() -> ZoneInfo:
    """The business time zone: days and weeks begin by its clock."""
    name = os.environ.get("GOALBOARD_TIMEZONE") or "Asia/Shanghai"
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise StoreUnwritable("unknown_time_zone", name=name) from error
