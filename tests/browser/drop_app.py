"""The drop area alone, behind the server's own routes."""

import streamlit as st

from pages.ui.server import lifespan, routes

app = st.App("drop_page.py", routes=routes, lifespan=lifespan)
