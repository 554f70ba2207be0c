"""One metric's chart and its figures, for any place that shows them: a page, a report, a file."""

from collections.abc import Sequence
from datetime import date, timedelta

from metrics.course import MetricCourse, course
from metrics.goals import okr_progress
from metrics.scope import Bucket
from pages.ui.charts import course as chart
from pages.ui.charts.canvas import Brush
from pages.ui.colours import Colours
from pages.ui.store import answer, spec
from pages.ui.view import View

COLUMNS = ("day", "value", "avg_7d", "plan", "expected", "low", "high")


def courses(view: View, kr_id: str) -> Sequence[MetricCourse]:
    return answer(course, view.scope, kr_id)


def picture(view: View, colours: Colours, metric: str) -> dict:
    """Vega-Lite of a metric on the OKR board."""
    of, then = _of(view, metric), view.before.as_of if view.before else None
    key = (view.scope, then, metric, colours, view.words.language, view.address.pairs())
    return spec(chart.course, key, of, Brush(Bucket.DAY, colours, view.words, view.address, of.facts.read_on.year), then)


def table(view: View, metric: str) -> tuple[Sequence[str], Sequence[Sequence[object]]]:
    """Header and a row for each day from the picture's first to the period's last: what was, what was planned, what is expected."""
    of = _of(view, metric)
    header = [view.words(f"kr.column.{name}") for name in COLUMNS]
    return header, [_row(of, of.since + timedelta(days=nth)) for nth in range((of.ends_on - of.since).days + 1)]


def _of(view: View, metric: str) -> MetricCourse:
    kr_id = next(row.kr_id for row in answer(okr_progress, view.scope) if row.metric_id == metric)
    return next(of for of in courses(view, kr_id) if of.metric_id == metric)


def _row(of: MetricCourse, day: date) -> Sequence[object]:
    reading = next((reading for reading in of.readings if reading.day == day), None)
    point = next((point for point in of.forecast.ahead if point.day == day), None)
    was = (reading.value, reading.avg_7d) if reading else (None, None)
    return [day, *was, of.planned(day), *(point[1:] if point else (None,) * 3)]
