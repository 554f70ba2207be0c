"""The bugs of the year, with the wave that the new checkout page brought."""

from bisect import bisect
from collections import defaultdict
from datetime import date, datetime, time, timedelta
from math import log
from random import Random
from typing import NamedTuple

from data.sample.story import Row, Story, Titles, cell
from data.sample.teams import EFFORTS, Effort
from data.sample.workdays import at_office_hours, in_office, is_near_new_year, is_workday
from data.sample.year import WEEKS, Year, days, monday

COLUMNS = (
    *("bug_id", "title", "team", "requirement_id", "severity", "environment", "status", "resolution"),
    *("created_at", "resolved_at", "closed_at", "url"),
)
FIRST_NUMBER = 20001
WARM_UP_DAYS = 150
ONLINE_BY_WEEKS_AGO = {3: 9, 2: 14, 1: 11, 0: 9}
ONLINE_USUALLY = (2, 3, 3, 4, 4, 5)
OFFLINE_DAILY = 5.4
WAVE = {3: 1.35, 2: 1.7, 1: 1.6, 0: 1.3}
WAVE_TEAMS = {"checkout": 5.0, "fulfilment": 2.5}
VALID, LINKED = 0.69, 0.6
POSTPONED, CLOSED = 0.07, 0.8
INVALID = {"duplicate": 26, "by_design": 22, "not_reproducible": 20, "external": 10, "wont_fix": 9, "to_requirement": 8, "invalid": 5}
SEVERITIES = {"online": (8, 30, 50, 12), "offline": (2, 14, 58, 26)}


class Report(NamedTuple):
    """A bug as it was reported, and whether it will turn out to be one."""

    at: datetime
    environment: str
    valid: bool


def bugs(year: Year, story: Story, requirements: list[Row], seed: int) -> list[Row]:
    chance = Random(f"{seed} bugs")
    titles, tested = Titles(story), _tested(requirements)
    rows = []
    for number, report in enumerate(_reports(year, chance), FIRST_NUMBER):
        effort = _effort(year, report, chance)
        name = story.team(effort.team)["name"]
        row = {
            "bug_id": f"BUG-{number}",
            "title": titles.bug(effort.team, chance),
            "team": name,
            "requirement_id": _cause(tested[name], report.at, chance),
            "severity": chance.choices(("S1", "S2", "S3", "S4"), SEVERITIES[report.environment])[0],
            "environment": report.environment,
            "created_at": cell(report.at),
            **_end(year, report, chance),
            "url": f"https://tracker.example.com/browse/BUG-{number}" if number % 7 == 0 else "",
        }
        if report.at.date() >= year.since or not "" < row["resolved_at"] < year.since.isoformat():
            rows.append({column: row[column] for column in COLUMNS})
    _last_of(rows, story.team("merchant")["name"])["title"] = story.of("planted", "bug")
    return rows


def _reports(year: Year, chance: Random) -> list[Report]:
    return sorted(report for report in [*_online(year, chance), *_offline(year, chance)] if report.at <= year.now)


def _online(year: Year, chance: Random) -> list[Report]:
    """So many real ones a week, at any time of a long day, weekends too."""
    weeks = [(ago, monday(year.today) - timedelta(weeks=ago)) for ago in range(WEEKS, -1, -1)]
    return [
        Report(datetime.combine(week, time(8)) + timedelta(days=chance.randrange(7), seconds=chance.randrange(15 * 3600)), "online", valid=True)
        for ago, week in weeks
        for _ in range(ONLINE_BY_WEEKS_AGO[ago] if _wave_at(year, ago) else chance.choice(ONLINE_USUALLY))
    ]


def _offline(year: Year, chance: Random) -> list[Report]:
    """What testing finds, and reports from outside that turn out to be no bugs."""
    return [
        _found(at_office_hours(datetime.combine(day, time()) + timedelta(seconds=chance.randrange(86400)), day), chance)
        for day in days(year.since - timedelta(days=WARM_UP_DAYS), year.today + timedelta(days=1))
        for _ in range(int(_daily(year, day) + chance.random()))
    ]


def _daily(year: Year, day: date) -> float:
    """A day's reports: none on days off, unless the wave keeps everybody at work through a holiday."""
    if _in_wave(year, day):
        return OFFLINE_DAILY * WAVE[year.weeks_ago(day)] if day.weekday() < 5 else 0.0
    if not is_workday(day):
        return 0.0
    return OFFLINE_DAILY * (0.5 if is_near_new_year(day, before=9, after=12) else 1.0)


def _in_wave(year: Year, day: date) -> bool:
    return _wave_at(year, year.weeks_ago(day))


def _wave_at(year: Year, weeks_ago: int) -> bool:
    return weeks_ago in WAVE and not year.healthy


def _found(at: datetime, chance: Random) -> Report:
    valid = chance.random() < VALID
    return Report(at, "online" if not valid and chance.random() < 0.12 else "offline", valid)


def _effort(year: Year, report: Report, chance: Random) -> Effort:
    """Whose bug it is: during the wave mostly those whom the new checkout page touches."""
    in_wave = _in_wave(year, report.at.date())
    weights = [effort.weekly * effort.bugs * (WAVE_TEAMS.get(effort.team, 1.0) if in_wave else 1.0) for effort in EFFORTS]
    return chance.choices(EFFORTS, weights)[0]


def _tested(requirements: list[Row]) -> dict[str, list[tuple[str, str]]]:
    """For each team when which requirement came to testing."""
    tested: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for row in requirements:
        if row["test_at"]:
            tested[row["team"]].append((row["test_at"], row["requirement_id"]))
    return defaultdict(list, {team: sorted(moments) for team, moments in tested.items()})


def _cause(tested: list[tuple[str, str]], at: datetime, chance: Random) -> str:
    """One of the requirements its team tested last, if anybody wrote it down."""
    last = bisect(tested, (cell(at), ""))
    known, which = chance.random() < LINKED, chance.random()
    return tested[max(last - 12, 0) + int(which * min(last, 12))][1] if known and last else ""


def _end(year: Year, report: Report, chance: Random) -> Row:
    """What became of it by now; one still open has no resolution, so it still counts as a bug."""
    resolved_at = _after(report.at, _days_to_resolve(year, report, chance), chance)
    closed_at = _after(resolved_at, chance.uniform(0.5, 6), chance)
    resolution, closes = _resolution(report, chance), chance.random() < CLOSED
    if resolved_at > year.now:
        return {"status": "open", "resolution": "", "resolved_at": "", "closed_at": ""}
    closed = closes and closed_at <= year.now
    return {
        "status": "closed" if closed else "resolved",
        "resolution": resolution,
        "resolved_at": cell(resolved_at),
        "closed_at": cell(closed_at) if closed else "",
    }


def _days_to_resolve(year: Year, report: Report, chance: Random) -> float:
    """Online ones within days; others when there is time, and what the wave left behind takes weeks."""
    if report.environment == "online":
        return chance.lognormvariate(log(1.6), 1.0)
    if _in_wave(year, report.at.date()):
        return chance.lognormvariate(log(26.0), 0.7)
    return chance.lognormvariate(log(9.5 if report.valid else 4.0), 1.3)


def _after(moment: datetime, days_later: float, chance: Random) -> datetime:
    """Within office hours, and never before the moment itself."""
    return max(in_office(moment + timedelta(days=days_later)), moment + timedelta(minutes=chance.randrange(20, 120)))


def _resolution(report: Report, chance: Random) -> str:
    if not report.valid:
        return chance.choices(list(INVALID), list(INVALID.values()))[0]
    return "postponed" if chance.random() < POSTPONED else "fixed"


def _last_of(rows: list[Row], team: str) -> Row:
    return next(row for row in reversed(rows) if row["team"] == team)
