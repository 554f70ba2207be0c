"""One thing that needs attention: which rule found it, about whom, with the numbers that say why."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import NamedTuple, TypeAlias

Figures: TypeAlias = Mapping[str, float | str | date | None]


class Rule(StrEnum):
    """What is looked for, in the order it is explained."""

    BEHIND = "behind"  # a key result's metric far behind its plan, or a limit not kept
    FALLING = "falling"  # a metric that got worse two weeks in a row
    NO_MOVEMENT = "no_movement"  # much work for a key result, and its metrics have not moved
    DRIFT = "drift"  # a team whose share of work for goals dropped
    UNLINKED = "unlinked"  # work that serves no goal is growing
    OPEN_BUGS = "open_bugs"  # the stock of open bugs rose three weeks in a row
    SLOW = "slow"  # the delivery cycle is beyond its own usual range
    STALE = "stale"  # figures or a source that nobody has brought for long
    NO_MONTHS = "no_months"  # a plan without monthly targets


class Kind(StrEnum):
    """What an entry is about, and with it where it leads."""

    KR = "kr"
    OBJECTIVE = "objective"
    TEAM = "team"
    SOURCE = "source"
    ALL = "all"


class Concern(NamedTuple):
    """One entry of the list. `id` is the key result's, the objective's, the team's (None: no name) or the source's, None of all work.

    `figures` are the numbers its sentence tells, by name; `weight` ranks it, 1 is worth a leader's look, more is more;
    `muted_until` is the last day it is kept quiet, by whom and why beside it; `among` names the teams and objectives that an entry
    about all work is limited to.
    """

    rule: Rule
    kind: Kind
    id: str | None
    title: str | None
    metric_id: str | None
    objective_id: str | None
    figures: Figures
    weight: float
    muted_until: date | None = None
    muted_by: str | None = None
    muted_why: str | None = None
    among: str = ""
