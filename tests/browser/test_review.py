"""A finding from the review into the store, to the overview and back: in a real browser."""

import re

from playwright.sync_api import expect

from tests.browser.conftest import Visit


def test_what_is_to_be_improved_is_written_down_and_followed_up(first_visit: Visit) -> None:
    page = first_visit("/review?id=C0&lang=en", width=390, height=844)
    expect(page.locator(".gb-agenda a").first).to_be_visible()
    assert page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth - innerWidth") <= 0
    page.get_by_label("Your name").fill("Ann")
    page.get_by_label("Your name").press("Enter")
    save = page.get_by_role("button", name="Keep these").nth(1)
    expect(page.get_by_text("Type your name first.")).to_have_count(0)
    page.get_by_role("button", name="Another one to improve").click()
    row = page.locator(".group[data-added]")
    row.get_by_label("What is to be done").fill("Ask <b>street</b> by street")
    row.get_by_label("Owner").fill("Bo")
    row.get_by_label("Due day").fill("2020-01-05")
    save.click()
    expect(page.get_by_text("Findings kept. Version 2.")).to_be_visible()
    expect(page.get_by_role("group", name="C0-1")).to_contain_text("days overdue")
    expect(row).to_have_count(0)
    page.get_by_role("link", name="Overview").click()
    first = page.locator(".gb-owed li").first
    expect(first).to_contain_text("Ask <b>street</b> by street")
    first.get_by_role("link").click()
    expect(page).to_have_url(re.compile(r"/review\?id=C0"))
    expect(page.get_by_role("group", name="C0-1")).to_be_visible()
