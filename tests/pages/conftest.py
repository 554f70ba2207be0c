"""A store with the sample company, made once, and copied for each test that opens pages on it."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from data.sample_store import fill_if_empty
from data.store import open_store

FRAME = Path(__file__).parents[2] / "pages" / "frame.py"
Open = Callable[..., AppTest]


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sample") / "goalboard.duckdb"
    store = open_store(path)
    fill_if_empty(store)
    store.close()
    return path


@pytest.fixture
def sample_store(sample: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    yield from _in_use(shutil.copy(sample, tmp_path / "goalboard.duckdb"), monkeypatch)


@pytest.fixture
def empty_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    yield from _in_use(tmp_path / "empty.duckdb", monkeypatch)


@pytest.fixture
def cold() -> Open:
    """Open a page at its address as the first thing a session does; `lang` is English unless said otherwise."""

    def opened(script: str, **query: str | list[str]) -> AppTest:
        app = AppTest.from_file(str(FRAME), default_timeout=30)
        app.run()  # the menu has to be known before a page can be gone to
        for key, value in ({"lang": "en"} | query).items():
            app.query_params[key] = value
        return app.switch_page(script).run()

    return opened


def _in_use(path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv("GOALBOARD_DB", str(path))
    yield path
    from pages.ui.store import store

    store().close()
    st.cache_resource.clear()
    st.cache_data.clear()
