"""Where a metric is likely to be when its period ends, in a sentence; or why nobody can say."""

from metrics.course import MetricCourse
from metrics.forecast import COVERAGE, Silence
from pages.ui.format import NONE, compact, day_at, percent
from pages.ui.markup import Tag
from pages.ui.words import Words


def sentence(of: MetricCourse, say: Words) -> str:
    return foreseen(of, say) if of.forecast.ahead else unforeseen(of, say)


def outlook(of: MetricCourse, say: Words) -> Tag:
    """The same, with what is expected put first to the eye."""
    if not of.forecast.ahead:
        return Tag("p", "gb-outlook gb-muted", unforeseen(of, say))
    return Tag("p", "gb-outlook", foreseen(of, say))


def foreseen(of: MetricCourse, say: Words) -> str:
    """Figures of a limit are told with the limit, others with the target."""
    last, facts = of.forecast.ahead[-1], of.facts
    told = {
        "day": day_at(last.day, facts.read_on, say),
        "value": _with_unit(last.expected, of, say),
        "low": compact(last.low, say),
        "high": compact(last.high, say),
        "share": percent(COVERAGE),
        "target": _with_unit(facts.target, of, say),
    }
    kind = "limit" if (facts.direction or "").startswith("maintain") else "target"
    return say("kr.foreseen", **told) + say("kr.between_sentences") + say(f"kr.outlook.{kind}.{of.outlook}", **told)


def unforeseen(of: MetricCourse, say: Words) -> str:
    told, facts = of.forecast, of.facts
    days = {
        "end": day_at(of.ends_on, facts.read_on, say),
        "latest": day_at(facts.latest_on, facts.read_on, say) if facts.latest_on else NONE,
    }
    if told.silence in (Silence.SHORT, Silence.GAPPY):
        every = facts.every if facts.every in ("week", "month") else "day"
        return say(f"kr.silence.{told.silence}_{every}", has=told.has, needs=told.needs, **days)
    return say(f"kr.silence.{told.silence}", **days)


def _with_unit(value: float | None, of: MetricCourse, say: Words) -> str:
    unit = of.facts.unit or ""
    return f"{compact(value, say)}{'' if unit in ('', '%', '％') else ' '}{unit}"
