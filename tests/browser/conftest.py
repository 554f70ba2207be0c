"""A running server with the sample company, and a browser that notices errors and requests to other hosts."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.browser.chromium import FLAGS, chromium

ROOT = Path(__file__).parents[2]
PATIENCE = 60
expect.set_options(timeout=PATIENCE * 1000)  # a busy machine is no failure
Visit = Callable[..., Page]


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """One for all that only read."""
    with started(tmp_path_factory.mktemp("server")) as address:
        yield address


@pytest.fixture
def new_server(tmp_path: Path) -> Iterator[str]:
    """Just started: what comes next is the first request it ever sees."""
    with started(tmp_path) as address:
        yield address


@contextmanager
def started(folder: Path, *, language: str = "en_US.UTF-8") -> Iterator[str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    surroundings = os.environ | {"PORT": str(port), "HOST": "127.0.0.1", "GOALBOARD_DB": str(folder / "goalboard.duckdb"), "LANG": language}
    surroundings["PYTHONFAULTHANDLER"] = "1"
    surroundings.pop("LC_ALL", None)
    with (folder / "server.log").open("w") as log:
        process = subprocess.Popen([sys.executable, "-m", "pages"], cwd=ROOT, env=surroundings, stdout=log, stderr=subprocess.STDOUT)
        try:
            _wait_for(port, process, folder / "server.log")
            yield f"http://127.0.0.1:{port}"
            assert process.poll() is None, f"the server ended: {process.poll()}\n{(folder / 'server.log').read_text()}"
        finally:
            process.terminate()
            process.wait(timeout=PATIENCE)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = chromium()
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        yield running
        running.close()


@pytest.fixture
def visit(browser: Browser, server: str) -> Iterator[Visit]:
    """Open an address in a browser of its own. At the end: no error in any console, no request to another host."""
    yield from _visits(browser, server)


@pytest.fixture
def first_visit(browser: Browser, new_server: str) -> Iterator[Visit]:
    """The same on a server that has just started and a store of its own."""
    yield from _visits(browser, new_server)


def _visits(browser: Browser, server: str) -> Iterator[Visit]:
    wrong: list[str] = []
    contexts = []

    def visited(address: str, *, width: int = 1440, height: int = 900, **context: object) -> Page:
        contexts.append(browser.new_context(viewport={"width": width, "height": height}, locale="en-US", **context))
        page = contexts[-1].new_page()
        page.set_default_timeout(PATIENCE * 1000)
        page.on("pageerror", lambda error: wrong.append(f"error: {error}"))
        page.on("dialog", lambda dialog: wrong.append(f"dialog: {dialog.message}"))
        page.on("console", lambda said: wrong.append(f"console: {said.text}") if said.type == "error" and not _expected(said) else None)
        page.on("request", lambda asked: wrong.append(f"outside: {asked.url}") if _outside(asked.url, server) else None)
        page.goto(server + address)
        return page

    yield visited
    for context in contexts:
        context.close()
    assert wrong == []


def _expected(said) -> bool:  # noqa: ANN001
    """Streamlit looks for its own root below a deep link first; that 404 is no error."""
    return "/_stcore/" in (said.location or {}).get("url", "")


def _outside(url: str, server: str) -> bool:
    return urlsplit(url).scheme not in {"data", "blob"} and urlsplit(url).netloc != urlsplit(server).netloc


def _wait_for(port: int, process: subprocess.Popen, log: Path) -> None:
    """Listening is enough: asking for a page would be the first request."""
    for _ in range(PATIENCE * 10):
        assert process.poll() is None, log.read_text()
        try:
            socket.create_connection(("127.0.0.1", port), timeout=5).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    pytest.fail(log.read_text())
