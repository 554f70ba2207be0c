"""One event of a campaign's time line."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import NamedTuple, TypeAlias

Facts: TypeAlias = Mapping[str, str | float | date | None]


class Kind(StrEnum):
    """What happened; where two are as heavy, the earlier kind is told first."""

    TURNED = "turned"  # the status of a key result changed
    WAVERED = "wavered"  # it went back and forth
    MISSED = "missed"  # a key result fell short of its month targets
    LATE = "late"  # a milestone was passed late, or is overdue
    SLOW = "slow"  # the delivery cycle was beyond its usual range
    BUGS = "bugs"  # open bugs rose week after week
    REPLANNED = "replanned"  # a fact of the plan was changed
    PASSED = "passed"  # a milestone was passed in time


class Subject(StrEnum):
    """What an event is about, and with it where it leads."""

    KR = "kr"
    OBJECTIVE = "objective"
    MILESTONE = "milestone"
    CAMPAIGN = "campaign"


class Event(NamedTuple):
    """`day` is the one that it is told on, `facts` what its sentence tells, by name; `weight` ranks it, more is more."""

    day: date
    kind: Kind
    subject: Subject
    id: str
    title: str
    facts: Facts
    weight: float
