"""A plain table of ready-made texts and links; on a phone each row becomes a card."""

from collections.abc import Sequence
from typing import Any

from pages.ui.tables.component import table

_SHEET = table("sheet", "marks")


def column(label: str, *, right: bool = False, kind: str = "", about: dict | None = None, sort: dict | None = None) -> dict:
    """`kind`: id, text (may be long), tight (never breaks), full (a line of its own on a phone). `sort`: the `href` that a click on
    the head leads to, and the `way` it is sorted now (ascending, descending, or nothing).
    """
    return {"label": label, "right": right, "kind": kind, "about": about, "sort": sort}


def cell(text: str, **more: Any) -> dict:
    """`href` leads to a page of ours, `out` to a web address of the data; `links` are several texts, each with its `href`; `beside`
    stands after it with an `out` and a `title`, `sub` below, `title` on hover.
    """
    return {"text": text, **{name: value for name, value in more.items() if value}}


def told(cell_: str | dict) -> str:
    """What a cell says, in one line."""
    return cell_ if isinstance(cell_, str) else " · ".join(filter(None, (cell_["text"], cell_.get("sub"))))


def row(cells: Sequence[str | dict], kind: str = "") -> dict:
    return {"cells": list(cells), "kind": kind}


def draw(key: str, caption: str, columns: Sequence[dict], rows: Sequence[dict], kind: str = "") -> None:
    """`kind`: narrow keeps the table a table on a phone."""
    _SHEET(data={"caption": caption, "columns": list(columns), "rows": list(rows), "kind": kind}, key=key)
