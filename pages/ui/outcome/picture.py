"""The picture and its figures, for any place that shows them: a page, a report, a file."""

from collections.abc import Sequence

from metrics.filters import objective_choices
from metrics.outcome import Outcome, outcome
from pages.ui.charts import outcome as chart
from pages.ui.colours import HUES, Colours
from pages.ui.definitions import label
from pages.ui.panels import brush
from pages.ui.status import word
from pages.ui.store import answer, spec
from pages.ui.view import View
from pages.ui.words import Words


def outcomes(view: View) -> Sequence[Outcome]:
    return answer(outcome, view.scope)


def shown(view: View) -> list[Outcome]:
    return [row for row in outcomes(view) if row.shown]


def picture(view: View, colours: Colours) -> dict:
    """Vega-Lite. There has to be a key result to show."""
    before = {row.kr_id: row for row in answer(outcome, view.before) if row.shown} if view.before else {}
    hues = {name: colours.hues[place % HUES] for place, (name, _) in enumerate(answer(objective_choices, view.scope))}
    key = (view.scope, view.before, colours, view.words.language, view.address.pairs())
    return spec(chart.outcome, key, shown(view), before, hues, brush(view, colours))


def table(view: View) -> tuple[Sequence[str], Sequence[Sequence[object]]]:
    """Header and rows, those that have no place in the picture too."""
    say = view.words
    named = [say(f"outcome.{name}") for name in ("objective", "number", "kr")]
    work = [label(name, say) for name in ("delivered", "work_share")]
    standing = [label(name, say) for name in ("expected", "lead", "status")]
    return [*named, *work, say("outcome.progress"), *standing, say("outcome.why")], [_line(row, say) for row in outcomes(view)]


def _line(row: Outcome, say: Words) -> list[object]:
    why = say(f"outcome.apart.{row.apart}") if row.apart else None
    figures = (row.delivered, row.work_share, row.reached, row.due, row.lead)
    return [row.objective_id, row.kr_id, row.kr_title, *figures, word(row.status, say), why]
