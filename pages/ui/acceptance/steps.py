"""Who did what to a record, when and in which version: folded, for nobody needs it until somebody asks."""

import streamlit as st

from metrics.campaigns.trace import Step, trace
from pages.ui import markup
from pages.ui.address import Address, Chosen
from pages.ui.campaign.heading import Asked
from pages.ui.format import day_at
from pages.ui.markup import Tag
from pages.ui.store import answer
from pages.ui.view import View


def steps(of: Asked, subject_kind: str) -> None:
    found = answer(trace, of.view.scope, subject_kind, of.campaign.campaign_id)
    if not found:
        return
    fold = st.expander(of.view.words("closing.trace", n=len(found)), key="gb_trace", type="compact", on_change="rerun")
    if fold.open:
        with fold:
            markup.show(Tag("ol", "gb gb-trace", *(_step(step, of.view) for step in found)))


def _step(step: Step, view: View) -> Tag:
    say = view.words
    then = Address(Chosen(version=step.version, seen=view.today), view.address.language)
    subject = view.address.subject
    href = then.about("/acceptance", subject.id) if subject else then.link("/history")
    day = day_at(step.on or step.made_on, view.today, say)
    who = step.by or step.who or ""
    text = say(f"closing.step.{step.kind}", who=who or say("closing.nobody"), why=step.why or "–", n=step.lines or 0)
    return Tag("li", "", Tag("span", "gb-muted", day), " ", text, " ", Tag("a", "", say("meta.version", n=step.version), href=href, data_go=""))
