"""A plain table of ready-made texts and links; on a phone each row becomes a card."""

from collections.abc import Sequence
from typing import Any

from pages.ui.tables.component import table

_SHEET = table("sheet")


def column(label: str, *, right: bool = False, kind: str = "", about: dict | None = None) -> dict:
    """`kind`: id, text (may be long), tight (never breaks), full (a line of its own on a phone)."""
    return {"label": label, "right": right, "kind": kind, "about": about}


def cell(text: str, **more: Any) -> dict:
    """`href` leads to a page of ours, `out` to a web address of the data; `sub` stands below, `title` on hover."""
    return {"text": text, **{name: value for name, value in more.items() if value}}


def row(cells: Sequence[str | dict], kind: str = "") -> dict:
    return {"cells": list(cells), "kind": kind}


def draw(key: str, caption: str, columns: Sequence[dict], rows: Sequence[dict], kind: str = "") -> None:
    """`kind`: narrow keeps the table a table on a phone."""
    _SHEET(data={"caption": caption, "columns": list(columns), "rows": list(rows), "kind": kind}, key=key)
