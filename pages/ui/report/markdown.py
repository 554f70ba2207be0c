"""Lines as Markdown that documents and chats take: headings, lists, bold, links. Text of the data stays text."""

import re
from collections.abc import Sequence

from pages.ui.report.line import Kind, Line, Run

MARKS = {Kind.TITLE: "# ", Kind.HEADING: "## ", Kind.ITEM: "- ", Kind.TEXT: ""}
SPECIAL = re.compile(r"([\\`*<>\[\]$~|&])|(?<![^\W_])(_)|(_)(?![^\W_])")
LEADING = re.compile(r"^(\s*)(#|[+\-](?!\d)|\d+(?=[.)](?:\s|$)))")  # a number with decimals begins no list
CALLING = re.compile(r"(?i)(?<=[a-z])(:)(?=//)|(?<=\bwww)(\.)|(@)")  # what some readers make a link of


def markdown(lines: Sequence[Line], base: str | None) -> str:
    """Links lead to `base`; None for readers who have no way to it."""
    blocks: list[str] = []
    for line in lines:
        text = MARKS[line.kind] + "".join(_run(run, base) for run in line.runs)
        follows = bool(blocks) and line.kind is Kind.ITEM and blocks[-1].startswith(MARKS[Kind.ITEM])
        blocks[-1:] = [f"{blocks[-1]}\n{text}"] if follows else [*blocks[-1:], text]
    return "\n\n".join(blocks) + "\n"


def _run(run: Run, base: str | None) -> str:
    text = twinned(" ".join(run.text.split()) if run.text.strip() else run.text)
    lead, trail = run.text[: len(run.text) - len(run.text.lstrip())], run.text[len(run.text.rstrip()) :]
    if not run.text.strip():
        return run.text
    text = f"[{text}]({base}{_plain(run.link)})" if run.link and base is not None else text
    return f"{lead}**{text}**{trail}" if run.bold else f"{lead}{text}{trail}"


def _plain(link: str) -> str:
    """A link's path holds nothing that ends it; ours are percent-encoded but for these."""
    return link.replace("(", "%28").replace(")", "%29")


def twinned(text: str) -> str:
    """What would be markup is written with its full-width twin, which never is: many chats show the backslash of an escape."""
    text = SPECIAL.sub(lambda found: _twin(found[0]), text)
    text = CALLING.sub(lambda found: _twin(found[0]), text)
    return LEADING.sub(lambda found: found[1] + "".join(map(_twin, found[2])), text)


def _twin(letter: str) -> str:
    return chr(ord(letter) + 0xFEE0)
