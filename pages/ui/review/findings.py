"""What a review finds, written in place: what to keep, what to improve, and a few sentences."""

from collections.abc import Sequence

import streamlit as st

from metrics.campaigns.closing import closure
from metrics.campaigns.improvements import DONE, DROPPED, IMPROVE, KEEP, OPEN, Improvement, next_ids
from pages.ui import markup
from pages.ui.campaign.heading import Asked
from pages.ui.form import Fact, Field, Form, Group, Sent, keeping
from pages.ui.form.keeping import Change, Writer
from pages.ui.header import section
from pages.ui.markup import Tag
from pages.ui.store import answer, store
from pages.ui.view import View
from pages.ui.words import Words

CAMPAIGN = "campaign"
TITLE, NAME, NOTE = 400, 80, 4000  # characters at most


def draw(of: Asked, found: Sequence[Improvement]) -> None:
    view, say = of.view, of.view.words
    way = Tag("a", "", say("review.all_practices"), href=view.address.link("/practices"), data_go="")
    section(say("review.findings"), say("review.findings_sub"), " ", way)
    writer = keeping.ask(view)
    columns = st.columns(2, gap="large")
    for column, kind in zip(columns, (KEEP, IMPROVE), strict=True):
        with column:
            _of_kind(kind, [each for each in found if (each.kind == KEEP) == (kind == KEEP)], of, writer)
    _note(of, writer)


def _of_kind(kind: str, found: Sequence[Improvement], of: Asked, writer: Writer) -> None:
    say = of.view.words
    markup.show(Tag("div", "gb gb-finding", Tag("h3", "", say(f"review.{kind}")), Tag("p", "gb-sub", say(f"review.{kind}_sub"))))
    if not found and writer.read_only:
        markup.show(Tag("p", "gb gb-sub", say(f"review.none_{kind}")))
        return
    subject = of.campaign.campaign_id
    keeping.take(form(kind, subject, found, of.view), writer, of.view, lambda sent: kept(kind, subject, sent, found, say))


def form(kind: str, subject: str, found: Sequence[Improvement], view: View) -> Form:
    """A row for each finding; another one is added below them."""
    say = view.words
    return Form(
        f"review:{subject}:{kind}",
        view.scope.version,
        [_group(each, view) for each in found],
        say(f"review.save_{kind}"),
        grows=Group("", say(f"review.add_{kind}"), fields=_fields(kind, say)),
    )


def kept(kind: str, subject: str, sent: Sent, found: Sequence[Improvement], say: Words) -> Change | str:
    """What to keep of it, or why not: what is to be improved needs somebody who does it, and a day. `found` are those seen."""
    ids = next_ids(store().cursor(), subject, len(sent.added))
    typed = [*sent.values.items(), *zip(ids, sent.added, strict=True)]
    new = {"subject_kind": CAMPAIGN, "subject_id": subject, "kind": kind, "status": DONE if kind == KEEP else OPEN}
    seen = {each.improvement_id: {"kind": each.kind, "status": each.status} for each in found}
    rows = [new | seen.get(name, {}) | {"improvement_id": name} | values for name, values in typed]
    if any(not row.get("title") for row in rows):
        return say("review.untitled")
    unowned = next((row["title"] for row in rows if kind == IMPROVE and not (row.get("owner") and row.get("due_on"))), None)
    if unowned is not None:
        return say("review.needs", title=unowned)
    return Change({"improvements": rows}, say("review.kept_findings"), {"improvements": [{"improvement_id": name} for name in sent.gone]})


def _group(each: Improvement, view: View) -> Group:
    return Group(each.improvement_id, each.improvement_id, _told(each, view), _fields(each.kind, view.words, each), can_go=True)


def _told(each: Improvement, view: View) -> list[Fact]:
    """A kind that nobody knows is said in its own word."""
    told = [] if each.kind in (KEEP, IMPROVE) else [Fact(each.kind)]
    if each.is_overdue(view.today) and each.due_on is not None:
        told.append(Fact(view.words("followup.late", n=(view.today - each.due_on).days), "behind"))
    return told


def _fields(kind: str, say: Words, each: Improvement | None = None) -> list[Field]:
    """Of a new one its state is not asked: it is open."""
    title, owner = (each.title, each.owner or "") if each else ("", "")
    if kind == KEEP:
        return [
            Field("title", say("review.field_title"), "area", title, needed=True, most=TITLE),
            Field("owner", say("review.field_owner"), value=owner, most=NAME),
        ]
    due = str(each.due_on) if each and each.due_on else ""
    return [
        Field("title", say("review.field_to_improve"), "area", title, needed=True, most=TITLE),
        Field("owner", say("review.field_owner"), value=owner, needed=True, most=NAME),
        Field("due_on", say("review.field_due"), "day", due, needed=True),
        *([Field("status", say("review.field_status"), "choice", each.status, _states(each.status, say), needed=True)] if each else []),
    ]


def _states(own: str, say: Words) -> tuple[tuple[str, str], ...]:
    """Those to choose from, and its own where it is none of them."""
    known = tuple((state, say(f"followup.state.{state}")) for state in (OPEN, DONE, DROPPED))
    return known if own in dict(known) else (*known, (own, own))


def _note(of: Asked, writer: Writer) -> None:
    view, say, subject = of.view, of.view.words, of.campaign.campaign_id
    record = answer(closure, view.scope, CAMPAIGN, subject)
    note = (record.review_note if record else None) or ""
    if not note and writer.read_only:
        return
    field = Field("review_note", say("review.note_label"), "area", note, hint=say("review.note_hint"), most=NOTE)
    markup.show(Tag("div", "gb gb-finding", Tag("h3", "", say("review.note"))))
    of_note = Form(f"review:{subject}:note", view.scope.version, [Group("note", fields=[field])], say("review.save_note"))
    keeping.take(of_note, writer, view, lambda sent: kept_note(subject, sent, say))


def kept_note(subject: str, sent: Sent, say: Words) -> Change:
    row = {"subject_kind": CAMPAIGN, "subject_id": subject} | sent.values.get("note", {})
    return Change({"closures": [row]}, say("review.kept_note"))
