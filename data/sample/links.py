"""Which goals a requirement serves: named by itself, or inherited from the epic it belongs to."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random

from data.sample.story import Row, Story, cell
from data.sample.teams import EFFORTS, Effort
from data.sample.workdays import in_office
from data.sample.year import Year

EPICS = {
    "EPIC-01": ("fulfilment", "O1-KR1"),
    "EPIC-02": ("warehouse", "O1-KR2"),
    "EPIC-03": ("feed", "O2-KR2"),
    "EPIC-04": ("merchant", "O3-KR1"),
    "EPIC-05": ("quality", "O4-KR2;O4-KR1"),
    "EPIC-06": ("membership", "O2-KR3"),
}
INHERITED, NESTED, TWO_GOALS, CATCH_UP = 0.25, 0.3, 0.08, 0.25


@dataclass
class Links:
    """Gives each requirement its `kr_ids` and `parent_id`; some children of epics have children of their own.

    A team behind its share for goals is likelier to serve one next, so that the shares of a quarter tell the story.
    """

    year: Year
    chance: Random
    youngest: dict[str, str] = field(default_factory=dict)
    owed: dict[str, float] = field(default_factory=dict)

    def of(self, requirement_id: str, effort: Effort, raised_on: date) -> tuple[str, str]:
        if not self._for_goals(effort, raised_on):
            return "", ""
        (first,) = self.chance.choices(list(effort.serves), list(effort.serves.values()))
        epic = _epic(effort.team, first)
        if epic and raised_on > epics_raised_on(self.year) and self.chance.random() < INHERITED:
            return "", self._parent(epic, requirement_id)
        second = self._second()
        return (f"{first};{second}" if second not in ("", first) else first), ""

    def _for_goals(self, effort: Effort, raised_on: date) -> bool:
        share, owed = effort.share_for_goals(self.year, raised_on), self.owed.get(effort.team, 0.0)
        serves_one = self.chance.random() < share + CATCH_UP * owed
        self.owed[effort.team] = owed + share - serves_one
        return serves_one

    def _parent(self, epic: str, requirement_id: str) -> str:
        parent = self.youngest.get(epic, epic) if self.chance.random() < NESTED else epic
        self.youngest[epic] = requirement_id
        return parent

    def _second(self) -> str:
        if self.chance.random() >= TWO_GOALS:
            return ""
        return self.chance.choice(sorted({kr for effort in EFFORTS for kr in effort.serves}))


def epics(year: Year, story: Story) -> list[Row]:
    """Large requirements that run through the whole period; their children inherit their goals."""
    return [_epic_row(year, story, number, epic) for number, epic in enumerate(EPICS)]


def epics_raised_on(year: Year) -> date:
    return year.since + timedelta(days=20)


def _epic(team: str, kr: str) -> str:
    return next((epic for epic, (owner, krs) in EPICS.items() if owner == team and krs.startswith(kr)), "")


def _epic_row(year: Year, story: Story, number: int, epic: str) -> Row:
    team, krs = EPICS[epic]
    raised = datetime.combine(epics_raised_on(year), datetime.min.time()) - timedelta(hours=31 * (number + 1))
    return {
        "requirement_id": epic,
        "title": story.of("epics", epic),
        "team": story.team(team)["name"],
        "kr_ids": krs,
        "type": story.words["types"][0],
        "priority": "P0",
        "status": "in_progress",
        "owner": story.team(team)["lead"],
        "created_at": cell(in_office(raised)),
        "review_at": cell(in_office(raised + timedelta(days=9))),
        "dev_at": cell(in_office(raised + timedelta(days=30))),
        "url": f"https://tracker.example.com/browse/{epic}",
    }
