"""The server put together; `python -m pages` or `streamlit run app.py` starts it."""

import streamlit as st

from pages.ui.server import lifespan, middleware, routes, script_failed

app = st.App("pages/frame.py", routes=routes, middleware=middleware, lifespan=lifespan, on_script_error=script_failed)
