"""One metric of the key result: its figures, each the way to its values, what is expected of it, and its course as a picture."""

import streamlit as st

from metrics.course import MetricCourse
from metrics.goals import GoalRow
from metrics.records import Measure
from pages.ui import markup
from pages.ui.address import Behind
from pages.ui.bullet import LIMITS
from pages.ui.colours import colours
from pages.ui.explained import explained
from pages.ui.format import NONE, against_plan, change, compact, day_at, percent
from pages.ui.key_result.outlook import outlook, sentence
from pages.ui.key_result.picture import picture
from pages.ui.markup import Tag
from pages.ui.pictures.links import links
from pages.ui.status import shape, word
from pages.ui.view import View

FIGURES = ("current", "wow", "progress", "expected", "gap", "status", "foreseen")
FULL_WEEK = 7


def draw(row: GoalRow, of: MetricCourse, view: View) -> None:
    with st.container(gap=None, key=f"gb_metric_{row.metric_id}"):
        markup.show(_caption(row, of, view))
        name = row.metric_name or ""
        told = f"{name}: {compact(row.current, view.words)}. {sentence(of, view.words)}"
        st.vega_lite_chart(picture(view, colours(), of.metric_id), theme="streamlit", alt=told, key=f"gb_course_{row.metric_id}")
        markup.show(links("course", view, metric=of.metric_id))


def _caption(row: GoalRow, of: MetricCourse, view: View) -> Tag:
    heading = Tag("h2", "", row.metric_name or "", *([" ", Tag("span", "gb-unit", row.unit)] if row.unit else []))
    figures = Tag("div", "gb-fig", *_figures(row, view))
    return Tag("div", "gb gb-panel", heading, explained(FIGURES, view), figures, outlook(of, view.words))


def _figures(row: GoalRow, view: View) -> list[Tag]:
    say = view.words
    status = Tag("b", f"s-{row.status}", Tag("i", "", shape(row.status)), " ", word(row.status, say))
    return [
        Tag("strong", "", NONE if row.current is None else _link(compact(row.current, say), Measure.VALUES, row, view)),
        status,
        *_rests_on(row, view),
        *_way(row, view),
        *_wow(row, view),
        Tag("span", "", say("kr.target_of", value=LIMITS.get(row.direction or "", "") + compact(row.target, say))),
        Tag("span", "", say("kr.baseline_of", value=compact(row.baseline, say))),
    ]


def _rests_on(row: GoalRow, view: View) -> list[Tag]:
    """Of how many days the average is, where it isn't a whole week; of what day the value of a weekly or monthly metric is."""
    say, as_of = view.words, view.scope.as_of
    if row.latest_on is None or as_of is None:
        return []
    if row.every != "day" or row.current is None:
        return [Tag("span", "", say("okr.latest_on", day=day_at(row.latest_on, as_of, say)))]
    return [] if row.days_7d == FULL_WEEK else [Tag("span", "", say("okr.days_of_7", n=row.days_7d))]


def _way(row: GoalRow, view: View) -> list[Tag]:
    """How far it has come, against how far it should have."""
    if row.progress is None or row.expected is None:
        return []
    progress = _link(view.words("kr.progress", share=percent(row.progress)), Measure.VALUES, row, view)
    told = view.words("kr.against_plan", plan=percent(row.expected), gap=against_plan(row.progress, row.expected, view.words))
    return [progress, Tag("span", "", told)]


def _wow(row: GoalRow, view: View) -> list[Tag]:
    if row.wow is None:
        return []
    return [Tag("span", "", view.words("figure.wow"), " ", _link(change(row.wow), Measure.CHANGE, row, view))]


def _link(text: str, measure: Measure, row: GoalRow, view: View) -> Tag:
    return Tag("a", "", text, href=view.address.records(Behind(measure, metric=row.metric_id)), data_go="")
