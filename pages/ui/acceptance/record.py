"""The record of a campaign's acceptance as the page reads it: its stage, its lines, and what their figures are read at."""

from dataclasses import dataclass

from metrics.campaigns.acceptance import Line, judged, lines, promised
from metrics.campaigns.closing import Closure, Stage, closure, newer_data
from metrics.scope import Question, Scope
from pages.ui.campaign.heading import Asked
from pages.ui.store import answer, scope_of

SUBJECT = "campaign"


@dataclass(frozen=True)
class Record:
    """`scope` is what the figures are read at: that of the acceptance once there is one, else the view's. `newer` is the version of
    the last data that came after.
    """

    closure: Closure
    scope: Scope
    lines: tuple[Line, ...]
    newer: int | None = None

    @property
    def stage(self) -> Stage:
        return self.closure.stage

    @property
    def judged(self) -> tuple[Line, ...]:
        return tuple(line for line in self.lines if line.verdict is not None)

    @property
    def left(self) -> tuple[Line, ...]:
        """The lines without a verdict."""
        return tuple(line for line in self.lines if line.verdict is None)


def record(of: Asked) -> Record:
    """Once accepted, verdicts are read as they were written then, and figures as they were looked at then. One that came in a file moves
    with what is read, so that no data are newer.
    """
    now, name = of.view.scope, of.campaign.campaign_id
    kept = answer(closure, now, SUBJECT, name) or Closure(SUBJECT, name)
    if kept.frozen is None or kept.judged is None:
        return Record(kept, now, _lines(now, now, name))
    then, written = scope_of(kept.frozen), scope_of(kept.judged)
    return Record(kept, then, _lines(then, written, name), answer(newer_data, now, then.version))


def as_seen(of: Asked, version: int) -> tuple[Scope, tuple[Line, ...]]:
    """What a person had before them who looked at this version."""
    seen = scope_of(Question(as_of=of.view.scope.question.as_of, version=version))
    return seen, _lines(seen, seen, of.campaign.campaign_id)


def _lines(figures: Scope, verdicts: Scope, name: str) -> tuple[Line, ...]:
    return tuple(lines(answer(promised, figures, SUBJECT, name), answer(judged, verdicts, SUBJECT, name)))
