"""What is told: the week in short, and what newly needs attention since a version."""

from collections.abc import Sequence
from dataclasses import replace

from metrics.attention import Concern, attention
from metrics.scope import Question
from pages.ui.address import Address
from pages.ui.attention import told
from pages.ui.pictures.making import facts, source
from pages.ui.report.content import Entry, report
from pages.ui.report.line import Kind, Line, Run
from pages.ui.report.lines import entry, short
from pages.ui.store import answer, scope_of
from pages.ui.view import View, view_of


def week(language: str) -> list[Line]:
    """The weekly summary of everything."""
    return short(report(view_of(Address(), language)))


def news(since: int, language: str) -> list[Line]:
    """What needs attention now and did not at the version `since`; nothing where there is nothing new."""
    view = view_of(Address(), language)
    say, at = view.words, view.address
    found = fresh(since, view)
    if not found:
        return []
    settled = replace(at, language=language).choosing(version=view.scope.version, as_of=view.scope.as_of, seen=view.today)
    entries = [Entry(told.sentence(each, say), told.why(each, say), told.link(each, settled)) for each in found]
    return [
        Line(Kind.TITLE, [Run(say("webhook.news", n=len(found)))]),
        Line(Kind.TEXT, [Run(facts(view))]),
        Line(Kind.TEXT, [Run(source(view))]),
        *(entry(each, say) for each in entries),
        Line(Kind.TEXT, [Run(say("webhook.all"), link=settled.link("/attention"))]),
    ]


def fresh(since: int, view: View) -> Sequence[Concern]:
    """Both lists are made for the same day, so that only what was brought in makes the difference; what is muted is not told."""
    before = {_key(each) for each in answer(attention, scope_of(Question(version=min(since, view.newest))), view.today)} if since else set()
    return [each for each in answer(attention, view.scope, view.today) if each.muted_until is None and _key(each) not in before]


def _key(concern: Concern) -> tuple[str | None, ...]:
    return concern.rule, concern.kind, concern.id, concern.metric_id
