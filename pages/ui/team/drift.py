"""Whether a team drifts away from the goals: the share of its work that serves them, month by month, beside that of all teams."""

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from metrics.efficiency import Period, efficiency
from metrics.scope import Bucket
from pages.ui import markup
from pages.ui.charts.canvas import Brush
from pages.ui.charts.drift import FEW, drift
from pages.ui.colours import Colours, colours
from pages.ui.definitions import label
from pages.ui.explained import explained
from pages.ui.header import section
from pages.ui.pictures.links import links
from pages.ui.store import answer, scope_of, spec
from pages.ui.view import View, view_of


def draw(view: View) -> None:
    """`view` is narrowed to the team. Nothing at all where there is no month with work."""
    if not any_work(view):
        return
    say = view.words
    with st.container(gap=None, key="gb_drift"):
        section(say("team.drift"), say("team.drift_sub", few=FEW), about=explained(("okr_share",), view))
        st.vega_lite_chart(picture(view, colours()), theme="streamlit", alt=say("team.drift"), key="gb_chart_drift")
        markup.show(links("drift", view))


def any_work(view: View) -> bool:
    """Whether there is something to see: of chosen objectives all work serves one."""
    return not view.scope.objectives and any(row.delivered for row in months(view))


def picture(view: View, ink: Colours) -> dict:
    """Vega-Lite. There has to be some work to show."""
    everybody, scope = _everybody(view), view.scope
    brush = Brush(Bucket.MONTH, ink, view.words, view.address, (scope.as_of or scope.until).year)
    key = (scope, everybody.scope, ink, view.words.language, view.address.pairs())
    return spec(drift, key, months(view), months(everybody), brush)


def table(view: View) -> tuple[Sequence[str], Sequence[Sequence[object]]]:
    say, of_all = view.words, {row.period: row.okr_share for row in months(_everybody(view))}
    header = [say("bucket.month"), *(label(name, say) for name in ("delivered", "okr_delivered", "okr_share")), say("team.all_teams")]
    return header, [[row.period, row.delivered, row.okr_delivered, row.okr_share, of_all.get(row.period)] for row in months(view)]


def months(view: View) -> list[Period]:
    return answer(efficiency, scope_of(replace(view.scope.question, bucket=Bucket.MONTH)))


def _everybody(view: View) -> View:
    return view_of(view.address.choosing(teams=()), view.words.language)
