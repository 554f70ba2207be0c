"""Which rows are asked for: the number they explain, the row or part of a board it stands on, and how they are looked through."""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from metrics.kr import FRESH_DAYS
from metrics.scope import Scope


class Measure(StrEnum):
    """Which number the rows explain."""

    DELIVERED = "delivered"
    OKR_DELIVERED = "okr_delivered"
    UNLINKED = "unlinked"
    IN_PROGRESS = "in_progress"
    CYCLE = "cycle"
    ONLINE_ISSUES = "online_issues"
    VALID_BUGS = "valid_bugs"
    RESOLVED_BUGS = "resolved_bugs"
    OPEN_BUGS = "open_bugs"
    VALUES = "values"  # a KR metric's current value, or all its values of a part of time
    CHANGE = "change"  # a KR metric's change over the week: the values of both sides

    @property
    def of_bugs(self) -> bool:
        return self in (Measure.ONLINE_ISSUES, Measure.VALID_BUGS, Measure.RESOLVED_BUGS, Measure.OPEN_BUGS)

    @property
    def of_values(self) -> bool:
        return self in (Measure.VALUES, Measure.CHANGE)

    @property
    def of_work(self) -> bool:
        return not self.of_bugs and not self.of_values


@dataclass(frozen=True)
class Asked:
    """A number: of a key result, an objective, a campaign or a metric, of a part of the range; the text its rows are searched for; their order.

    `owner` is one person's part of the work, `""` what nobody owns. `sort` is a column, with a leading `-` the other way round; a
    column that the rows don't have leaves the usual order.
    """

    measure: Measure
    kr: str | None = None
    objective: str | None = None
    metric: str | None = None
    since: date | None = None
    until: date | None = None
    search: str = ""
    sort: str = ""
    owner: str | None = None
    campaign: str | None = None

    @property
    def of_all_goals(self) -> bool:
        return self.kr is None and self.objective is None and self.campaign is None

    @property
    def of_a_part(self) -> bool:
        return self.since is not None or self.until is not None

    @property
    def on_board(self) -> bool:
        """Asked from a row of the OKR board, whose range is its objective's own."""
        return not self.of_all_goals and not self.of_a_part and self.measure.of_work

    def bound(self, scope: Scope) -> dict[str, object]:
        """What its statements may name; each takes what it needs."""
        return {
            "as_of": scope.as_of,
            "since": scope.question.since if self.on_board else max(scope.since, self.since or scope.since),
            "until": scope.question.until if self.on_board else min(scope.until, self.until or scope.until),
            "first": self.since,
            "last": self.until,
            "kr": self.kr,
            "objective": self.objective,
            "campaign": self.campaign,
            "metric": self.metric,
            "owner": self.owner,
            "objectives": list(scope.objectives),
            "goals": self._goals(scope),
            "pattern": pattern(self.search),
            "week_fresh": FRESH_DAYS["week"],
            "month_fresh": FRESH_DAYS["month"],
        }

    def is_of_goals(self, scope: Scope) -> bool:
        return bool(self._goals(scope))

    def _goals(self, scope: Scope) -> list[str]:
        """The key result or the objectives whose part of each row is weighed."""
        if self.kr is not None:
            return [self.kr]
        return list(scope.objectives) if self.objective is None else [self.objective]


def pattern(search: str) -> str:
    """Finds the text as it stands, whatever its case and whether its letters are of half or full width."""
    return "(?i)" + "".join(_either_width(sign) for sign in search[:LONGEST])


def _either_width(sign: str) -> str:
    plain = chr(ord(sign) - WIDER) if FULL[0] <= sign <= FULL[1] else " " if sign == WIDE_SPACE else sign
    if plain == " ":
        return f"[ {WIDE_SPACE}]"
    return f"[{re.escape(plain)}{chr(ord(plain) + WIDER)}]" if "!" <= plain <= "~" else re.escape(plain)


FULL, WIDE_SPACE = ("\uff01", "\uff5e"), "\u3000"
LONGEST = 200  # signs that anybody looks for
WIDER = ord(FULL[0]) - ord("!")
