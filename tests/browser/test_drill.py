"""From a figure to its rows, from a row to all that is known of it, and the rows taken along: in a real browser."""

import re
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Page, expect
from python_calamine import CalamineWorkbook

from tests.browser.conftest import Visit


def query(page: Page) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query, keep_blank_values=True)


def test_a_current_value_leads_to_its_values_and_a_value_to_its_page(visit: Visit) -> None:
    page = visit("/okr?lang=en")
    page.locator("tr.m td.now a").first.click()
    expect(page.locator(".gb-answer").first).to_contain_text("mean")
    expect(page.locator("table.sheet tbody tr")).to_have_count(7)
    assert query(page)["show"] == ["values"]
    page.locator("table.sheet tbody tr a").first.click()
    expect(page.get_by_role("heading", name="History")).to_be_visible()
    page.go_back()
    expect(page.locator("table.sheet tbody tr")).to_have_count(7)


def test_rows_are_searched_sorted_and_followed_without_leaving_the_session(visit: Visit) -> None:
    page = visit("/records?lang=en")
    expect(page.locator("table.sheet tbody tr")).to_have_count(50)
    page.evaluate("window.same = 1")
    page.get_by_placeholder("Id, title, owner or team").fill("REQ-129")
    page.keyboard.press("Enter")
    expect(page.locator(".gb-answer b").first).to_contain_text(" of ")
    sorting = page.get_by_role("columnheader", name="Cycle, days").get_by_role("link")
    expect(sorting).to_have_attribute("href", re.compile("q=REQ-129"))  # the table is drawn after the answer above it
    sorting.click()
    expect(page.get_by_role("columnheader", name="Cycle, days")).to_have_attribute("aria-sort", "descending")
    days = [float(text) for text in page.locator("table.sheet tbody td:nth-child(9) span:last-child").all_inner_texts()]
    assert days == sorted(days, reverse=True)
    assert (query(page)["q"], query(page)["sort"]) == (["REQ-129"], ["-cycle_days"])
    first = page.locator("table.sheet tbody td.id a").first
    name = first.inner_text()
    first.click()
    expect(page.locator(".gb-answer b").first).to_have_text(f"Requirement {name}")
    assert page.evaluate("window.same") == 1


def test_the_rows_found_are_taken_along_as_a_workbook(visit: Visit, tmp_path: Path) -> None:
    page = visit("/records?lang=en&show=valid_bugs&q=BUG-1&sort=title")
    page.get_by_role("button", name="Download").click()
    with page.expect_download() as taken:
        page.get_by_role("button", name="Excel (.xlsx)").click()
    taken.value.save_as(tmp_path / "rows.xlsx")
    assert taken.value.suggested_filename.startswith("valid_bugs-")
    book = CalamineWorkbook.from_path(tmp_path / "rows.xlsx")
    rows = book.get_sheet_by_name("Rows").to_python()[1:]
    assert page.locator(".gb-answer b").first.inner_text().startswith(f"{len(rows):,} of ")


def test_a_phone_shows_rows_and_a_row_without_sideways_scroll(visit: Visit) -> None:
    page = visit("/records?lang=zh&goal=O1", width=390, height=844, has_touch=True, is_mobile=True)
    expect(page.locator("table.sheet tbody tr").first).to_be_visible()
    main = "document.querySelector('[data-testid=stMain]')"
    assert page.evaluate(f"{main}.scrollWidth - {main}.clientWidth") <= 0
    page.locator("table.sheet tbody td.id a").first.tap()
    expect(page.get_by_role("heading", name="变更历史")).to_be_visible()
    assert page.evaluate(f"{main}.scrollWidth - {main}.clientWidth") <= 0
