"""The glossary: the registry, in words."""

from metrics.attention import DEFINITIONS, Rule
from metrics.registry import FIGURES
from pages.ui import markup
from pages.ui.definitions import formula, label
from pages.ui.goal_board import status_lines
from pages.ui.header import plain_header, section
from pages.ui.markup import Tag
from pages.ui.tables import sheet
from pages.ui.view import View


def draw(view: View) -> None:
    say = view.words
    plain_header(say("glossary.title"), say("glossary.sub"))
    columns = [
        sheet.column(say("glossary.figure"), kind="id"),
        sheet.column(say("glossary.definition"), kind="full"),
        *(sheet.column(say(f"glossary.{name}"), kind="tight") for name in ("unit", "better", "sample")),
    ]
    sheet.draw("glossary", say("glossary.caption"), columns, [_row(name, view) for name in FIGURES])
    section(say("attention.menu"), say("glossary.rules_sub"))
    rules = [(Tag("dt", "", say(f"attention.rule.{rule}")), Tag("dd", "", DEFINITIONS[rule][say.language])) for rule in Rule]
    markup.show(Tag("div", "gb", Tag("dl", "gb-terms", *(tag for pair in rules for tag in pair))))
    section(say("glossary.statuses"), say("glossary.status_sub"))
    markup.show(Tag("div", "gb", *status_lines(view)))


def _row(name: str, view: View) -> dict:
    figure, say = FIGURES[name], view.words
    better = f"about.better.{figure.better}"
    return sheet.row(
        [
            label(name, say),
            sheet.cell(figure.definition[say.language], sub=formula(name, say)),
            say(f"unit.{figure.unit}"),
            say(better) if say.knows(better) else "",
            label(figure.sample, say) if figure.sample else "",
        ]
    )
