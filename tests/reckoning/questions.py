"""Random questions to the command line, on and around the days that matter."""

from datetime import date, timedelta
from random import Random

from .facts import Question, World, moment

OPTIONS = {
    "as_of": "--as-of",
    "since": "--since",
    "until": "--until",
    "bucket": "--bucket",
    "teams": "--team",
    "objectives": "--objective",
    "clock": "--clock",
    "days": "--days",
}
TEAMS = ["", "Alpha", "ａｌｐｈａ", "Ａｌｐｈａ ", "阿尔法", "Payments", "支付", "Core", "Zeta", "nobody"]


def questions(seed: int, world: World) -> list[Question]:
    """The plain question first, then five with options; an option not asked for is absent."""
    random, days = Random(f"questions {seed}"), days_that_matter(world)
    return [{}, *(question(world, days, random) for _ in range(5))]


def arguments(question: Question) -> list[str]:
    """The question as words of the command line."""
    return [text for name, value in question.items() for one in (value if isinstance(value, list) else [value]) for text in (OPTIONS[name], str(one))]


def question(world: World, days: list[date], random: Random) -> Question:
    made: Question = {}
    if random.random() < 0.6:
        made["as_of"] = around(days, random).isoformat()
    made |= chosen_range(days, random)
    if random.random() < 0.7:
        made["bucket"] = random.choice(["day", "week", "month", "quarter", "range"])
    if random.random() < 0.35:
        made["teams"] = random.sample(TEAMS, k=random.randint(1, 3))
    if random.random() < 0.35:
        known = [row["objective_id"] for row in world["objectives"]]
        made["objectives"] = random.sample([*known, "O-ghost"], k=random.randint(1, min(2, len(known) + 1)))
    if random.random() < 0.6:
        made["clock"] = random.choice(["created", "accepted", "dev"])
    if random.random() < 0.6:
        made["days"] = random.choice(["calendar", "workday"])
    return made


def chosen_range(days: list[date], random: Random) -> Question:
    """One end, both in order, or none: both reversed is refused, so it is no question."""
    since, until = sorted([around(days, random), around(days, random)])
    until = max(until, since + timedelta(days=1))
    return random.choice(
        [
            {},
            {"since": since.isoformat()},
            {"until": until.isoformat()},
            {"since": since.isoformat(), "until": until.isoformat()},
        ]
    )


def around(days: list[date], random: Random) -> date:
    return random.choice(days) + timedelta(days=random.choice([0, 0, 0, -1, 1, -7, 14, 45]))


def days_that_matter(world: World) -> list[date]:
    periods = [date.fromisoformat(row[end]) for row in world["objectives"] for end in ("starts_on", "ends_on")]
    shown = [date.fromisoformat(row["day"]) for row in world["kr_values"][:9]]
    releases = (moment(row["released_at"]) for row in world["requirements"][:9])
    bugs = (moment(row["created_at"]) for row in world["bugs"][:9])
    return [*periods, *shown, *shown, *(each.day for each in [*releases, *bugs] if each)] or [date(2026, 3, 1)]
