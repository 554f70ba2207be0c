"""Our own markup, escaped by construction: a tag holds tags and plain text, never ready-made HTML."""

import re
from html import escape

import streamlit as st

VOID = frozenset({"img", "meta"})  # tags that hold nothing and are not closed


ILLEGIBLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # what XML has no place for


def legible(text: str) -> str:
    """Without signs that no document can hold: one of them would make a whole picture or report unreadable."""
    return ILLEGIBLE.sub("", text)


class Tag:
    """`Tag("p", "gb-sub", "text", Tag("b", "", "42"), aria_label="…")`; underscores in attribute names become dashes."""

    def __init__(self, name: str, kind: str = "", *content: "Tag | str", **attributes: str) -> None:
        self.name = name
        self.content = content
        self.attributes = ({"class": kind} if kind else {}) | {key.replace("_", "-"): value for key, value in attributes.items()}

    @property
    def text(self) -> str:
        """What it says, without what it looks like."""
        return "".join(part.text if isinstance(part, Tag) else part for part in self.content)

    def __str__(self) -> str:
        attributes = "".join(f' {key}="{escape(legible(value))}"' for key, value in self.attributes.items())
        inside = "".join(str(part) if isinstance(part, Tag) else escape(legible(part)) for part in self.content)
        return f"<{self.name}{attributes}>" if self.name in VOID else f"<{self.name}{attributes}>{inside}</{self.name}>"


def show(*tags: Tag, width: str = "stretch") -> None:
    st.html("".join(map(str, tags)), width=width)
