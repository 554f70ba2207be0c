"""What a page gave its components to draw."""

import json
from typing import Any

from streamlit.testing.v1 import AppTest


def mounted(app: AppTest, name: str) -> Any:
    """The view model of the first component of this name on the page. Raises `StopIteration` where there is none."""
    return next(json.loads(part.proto.json) for part in app.get("bidi_component") if part.proto.component_name == f"goalboard_{name}")
