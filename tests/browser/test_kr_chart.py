"""What lies under the pointer in a key result's chart is that day."""

from datetime import datetime, timedelta
from itertools import pairwise

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
AXIS = """() => {
  const svg = document.querySelector('[data-testid=stVegaLiteChart] svg'), at = (of) => of.getBoundingClientRect().x;
  const ticks = [...svg.querySelectorAll('.role-axis-tick line')].map(at);
  const labels = [...svg.querySelectorAll('.role-axis-label text')].map((of) => of.textContent).filter((text) => /^[A-Z][a-z]{2}/.test(text));
  return labels.map((text, nth) => [text, ticks[nth]]);
}"""


def axis(page: Page) -> list[tuple[datetime, float]]:
    """The month starts that are written below the picture, and where they stand."""
    found: list[tuple[datetime, float]] = []
    for text, place in page.evaluate(AXIS):
        year = int(text[3:]) if text[3:] else found[-1][0].year
        found.append((datetime(year, MONTHS.index(text[:3]) + 1, 1), place))  # noqa: DTZ001
    return found


@pytest.mark.parametrize("width", [1440, 390])
def test_the_tooltip_tells_the_day_under_the_pointer(visit: Visit, width: int) -> None:
    page = visit("/kr?id=O1-KR1&lang=en", width=width)
    picture = page.locator("[data-testid=stVegaLiteChart] svg").first
    expect(picture).to_be_visible()
    picture.scroll_into_view_if_needed()
    expect(page.locator("[data-testid=stVegaLiteChart] .role-axis-label text").first).to_be_attached()
    page.wait_for_timeout(2500)  # it is drawn again once its width is known
    box, months = picture.bounding_box(), axis(page)
    assert box is not None
    assert len(months) > 2
    tooltip, asked = page.locator("#vg-tooltip-element"), 0
    for (start, left), (until, right) in pairwise(months[:4]):
        one_pixel = (until - start) / (right - left)
        for part, height in ((0.2, 0.35), (0.37, 0.45), (0.71, 0.3)):
            place = left + (right - left) * part
            page.mouse.move(place, box["y"] - 20)
            page.mouse.move(place, box["y"] + box["height"] * height, steps=3)
            expect(tooltip).to_be_visible()
            said = tooltip.inner_text().split("\n")[1].strip()
            day = datetime.strptime(said if said[-4:].isdigit() else f"{said} {page_year(page)}", "%d %b %Y")  # noqa: DTZ007
            under = start + one_pixel * (place - left)
            assert day - one_pixel <= under <= day + timedelta(days=1) + one_pixel, f"{said} at {under}"
            asked += 1
    assert asked == 9
    assert float(tooltip.evaluate("of => parseFloat(getComputedStyle(of).fontSize)")) >= 13


def page_year(page: Page) -> str:
    """Of the day that the page is read on, whose year needn't be said."""
    return page.locator("text=/As of \\w+ \\d+ \\w+ \\d{4}/").first.inner_text().split()[5]


def test_a_picture_has_no_bar_of_tools_beside_our_own_links(visit: Visit) -> None:
    page = visit("/kr?id=O1-KR1&lang=en")
    expect(page.locator("[data-testid=stVegaLiteChart] svg").first).to_be_visible()
    page.locator("[data-testid=stVegaLiteChart]").first.hover()
    assert page.locator("[data-testid=stElementToolbar]:visible").count() == 0
