"""The year the sample tells of, and the period of its objectives within it."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

WEEKS = 52
MONTHS_BEFORE, MONTHS_AFTER = 8, 2


@dataclass(frozen=True)
class Year:
    """Fifty-two whole weeks and the one that runs; `now` is the last moment anything is known of. In a healthy year none of the
    troubles happens that the sample tells of.
    """

    today: date
    since: date
    starts_on: date
    ends_on: date
    now: datetime
    healthy: bool = False

    @classmethod
    def until(cls, today: date, *, healthy: bool = False) -> "Year":
        return cls(
            today=today,
            since=monday(today) - timedelta(weeks=WEEKS),
            starts_on=month_after(today, -MONTHS_BEFORE),
            ends_on=month_after(today, MONTHS_AFTER + 1) - timedelta(days=1),
            now=datetime.combine(today, time(12)),
            healthy=healthy,
        )

    @property
    def months(self) -> list[date]:
        """The months of the objectives' period, each by its first day."""
        return [month_after(self.starts_on, number) for number in range(MONTHS_BEFORE + MONTHS_AFTER + 1)]

    def elapsed(self, day: date) -> float:
        """How much of the year had passed: 0 when it began, 1 today."""
        return min(max((day - self.since) / (self.today - self.since), 0.0), 1.0)

    def period_elapsed(self, day: date) -> float:
        """How much of the objectives' period is over at the end of the day."""
        return min(max(((day - self.starts_on).days + 1) / ((self.ends_on - self.starts_on).days + 1), 0.0), 1.0)

    def weeks_ago(self, day: date) -> int:
        """0 for a day of the running week, 1 for one of the week before."""
        return (monday(self.today) - monday(day)).days // 7


def monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def month_after(day: date, months: int) -> date:
    """The first day of the month so many months later."""
    number = day.year * 12 + day.month - 1 + months
    return date(number // 12, number % 12 + 1, 1)


def days(since: date, until: date) -> list[date]:
    """Every day of a half-open range."""
    return [since + timedelta(days=number) for number in range((until - since).days)]
