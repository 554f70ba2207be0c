"""The milestones of a campaign, its sub-campaigns and their projects: one time axis, on a phone a list, and the late ones named."""

from collections import Counter
from collections.abc import Sequence
from itertools import groupby

import streamlit as st

from metrics.campaigns.milestones import Milestone, State
from pages.ui import markup
from pages.ui.campaign.heading import Asked
from pages.ui.campaign.milestone_axis import of_campaign, picture, state
from pages.ui.colours import colours
from pages.ui.format import day_at
from pages.ui.header import empty, section
from pages.ui.markup import Tag
from pages.ui.pictures.links import links
from pages.ui.view import View

SHAPES = {State.OVERDUE: "■", State.DONE_LATE: "●", State.DONE: "●", State.AHEAD: "○"}


def draw(of: Asked) -> None:
    """Nothing at all where no day is known that they could be read on."""
    view, say = of.view, of.view.words
    if view.empty:
        return
    rows = of_campaign(view, of.campaign.campaign_id)
    with st.container(gap=None, key="gb_milestones"):
        section(say("milestones.title"), _answer_line(rows, view), *([Tag("span", "gb-axis-key", say("milestones.key"))] if rows else []))
        if not rows:
            empty("", f"{say('milestones.none')} {say('milestones.none_hint')}")
            return
        with st.container(gap=None, key="gb_milestones_axis"):
            st.vega_lite_chart(
                picture(view, of.campaign.campaign_id, colours()), theme="streamlit", alt=say("milestones.title"), key="gb_chart_milestones"
            )
        markup.show(Tag("div", "gb gb-milestones", *_late(rows, of), _as_list(rows, of)), links("milestones", view, id=of.campaign.campaign_id))


def _answer_line(rows: Sequence[Milestone], view: View) -> str:
    """How many are done, and how many are late."""
    if not rows:
        return ""
    say, found = view.words, Counter(of.state for of in rows)
    done = found[State.DONE] + found[State.DONE_LATE]
    told = [say("milestones.tally", n=len(rows), done=done)]
    told += [say(f"milestones.{name}", n=found[of]) for name, of in (("overdue_tally", State.OVERDUE), ("late_tally", State.DONE_LATE)) if found[of]]
    return f"{say('list.and').join(told)}{say('milestones.stop')}"


def _late(rows: Sequence[Milestone], of: Asked) -> list[Tag]:
    """The overdue ones, the longest first, then what was done late, then what only moved."""
    order = [State.OVERDUE, State.DONE_LATE, State.DONE, State.AHEAD]
    named = sorted((row for row in rows if row.is_late or row.moved_from), key=lambda row: (order.index(row.state), -(row.days or 0)))
    if not named:
        return []
    return [Tag("h3", "", of.view.words("milestones.late")), Tag("ul", "gb-plain", *(_sentence(row, of) for row in named))]


def _sentence(row: Milestone, of: Asked) -> Tag:
    say = of.view.words
    facts = [*_days(row, of.view), *([say("milestones.hands_over", what=row.deliverable)] if row.deliverable else [])]
    return Tag("li", f"m-{row.state}", *_named(row, of.view), " ", Tag("span", "gb-muted", _subject(row, of), " · ", " · ".join(facts)))


def _as_list(rows: Sequence[Milestone], of: Asked) -> Tag:
    """All of them lane by lane, where the axis would be too narrow."""
    lanes = [list(lane) for _, lane in groupby(rows, key=lambda row: (row.subject_kind, row.subject_id))]
    summary = Tag("summary", "", of.view.words("milestones.as_list"))
    return Tag("details", "gb-lanes", summary, *(part for lane in lanes for part in _lane(lane, of)))


def _lane(rows: Sequence[Milestone], of: Asked) -> list[Tag]:
    lines = [
        Tag("li", f"m-{row.state}", *_named(row, of.view), " ", Tag("span", "gb-muted", " · ".join(_days(row, of.view))))
        for row in sorted(rows, key=lambda row: row.planned_on)
    ]
    return [Tag("h3", "", _subject(rows[0], of)), Tag("ul", "gb-plain", *lines)]


def _named(row: Milestone, view: View) -> list[Tag | str]:
    return [Tag("i", "", SHAPES[row.state], aria_hidden="true"), " ", Tag("b", "", row.title), " ", Tag("span", "m-state", state(row, view))]


def _days(row: Milestone, view: View) -> list[str]:
    days = {"planned": row.planned_on, "done_on": row.done_on, "moved": row.moved_from}
    return [view.words(f"milestones.{name}", day=day_at(day, view.scope.as_of, view.words)) for name, day in days.items() if day]


def _subject(row: Milestone, of: Asked) -> Tag | str:
    """What it belongs to, which leads to its page unless that is this one."""
    title = row.subject_title or row.subject_id
    if row.subject_kind != "campaign" or row.subject_id == of.campaign.campaign_id:
        return title
    return Tag("a", "", title, href=of.view.address.about("/campaign", row.subject_id), data_go="")
