"""The ten teams and the few without a name: how much they deliver, which key results they serve."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from data.sample.story import Row, Story
from data.sample.year import Year


@dataclass(frozen=True)
class Effort:
    """A team's year: requirements a week, the share of them for goals when it began and today, and for which.

    The share changes between two moments of the year, 0 when it began and 1 today.
    """

    team: str
    weekly: float
    for_goals: tuple[float, float]
    serves: Mapping[str, float]
    bugs: float = 1.0
    turns: tuple[float, float] = (0.0, 1.0)

    def share_for_goals(self, year: Year, on: date) -> float:
        (first, last), (since, until) = self.for_goals, self.turns
        if last < first and year.healthy:
            return first
        return first + (last - first) * min(max((year.elapsed(on) - since) / (until - since), 0.0), 1.0)


EFFORTS = (
    Effort("fulfilment", 5.5, (0.56, 0.70), {"O1-KR1": 7, "O1-KR3": 2, "O4-KR2": 0.5}, bugs=1.3),
    Effort("warehouse", 4.0, (0.58, 0.68), {"O1-KR2": 7, "O1-KR3": 2}),
    Effort("feed", 5.0, (0.60, 0.72), {"O2-KR2": 7, "O2-KR1": 2}, bugs=0.9),
    Effort("membership", 6.5, (0.78, 0.08), {"O2-KR3": 6, "O2-KR1": 2}, turns=(0.6, 0.86)),
    Effort("merchant", 8.5, (0.80, 0.84), {"O3-KR1": 13, "O3-KR2": 1.5}, bugs=1.1),
    Effort("checkout", 5.0, (0.45, 0.55), {"O1-KR3": 5, "O2-KR1": 2, "O4-KR2": 1}, bugs=1.5),
    Effort("search", 4.0, (0.52, 0.60), {"O2-KR1": 5, "O3-KR2": 2, "O2-KR2": 2}, bugs=0.9),
    Effort("quality", 3.0, (0.62, 0.70), {"O4-KR2": 6, "O4-KR1": 3}, bugs=0.4),
    Effort("platform", 3.0, (0.48, 0.58), {"O4-KR2": 5, "O4-KR1": 4, "O1-KR3": 1}, bugs=0.6),
    Effort("data", 3.0, (0.40, 0.46), {"O4-KR1": 2, "O2-KR2": 2, "O3-KR2": 2, "O1-KR2": 2}, bugs=0.6),
    Effort("unnamed", 0.45, (0.30, 0.30), {"O2-KR1": 1}, bugs=0.4),
)


def teams(story: Story) -> list[Row]:
    return [
        {"team": team["name"], "department": team["department"], "lead": team["lead"], "aliases": ";".join(team["aliases"])}
        for team in story.words["teams"].values()
        if team["name"]
    ]
