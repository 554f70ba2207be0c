"""One campaign: its plan by month, who answers for what, its milestones."""

from metrics.campaigns.breakdown import breakdown
from pages.ui import goals_only, markup
from pages.ui.campaign import heading, milestones, outcome, plan, roles, workbook
from pages.ui.header import empty
from pages.ui.markup import Tag
from pages.ui.store import answer
from pages.ui.view import View


def draw(view: View) -> None:
    of = heading.asked(view, "campaign")
    if of is None:
        return
    found, say = answer(breakdown, of.view.scope, of.campaign.campaign_id), of.view.words
    heading.draw(of, "campaign", *(outcome.told(of.standing, found, say) if found else []))
    markup.show(Tag("i", "gb-a3", hidden="hidden"))
    if found and not of.view.empty and (found.months or len(found.parts) > 1):
        plan.draw(of, found)
        markup.show(workbook.links(of))
    elif not goals_only.draw(of.view, "/campaign"):
        empty(say("plan.empty"), say("plan.empty_hint"))
    milestones.draw(of)
    roles.draw(of)
