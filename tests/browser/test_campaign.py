"""The breakdown of a campaign in a real browser: this month in sight, the rows behind an actual and back, and as a list on a phone."""

import re

from playwright.sync_api import expect

from tests.browser.conftest import Visit

WIDER = "document.querySelector('[data-testid=stMain]').scrollWidth - innerWidth"


def test_this_month_is_in_sight_an_actual_leads_to_its_rows_and_a_narrow_screen_has_a_list_of_months(visit: Visit) -> None:
    page = visit("/campaign?id=C1&lang=en")
    expect(page.locator(".plan th.now")).to_be_in_viewport()
    expect(page.locator(".plan th.kc").first).to_be_in_viewport()
    assert page.evaluate(WIDER) <= 0
    earlier = page.get_by_role("button", name="Earlier months: Mar 2026")
    for _ in range(3):
        if earlier.is_visible():
            earlier.press("Enter")
    expect(earlier).to_be_hidden()
    expect(page.locator(".plan th.mh").first).to_be_in_viewport()
    page.get_by_role("button", name="Later months").press("Enter")
    expect(page.locator(".plan th.now")).to_be_in_viewport()
    cut = page.locator(".plan .kx[tabindex]").first
    height = page.locator(".plan").evaluate("table => table.offsetHeight")
    cut.focus()
    assert cut.evaluate("text => getComputedStyle(text).overflow") == "visible", "a title that was cut is whole where the keyboard stops"
    assert page.locator(".plan").evaluate("table => table.offsetHeight") == height, "and moves nothing away from a pointer"
    actual = page.locator(".plan td.past .av a").last
    value = actual.inner_text()
    actual.click()
    expect(page).to_have_url(re.compile("/records.*from="))
    expect(page.locator(".gb-answer").first).to_contain_text(f"mean {value}")
    page.go_back()
    expect(page.locator(".plan th.now")).to_be_in_viewport()
    page.set_viewport_size({"width": 390, "height": 844})
    key_result = page.locator(".list article").first
    expect(key_result.locator(".mb.now h4")).to_contain_text("this month")
    expect(key_result.locator(".mb.past").first).to_be_hidden()
    key_result.locator("summary").first.click()
    expect(key_result.locator(".mb.past").first).to_be_visible()
    assert page.locator(".list a:visible").evaluate_all("links => links.filter(link => link.getBoundingClientRect().height < 24).length") == 0
    assert page.evaluate(WIDER) <= 0
