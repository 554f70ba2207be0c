"""Acceptance of one campaign: what was promised, and whether it is there."""

from collections.abc import Iterator
from datetime import date

import streamlit as st

from metrics.campaigns.acceptance import Line, free_numbers
from metrics.campaigns.closing import Stage
from metrics.goals import ObjectiveRow
from pages.ui import form as forms
from pages.ui import markup
from pages.ui.acceptance import acting, told
from pages.ui.acceptance.record import SUBJECT, Record, as_seen, record
from pages.ui.acceptance.steps import steps
from pages.ui.campaign import heading
from pages.ui.campaign.heading import Asked
from pages.ui.form import Field, Form, Group, Sent
from pages.ui.form.keeping import Change, Writer, ask, take
from pages.ui.format import full_day
from pages.ui.header import section
from pages.ui.markup import Tag
from pages.ui.store import answer
from pages.ui.view import View
from pages.ui.words import Words

LONGEST, TITLE = 2_000, 200  # characters of a note, of a free line's title
OPEN, ACCEPT, REOPEN = "open", "accept", "reopen"


def draw(view: View) -> None:
    of = heading.asked(view, "acceptance")
    if of is None:
        return
    found = record(of)
    heading.draw(of, "acceptance", told.stage(found, of), *told.summary(found, of))
    markup.show(Tag("div", "gb gb-closing", *_notes(found, of)))
    match found.stage:
        case Stage.NOT_OPENED:
            _not_opened(found, of)
        case Stage.OPENED:
            _opened(found, of)
        case Stage.ACCEPTED:
            _accepted(found, of)
    steps(of, SUBJECT)


def _notes(found: Record, of: Asked) -> list[Tag]:
    """What holds of the whole: the words on it, why it is open again, what its figures are read at, and that there are newer ones."""
    say, kept = of.view.words, found.closure
    notes = []
    if found.stage is Stage.NOT_OPENED:
        ends = of.campaign.ends_on
        when = say("acceptance.opens_at", day=full_day(ends, say)) if ends else say("acceptance.opens")
        notes.append(Tag("p", "", when))
    if found.stage is Stage.OPENED and kept.reopened_why:
        notes.append(Tag("p", "gb-note", say("acceptance.reopened_why", why=kept.reopened_why)))
    if found.stage is Stage.ACCEPTED:
        notes += [Tag("p", "gb-said", kept.acceptance_note)] if kept.acceptance_note else []
        notes.append(_read_at(found, of))
    return notes


def _read_at(found: Record, of: Asked) -> Tag:
    say = of.view.words
    if found.closure.from_file:
        return Tag("p", "gb-note", told.read_at(found, say))
    if found.newer is None:
        return Tag("p", "gb-sub", told.read_at(found, say))
    today = Tag("a", "", say("acceptance.today"), href=of.view.address.about("/campaign", of.campaign.campaign_id), data_go="")
    return Tag("p", "gb-note", told.read_at(found, say), " ", say("acceptance.newer", n=found.newer), " ", today)


def _not_opened(found: Record, of: Asked) -> None:
    """Whoever may, opens it; below, what it will be about."""
    say, view = of.view.words, of.view
    writer = ask(view)
    form = Form(_key(of, "open"), view.scope.version, (), "", ((OPEN, say("acceptance.open")),))
    take(form, writer, view, lambda _: acting.open_it(_subject(of), writer.name, _today(view), say))
    section(say("acceptance.preview"), say("acceptance.preview_sub", n=len(found.lines)))
    _read_only(found.lines, found, of, say("acceptance.nothing"))


def _opened(found: Record, of: Asked) -> None:
    say, view = of.view.words, of.view
    writer = ask(view)
    groups = _groups(found.lines, found, of)
    note = Field("acceptance_note", say("acceptance.note_on_all"), "area", found.closure.acceptance_note or "", most=LONGEST)
    form = Form(
        _key(of, "lines"),
        view.scope.version,
        [*groups, Group(acting.NOTE, "", (), (note,), heading=say("acceptance.in_all"))],
        say("acceptance.save"),
        ((ACCEPT, say("acceptance.accept")),),
        Group("other", say("acceptance.add"), (), _fields(say, title=True), heading=say("acceptance.kind.other")),
        grows_before=acting.NOTE,
    )
    take(form, writer, view, lambda sent: _judged(sent, of, writer))


def _judged(sent: Sent, of: Asked, writer: Writer) -> Change | str:
    """Held against what the person saw, which somebody may have changed meanwhile."""
    say, view = of.view.words, of.view
    seen, lines = as_seen(of, sent.seen)
    sent = acting.numbered(sent, answer(free_numbers, view.scope, SUBJECT, of.campaign.campaign_id, len(sent.added)))
    if sent.action == ACCEPT:
        return acting.accept(_subject(of), sent, lines, seen, writer.name, _today(view), say)
    return acting.judge(_subject(of), sent, lines, say)


def _accepted(found: Record, of: Asked) -> None:
    """The verdicts; what has none is named; and the way to open it again."""
    say, view = of.view.words, of.view
    _read_only(found.judged, found, of, say("acceptance.no_lines"))
    if found.left:
        titles = say("list.and").join(line.title for line in found.left)
        markup.show(Tag("p", "gb gb-sub", say("acceptance.unjudged", n=len(found.left), titles=titles)))
    if view.pinned:
        return
    fold = st.expander(say("acceptance.reopen_fold"), key="gb_reopen", type="compact", on_change="rerun")
    if fold.open:
        with fold:
            writer = ask(view)
            why = Field("reopened_why", say("acceptance.why"), "area", "", needed=True, most=LONGEST)
            form = Form(
                _key(of, f"reopen:{found.closure.accepted_in}"),
                view.scope.version,
                [Group(acting.NOTE, "", (), (why,))],
                "",
                ((REOPEN, say("acceptance.reopen")),),
            )
            take(form, writer, view, lambda sent: acting.reopen(_subject(of), sent, say))


def _read_only(lines: tuple[Line, ...], found: Record, of: Asked, nothing: str) -> None:
    if not lines:
        markup.show(Tag("p", "gb gb-sub", nothing))
        return
    forms.draw(Form(_key(of, "lines"), of.view.scope.version, _groups(lines, found, of), ""), of.view.words, read_only=True)


def _groups(lines: tuple[Line, ...], found: Record, of: Asked) -> list[Group]:
    return list(_grouped(lines, found, of))


def _grouped(lines: tuple[Line, ...], found: Record, of: Asked) -> Iterator[Group]:
    """The lines under what they are about, key results under their objective, which has no verdict of its own."""
    goals, kind, above = told.objectives(found, of), None, None
    for line in lines:
        heading = told.kind(line.kind, of.view.words) if line.kind != kind else ""
        goal = goals.get(line.objective_id or "")
        if goal is not None and goal != above:
            yield _objective(goal, of, heading)
            heading, above = "", goal
        yield _group(line, of, found.scope.as_of, heading)
        kind = line.kind


def _objective(row: ObjectiveRow, of: Asked, heading: str) -> Group:
    href = of.view.address.about("/objective", row.objective_id)
    return Group(f"objective:{row.objective_id}", row.title, told.goal(row, of.view.words), (), href, heading)


def _group(line: Line, of: Asked, as_of: date | None, heading: str) -> Group:
    say = of.view.words
    return Group(
        line.line_no,
        line.title,
        told.facts(line, of.campaign.campaign_id, as_of, say),
        _fields(say, line),
        told.where(line, of.view),
        heading,
        can_go=not line.is_proposed,
    )


def _fields(say: Words, line: Line | None = None, *, title: bool = False) -> tuple[Field, ...]:
    offered = tuple((each.value, told.verdict(each, say)) for each in told.VERDICTS)
    named = (Field("title", say("acceptance.title_of"), needed=True, most=TITLE),) if title else ()
    return (
        *named,
        Field("verdict", say("acceptance.verdict_of"), "choice", line.verdict or "" if line else "", offered, needed=True),
        Field("note", say("acceptance.note_of"), "area", line.note or "" if line else "", most=LONGEST),
    )


def _subject(of: Asked) -> dict[str, str]:
    return {"subject_kind": SUBJECT, "subject_id": of.campaign.campaign_id}


def _key(of: Asked, form: str) -> str:
    return f"acceptance:{SUBJECT}:{of.campaign.campaign_id}:{form}"


def _today(view: View) -> date:
    """The day that something is done on is the real one, whatever day the page is read at."""
    return view.now.date()
