"""What has arrived, one line each, below the place to drop it."""

import streamlit as st

from pages.ui import markup
from pages.ui.colours import tokens
from pages.ui.drop import drop
from pages.ui.markup import Tag
from pages.ui.words import words

st.set_page_config(layout="wide")
st.html(f"<style>{tokens()}</style>")
arrived = drop.draw("drop", words(st.query_params.get("lang", "en")))
markup.show(Tag("ol", "arrived", *(Tag("li", "", f"{file.name} {file.size} {file.path.read_bytes()[:20].decode()}") for file in arrived)))
