"""The report as Markdown: headings, lists, bold and links of ours; whatever the data call themselves stays text."""

import re
import unicodedata
from pathlib import Path

import pytest

from pages.ui.address import Address
from pages.ui.report.content import report
from pages.ui.report.line import Kind, Line, Run
from pages.ui.report.lines import short, whole
from pages.ui.report.markdown import markdown, twinned
from pages.ui.view import view_of
from tests.pages import hostile

MARKUP = [
    "**bold** *it* _it_ __b__",
    "[x](javascript:alert(1)) ![p](x)",
    "<b>html</b> <script> <at id=all></at> <@user> <!channel>",
    "$x^2$ `code` ~~gone~~ a|b \\ back",
    "&lt;b&gt; &amp;",
    "https://evil.example www.evil.example a@b.example",
]
LEADS = ["# head", "## head", "- item", "+ item", "1. item", "12) item", "> quote", "* item"]
SPECIAL = set("\\`*<>[]$~|&")


@pytest.mark.parametrize("text", [*MARKUP, *LEADS])
def test_text_differs_from_the_data_s_own_in_the_width_of_letters_only(text: str) -> None:
    assert unicodedata.normalize("NFKC", twinned(text)) == text


@pytest.mark.parametrize("text", MARKUP)
def test_no_character_that_is_markup_stands_alone(text: str) -> None:
    written = twinned(text)
    assert SPECIAL & set(written) == set()
    assert [mark for mark in ("://", "www.", "@") if mark in written] == []


@pytest.mark.parametrize("text", LEADS)
def test_a_title_begins_no_heading_list_or_quote(text: str) -> None:
    assert not re.match(r"\s*(#|[-+*>] ?|[0-9]+[.)])", twinned(text))


@pytest.mark.parametrize("text", ["daily_active_users 1.5 a-b #3 O1-KR2", "13.1 days", "13.1", "1.5.2", "-5 pt", "+5%", "2026.11"])
def test_names_and_numbers_stay_as_they_are(text: str) -> None:
    assert twinned(text) == text


def test_lines_become_headings_lists_bold_and_links() -> None:
    lines = [
        Line(Kind.TITLE, [Run("Week")]),
        Line(Kind.TEXT, [Run("As of *today*")]),
        Line(Kind.HEADING, [Run("Goals")]),
        Line(Kind.ITEM, [Run("O1", bold=True, link="/objective?id=O1"), Run(": behind")]),
        Line(Kind.ITEM, [Run("two\nlines")]),
        Line(Kind.TEXT, [Run("All", link="/report?team=a%20(b)")]),
    ]
    assert markdown(lines, "https://g.example") == (
        "# Week\n\nAs of ＊today＊\n\n## Goals\n\n"
        "- **[O1](https://g.example/objective?id=O1)**: behind\n- two lines\n\n"
        "[All](https://g.example/report?team=a%20%28b%29)\n"
    )
    assert markdown(lines[3:4], None) == "- **O1**: behind\n"


@pytest.mark.parametrize("language", ["en", "zh"])
def test_titles_of_the_data_stay_text_in_the_whole_report(empty_store: Path, language: str) -> None:
    hostile.move_in()
    assert empty_store.exists()
    text = markdown(whole(report(view_of(Address(), language))), "https://g.example")
    assert text.count("＜img src=x onerror=alert(1)＞") >= 3
    assert "<" not in text
    assert "\\" not in text
    links = re.findall(r"\]\(([^)]*)\)", text)
    assert links
    assert [link for link in links if not link.startswith("https://g.example/")] == []
    assert [line for line in text.splitlines() if line.startswith("#")] == [line for line in text.splitlines() if re.match(r"##? [^#]", line)]


@pytest.mark.usefixtures("sample_store")
@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_short_report_holds_attention_goals_figures_and_the_way_to_the_rest(language: str) -> None:
    found = report(view_of(Address(), language))
    lines = short(found)
    assert len([line for line in lines if line.kind is Kind.HEADING]) == 3
    assert lines[-1].runs[0].link.startswith("/report?")
    assert "version=1" in lines[-1].runs[0].link
    text = markdown(lines, None)
    assert [entry.sentence for entry in found.entries[:8] if twinned(entry.sentence) not in text] == []
    assert [of["title"] for of in found.goals["objectives"] if twinned(of["title"]) not in text] == []
    assert len(text) < len(markdown(whole(found), None)) / 2
    assert " · ".join(found.ages) in markdown(whole(found), None)
    assert "|--" not in text
