"""A browser's files: reached only by the session they belong to, kept as long as somebody needs them."""

import errno
import gc
import hashlib
import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from pages.ui import uploads
from tests.pages.serving import Answer, request, serving


def page() -> None:
    import streamlit as st

    from pages.ui import uploads

    st.text(uploads.token())


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    with serving() as port:
        yield port


@pytest.fixture
def session(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    return AppTest.from_function(page).run()


def token(session: AppTest) -> str:
    return session.text[0].value


def send(port: int, token: str, body: bytes, name: str = "a.csv") -> Answer:
    return request(port, "POST", f"/api/upload?name={name}", body, {uploads.HEADER: token, "Accept-Language": "zh-CN"})


def folders(tmp_path: Path) -> list[Path]:
    return list(tmp_path.glob(f"{uploads.PREFIX}*"))


def test_a_file_arrives_whole_with_its_size_and_its_hash(port: int, session: AppTest) -> None:
    content = os.urandom(3 << 20)
    told = send(port, token(session), content, "%E7%BC%BA%E9%99%B7.csv")
    (arrived,) = uploads.of(token(session))
    assert told == (200, {"id": arrived.id, "name": "缺陷.csv", "size": len(content)}, told.headers)
    assert (arrived.name, arrived.size, arrived.digest) == ("缺陷.csv", 3 << 20, hashlib.sha256(content).hexdigest())
    assert arrived.path.read_bytes() == content


def test_a_session_keeps_its_token_and_two_sessions_have_different_ones(session: AppTest) -> None:
    mine = token(session)
    assert token(session.run()) == mine
    assert token(AppTest.from_function(page).run()) != mine
    assert len(mine) > 40


def test_files_stand_in_the_order_they_came_and_one_can_be_dropped(port: int, session: AppTest) -> None:
    first, second = send(port, token(session), b"1", "a.csv"), send(port, token(session), b"2", "a.csv")
    assert [file.id for file in uploads.of(token(session))] == [first.said["id"], second.said["id"]]
    gone = uploads.of(token(session))[0].path
    uploads.drop(token(session), first.said["id"])
    uploads.drop(token(session), first.said["id"])
    assert [file.id for file in uploads.of(token(session))] == [second.said["id"]]
    assert not gone.exists()


@pytest.mark.parametrize("headers", [{}, {uploads.HEADER: ""}, {uploads.HEADER: "guessed"}])
def test_who_does_not_know_a_token_leaves_nothing_here(port: int, session: AppTest, tmp_path: Path, headers: dict[str, str]) -> None:
    mine = token(session)
    assert request(port, "POST", f"/api/upload?token={mine}&name=a.csv", b"x", headers).status == 403
    assert uploads.of(mine) == []
    assert [file for folder in folders(tmp_path) for file in folder.iterdir()] == []


@pytest.mark.parametrize("name", ["..%2F..%2Fa.csv", "%2Fetc%2Fa.csv", "C%3A%5Ca.csv", "a%00.csv", "%0Aa.csv"])
def test_a_name_is_a_label_and_never_a_place(port: int, session: AppTest, tmp_path: Path, name: str) -> None:
    send(port, token(session), b"x", name)
    (arrived,) = uploads.of(token(session))
    assert arrived.name == "a.csv"
    assert arrived.path.parent in folders(tmp_path)
    assert "a.csv" not in arrived.path.name


def test_too_large_a_file_is_refused_with_a_sentence_and_leaves_nothing(
    port: int, session: AppTest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GOALBOARD_MAX_FILE_MB", "1")
    told = send(port, token(session), bytes((1 << 20) + 1))
    assert (told.status, told.said["error"]) == (413, "file_too_big")
    assert "最多" in told.said["message"]
    assert [file for folder in folders(tmp_path) for file in folder.iterdir()] == []
    assert send(port, token(session), bytes(1 << 20)).status == 200


def test_one_session_cannot_fill_the_disk(port: int, session: AppTest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GOALBOARD_MAX_UNPACKED_MB", "1")
    assert send(port, token(session), bytes(700_000)).status == 200
    full = send(port, token(session), bytes(700_000))
    assert (full.status, full.said["error"]) == (413, "uploads_full")
    uploads.drop(token(session), uploads.of(token(session))[0].id)
    assert send(port, token(session), bytes(700_000)).status == 200


def test_a_full_disk_is_said_and_leaves_nothing(port: int, session: AppTest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    mine = token(session)
    with monkeypatch.context() as disk:
        disk.setattr(uploads, "_write", full)
        told = send(port, mine, b"x")
    assert (told.status, told.said["error"]) == (503, "no_space")
    assert [file for folder in folders(tmp_path) for file in folder.iterdir()] == []
    assert send(port, mine, b"x").status == 200


def test_a_folder_goes_with_its_session_but_not_while_somebody_holds_a_file(port: int, session: AppTest, tmp_path: Path) -> None:
    mine = token(session)
    send(port, mine, b"x")
    held = uploads.of(mine)
    del session.session_state["gb_uploads"]
    gc.collect()
    assert held[0].path.read_bytes() == b"x"
    held.clear()
    gc.collect()
    assert folders(tmp_path) == []
    assert send(port, mine, b"x").status == 403


def test_a_folder_that_was_not_used_for_too_long_is_forgotten_and_the_page_gets_another(
    port: int, session: AppTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine = token(session)
    send(port, mine, b"x")
    old = uploads.of(mine)[0].path
    monkeypatch.setattr(uploads, "LONGEST", -1)
    assert send(port, mine, b"x").status == 403
    assert not old.exists()
    monkeypatch.undo()
    assert token(session.run()) != mine


def test_what_a_killed_server_left_is_swept_up_later(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    old, new, other = (tmp_path / name for name in (f"{uploads.PREFIX}old", f"{uploads.PREFIX}new", "somebody-elses"))
    for folder in (old, new, other):
        folder.mkdir()
    for folder in (old, other):
        os.utime(folder, (time.time() - 2 * uploads.LONGEST,) * 2)
    uploads.sweep()
    assert sorted(tmp_path.iterdir()) == sorted([new, other])
