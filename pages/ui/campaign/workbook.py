"""Beside the table the way to take it along."""

from dataclasses import replace

from pages.ui.campaign.heading import Asked
from pages.ui.markup import Tag

PATH = "/api/breakdown"


def links(of: Asked) -> Tag:
    """The workbook of the campaign that the page shows, in the reader's language."""
    say, at = of.view.words, replace(of.view.address, language=of.view.words.language)
    href = at.about(f"{PATH}/okr.xlsx", of.campaign.campaign_id)
    return Tag("p", "gb gb-take", Tag("a", "", say("workbook.take"), href=href, download="", title=say("workbook.take_hint")))
