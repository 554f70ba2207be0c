"""The glossary: the registry, in words."""

from metrics.registry import FIGURES
from pages.ui import markup
from pages.ui.definitions import label
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
    section(say("glossary.statuses"), say("glossary.status_sub"))
    markup.show(Tag("div", "gb", *status_lines(view)))


def _row(name: str, view: View) -> dict:
    figure, say = FIGURES[name], view.words
    better = f"about.better.{figure.better}"
    return sheet.row(
        [
            label(name, say),
            figure.definition[say.language],
            say(f"unit.{figure.unit}"),
            say(better) if say.knows(better) else "",
            label(figure.sample, say) if figure.sample else "",
        ]
    )
