"""The OKR board: the tally as its answer, the goal table, how to read it, and who works on the goals."""

from collections import Counter

from duckdb import DuckDBPyConnection

from metrics.goals import okr_progress
from metrics.scope import Scope
from metrics.status import Cutoffs, Status, cutoffs
from pages.ui import goals_only, markup
from pages.ui.format import percent
from pages.ui.header import empty, section
from pages.ui.markup import Tag
from pages.ui.pictures.links import links
from pages.ui.status import shape, word
from pages.ui.store import answer
from pages.ui.tables import bars, goals
from pages.ui.tables.goal_heads import explained
from pages.ui.view import View


def tally(view: View) -> list[Tag]:
    """How many metrics have which status, the worst first: the page's answer in one line. Those of objectives that have ended are
    only counted, unless nothing else is there.
    """
    rows = [row for row in answer(okr_progress, view.scope) if row.metric_id and row.status]
    running = [row for row in rows if not row.ended] or rows
    found, over = Counter(row.status for row in running), len(rows) - len(running)
    counted = [
        Tag("span", f"s-{status}", Tag("i", "", shape(status)), " ", Tag("b", "", str(found[status])), " ", word(status, view.words))
        for status in Status
        if found[status]
    ]
    told = [view.words("okr.tally", n=found.total()), *([view.words("okr.tally_ended", n=over)] if over else [])]
    return [*counted, *(Tag("span", "gb-muted", text) for text in told)] if counted else []


def draw(view: View) -> None:
    say = view.words
    if answer(okr_progress, view.scope):
        goals.draw(view)
        markup.show(_how_to_read(view))
    elif not goals_only.draw(view, "/okr"):
        kind = "empty_choice" if view.address.chosen.objectives or view.address.chosen.version else "empty"
        empty(say(f"okr.{kind}"), say(f"okr.{kind}_hint"), *way_to_import(view))


def investment(view: View) -> None:
    say = view.words
    if bars.any_invested(view):
        section(say("investment.title"), say("investment.sub"))
        bars.draw(view)
        markup.show(links("investment", view))
    elif not view.empty:
        section(say("investment.title"))
        empty(say("investment.empty"), say("investment.empty_hint"))


def status_lines(view: View) -> list[Tag]:
    """Each status with what decides it, and what the rule can't see."""
    say, cut = view.words, answer(_cutoffs, view.scope)
    facts = {"gap": f"{cut.behind_gap * 100:g}", "miss": percent(cut.maintain_miss)}
    lines = [
        Tag("li", "", Tag("b", f"s-{status}", Tag("i", "", shape(status)), word(status, say)), " ", say(f"how.word.{status}", **facts))
        for status in Status
    ]
    return [Tag("ul", "gb-statuses", *lines), Tag("p", "gb-sub", say("how.weakness"))]


def _how_to_read(view: View) -> Tag:
    say = view.words
    figures = [
        part
        for facts in explained(say)
        for part in (Tag("dt", "", facts.label), Tag("dd", "", " ".join(filter(None, (facts.definition, facts.formula, facts.facts)))))
    ]
    return Tag(
        "details",
        "gb gb-how",
        Tag("summary", "", say("how.title")),
        Tag("div", "gb-columns", _part(say("how.status"), *status_lines(view), _part(say("how.bar"), Tag("p", "", say("how.bar_text"))))),
        Tag("div", "gb-columns", _part(say("how.figures"), Tag("dl", "", *figures))),
    )


def _part(title: str, *content: Tag) -> Tag:
    return Tag("section", "", Tag("h3", "", title), *content)


def way_to_import(view: View) -> list[Tag]:
    link = Tag("a", "", view.words("import.menu"), href=view.address.link("/import"), data_go="")
    return [Tag("p", "", link)]


def _cutoffs(con: DuckDBPyConnection, _scope: Scope) -> Cutoffs:
    return cutoffs(con)
