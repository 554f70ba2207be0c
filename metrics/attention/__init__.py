"""What needs a leader now: rules with thresholds, what they find, in the order of how much it matters."""

from metrics.attention import behind, drift, no_months, no_movement, open_bugs, slow, stale
from metrics.attention.attention import attention
from metrics.attention.concern import Concern, Kind, Rule
from metrics.attention.mutes import subject
from metrics.attention.registry import DEFINITIONS
from metrics.attention.thresholds import PREFIX, Thresholds, names_of, thresholds

RULES = (behind, no_movement, drift, open_bugs, slow, stale, no_months)  # their modules: a rule is known by being read

__all__ = ["DEFINITIONS", "PREFIX", "RULES", "Concern", "Kind", "Rule", "Thresholds", "attention", "names_of", "subject", "thresholds"]
