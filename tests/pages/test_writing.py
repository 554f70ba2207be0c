"""Who may write before there is a sign-in, and what a start says that can't go on."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest
import streamlit as st

from pages.ui.writing import KEY, Writing, is_loopback, may_write, writing

EVERYWHERE = "0.0.0.0"  # noqa: S104 - looked at, not listened on
ROOT = Path(__file__).parents[2]


@pytest.fixture
def served_at(monkeypatch: pytest.MonkeyPatch):  # noqa: ANN201
    def at(host: str | None, key: str = "") -> None:
        monkeypatch.setattr(st, "get_option", {"server.address": host}.get)
        monkeypatch.setenv(KEY, key)

    return at


@pytest.mark.parametrize(
    ("host", "loopback"),
    [
        ("127.0.0.1", True),
        ("127.8.8.8", True),
        ("::1", True),
        ("localhost", True),
        (EVERYWHERE, False),
        ("::", False),
        ("10.0.0.1", False),
        (None, False),
    ],
)
def test_an_unset_address_listens_to_everybody(host: str | None, loopback: bool) -> None:
    assert is_loopback(host) is loopback


def test_on_this_machine_everybody_writes(served_at) -> None:  # noqa: ANN001
    served_at("127.0.0.1")
    assert writing() is Writing.OPEN
    assert may_write("")


def test_from_elsewhere_nobody_writes_without_a_key_being_set(served_at) -> None:  # noqa: ANN001
    served_at(EVERYWHERE)
    assert writing() is Writing.OFF
    assert not may_write("")


@pytest.mark.parametrize(("typed", "may"), [("secret", True), ("Secret", False), ("", False), ("密钥", False)])
def test_from_elsewhere_the_key_opens(served_at, typed: str, may: bool) -> None:  # noqa: ANN001
    served_at(EVERYWHERE, key="secret")
    assert writing() is Writing.WITH_KEY
    assert may_write(typed) is may


def start(**surroundings: str) -> subprocess.CompletedProcess[str]:
    env = {name: value for name, value in os.environ.items() if name not in {"LC_ALL", "LC_MESSAGES"}} | {"LANG": "en_US.UTF-8"} | surroundings
    return subprocess.run([sys.executable, "-m", "pages"], cwd=ROOT, env=env, capture_output=True, text=True, timeout=60, check=False)


def test_a_port_in_use_is_one_clear_sentence(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = start(PORT=str(port), GOALBOARD_DB=str(tmp_path / "x.duckdb"))
    assert done.returncode == 2
    assert done.stderr.startswith(f"Port {port} is in use.")
    assert done.stderr.count("\n") == 1
    assert not (tmp_path / "x.duckdb").exists()


@pytest.mark.parametrize("port", ["x", "0", "65536", "-1", "８５０１"])
def test_a_port_that_is_none_is_one_clear_sentence(port: str) -> None:
    done = start(PORT=port)
    assert (done.returncode, done.stderr) == (2, f"PORT={port} is not a port number (1 to 65535).\n")


def test_a_store_that_cannot_be_opened_is_one_clear_sentence(tmp_path: Path) -> None:
    (tmp_path / "x.duckdb").write_text("no database" * 1000)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    done = start(PORT=str(port), GOALBOARD_DB=str(tmp_path / "x.duckdb"))
    assert done.returncode == 1
    assert done.stderr.startswith("This file is not a Goalboard database.")
    assert done.stderr.count("\n") == 1
