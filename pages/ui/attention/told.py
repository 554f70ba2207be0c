"""An entry of the attention list in words: plain text, the data's own words in it as they are; whoever shows it escapes it."""

from collections.abc import Callable
from datetime import date

from metrics.attention import Concern, Kind, Rule, attention
from metrics.records import Measure
from pages.ui.address import NO_TEAM, Address, Behind
from pages.ui.format import count, measured, number, percent
from pages.ui.format import day as told_day
from pages.ui.overview.ages import source_name
from pages.ui.store import answer
from pages.ui.view import View
from pages.ui.words import Words

PLACES = {Kind.KR: "/kr", Kind.OBJECTIVE: "/objective", Kind.TEAM: "/team"}  # pages that are about one thing
ROWS = {Rule.OPEN_BUGS: Measure.OPEN_BUGS, Rule.SLOW: Measure.CYCLE}  # told of whole weeks: the rows behind the number say more
Facts = dict[str, object]


def entries(view: View) -> list[Concern]:
    """What needs attention in the view, the heaviest first, the muted ones last."""
    return answer(attention, view.scope, view.today)


def sentence(concern: Concern, say: Words) -> str:
    """Whom it is about, and what is the matter, with the number in it."""
    about, matter = name(concern, say), says(concern, say)
    return say("attention.sentence", name=about, says=matter) if about else matter


def says(concern: Concern, say: Words) -> str:
    """What is the matter, beside the name."""
    return say(f"attention.says.{_case(concern)}", **_facts(concern, say))


def why(concern: Concern, say: Words) -> str:
    """What the number is held against."""
    return say(f"attention.why.{_case(concern)}", **_facts(concern, say))


def rule(concern: Concern, say: Words) -> str:
    """By which rule, in a word or two; a limit has no plan to be behind."""
    return say("attention.limit_not_kept" if _case(concern) == "limit" else f"attention.rule.{concern.rule}")


def name(concern: Concern, say: Words) -> str:
    """Whom it is about; '' for all work."""
    if concern.kind is Kind.TEAM:
        return concern.title or say("team.none")
    if concern.kind in (Kind.KR, Kind.OBJECTIVE):
        return f"{concern.id} {concern.title or ''}".strip()
    return source_name(concern.id, say) if concern.kind is Kind.SOURCE else concern.title or ""


def link(concern: Concern, address: Address) -> str:
    """The place where one sees more."""
    if concern.kind in PLACES:
        return address.about(PLACES[concern.kind], concern.id or NO_TEAM)
    if concern.rule in ROWS:
        return _rows(concern, address)
    return address.link("/import" if concern.kind is Kind.SOURCE else "/efficiency")


def _rows(concern: Concern, address: Address) -> str:
    """Those of its weeks, also where the reader's range ends before them or begins within them."""
    since, until = concern.figures["since"], concern.figures["until"]
    assert isinstance(since, date)
    assert isinstance(until, date)
    chosen = address.chosen
    if (chosen.since or since) > since or (chosen.until or until) < until:
        address = address.choosing(since=since, until=until)
    return address.records(Behind(ROWS[concern.rule], since=since, until=until))


def _case(concern: Concern) -> str:
    """Which of a rule's sentences fits."""
    figures = concern.figures
    if concern.rule is Rule.BEHIND and figures["gap"] is None:
        return "limit"
    if concern.rule is Rule.BEHIND and figures["fell"] is not None:
        return "behind_falling"
    if concern.rule is Rule.STALE and concern.kind is Kind.SOURCE:
        return "source"
    if concern.rule is Rule.STALE and not figures["stale"]:
        return "never"
    if concern.rule is Rule.STALE and figures["no_data"]:
        return "stale_and_never"
    return concern.rule.value


def _facts(concern: Concern, say: Words) -> Facts:
    figures = concern.figures
    told = {key: _FORMATS[key](value, say) for key, value in figures.items() if key in _FORMATS}
    unit = str(figures.get("unit") or "")
    values = {key: measured(figures[key], unit) for key in ("current", "target") if key in figures}
    if concern.rule is Rule.FALLING:
        values |= {key: measured(figures[key], unit) for key in ("was", "between", "now")}
    if concern.rule in (Rule.OPEN_BUGS, Rule.SLOW):
        values |= {key: number(round(figures[key], 1)) for key in ("was", "now")}  # type: ignore[arg-type]
    if figures.get("gap") is not None:
        values |= {"gap": _apart(figures["expected"], figures["progress"])}
    counted = {key: value for key in ("metrics", "no_data") if (value := figures.get(key)) is not None}
    return {"n": int(next(iter(counted.values()), 0)), **told, **values}  # type: ignore[call-overload]


def _apart(after: object, before: object) -> str:
    """Points between two shares that are told as whole percents beside them, so that the reader's sum comes out."""
    return number(round(float(after or 0.0) * 100) - round(float(before or 0.0) * 100))  # type: ignore[arg-type]


def _share(value: object, _say: Words) -> str:
    return percent(value)  # type: ignore[arg-type]


def _points(value: object, _say: Words) -> str:
    """Percentage points, without a sign of its own: the sentence says which way."""
    return number(round(float(value or 0.0) * 100))  # type: ignore[arg-type]


def _count(value: object, _say: Words) -> str:
    return count(round(float(value or 0.0), 1))  # type: ignore[arg-type]


def _day(value: object, say: Words) -> str:
    return told_day(value, say) if isinstance(value, date) else "–"


def _days(value: object, _say: Words) -> str:
    return number(round(float(value or 0.0), 1))  # type: ignore[arg-type]


_FORMATS: dict[str, Callable[[object, Words], str]] = {
    **dict.fromkeys(("progress", "expected", "part", "fair", "was", "now"), _share),
    **dict.fromkeys(("moved", "fell", "threshold"), _points),
    **dict.fromkeys(
        ("delivered", "served", "before", "before_served", "weeks", "days", "allowed", "raised", "resolved", "sample", "metrics", "more"), _count
    ),
    **dict.fromkeys(("latest_on", "ends_on"), _day),
    **dict.fromkeys(("usual", "most"), _days),
    "metric": lambda value, _say: str(value or ""),
}
