"""What the tests of reading share: the headers that count as known, and reading in one word."""

import pytest

from data.errors import UnreadableFile
from data.model.datasets import DATASETS, fold
from data.reading import Content, Line, Sheet, read

TOOLS = ("编号", "Bug标题", "Issue key", "Summary", "Created", "number", "title", "state")
KNOWN = frozenset(header for dataset in DATASETS.values() for column in dataset.columns for header in column.headers) | set(map(fold, TOOLS))


def sheets(content: bytes, name: str = "some.csv", **chosen: str) -> list[Sheet]:
    return read(Content(name, content), known=KNOWN, **chosen).sheets


def only(content: bytes, name: str = "some.csv", **chosen: str) -> Sheet:
    [sheet] = sheets(content, name, **chosen)
    return sheet


def lines(content: bytes, **chosen: str) -> list[Line]:
    return only(content, **chosen).lines()


def cells(content: bytes, **chosen: str) -> list[list[str]]:
    return [line.cells for line in lines(content, **chosen)]


def refusal(content: bytes, name: str = "some.csv", **chosen: str) -> tuple[str, dict[str, object]]:
    with pytest.raises(UnreadableFile) as caught:
        sheets(content, name, **chosen)
    return caught.value.code, caught.value.facts
