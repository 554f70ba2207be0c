"""How the festival's campaign was closed: acceptance, review, evaluation."""

from datetime import date, timedelta

from data.sample.campaigns import CLOSED
from data.sample.story import Row, Story
from data.sample.workdays import nearest_workday
from data.sample.year import Year

SUBJECT = {"subject_kind": "campaign", "subject_id": CLOSED}
OPENED_AFTER, ACCEPTED_AFTER = 8, 12  # days after its end
RESULT, PROCESS = "0.8", "0.75"  # one of two key results and three fifths of the other; three of four milestones on time
LINES = (  # what the app proposes for it, and a line of the people's own
    ("kr", "O5-KR1", "accepted"),
    ("kr", "O5-KR2", "rejected"),
    ("milestone", "MS01", "accepted"),
    ("milestone", "MS02", "accepted"),
    ("milestone", "MS03", "partly"),
    ("milestone", "MS04", "accepted"),
    ("milestone", "MS05", "accepted"),
    ("milestone", "MS06", "accepted"),
    ("deliverable", "P0", "accepted"),
    ("other", "", "accepted"),
)
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
            "line_no": f"{kind}:{ref or number}",
            "kind": kind,
            "ref_id": ref,
            "title": words.get("title") or _title(story, kind, ref),
            "verdict": verdict,
            "note": words.get("note", ""),
        }
        for (number, words), (kind, ref, verdict) in zip(story.words["acceptance_lines"].items(), LINES, strict=True)
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


def _title(story: Story, kind: str, ref: str) -> str:
    words: Row = story.of({"kr": "key_results", "milestone": "milestones", "deliverable": "projects"}[kind], ref)
    return words["title"]
