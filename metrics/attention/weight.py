"""How much an entry weighs: how many thresholds it is beyond, times the size of what it is about."""

MOST = 4.0  # thresholds; beyond, further is no longer worse for a reader who has to come anyway
OF_DATA = 0.5  # what is wrong with figures or a plan is mended at a desk: half as urgent as what is wrong with the business


def weight(value: float, threshold: float, size: float = 1.0) -> float:
    """1 is an entry at its threshold about an average key result or team, or about all work."""
    beyond = value / threshold if threshold > 0 else MOST
    return max(0.0, min(beyond, MOST)) * size
