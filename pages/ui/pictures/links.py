"""Beside each chart the quiet ways to take it along."""

from dataclasses import replace

import streamlit as st

from pages.ui.markup import Tag
from pages.ui.view import View

FORMS = ("png", "svg", "csv")


def links(name: str, view: View, **of: str) -> Tag:
    """PNG, SVG and CSV of the chart of that name, in the reader's language and theme; `of` says of which metric it is."""
    at = replace(view.address, language=view.words.language)
    theme = {"theme": "dark"} if st.context.theme.type == "dark" else {}
    forms = [
        Tag("a", "", form.upper(), href=at.file(f"/api/picture/{name}.{form}", **of, **theme), download="", aria_label=view.words(f"picture.{form}"))
        for form in FORMS
    ]
    return Tag("p", "gb gb-take", *forms)
