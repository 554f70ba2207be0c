"""`python -m metrics report`: a file or a print, and not a word more than asked for."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from data.sample_store import fill_if_empty
from data.store import open_store

ROOT = Path(__file__).parents[2]
LATIN_FONTS = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>/usr/share/fonts/truetype/dejavu</dir><cachedir>{cache}</cachedir></fontconfig>"""


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("company") / "goalboard.duckdb"
    store = open_store(path)
    fill_if_empty(store, "zh")
    store.close()
    return path


def run(company: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "metrics", "report", "--db", str(company), *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, check=False, env=os.environ | {"LANG": "en_US.UTF-8"} | environment)


def test_the_report_is_printed_as_markdown_without_links_or_a_word_beside_it(company: Path) -> None:
    done = run(company, "--as-of", "2026-06-30")
    text = done.stdout.decode()
    assert (done.returncode, done.stderr) == (0, b"")
    assert text.startswith("# Weekly report\n\nAs of Tue 30 Jun 2026")
    assert "](" not in text.replace("\\]", "")


def test_links_lead_to_where_the_settings_say_the_app_is(company: Path) -> None:
    text = run(company, "--lang", "zh", GOALBOARD_URL="https://goals.example").stdout.decode()
    assert text.startswith("# 周报")
    assert "](https://goals.example/kr?id=" in text


def test_a_file_is_written_in_the_form_asked_for(company: Path, tmp_path: Path) -> None:
    for form, beginning in (("html", b"<!doctype html>"), ("pdf", b"%PDF-")):
        file = tmp_path / f"week.{form}"
        done = run(company, "--format", form, "--output", str(file), "--objective", "O1", "--version", "1")
        assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
        assert file.read_bytes().startswith(beginning)


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["--version", "9"], 1, "There is no version 9. The newest is 1."),
        (["--team", "nobody"], 1, "There is nobody and nothing named nobody."),
        (["--since", "2026-05-02", "--until", "2026-05-01"], 2, "before"),
        (["--format", "csv"], 2, "report can't be had as csv. Formats: html, pdf, md."),
        (["--output", "/nowhere/week.md"], 1, "The report can't be written. /nowhere/week.md: No such file or directory."),
    ],
    ids=lambda value: value[0].removeprefix("--") if isinstance(value, list) else None,
)
def test_what_cannot_be_done_is_refused_in_a_sentence(company: Path, arguments: list[str], code: int, said: str) -> None:
    done = run(company, *arguments)
    assert (done.returncode, done.stdout) == (code, b"")
    assert said in done.stderr.decode()


@pytest.mark.skipif(not Path("/usr/share/fonts/truetype/dejavu").exists(), reason="needs a font without Chinese")
def test_without_a_chinese_font_there_is_a_sentence_and_no_unreadable_paper(company: Path, tmp_path: Path) -> None:
    fonts = tmp_path / "fonts.conf"
    fonts.write_text(LATIN_FONTS.format(cache=tmp_path / "cache"))
    done = run(company, "--format", "pdf", "--output", str(tmp_path / "week.pdf"), FONTCONFIG_FILE=str(fonts))
    assert done.returncode == 1
    assert "no font for Chinese" in done.stderr.decode()
    assert "fonts-noto-cjk" in done.stderr.decode()
    assert not (tmp_path / "week.pdf").exists()
