"""A status always comes as shape, word and colour, so that it survives grey print and every kind of eye."""

from metrics.status import Status
from pages.ui.words import Words

SHAPES = {
    Status.AT_RISK: "■",
    Status.BEHIND: "▲",
    Status.STALE: "◐",
    Status.NO_DATA: "○",
    Status.UNDEFINED: "◇",
    Status.ON_TRACK: "●",
    Status.ACHIEVED: "★",
    Status.NOT_STARTED: "◁",
}
CALM = frozenset({Status.ON_TRACK, Status.ACHIEVED, Status.NOT_STARTED})


def shape(status: str | None) -> str:
    return SHAPES[Status(status)] if status else "–"


def word(status: str | None, words: Words) -> str:
    return words(f"status.{status or 'no_metric'}")
