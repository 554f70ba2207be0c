"""One key result: where it stands and where it is going, its work, its people, and what changed."""

from collections.abc import Sequence

import streamlit as st

from metrics.goals import GoalRow, kr_progress, okr_progress
from metrics.records import Measure
from metrics.status import worst
from pages.ui import goals_only, latest_work, markup, people
from pages.ui.address import Behind
from pages.ui.changes import lately
from pages.ui.explained import explained
from pages.ui.format import against_plan, percent
from pages.ui.header import empty, header, section
from pages.ui.key_result import metric
from pages.ui.key_result.picture import courses
from pages.ui.markup import Tag
from pages.ui.status import shape, word
from pages.ui.store import answer
from pages.ui.view import View, view_of

NARROWEST = 320  # of metrics side by side; a phone is a little wider


def draw(view: View) -> None:
    everything = view_of(view.address.choosing(objectives=()), view.words.language)
    rows = _rows(everything)
    if not rows:
        _nobody_knows(everything)
        return
    kr, say = rows[0], view.words
    header(everything, "kr", *_answer_line(rows, everything), title=f"{kr.kr_id} {kr.kr_title}")
    markup.show(_whose(kr, everything))
    _metrics(rows, everything)
    section(say("kr.work"), about=explained(("delivered", "in_progress"), view))
    latest_work.draw(everything, kr=kr.kr_id)
    section(say("kr.people"))
    people.draw(everything, kr=kr.kr_id)
    lately.draw(everything, lambda moved: moved.kr_id == kr.kr_id)


def _rows(view: View) -> list[GoalRow]:
    asked = view.address.subject.id if view.address.subject else None
    return [row for row in answer(okr_progress, view.scope) if row.kr_id == asked]


def _answer_line(rows: Sequence[GoalRow], view: View) -> list[Tag]:
    """Its status, how far it is, and how far it should be."""
    say = view.words
    status, (reached, due) = worst(row.status for row in rows), kr_progress(rows)
    told = [Tag("span", f"s-{status}", Tag("i", "", shape(status)), " ", Tag("b", "", word(status, say)))] if status else []
    if reached is not None and due is not None:
        plan = say("kr.against_plan", plan=percent(due), gap=against_plan(reached, due, say))
        values = view.address.records(Behind(Measure.VALUES, kr=rows[0].kr_id))
        way = Tag("a", "gb-to", say("kr.progress", share=percent(reached)), href=values, data_go="")
        told += [Tag("b", "", way), Tag("span", "gb-muted", plan)]
    return told


def _whose(kr: GoalRow, view: View) -> Tag:
    """The objective it belongs to, who owns it, and the part of the business."""
    say = view.words
    objective = Tag("a", "", f"{kr.objective_id} {kr.objective_title}", href=view.address.about("/objective", kr.objective_id), data_go="")
    whose = [say("okr.owner", name=kr.owner) if kr.owner else "", kr.business_module or ""]
    return Tag("p", "gb gb-whose", Tag("span", "", objective), *(Tag("span", "gb-muted", text) for text in whose if text))


def _metrics(rows: Sequence[GoalRow], view: View) -> None:
    """Below each other, two side by side where there is room."""
    of = {course.metric_id: course for course in courses(view, rows[0].kr_id)}
    measured = [row for row in rows if row.metric_id in of]
    if not measured:
        empty("", view.words("kr.no_metric"))
        return
    with st.grid(min(len(measured), 2), min_column_width=NARROWEST, gap="medium"):
        for row in measured:
            metric.draw(row, of[row.metric_id or ""], view)


def _nobody_knows(view: View) -> None:
    """A link without a key result, or with one that the version read doesn't have: a sentence, and all there are."""
    say, subject = view.words, view.address.subject
    header(view, "kr")
    if goals_only.draw(view, "/kr"):
        return
    titles = {row.kr_id: row.kr_title for row in answer(okr_progress, view.scope)}
    known = [Tag("li", "", Tag("a", "", f"{kr} {title}", href=view.address.about("/kr", kr), data_go="")) for kr, title in titles.items()]
    back = Tag("p", "", Tag("a", "", say("kr.back"), href=view.address.link("/okr"), data_go=""))
    told = say("kr.unknown", id=subject.id) if subject and subject.id else say("kr.none")
    empty(told, say("kr.unknown_hint") if known else say("okr.empty_hint"), *([Tag("ul", "gb-plain", *known)] if known else []), back)
