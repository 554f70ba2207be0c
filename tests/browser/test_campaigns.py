"""From the campaign map into a branch, to a key result, to its requirements and back: in a real browser."""

import re

from playwright.sync_api import expect

from tests.browser.conftest import Visit


def test_the_way_from_the_map_to_the_requirements_and_back(visit: Visit) -> None:
    page = visit("/campaigns?lang=en")
    blocks = page.locator(".map .cell")
    expect(blocks.filter(has_text="O1-KR1")).to_be_visible()
    assert page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth - innerWidth") <= 0
    whole = blocks.count()
    page.evaluate("window.same = 1")
    page.get_by_role("link", name=re.compile("^Zoom in: ")).first.click()
    expect(page.locator(".ways b")).to_be_visible()
    page.get_by_role("link", name=re.compile("^Zoom in: ")).first.click()
    expect(page.locator(".heads span")).to_have_text(["Sub-campaign", "Objective, project", "Key result"])
    page.get_by_role("button", name=re.compile("^Fold: ")).nth(1).press("Enter")
    expect(page.get_by_role("button", name=re.compile("^Unfold: "))).to_be_focused()
    expect(blocks.filter(has_text="O1-KR1")).to_have_count(0)
    page.get_by_role("link", name="Show up to Key result").click()
    expect(page).to_have_url(re.compile("open=3"))
    expect(page.get_by_role("link", name="Show up to Key result")).to_be_focused()
    key_result = blocks.filter(has_text="O1-KR1")
    delivered = key_result.locator(".work a").inner_text()
    key_result.locator(".work a").click()
    expect(page.locator(".gb-answer b").first).to_contain_text(delivered)
    page.go_back()
    key_result.locator(".name a").click()
    expect(page).to_have_url(re.compile(r"/kr\?id=O1-KR1"))
    page.go_back()
    expect(key_result).to_be_visible()
    page.get_by_role("link", name="All campaigns").click()
    expect(page.locator(".ways")).to_have_count(0)
    expect(blocks).to_have_count(whole)
    assert page.evaluate("window.same") == 1
