"""The year the sample tells of, and the periods of its objectives: one that runs, one that is over."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

WEEKS = 52
MONTHS_BEFORE, MONTHS_AFTER = 8, 2
FESTIVAL_MONTHS = 3  # as many whole months as the year has before the running period


@dataclass(frozen=True)
class Period:
    """From a first day to a last one, in whole months."""

    starts_on: date
    ends_on: date

    @classmethod
    def of_months(cls, first: date, count: int) -> "Period":
        return cls(first, month_end(month_after(first, count - 1)))

    @property
    def months(self) -> list[date]:
        """Each by its first day."""
        count = (self.ends_on.year - self.starts_on.year) * 12 + self.ends_on.month - self.starts_on.month + 1
        return [month_after(self.starts_on, number) for number in range(count)]

    def elapsed(self, day: date) -> float:
        """How much of it is over at the end of the day."""
        return min(max(((day - self.starts_on).days + 1) / ((self.ends_on - self.starts_on).days + 1), 0.0), 1.0)


@dataclass(frozen=True)
class Year:
    """Fifty-two whole weeks and the one that runs; `now` is the last moment anything is known of. In a healthy year none of the
    troubles happens that the sample tells of. `festival` is the period of the campaign that is closed.
    """

    today: date
    since: date
    period: Period
    festival: Period
    now: datetime
    healthy: bool = False

    @classmethod
    def until(cls, today: date, *, healthy: bool = False) -> "Year":
        first = month_after(today, -MONTHS_BEFORE)
        return cls(
            today=today,
            since=monday(today) - timedelta(weeks=WEEKS),
            period=Period.of_months(first, MONTHS_BEFORE + MONTHS_AFTER + 1),
            festival=Period.of_months(month_after(first, -FESTIVAL_MONTHS), FESTIVAL_MONTHS),
            now=datetime.combine(today, time(12)),
            healthy=healthy,
        )

    def elapsed(self, day: date) -> float:
        """How much of the year had passed: 0 when it began, 1 today."""
        return min(max((day - self.since) / (self.today - self.since), 0.0), 1.0)

    def weeks_ago(self, day: date) -> int:
        """0 for a day of the running week, 1 for one of the week before."""
        return (monday(self.today) - monday(day)).days // 7


def monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def month_after(day: date, months: int) -> date:
    """The first day of the month so many months later."""
    number = day.year * 12 + day.month - 1 + months
    return date(number // 12, number % 12 + 1, 1)


def month_end(month: date) -> date:
    return month_after(month, 1) - timedelta(days=1)


def days(since: date, until: date) -> list[date]:
    """Every day of a half-open range."""
    return [since + timedelta(days=number) for number in range((until - since).days)]
