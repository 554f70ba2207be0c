"""Campaigns: their map, their plan by month, who answers for what, and how they are closed."""

from metrics.campaigns import evaluation, months
from metrics.campaigns.standing import Standing, campaign_of, objectives_of, standings
from metrics.campaigns.tree import Campaign, campaigns, within

__all__ = ["Campaign", "Standing", "campaign_of", "campaigns", "evaluation", "months", "objectives_of", "standings", "within"]
