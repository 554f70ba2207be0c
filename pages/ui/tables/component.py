"""Registering a table: its own script and style, after the parts that all tables share."""

from collections.abc import Callable
from pathlib import Path

import streamlit as st

_HERE = Path(__file__).parent


def table(name: str) -> Callable[..., object]:
    """Registered once a process, when its module is imported; registering in a page script warns on every run."""
    return st.components.v2.component(
        f"goalboard_{name}",
        html='<div class="gb"></div>\n',
        css=_text("parts.css") + _text(f"{name}.css"),
        js=_text("parts.js") + _text(f"{name}.js"),
    )


def _text(name: str) -> str:
    return (_HERE / name).read_text("utf8") + "\n"
