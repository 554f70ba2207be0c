"""Sub-campaigns and projects side by side: how far they came, what they passed in time, what went into them."""

from metrics.campaigns.evaluation import Part, parts
from metrics.scope import Scope
from pages.ui.campaigns.mark import of_project
from pages.ui.format import NONE, count, percent
from pages.ui.header import section
from pages.ui.status import shape, word
from pages.ui.store import answer
from pages.ui.tables import sheet
from pages.ui.view import View
from pages.ui.words import Words

FIGURES = ("progress", "expected", "milestones_on_time", "delivered", "in_progress")


def draw(campaign_id: str, scope: Scope, view: View) -> None:
    """Nothing where a campaign has neither."""
    found, say = table(campaign_id, scope, view), view.words
    if found:
        section(say("evaluation.parts_title"), say("evaluation.parts_sub"))
        sheet.draw("beside", say("evaluation.parts_title"), *found)


def table(campaign_id: str, scope: Scope, view: View) -> tuple[list[dict], list[dict]] | None:
    """Columns and rows; None where a campaign has neither."""
    found, say = answer(parts, scope, campaign_id), view.words
    if not found:
        return None
    columns = [
        sheet.column(say("evaluation.part"), kind="text"),
        sheet.column(say("evaluation.lead")),
        sheet.column(say("figure.status"), kind="tight"),
        *(sheet.column(say(f"figure.{name}"), right=True) for name in FIGURES),
    ]
    return columns, [_row(part, view) for part in found]


def _row(of: Part, view: View) -> dict:
    say = view.words
    href = view.address.about("/evaluation", of.id) if of.kind == "campaign" else ""
    name = sheet.cell(of.title, href=href, sub=say(f"evaluation.kind.{of.kind}"))
    return sheet.row(
        [
            name,
            of.lead or NONE,
            _status(of, say),
            *(percent(share) if of.kind == "campaign" else "" for share in (of.progress, of.expected)),
            say("evaluation.kept", kept=of.milestones_kept, n=of.milestones_due) if of.milestones_due else NONE,
            count(of.delivered),
            count(of.in_progress),
        ]
    )


def _status(of: Part, say: Words) -> str | dict:
    """A project's is a word of its own, for it has no progress to be held against a plan; it looks as on the map."""
    if of.status is None:
        return NONE
    if of.kind == "campaign":
        return sheet.cell(f"{shape(of.status)} {word(of.status, say)}", kind=f"st s-{of.status}")
    told = of_project(of.status, say)
    return sheet.cell(f"{told['shape']} {told['word']}", kind=f"st s-{told['status']}")
