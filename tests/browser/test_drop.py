"""The place to drop files, in a real browser: they arrive, can be taken away, and are spoken of in the reader's language."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, FilePayload, Page, expect

from pages.ui.uploads import PREFIX
from tests.browser.conftest import PATIENCE, ROOT, Visit, _visits, _wait_for

APP = Path(__file__).with_name("drop_app.py")
CHINESE, ENGLISH = ("zh", "选择文件", "缺陷.csv 已收到。", "移除 {}"), ("en", "Choose files", "缺陷.csv has arrived.", "Remove {}")
DROPPED = """
(names) => {
  const transfer = new DataTransfer();
  for (const name of names) transfer.items.add(new File(["dropped " + name], name));
  const told = { dataTransfer: transfer, bubbles: true, cancelable: true };
  for (const kind of ["dragover", "drop"]) document.body.dispatchEvent(new DragEvent(kind, told));
}
"""


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("drop")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    surroundings = os.environ | {
        "PYTHONPATH": str(ROOT),
        "GOALBOARD_DB": str(folder / "goalboard.duckdb"),
        "GOALBOARD_MAX_FILE_MB": "1",
        "TMPDIR": str(folder),
    }
    command = [sys.executable, "-m", "streamlit", "run", str(APP), "--server.address=127.0.0.1", f"--server.port={port}"]
    with (folder / "server.log").open("w") as log:
        process = subprocess.Popen(command, cwd=ROOT, env=surroundings, stdout=log, stderr=subprocess.STDOUT)
        try:
            _wait_for(port, process, folder / "server.log")
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()
            process.wait(timeout=PATIENCE)
    assert list(folder.glob(f"{PREFIX}*")) == [], "the server took its visitors' files with it"


@pytest.fixture
def open_drop(browser: Browser, address: str) -> Iterator[Visit]:
    yield from _visits(browser, address)


def file(name: str, content: bytes) -> FilePayload:
    return {"name": name, "mimeType": "text/csv", "buffer": content}


def arrived(page: Page, *lines: str) -> None:
    expect(page.locator(".arrived li")).to_have_text(list(lines))


def listed(page: Page, *names: str) -> None:
    expect(page.locator(".files li .name")).to_have_text(list(names))


@pytest.mark.parametrize(("language", "choose", "sent", "remove"), [ENGLISH, CHINESE], ids=["en", "zh"])
def test_two_files_are_chosen_and_one_is_taken_away(open_drop: Visit, language: str, choose: str, sent: str, remove: str) -> None:
    page = open_drop(f"/?lang={language}")
    chooser = page.get_by_label(choose)
    chooser.set_input_files([file("a.csv", b"one"), file("缺陷.csv", "两".encode())])
    arrived(page, "a.csv 3 one", "缺陷.csv 3 两")
    expect(page.locator(".files li")).to_have_text(["a.csv3 B×", "缺陷.csv3 B×"])
    page.get_by_role("button", name=remove.format("a.csv")).click()
    arrived(page, "缺陷.csv 3 两")
    listed(page, "缺陷.csv")
    expect(chooser).to_be_focused()
    page.get_by_role("button", name=remove.format("缺陷.csv")).click()
    arrived(page)
    chooser.set_input_files([file("缺陷.csv", "两".encode())])
    expect(page.get_by_role("status")).to_have_text(sent)
    arrived(page, "缺陷.csv 3 两")


def test_files_may_be_dropped_anywhere_and_the_same_name_twice_is_two_files(open_drop: Visit) -> None:
    page = open_drop("/?lang=en")
    expect(page.get_by_label("Choose files")).to_be_attached()
    page.evaluate(DROPPED, ["a.csv", "a.csv", ".DS_Store", "b.xlsx", "c", "d.zip"])
    arrived(page, *(f"{name} {len(name) + 8} dropped {name}" for name in ("a.csv", "a.csv", "b.xlsx", "c", "d.zip")))
    listed(page, "a.csv", "a.csv", "b.xlsx", "c", "d.zip")


def test_too_large_a_file_says_so_in_the_readers_language_and_stops_no_other(open_drop: Visit) -> None:
    page = open_drop("/?lang=zh")
    page.get_by_label("选择文件").set_input_files([file("big.csv", bytes(1_500_000)), file("a.csv", b"one")])
    arrived(page, "a.csv 3 one")
    expect(page.locator(".files li.bad .why")).to_contain_text("最多读取 1 MB")
    page.get_by_role("button", name="移除 big.csv").click()
    listed(page, "a.csv")


def test_a_session_sees_only_its_own_files(open_drop: Visit) -> None:
    mine, other = open_drop("/?lang=en"), open_drop("/?lang=en")
    mine.get_by_label("Choose files").set_input_files([file("a.csv", b"one")])
    arrived(mine, "a.csv 3 one")
    other.get_by_label("Choose files").set_input_files([file("b.csv", b"two")])
    arrived(other, "b.csv 3 two")
    arrived(mine, "a.csv 3 one")


def test_a_phone_shows_long_names_without_scrolling_sideways(open_drop: Visit) -> None:
    page = open_drop("/?lang=zh", width=390, height=844)
    page.get_by_label("选择文件").set_input_files([file("一个非常长的文件名" * 12 + ".csv", b"one")])
    expect(page.locator(".arrived li")).to_have_count(1)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_the_keyboard_reaches_everything(open_drop: Visit) -> None:
    page = open_drop("/?lang=en")
    page.get_by_label("Choose files").set_input_files([file("a.csv", b"one")])
    arrived(page, "a.csv 3 one")
    page.get_by_label("Choose files").focus()
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Remove a.csv")).to_be_focused()
    page.keyboard.press("Enter")
    arrived(page)
