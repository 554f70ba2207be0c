"""How the festival's campaign was closed: acceptance, review, evaluation."""

from datetime import date, timedelta

from data.sample.campaigns import CLOSED
from data.sample.story import Row, Story
from data.sample.workdays import nearest_workday
from data.sample.year import Year

SUBJECT = {"subject_kind": "campaign", "subject_id": CLOSED}
OPENED_AFTER, ACCEPTED_AFTER = 8, 12  # days after its end
RESULT, PROCESS = "0.8", "0.75"  # one of two key results and three fifths of the other; three of four milestones on time
LINES = {
    "1": ("deliverable", "MS05", "accepted"),
    "2": ("deliverable", "MS01", "accepted"),
    "3": ("deliverable", "MS03", "partly"),
    "4": ("milestone", "MS03", "partly"),
    "5": ("kr", "O5-KR1", "accepted"),
    "6": ("kr", "O5-KR2", "rejected"),
    "7": ("other", "", "accepted"),
}
FINDINGS = {  # kind, status, days until due
    "IMP1": ("keep", "done", None),
    "IMP2": ("keep", "done", None),
    "IMP3": ("keep", "done", None),
    "IMP4": ("improve", "done", -95),
    "IMP5": ("improve", "open", -12),
    "IMP6": ("improve", "open", 9),
}


def closures(year: Year, story: Story) -> list[Row]:
    """Its figures are read at the sample's own version, which is the first."""
    ended, words = year.festival.ends_on, story.of("closures", CLOSED)
    accepted_on = _on(ended, ACCEPTED_AFTER)
    return [
        {
            **SUBJECT,
            "opened_on": _on(ended, OPENED_AFTER),
            "opened_by": words["opened_by"],
            "accepted_on": accepted_on,
            "accepted_by": words["accepted_by"],
            "acceptance_note": words["acceptance_note"],
            "data_version": "1",
            "as_of": accepted_on,
            "review_note": words["review_note"],
            "evaluation_note": words["evaluation_note"],
            "result_score": RESULT,
            "process_score": PROCESS,
        }
    ]


def acceptance_lines(story: Story) -> list[Row]:
    return [
        {
            **SUBJECT,
            "line_no": number,
            "kind": kind,
            "ref_id": ref,
            "title": _title(story, number, kind, ref),
            "verdict": verdict,
            "note": words["note"],
        }
        for (number, words), (kind, ref, verdict) in zip(story.words["acceptance_lines"].items(), LINES.values(), strict=True)
    ]


def improvements(year: Year, story: Story) -> list[Row]:
    return [
        {
            "improvement_id": key,
            **SUBJECT,
            "title": words["title"],
            "kind": kind,
            "owner": words["owner"],
            "due_on": "" if due is None else _on(year.today, due),
            "status": "done" if year.healthy and due is not None and due < 0 else status,
        }
        for (key, words), (kind, status, due) in zip(story.words["improvements"].items(), FINDINGS.values(), strict=True)
    ]


def commendations(story: Story) -> list[Row]:
    return [{**SUBJECT, **words} for words in story.words["commendations"].values()]


def _on(day: date, after: int) -> str:
    return nearest_workday(day + timedelta(days=after)).isoformat()


def _title(story: Story, number: str, kind: str, ref: str) -> str:
    named = {"milestone": "milestones", "kr": "key_results"}.get(kind)
    words: Row = story.of(named, ref) if named else story.of("acceptance_lines", number)
    return words["title"]
