"""What people do to an acceptance, as the facts that it makes: opening it, judging lines, accepting, opening it again."""

from collections.abc import Mapping, Sequence
from datetime import date

from data.keeping import Row
from metrics.campaigns.acceptance import Line, LineKind
from metrics.scope import Scope
from pages.ui.form import Sent
from pages.ui.form.keeping import Change
from pages.ui.words import Words

NOTE = "note"  # the group of the words on the whole
REOPENED = {"accepted_on": "", "accepted_by": "", "data_version": "", "as_of": ""}


def open_it(subject: Row, who: str, today: date, say: Words) -> Change:
    row = {**subject, "opened_on": str(today), "opened_by": who}
    return Change({"closures": [row]}, say("acceptance.done.opened"))


def numbered(sent: Sent, numbers: Sequence[str]) -> Sent:
    """With a number for each line that was added."""
    return sent._replace(added=tuple({"line_no": number, **row} for number, row in zip(numbers, sent.added, strict=True)))


def judge(subject: Row, sent: Sent, lines: Sequence[Line], say: Words) -> Change:
    """The lines that were touched, those added, and those that go."""
    touched = [_row(subject, line, sent.values[line.line_no]) for line in lines if line.line_no in sent.values]
    rows = {"acceptance_lines": [*touched, *_added(subject, sent)], "closures": _note(subject, sent)}
    dropped = {"acceptance_lines": [{**subject, "line_no": key} for key in sent.gone]}
    return Change(rows, say("acceptance.done.judged"), dropped)


def accept(subject: Row, sent: Sent, lines: Sequence[Line], seen: Scope, who: str, today: date, say: Words) -> Change | str:
    """All lines as they were looked at, with what was changed, and signed for: no other may have come. Refused, with their titles, while
    any of them has no verdict.
    """
    change = judge(subject, sent, lines, say)
    staying = [line for line in lines if line.line_no not in sent.gone]
    bare = [line.title for line in staying if not _verdict(line, sent)]
    if bare:
        return say("acceptance.verdict_missing", n=len(bare), titles=say("list.and").join(bare[:3]))
    whole = [_row(subject, line, sent.values.get(line.line_no, {})) for line in staying]
    if not whole and not sent.added:
        return say("acceptance.nothing_to_accept")
    signed = {
        **subject,
        **sent.values.get(NOTE, {}),
        "accepted_on": str(today),
        "accepted_by": who,
        "data_version": str(seen.version),
        "as_of": str(seen.as_of or ""),
        "reopened_why": "",
    }
    rows = {"acceptance_lines": [*whole, *_added(subject, sent)], "closures": [signed]}
    return Change(rows, say("acceptance.done.accepted"), change.dropped, {"acceptance_lines": [subject]})


def reopen(subject: Row, sent: Sent, say: Words) -> Change | str:
    why = sent.values.get(NOTE, {}).get("reopened_why", "")
    if not why:
        return say("acceptance.why_missing")
    return Change({"closures": [{**subject, **REOPENED, "reopened_why": why}]}, say("acceptance.done.reopened"))


def _row(subject: Row, line: Line, typed: Mapping[str, str]) -> Row:
    return {
        **subject,
        "line_no": line.line_no,
        "kind": line.kind,
        "ref_id": line.ref_id or "",
        "title": line.title,
        "verdict": typed.get("verdict", line.verdict or ""),
        "note": typed.get("note", line.note or ""),
    }


def _verdict(line: Line, sent: Sent) -> str:
    return sent.values.get(line.line_no, {}).get("verdict", line.verdict or "")


def _note(subject: Row, sent: Sent) -> list[Row]:
    return [{**subject, **sent.values[NOTE]}] if NOTE in sent.values else []


def _added(subject: Row, sent: Sent) -> list[Row]:
    return [{**subject, "kind": LineKind.OTHER.value, **row} for row in sent.added]
