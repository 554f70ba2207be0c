"""A message cut to what a robot takes: long names first, then lines from the end; the way to the whole report stays."""

import json
from collections.abc import Sequence

from pages.ui.report.line import Kind, Line, Run
from pages.ui.webhook.robots import Body, Message, Robot

LONGEST = 240  # letters of one piece of a line
ELLIPSIS = "…"


def fitted(robot: Robot, lines: Sequence[Line], base: str | None) -> Body:
    """The body with as many lines as there is room for."""
    short = [line._replace(runs=[_cut(run) for run in line.runs]) for line in lines]
    body = robot.body(Message(short, base))
    while size(body) > robot.most and len(short) > 2:  # noqa: PLR2004 - the title and the way to the report
        short = [*short[: -3 if _is_cut(short) else -2], Line(Kind.TEXT, [Run(ELLIPSIS)]), short[-1]]
        body = robot.body(Message(short, base))
    return body


def size(body: Body) -> int:
    return len(json.dumps(body, ensure_ascii=False).encode())


def _is_cut(lines: Sequence[Line]) -> bool:
    return lines[-2].runs[0].text == ELLIPSIS


def _cut(run: Run) -> Run:
    return run if len(run.text) <= LONGEST else run._replace(text=run.text[: LONGEST - 1] + ELLIPSIS)
