"""An event of a campaign in words: plain text, the data's own words in it as they are; whoever shows it escapes it."""

from datetime import date, timedelta

from metrics.campaigns.events.event import Event, Facts, Kind, Subject
from metrics.status import Status
from pages.ui.address import Address
from pages.ui.format import count, day_at, measured, month_at, number
from pages.ui.words import Words

BEFORE = timedelta(weeks=8)  # what a spell is seen against
OF_WORK = ("most", "usual", "was", "now", "raised", "resolved")
BETTER = frozenset({Status.ON_TRACK, Status.ACHIEVED})


def told(event: Event, say: Words) -> str:
    """What it is about, and what happened, in one sentence."""
    about, matter = name(event), says(event, say)
    return say("review.subject", name=about, says=matter) if about else matter


def name(event: Event) -> str:
    """'' for the campaign itself. A milestone is known by its title."""
    if event.subject is Subject.CAMPAIGN:
        return ""
    return event.title if event.subject is Subject.MILESTONE else f"{event.id} {event.title}"


def says(event: Event, say: Words) -> str:
    """What happened, beside the name."""
    text = say(f"review.says.{_case(event)}", **_facts(event, say))
    if event.kind is not Kind.REPLANNED:
        return text
    more = int(_number(event.facts["changes"])) - 1
    if more and event.facts["what"] != "plan":
        text = say("review.more_changes", says=text, n=more)
    return say("review.by", says=text, who=event.facts["who"]) if event.facts["who"] else text


def tone(event: Event) -> str:
    """Whether it was for the worse, for the better, or neither."""
    if event.kind in (Kind.TURNED, Kind.WAVERED):
        return "better" if event.facts["after"] in BETTER else "worse"
    if event.kind is Kind.REPLANNED:
        return "neither"
    return "better" if event.kind is Kind.PASSED else "worse"


def link(event: Event, address: Address, objectives: tuple[str, ...]) -> str:
    """The place where one sees more; `objectives` are the campaign's, whose work it is about."""
    facts = event.facts
    if event.kind is Kind.REPLANNED and event.subject is not Subject.MILESTONE:
        version = int(_number(facts["version"]))
        return address.choosing(version=version, versus=version - 1).link("/changes")
    if event.subject is Subject.KR:
        return address.about("/kr", event.id)
    if event.subject is Subject.MILESTONE:
        return address.about("/campaign", str(facts["campaign"]))
    since, until = facts["since"], facts["until"]
    assert isinstance(since, date)
    assert isinstance(until, date)
    return address.choosing(since=since - BEFORE, until=until, objectives=objectives).link("/efficiency")


def _case(event: Event) -> str:
    """Which of a kind's sentences fits."""
    match event.kind:
        case Kind.TURNED:
            return "turned_with" if event.facts["objective_id"] else "turned"
        case Kind.LATE:
            return "late" if event.facts["done_on"] else "overdue"
        case Kind.SLOW:
            return f"slow_{event.facts['figure']}"
        case Kind.REPLANNED:
            return str(event.facts["what"])
        case _:
            return event.kind.value


def _facts(event: Event, say: Words) -> dict[str, object]:
    facts, day = event.facts, event.day
    match event.kind:
        case Kind.TURNED:
            objective = f"{facts['objective_id']} {facts['objective']}"
            return {"before": _status(facts["before"], say), "after": _status(facts["after"], say), "objective": objective}
        case Kind.WAVERED:
            statuses = {key: _status(facts[key], say) for key in ("best", "worst", "after")}
            return {**statuses, "n": int(_number(facts["times"])), "since": _day(facts["since"], day, say)}
        case Kind.MISSED:
            months = {key: _month(facts[key], day, say) for key in ("since", "last", "month")}
            return {**months, **_values(facts, "actual", "target"), "metric": facts["metric"], "n": int(_number(facts["months"]))}
        case Kind.LATE | Kind.PASSED:
            return {"planned": _day(facts["planned_on"], day, say), "n": int(_number(facts["days"]))}
        case Kind.SLOW | Kind.BUGS:
            told = {key: number(round(_number(facts[key]), 1)) for key in OF_WORK if key in facts}
            return {**told, "n": int(_number(facts["weeks"]))}
        case Kind.REPLANNED:
            return _replanned(facts, day, say)


def _replanned(facts: Facts, day: date, say: Words) -> dict[str, object]:
    if facts["what"] == "plan":
        return {"n": int(_number(facts["changes"])), "subjects": count(_number(facts["subjects"]))}
    if isinstance(facts["was"], date):
        return {"was": _day(facts["was"], day, say), "now": _day(facts["now"], day, say)}
    return {**_values(facts, "was", "now"), "metric": facts["metric"], "month": _month(facts["month"], day, say)}


def _values(facts: Facts, *names: str) -> dict[str, str]:
    return {key: measured(facts[key], str(facts["unit"] or "")) for key in names}


def _status(status: object, say: Words) -> str:
    return say(f"review.status.{status}")


def _day(value: object, told_on: date, say: Words) -> str:
    return day_at(value, told_on, say) if isinstance(value, date) else "–"


def _month(value: object, told_on: date, say: Words) -> str:
    return month_at(value, told_on.year, say) if isinstance(value, date) else "–"


def _number(value: object) -> float:
    return float(value) if isinstance(value, int | float) else 0.0
