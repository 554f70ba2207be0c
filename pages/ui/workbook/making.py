"""The workbook of the campaign that a view is about, and what its file is called."""

from data.errors import BoardError
from metrics.campaigns import campaigns
from metrics.campaigns.breakdown import breakdown
from pages.ui.campaign.heading import whole
from pages.ui.store import answer
from pages.ui.view import View
from pages.ui.workbook.book import book


def made(view: View) -> tuple[bytes, str]:
    """Raises `BoardError` where the version read has no such campaign."""
    of = whole(view)
    named = of.address.subject.id if of.address.subject else ""
    found = answer(breakdown, of.scope, named)
    if found is None:
        raise BoardError("no_campaign", id=named)
    title = next(each.title for each in answer(campaigns, of.scope) if each.campaign_id == named)
    return book(found, title, of), of.words("workbook.file", id=named, day=of.scope.as_of or "", n=of.scope.version)
