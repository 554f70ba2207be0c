"""What a row is tied to: the goals it serves, its bugs, its requirement, its metric."""

from metrics.records import BugRecord, Known, RequirementRecord, Served, ValueRecord
from pages.ui.format import moment
from pages.ui.markup import Tag
from pages.ui.records.cells import page_of, text
from pages.ui.view import View


def ties(found: Known, view: View) -> list[tuple[str, Tag]]:
    """Each with the name of its part of the page."""
    record = found.record
    if isinstance(record, RequirementRecord):
        return [("serves", _served(found, record, view)), ("bugs", _bugs(found.bugs, view))]
    if isinstance(record, BugRecord):
        return [("requirement", _requirement(found, record, view))]
    return [("metric", _metric(record, view))]


def _served(found: Known, record: RequirementRecord, view: View) -> Tag:
    say = view.words
    if not found.serves:
        return _quiet(say("record.serves_none"))
    through = [_through(found.through, record, view)] if found.through else []
    return Tag("div", "", *through, Tag("ul", "", *(_goal(served, view) for served in found.serves)))


def _through(ancestor: str, record: RequirementRecord, view: View) -> Tag:
    href = view.address.record("requirements", record.source, ancestor)
    return Tag("p", "gb-sub", view.words("record.through"), " ", Tag("a", "", ancestor, href=href, data_go=""))


def _goal(served: Served, view: View) -> Tag:
    """A key result that nobody has brought yet leads nowhere."""
    if served.kr_title is None or served.objective_id is None:
        return Tag("li", "", served.kr_id, Tag("p", "gb-sub", view.words("record.dangling")))
    kr = Tag("a", "", f"{served.kr_id} {served.kr_title}", href=view.address.about("/kr", served.kr_id), data_go="")
    named = f"{served.objective_id} {served.objective_title}"
    objective = Tag("a", "", named, href=view.address.about("/objective", served.objective_id), data_go="")
    return Tag("li", "", kr, Tag("p", "gb-sub", objective))


def _bugs(bugs: list[BugRecord], view: View) -> Tag:
    if not bugs:
        return _quiet(view.words("record.bugs_none"))
    return Tag("ul", "", *(_row(bug, (bug.bug_id, *_words(bug, view), moment(bug.created_at)), view) for bug in bugs))


def _words(bug: BugRecord, view: View) -> list[str]:
    return [text(name, getattr(bug, name), view.words) for name in ("severity", "environment", "status", "resolution")]


def _requirement(found: Known, bug: BugRecord, view: View) -> Tag:
    say, requirement = view.words, found.requirement
    if requirement is None:
        return _quiet(say("record.requirement_dangles", id=bug.requirement_id) if bug.requirement_id else say("record.requirement_none"))
    goals = [Tag("a", "", name, href=view.address.about("/kr", name), data_go="") for name in requirement.kr_ids]
    spaced = [part for goal in goals for part in (" ", goal)]
    told = (requirement.requirement_id, requirement.team or say("team.none"), requirement.owner)
    return Tag("ul", "", _row(requirement, told, view, *spaced))


def _metric(record: ValueRecord, view: View) -> Tag:
    if record.kr_id is None:
        return _quiet(view.words("record.metric_dangles"))
    return Tag("p", "", Tag("a", "", f"{record.kr_id} · {record.metric_name}", href=view.address.about("/kr", record.kr_id), data_go=""))


def _row(record: RequirementRecord | BugRecord, told: tuple[str | None, ...], view: View, *after: Tag | str) -> Tag:
    link = Tag("a", "", record.title, href=page_of(record, view), data_go="")
    return Tag("li", "", link, Tag("p", "gb-sub", " · ".join(filter(None, told)), *after))


def _quiet(sentence: str) -> Tag:
    return Tag("p", "gb-sub", sentence)
