"""What the numbers mean and how they are computed, read from the views that `data` promises."""

from metrics import campaigns, delivery, efficiency, forecast, goals, investment, kr, outcome

__all__ = ["campaigns", "delivery", "efficiency", "forecast", "goals", "investment", "kr", "outcome"]
