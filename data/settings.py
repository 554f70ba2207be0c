"""What the surroundings decide: where the store is, who may write, which time zone business is done in."""

import os
from dataclasses import dataclass, field, fields
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from data.errors import BoardError, StoreUnwritable

DEFAULT_STORE = Path("var/goalboard.duckdb")


def store_path(chosen: str | None = None) -> Path:
    """The store named on the command line, else by GOALBOARD_DB, else the default."""
    return Path(chosen or os.environ.get("GOALBOARD_DB") or DEFAULT_STORE)


def inbox_path() -> Path | None:
    """The watched folder that GOALBOARD_INBOX names, if any."""
    named = os.environ.get("GOALBOARD_INBOX")
    return Path(named) if named else None


def home() -> str:
    """Where readers reach the app, for links that leave it: GOALBOARD_URL, without a slash at its end; "" where nobody says."""
    return (os.environ.get("GOALBOARD_URL") or "").rstrip("/")


@dataclass(frozen=True)
class Webhook:
    """A chat's robot that is told the week and what newly needs attention. Its address and secret are never shown."""

    url: str = field(repr=False)
    secret: str = field(repr=False)
    host: str  # allowed besides those of the chats we know
    at: str  # weekday and time, in business time
    language: str


def webhook() -> Webhook | None:
    """The robot that GOALBOARD_WEBHOOK names, if any."""
    url, secret, host, at, language = (os.environ.get(f"GOALBOARD_WEBHOOK{part}") or "" for part in ("", "_SECRET", "_HOST", "_AT", "_LANG"))
    return Webhook(url.strip(), secret.strip(), host.strip().lower(), at or "mon 09:00", language) if url else None


@cache
def time_zone() -> ZoneInfo:
    """The business time zone: days and weeks begin by its clock."""
    name = os.environ.get("GOALBOARD_TIMEZONE") or "Asia/Shanghai"
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise StoreUnwritable("unknown_time_zone", name=name) from error


@dataclass(frozen=True)
class Limits:
    """How large a file may be to be read; each can be raised by the variable GOALBOARD_MAX_ and its name."""

    file_mb: int = 1024
    unpacked_mb: int = 4096
    sheets: int = 200
    columns: int = 2000
    cell: int = 1_000_000  # characters

    @classmethod
    def limits(cls) -> "Limits":
        """The limits that the surroundings set, the usual ones otherwise."""
        return cls(**{limit.name: _limit(f"GOALBOARD_MAX_{limit.name.upper()}", cls.__dict__[limit.name]) for limit in fields(cls)})


def _limit(variable: str, usual: int) -> int:
    value = os.environ.get(variable) or str(usual)
    if not value.isascii() or not value.isdigit() or int(value) == 0:
        raise BoardError("wrong_limit", variable=variable, value=value)
    return int(value)
