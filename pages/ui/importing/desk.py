"""The import desk: drop files, see how each is read and what it would change, commit."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import streamlit as st

from data.adapters import Mapping
from data.errors import BoardError
from data.intake import saved_mappings
from data.okr_workbook import template
from pages.ui import jobs, markup, person, uploads
from pages.ui.drop import drop
from pages.ui.header import empty, plain_header
from pages.ui.importing import batch, card, report, taking
from pages.ui.importing.candidate import Candidate, candidate, counts
from pages.ui.importing.choice import FileChoice
from pages.ui.importing.offer import offer
from pages.ui.jobs import Job
from pages.ui.markup import Tag
from pages.ui.person import Person
from pages.ui.store import store
from pages.ui.uploads import Upload
from pages.ui.view import View
from pages.ui.words import Words
from pages.ui.writing import may_write

SLOTS = "gb_desk"
DROP = "gb_drop"
OTHERWISE = "gb_otherwise"
OPEN = 2  # reports of a file that are shown without being asked for
MOST_HEADERS = 6  # of a saved mapping that are shown
AT_ONCE = 4 << 20  # bytes that are looked at while the page waits; more than that is a job


@dataclass
class Slot:
    """One file on the desk: what was chosen, what came of it, and the job that looks at it anew."""

    choice: FileChoice
    made: Candidate | None = None
    job: Job | None = None
    asked: tuple[str, int] | None = None


def draw(view: View) -> None:
    if batch.is_there():
        batch.draw(view)
        return
    say = view.words
    plain_header(say("import.title"), say("import.sub"))
    _ways(view)
    person.told_if_off(say)
    arrived = drop.draw(DROP, say)
    slots = _slots(arrived)
    if not arrived:
        empty(say("import.waiting"), say("import.waiting_order"))
        _mappings(say)
        taking.draw(view)
        return
    made = [_file(upload, slots[upload.id], say) for upload in arrived]
    _commit([one for one in made if one], arrived, len(arrived), say)


def _ways(view: View) -> None:
    """What else is here: the versions, and a workbook to begin with."""
    say = view.words
    with st.container(horizontal=True, vertical_alignment="center", gap="medium", key="gb_ways"):
        markup.show(Tag("div", "gb", Tag("a", "", say("history.menu"), href=view.address.link("/history"), data_go="")), width="content")
        st.download_button(
            say("import.template"),
            data=lambda: template(say.language),
            file_name=say("import.template_file"),
            mime="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            icon=":material/download:",
            type="tertiary",
            on_click="ignore",
            help=say("import.template_hint"),
            key="gb_template",
        )


def _slots(arrived: Sequence[Upload]) -> dict[str, Slot]:
    """What is kept of each file; a file that was taken away is forgotten."""
    slots: dict[str, Slot] = st.session_state.setdefault(SLOTS, {})
    for gone in set(slots) - {upload.id for upload in arrived}:
        del slots[gone]
    for upload in arrived:
        slots.setdefault(upload.id, Slot(FileChoice()))
    return slots


def _file(upload: Upload, slot: Slot, say: Words) -> Candidate | None:
    """The card of a file; None as long as it is being looked at."""
    key = f"gb_card_{upload.id}"
    slot.choice = card.chosen(key, slot.choice)
    report.heading(upload.name)
    is_current = _look(upload, slot, say)
    made = slot.made
    if made is None:
        return None
    _told(made, say)
    card.draw(key, offer(made, saved_mappings(store().cursor()), say))
    _reports(upload, made, say)
    return made if is_current else None


def _reports(upload: Upload, made: Candidate, say: Words) -> None:
    """Few of them stand open, of many each unfolds."""
    reports = made.reports
    for place, of_one in enumerate(reports):
        key, name = f"{upload.id}_{place}", report.subject(of_one, say)
        if len(reports) > OPEN and not report.says_more(of_one):
            continue
        if len(reports) > OPEN:
            is_open = bool(of_one.rejected or of_one.refused or of_one.edits or (of_one.new and of_one.unchanged))
            with st.expander(say("import.first_rows_of", name=name), expanded=is_open, key=f"gb_of_{key}", type="compact"):
                report.draw(of_one, key, say)
        else:
            report.draw(of_one, key, say, of=name if len(reports) > 1 else "")


def _told(made: Candidate, say: Words) -> None:
    """What the file is and what it would change, or why it can't be taken in as it is."""
    reports = made.reports
    if reports:
        several = len(reports) > 1
        lines = [report.counts(each, say, of=report.subject(each, say) if several else "") for each in reports]
        markup.show(Tag("div", "gb", report.recognised(reports, say), *lines, *report.sample_note(reports, say, done=False)))
    for error in filter(None, (made.error, *(piece.error for piece in made.pieces))):
        report.failed(error, say)


def _look(upload: Upload, slot: Slot, say: Words) -> bool:
    """See to it that what is shown is of the present choice; True when it is."""
    wanted = (slot.choice.model_dump_json(), store().version())
    if slot.made and slot.made.key == wanted:
        return True
    if upload.size <= AT_ONCE:
        with st.spinner(say("import.reading")):
            slot.made = _looked(upload, slot)(_unheard)
        return True
    if slot.job is None or slot.asked != wanted:
        slot.job, slot.asked = jobs.start(_looked(upload, slot)), wanted
    if not slot.job.ended:
        jobs.show(slot.job, say)
        return False
    job, slot.job = slot.job, None
    jobs.forget(job)
    slot.made = job.result or Candidate(upload.name, slot.choice, wanted[1], error=job.error)
    return True


def _looked(upload: Upload, slot: Slot) -> Callable[[Callable[[float], None]], Candidate]:
    held, choice, before = store(), slot.choice, slot.made
    return lambda hear: candidate(held, upload.name, upload.path, choice, before, hear)


def _unheard(_share: float) -> None:
    """Nobody waits for news."""


def _commit(made: Sequence[Candidate], arrived: Sequence[Upload], expected: int, say: Words) -> None:
    files = sum(any(piece.is_ready for piece in each.pieces) for each in made)
    with st.container(key="gb_commit"):
        who = person.ask(say)
        if otherwise := st.session_state.pop(OTHERWISE, None):
            report.failed(otherwise, say)
        why_not = _why_not(made, files, expected, who, say)
        if why_not:
            markup.show(Tag("div", "gb", Tag("p", "gb-note", why_not, role="status")))
        label = say("import.commit", n=files) if files else say("import.commit_none")
        st.button(label, type="primary", disabled=bool(why_not), key="gb_commit_button", on_click=_take_in, args=(arrived, who))


def _why_not(made: Sequence[Candidate], ready: int, expected: int, who: Person, say: Words) -> str:
    """What still has to be done before anything goes in; '' for nothing."""
    if len(made) < expected:
        return say("import.reading")
    for each in made:
        if open_one := _open(each):
            return say("import.of_file", file=each.name, told=say(f"import.{open_one}"))
    return who.why_not(say, say("import.name_missing")) if ready else say(f"import.{_unfit(made)}")


def _open(made: Candidate) -> str:
    """What somebody has to decide about a file first."""
    pieces = made.pieces
    if any(piece.has_questions for piece in pieces):
        return "open_questions"
    if any(piece.lacking for piece in pieces):
        return "columns_missing"
    if any(piece.choices.remember and not piece.is_named for piece in pieces):
        return "unnamed"
    return "" if all(piece.is_agreed for piece in pieces) else "not_agreed"


def _unfit(made: Sequence[Candidate]) -> str:
    """Why nothing can go in."""
    if any(each.error for each in made):
        return "unfit"
    return "undecided" if any(piece.error for each in made for piece in each.pieces) else "nothing"


def _take_in(arrived: Sequence[Upload], who: Person) -> None:
    """What was chosen in the moment before counts too; were it to land otherwise than shown, it is shown first."""
    made = [_as_chosen(upload) for upload in arrived]
    if not may_write(who.key) or not all(made):
        return
    if otherwise := _otherwise(arrived, made):
        st.session_state[OTHERWISE] = BoardError("shown_otherwise", file=otherwise)
        return
    batch.start(store(), [each for each in made if each], who.name)
    token, slots = uploads.token(), st.session_state[SLOTS]
    for upload, each in zip(arrived, made, strict=True):
        if each and not each.is_stuck:  # what somebody has still to decide stays on the desk
            uploads.drop(token, upload.id)
            del slots[upload.id]


def _otherwise(arrived: Sequence[Upload], made: Sequence[Candidate | None]) -> str:
    """The first file that would land otherwise than was shown, because somebody else wrote meanwhile; now it is shown anew."""
    changed = ""
    for upload, each in zip(arrived, made, strict=True):
        slot: Slot = st.session_state[SLOTS][upload.id]
        if each and slot.made and counts(each.reports) != counts(slot.made.reports):
            changed, slot.made = changed or upload.name, each
    return changed


def _as_chosen(upload: Upload) -> Candidate | None:
    """A file by the choice of this moment; None if nobody has seen what that would change."""
    slot: Slot = st.session_state[SLOTS][upload.id]
    choice = card.chosen(f"gb_card_{upload.id}", slot.choice)
    if slot.made is None or slot.made.choice.landing != choice.landing:
        return None
    return candidate(store(), upload.name, upload.path, choice, slot.made, _unheard)


def _mappings(say: Words) -> None:
    """The saved mappings and what they are for."""
    known = saved_mappings(store().cursor())
    if not known:
        return
    lines = [Tag("li", "", Tag("b", "", mapping.name), " ", Tag("span", "gb-muted", _about(mapping, say))) for mapping in known]
    title, sub = Tag("h2", "gb-section", say("import.mappings")), Tag("p", "gb-sub", say("import.mappings_sub"))
    markup.show(Tag("div", "gb gb-mappings", title, sub, Tag("ul", "", *lines)))


def _about(mapping: Mapping, say: Words) -> str:
    comma = say("list.and")
    datasets = [mapping.dataset] if mapping.dataset else mapping.readings
    tool = report.export_name(mapping.export, say) if mapping.export else ""
    what = (tool, comma.join(report.dataset_name(name, say) for name in datasets), comma.join(mapping.header[:MOST_HEADERS]))
    return " · ".join(filter(None, what))
