"""Columns of raw cells made plain, a whole column at a time: no space around, no invisible marks, nothing where there is nothing."""

from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

INVISIBLE = "\ufeff\u200b\x00"
QUOTED = r"^'('*[=+\-@\t\r])"  # our own downloads put the quote there, so that no spreadsheet takes the text for a formula
Column = Any  # an array of the engine's: pyarrow tells no types


def cleaned(column: Column, empty: str = "") -> Column:
    """Text without surrounding space and marks, null where none is left; `empty` is a pattern of cells that stand for nothing."""
    text = pc.utf8_trim_whitespace(column)
    if _any(pc.or_(_touches(text, INVISIBLE), pc.starts_with(text, "'"))):
        text = pc.utf8_trim_whitespace(pc.utf8_trim(text, INVISIBLE))
        text = pc.replace_substring_regex(text, QUOTED, r"\1")
    nothing = pc.equal(text, "")
    if empty:
        nothing = pc.or_(nothing, pc.match_substring_regex(text, f"^(?:{empty})$"))
    return pc.if_else(nothing, pa.scalar(None, pa.string()), text)


def _touches(text: Column, marks: str) -> Column:
    found = pc.starts_with(text, marks[0])
    for mark in marks:
        found = pc.or_(found, pc.or_(pc.starts_with(text, mark), pc.ends_with(text, mark)))
    return found


def _any(flags: Column) -> bool:
    return bool(pc.any(flags).as_py())


def joined(columns: list[Column]) -> Column:
    """Several columns as one key, cell by cell; nothing is an empty text there."""
    filled = [pc.fill_null(column, "") for column in columns]
    return filled[0] if len(filled) == 1 else pc.binary_join_element_wise(*filled, "\x1f")


def all_filled(columns: list[Column]) -> Column:
    """What several columns hold, with `;` between."""
    text = pc.binary_join_element_wise(*(pc.fill_null(column, "") for column in columns), ";")
    return cleaned(pc.utf8_trim(pc.replace_substring_regex(text, ";{2,}", ";"), ";"))
