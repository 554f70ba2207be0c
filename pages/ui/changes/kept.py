"""What people changed on the page of attention, or by a file of settings: entries kept quiet or told again, and thresholds."""

from metrics.attention import PREFIX, Kind, Rule, names_of
from metrics.movement import CutMoved, MuteMoved, kept_between
from metrics.scope import Scope
from pages.ui import markup
from pages.ui.attention.rules import shown
from pages.ui.format import day_at, number
from pages.ui.markup import Tag
from pages.ui.store import answer
from pages.ui.view import View
from pages.ui.words import Words


def lines(then: Scope, view: View) -> list[str]:
    """One sentence each; none where no such thing differs."""
    mutes, cuts = answer(kept_between, then, view.scope)
    return [*(_mute(row, view) for row in mutes), *(_cut(row, view.words) for row in cuts)]


def draw(told: list[str], view: View) -> None:
    if told:
        items = [Tag("li", "", text) for text in told]
        way = Tag("a", "", view.words("attention.title"), href=view.address.link("/attention"), data_go="")
        markup.show(Tag("div", "gb", Tag("h2", "gb-section", view.words("changes.kept")), Tag("ul", "gb-turned", *items), Tag("p", "gb-sub", way)))


def _mute(row: MuteMoved, view: View) -> str:
    say, kept = view.words, row.after or row.before
    assert kept is not None
    kind, _, id_ = row.subject.partition(":")
    about = id_ or (say("team.none") if kind == Kind.TEAM else "")
    entry = f"{say(f'attention.rule.{row.rule}')} {about}".strip()
    until = day_at(kept.until_on, view.today, say)
    return say("changes.muted" if row.after else "changes.unmuted", entry=entry, day=until, who=kept.who, why=kept.why)


def _cut(row: CutMoved, say: Words) -> str:
    name = row.name.removeprefix(PREFIX)
    told = _of_rule(name, say) if row.name.startswith(PREFIX) else say(f"changes.cut.{row.name.partition('.')[2]}")
    return say("changes.cut_moved", name=told, before=number(shown(name, row.before)), after=number(shown(name, row.after)))


def _of_rule(name: str, say: Words) -> str:
    rule = next(rule for rule in Rule if name in names_of(rule))
    return say("changes.of_rule", rule=say(f"attention.rule.{rule}"), limit=say(f"attention.limit.{name}"))
