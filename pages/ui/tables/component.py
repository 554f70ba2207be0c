"""Registering a table: its own script and style, after the parts that all tables share."""

from collections.abc import Callable, Sequence
from pathlib import Path

import streamlit as st

_HERE = Path(__file__).parent


def table(name: str, *shared: str, folder: Path = _HERE) -> Callable[..., object]:
    """Registered once a process, when its module is imported; registering in a page script warns on every run.

    `shared` names files beside the parts that it stands on, `folder` is where its own files are.
    """
    stems = [*(_HERE / stem for stem in ("parts", *shared)), folder / name]
    return st.components.v2.component(f"goalboard_{name}", html='<div class="gb"></div>\n', css=_text(stems, "css"), js=_text(stems, "js"))


def _text(stems: Sequence[Path], ending: str) -> str:
    return "\n".join(stem.with_suffix(f".{ending}").read_text("utf8") for stem in stems) + "\n"
