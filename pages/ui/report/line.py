"""A line of text with its bold parts and its links, before anybody decides in what markup it is written."""

from collections.abc import Sequence
from enum import StrEnum
from typing import NamedTuple


class Kind(StrEnum):
    """What a line is."""

    TITLE = "title"
    HEADING = "heading"
    TEXT = "text"
    ITEM = "item"


class Run(NamedTuple):
    """A piece of a line; `link` is a path of ours."""

    text: str
    bold: bool = False
    link: str = ""


class Line(NamedTuple):
    kind: Kind
    runs: Sequence[Run]
