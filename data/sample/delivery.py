"""The requirements of the year: what was asked for, what became of it."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from random import Random

from data.sample.course import STAGES, blocked, course, raised, retro
from data.sample.links import Links, epics
from data.sample.story import Row, Story, Titles, cell, pick
from data.sample.teams import Effort
from data.sample.year import Year

COLUMNS = (
    *("requirement_id", "title", "team", "kr_ids", "parent_id", "type", "priority", "status", "owner", "iteration_id", "estimate_days"),
    *("created_at", *STAGES, "released_at", "retro_at", "cancelled_at", "blocked_at", "doc_url", "url"),
)
FIRST_NUMBER = 10001
OLD_NAME_DAYS = 75
FIRST_TRAIN, TRAIN_DAYS = date(2025, 1, 8), 14
CHECKOUT_WEEKS_AGO = 4


def requirements(year: Year, story: Story, seed: int) -> list[Row]:
    rows = [*epics(year, story), *_worked_on(year, story, Random(f"{seed} requirements"))]
    return _planted([{column: row.get(column, "") for column in COLUMNS} for row in rows], year, story)


def _worked_on(year: Year, story: Story, chance: Random) -> Iterator[Row]:
    titles, links = Titles(story), Links(year, chance)
    for number, (raised_at, effort) in enumerate(raised(year, chance), FIRST_NUMBER):
        moments = _known(course(year, raised_at, chance), year, chance)
        if _left_on(moments) < year.since:
            continue
        kr_ids, parent_id = links.of(f"REQ-{number}", effort, raised_at.date())
        yield {
            "requirement_id": f"REQ-{number}",
            "title": titles.requirement(effort.team, chance),
            "team": _team(year, story, effort, raised_at),
            "kr_ids": kr_ids,
            "parent_id": parent_id,
            **_nature(story, effort, chance),
            "status": _status(moments, year, chance),
            "iteration_id": _iteration(moments, year),
            **{column: cell(at) for column, at in moments.items()},
            **_addresses(number),
        }


def _known(moments: Mapping[str, datetime], year: Year, chance: Random) -> dict[str, datetime]:
    """What had happened by now, with the look back after the end or what stands in the way."""
    known = {stage: at for stage, at in moments.items() if at <= year.now}
    luck = chance.random()
    if "released_at" in known:
        looked_back = retro(known["released_at"], chance)
        return known | ({"retro_at": looked_back} if luck < 0.25 and looked_back <= year.now else {})
    if "cancelled_at" not in known and len(known) > 1 and luck < 0.06:
        return known | {"blocked_at": blocked(known, year.now, chance)}
    return known


def _left_on(moments: Mapping[str, datetime]) -> date:
    """The day it left the teams' hands: never, for what they work on; at once, for what nobody took up."""
    ended = moments.get("released_at") or moments.get("cancelled_at")
    if ended is None:
        return date.max if len(moments) > 1 else moments["created_at"].date()
    return ended.date()


def _team(year: Year, story: Story, effort: Effort, raised_at: datetime) -> str:
    """A team renamed in the year is known by its old name, an alias, in its early rows."""
    team = story.team(effort.team)
    early = raised_at.date() < year.since + timedelta(days=OLD_NAME_DAYS)
    name: str = team.get("old_name", team["name"]) if early else team["name"]
    return name


def _nature(story: Story, effort: Effort, chance: Random) -> Row:
    return {
        "type": story.words["types"][chance.choices((0, 1, 2, 3), (60, 20, 15, 5))[0]],
        "priority": chance.choices(("P0", "P1", "P2", "P3"), (6, 30, 48, 16))[0],
        "owner": pick(story.team(effort.team)["people"], chance),
        "estimate_days": chance.choices(("", "0.5", "1", "2", "3", "5", "8", "13"), (8, 6, 14, 22, 22, 16, 8, 4))[0],
    }


def _status(moments: Mapping[str, datetime], year: Year, chance: Random) -> str:
    waiting = "new" if moments["created_at"] > year.now - timedelta(days=4) else chance.choice(("planned", "backlog"))
    if "released_at" in moments:
        return "released"
    if "cancelled_at" in moments:
        return "cancelled"
    return "in_progress" if len(moments) > 1 else waiting


def _iteration(moments: Mapping[str, datetime], year: Year) -> str:
    """The train it leaves with, named by its last day; what is not in development has no seat yet."""
    if "dev_at" not in moments or "cancelled_at" in moments:
        return ""
    leaves = moments["released_at"].date() if "released_at" in moments else year.today + timedelta(days=5)
    return f"{leaves + timedelta(days=(FIRST_TRAIN - leaves).days % TRAIN_DAYS):%Y-%m%d}"


def _addresses(number: int) -> Row:
    return {
        "url": f"https://tracker.example.com/browse/REQ-{number}" if number % 6 == 0 else "",
        "doc_url": f"https://docs.example.com/requirements/{number}" if number % 9 == 0 else "",
    }


def _planted(rows: list[Row], year: Year, story: Story) -> list[Row]:
    """Two titles with a part in the story: one full of markup that must stay text, one that brought the bugs."""
    wave = cell(year.now - timedelta(weeks=CHECKOUT_WEEKS_AGO))
    _last_released(rows, story.team("merchant")["name"], cell(year.now))["title"] = story.of("planted", "markup")
    _last_released(rows, story.team("checkout")["name"], wave)["title"] = story.of("planted", "checkout")
    return rows


def _last_released(rows: list[Row], team: str, before: str) -> Row:
    return max((row for row in rows if row["team"] == team and "" < row["released_at"] < before), key=lambda row: row["released_at"])
