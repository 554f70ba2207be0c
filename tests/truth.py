"""Where the real data lies, with figures that others published for it. Where it must be, missing it fails, else it skips."""

import os
from pathlib import Path

import pytest

REAL = Path(__file__).parents[2] / "shared" / "real"


def must_be_here() -> None:
    """Skip the test, saying so, where the real data isn't; with GOALBOARD_TRUTH=required fail it."""
    if REAL.is_dir():
        return
    if os.environ.get("GOALBOARD_TRUTH") == "required":
        pytest.fail(f"the real data must be here: {REAL}")
    pytest.skip(f"the real data is not here: {REAL}")
