"""What the metrics were, day by day: courses drawn around the plan, and figures counted from the sample's own work."""

from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from random import Random
from statistics import median

from data.sample.goals import FESTIVAL, GOALS, Goal, plan
from data.sample.story import Row
from data.sample.workdays import is_workday
from data.sample.year import Year, days, month_end

Course = Callable[[Year, date], float]
Series = list[tuple[date, float]]

SLIPS_FOR_DAYS, SLIP_A_DAY = 63, 0.006
STALE_DAYS = 24
CYCLE_DAYS = 28
NOISE, MEMORY = 0.009, 0.75
WEEKLY_RHYTHM = (-0.02, -0.03, -0.015, -0.01, 0.015, 0.04, 0.02)
RHYTHMIC = {"O1-KR3-M2": 2.0, "O1-KR1-M1": -0.6, "O3-KR1-M1": 1.0}
NOT_ON_SUNDAYS = {"O1-KR2-M1"}
VALID = {"", "fixed", "postponed"}
AVAILABILITY, AVAILABILITY_IN_WAVE = 99.974, 99.928


def kr_values(year: Year, requirements: list[Row], bugs: list[Row], seed: int) -> list[Row]:
    counted = {
        "O4-KR1-M1": delivery_cycle(year, requirements),
        "O4-KR2-M1": online_issues(year, bugs),
        "O4-KR2-M2": availability(year, Random(f"{seed} availability")),
    }
    return [
        {"metric_id": goal.metric_id, "day": day.isoformat(), "value": goal.written(value)}
        for goal in GOALS
        for day, value in counted.get(goal.metric_id) or drawn(goal, year, Random(f"{seed} {goal.metric_id}"))
    ]


def drawn(goal: Goal, year: Year, chance: Random) -> Iterator[tuple[date, float]]:
    """Values along the metric's course, with a weekly rhythm and a noise that takes days to fade; one without a course has none."""
    course = (HEALTHY if year.healthy else COURSES).get(goal.metric_id)
    if course is None:
        return
    noise, rhythm = 0.0, RHYTHMIC.get(goal.metric_id, 0.0)
    for day in measured_on(goal, year):
        noise = MEMORY * noise + chance.gauss(0, NOISE)
        yield day, goal.value(course(year, day) + noise + rhythm * WEEKLY_RHYTHM[day.weekday()])


def measured_on(goal: Goal, year: Year) -> list[date]:
    every_day = _lifetime(goal, year)
    if goal.every == "month":
        return [day for day in every_day if day == month_end(day)]
    if goal.every == "week":
        return [day for day in every_day if day.weekday() == 6]
    return [day for day in every_day if day.weekday() != 6 or goal.metric_id not in NOT_ON_SUNDAYS]


def _lifetime(goal: Goal, year: Year) -> list[date]:
    """The days that somebody looks at it: the whole year, unless it went stale or its goal is over."""
    if goal.objective_id == FESTIVAL:
        return days(year.festival.starts_on, year.festival.ends_on + timedelta(days=1))
    return days(year.since, year.today - timedelta(days=STALE_DAYS if goal.metric_id in STALE and not year.healthy else 0))


def well_ahead(year: Year, day: date) -> float:
    return 1.18 * plan(year.period, day)


def on_plan(year: Year, day: date) -> float:
    return 1.06 * plan(year.period, day)


def a_bit_late(year: Year, day: date) -> float:
    return 0.83 * plan(year.period, day)


def soars(year: Year, day: date) -> float:
    return 1.5 * plan(year.period, day)


def slips(year: Year, day: date) -> float:
    """Nearly on plan, until nine weeks ago it turned."""
    turned = min(day, year.today - timedelta(days=SLIPS_FOR_DAYS))
    return 0.9 * plan(year.period, turned) - SLIP_A_DAY * (day - turned).days


def wins_the_festival(year: Year, day: date) -> float:
    return 1.12 * plan(year.festival, day)


def misses_the_festival(year: Year, day: date) -> float:
    return 0.6 * plan(year.festival, day)


def does_not_move(_year: Year, _day: date) -> float:
    return 0.02


COURSES: dict[str, Course] = {
    "O1-KR1-M1": on_plan,
    "O1-KR2-M1": a_bit_late,
    "O1-KR3-M1": well_ahead,
    "O1-KR3-M2": on_plan,
    "O2-KR1-M1": a_bit_late,
    "O2-KR2-M1": soars,
    "O2-KR3-M1": slips,
    "O3-KR1-M1": does_not_move,
    "O3-KR2-M1": a_bit_late,
    "O5-KR1-M1": wins_the_festival,
    "O5-KR2-M1": misses_the_festival,
}
STALE = {"O3-KR2-M1"}
HEALTHY = COURSES | dict.fromkeys(("O2-KR3-M1", "O3-KR1-M1", "O3-KR2-M2"), on_plan)


def delivery_cycle(year: Year, requirements: list[Row]) -> Series:
    """Each Sunday the median workdays from raised to released, of what was released in the four weeks before."""
    released = [(date.fromisoformat(row["released_at"][:10]), _days_taken(row)) for row in requirements if row["released_at"]]
    return [
        (sunday, median(taken for on, taken in released if 0 <= (sunday - on).days < CYCLE_DAYS))
        for sunday in _sundays(year)
        if sunday - timedelta(days=CYCLE_DAYS) >= year.since - timedelta(days=1)
    ]


def online_issues(year: Year, bugs: list[Row]) -> Series:
    """Each Sunday the online bugs raised in its week that weren't turned down."""
    raised = [date.fromisoformat(row["created_at"][:10]) for row in bugs if row["environment"] == "online" and row["resolution"] in VALID]
    return [(sunday, float(sum(0 <= (sunday - on).days < 7 for on in raised))) for sunday in _sundays(year)]


def availability(year: Year, chance: Random) -> Series:
    usual = {
        day: AVAILABILITY_IN_WAVE if 2 <= year.weeks_ago(day) <= 3 and not year.healthy else AVAILABILITY for day in days(year.since, year.today)
    }
    return [(day, min(chance.gauss(mean, 0.007), 100.0)) for day, mean in usual.items()]


def _sundays(year: Year) -> list[date]:
    return [day for day in days(year.since, year.today) if day.weekday() == 6]


def _days_taken(row: Row) -> float:
    """In workdays, so that a holiday does not count against the teams; of the first and the last one the part that it took."""
    raised, released = datetime.fromisoformat(row["created_at"]), datetime.fromisoformat(row["released_at"])
    whole = sum(is_workday(day) for day in days(raised.date(), released.date()))
    return whole + _passed(released) - _passed(raised)


def _passed(moment: datetime) -> float:
    """Of the day's workday."""
    return (moment - datetime.combine(moment.date(), time())) / timedelta(days=1) if is_workday(moment.date()) else 0.0
