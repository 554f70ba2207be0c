"""When the week is told: a weekday and a time of the business's clock."""

import re
from datetime import datetime, timedelta
from typing import NamedTuple

from data.errors import BoardError

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
WRITTEN = re.compile(r"(mon|tue|wed|thu|fri|sat|sun) ([01]\d|2[0-3]):([0-5]\d)")


class Weekly(NamedTuple):
    """`weekday` counts from Monday, 0."""

    weekday: int
    hour: int
    minute: int

    def last(self, now: datetime) -> datetime:
        """The last moment at or before `now` that it was due, by the clock of `now`."""
        then = now.replace(hour=self.hour, minute=self.minute, second=0, microsecond=0) - timedelta(days=(now.weekday() - self.weekday) % 7)
        return then if then <= now else then - timedelta(days=7)


def weekly(text: str) -> Weekly:
    """Raises `BoardError` where it is no weekday and time."""
    found = WRITTEN.fullmatch(" ".join(text.lower().split()))
    if found is None:
        raise BoardError("webhook_at", at=text)
    return Weekly(WEEKDAYS.index(found[1]), int(found[2]), int(found[3]))
