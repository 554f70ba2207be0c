"""What the numbers mean and how they are computed, read from the views that `data` promises."""

from metrics import delivery, efficiency, goals, investment, kr

__all__ = ["delivery", "efficiency", "goals", "investment", "kr"]
