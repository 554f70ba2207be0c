"""What a link may say: the question, what it is held against, the rows behind a number, and the one thing a page is about."""

from dataclasses import dataclass, replace
from datetime import date
from typing import TypeAlias

from metrics.records import Measure
from metrics.scope import Bucket, Clock, Days, Question

NO_TEAM = ""  # the group of what has no team
NOBODY = ""  # the owner of what has none
Versus: TypeAlias = date | int  # an earlier day, or an earlier version


@dataclass(frozen=True)
class Chosen:
    """What the reader chose, None where they left it to us: a choice equal to the default is still a choice.

    `seen` is the day a version was looked at when its link was made: the one that ages are told on.
    """

    as_of: date | None = None
    since: date | None = None
    until: date | None = None
    teams: tuple[str, ...] = ()
    objectives: tuple[str, ...] = ()
    bucket: Bucket | None = None
    clock: Clock | None = None
    days: Days | None = None
    version: int | None = None
    versus: Versus | None = None
    seen: date | None = None

    @property
    def question(self) -> Question:
        return Question(
            self.as_of,
            self.since,
            self.until,
            self.bucket or Bucket.WEEK,
            self.clock or Clock.CREATED,
            self.days or Days.CALENDAR,
            self.teams,
            self.objectives,
            self.version,
        )


@dataclass(frozen=True)
class Behind:
    """Which rows stand behind a number: a measure, cut to a row of the OKR board, a campaign or one bucket `since <= day < until`.

    `sort` is a column, with a leading `-` the other way round; `columns` are the ones shown, none for the usual ones. `owner` is
    one person's part, `""` what nobody owns.
    """

    measure: Measure = Measure.DELIVERED
    kr: str | None = None
    goal: str | None = None
    metric: str | None = None
    owner: str | None = None
    since: date | None = None
    until: date | None = None
    search: str = ""
    sort: str = ""
    columns: tuple[str, ...] = ()
    page: int = 1
    campaign: str | None = None

    def showing(self, measure: Measure) -> "Behind":
        return replace(self, measure=measure, page=1)

    def of_owner(self, owner: str | None) -> "Behind":
        return replace(self, owner=owner or NOBODY)

    def at_page(self, page: int) -> "Behind":
        return replace(self, page=page)


@dataclass(frozen=True)
class Subject:
    """The one thing a page is about: a goal, a key result or a team by its id; a row by its dataset, source and id."""

    id: str
    dataset: str | None = None
    source: str | None = None
