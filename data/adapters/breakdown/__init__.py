"""The OKR breakdown as a workbook: a campaign's plan by month, downloaded, edited as a table of months and taken in again."""

from data.adapters.breakdown.export import EXPORTS
from data.adapters.breakdown.listing import listed
from data.adapters.breakdown.mark import Origin, origin_mark, origin_of

__all__ = ["EXPORTS", "Origin", "listed", "origin_mark", "origin_of"]
