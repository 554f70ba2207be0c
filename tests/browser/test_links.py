"""The live and the pinned link of every page, opened in a second browser by a server that has just started: the same figures in both."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from pages.ui.sitemap import PLACES
from pages.ui.words import words
from tests.browser.conftest import PATIENCE, started

LOCALES = {"en": "en-US", "zh": "zh-CN"}
ABOUT = {
    "campaign": "id=C1",
    "acceptance": "id=C0",
    "review": "id=C1",
    "evaluation": "id=C0",
    "mine": "id=Han+Zhaoyang",
    "objective": "id=O2",
    "kr": "id=O1-KR1",
    "team": "id=",
    "efficiency": "bucket=month",
    "records": "show=open_bugs&sort=-bug_id",
}
ADDRESSES = {place.name: f"{place.path}?{ABOUT.get(place.name, '')}".rstrip("?") for place in PLACES if place.name != "record"}
# Nothing is pinned of the first three; a pinned page has no forms, so what the last three say by such a link is read without a browser.
SHARED = sorted(set(ADDRESSES) - {"import", "glossary", "history", "acceptance", "review", "evaluation"})
# All text that is drawn, through every open shadow root; what charts say to a screen reader stands for their figures. Left out is
# where a mark leads, and what tells of the moment itself: the line of facts, the banner of a pinned view and the ages of the sources.
FIGURES = """() => {
  const left = ".gb-meta,.gb-known,.ages,.gb-menu,[data-testid=stPopover],style,script", told = [];
  const walk = (node) => { for (const child of node.childNodes) {
    if (child.nodeType === 3 && child.textContent.trim()) told.push(child.textContent.trim());
    if (child.nodeType !== 1 || child.matches(left)) continue;
    const marks = child.matches("svg.marks") && [...child.querySelectorAll("[aria-roledescription][aria-label]")];
    if (marks) { told.push(...marks.map((of) => of.ariaLabel.replace(/; to: \\S+/, ""))); continue; }
    if (child.shadowRoot) walk(child.shadowRoot);
    walk(child);
  } };
  walk(document.querySelector("[data-testid=stMain]"));
  return told;
}"""
IDLE = """() => document.querySelector('[data-testid=stApp]')?.dataset.testScriptState === 'notRunning'
  && !document.querySelector('[data-testid=stSkeleton]')"""


@contextmanager
def reader(browser: Browser, language: str) -> Iterator[Page]:
    """A browser of its own, that nobody has used before."""
    context = browser.new_context(viewport={"width": 1440, "height": 900}, locale=LOCALES[language])
    page = context.new_page()
    page.set_default_timeout(PATIENCE * 1000)
    yield page
    context.close()


def seen(page: Page, address: str) -> list[str]:
    """What stands on the page once it stands still."""
    page.goto(address)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.wait_for_function(IDLE)
    before: list[str] = []
    for _ in range(PATIENCE):
        page.wait_for_timeout(300)
        now = page.evaluate(FIGURES)
        if now == before:
            return now
        before = now
    raise AssertionError(f"{address} never stood still")


def links(page: Page) -> list[str]:
    """What the share button offers, without the host."""
    page.locator(".st-key-gb_share button").first.click()
    fields = page.locator(".st-key-share input, #link-0, #link-1")
    expect(page.locator("#link-1")).to_be_visible()
    found = [urlsplit(fields.nth(nth).input_value()) for nth in range(2)]
    page.keyboard.press("Escape")
    return [f"{link.path}?{link.query}".rstrip("?") for link in found]


@pytest.mark.parametrize("language", LOCALES)
def test_every_page_says_the_same_by_its_live_and_its_pinned_link_after_a_restart(browser: Browser, tmp_path: Path, language: str) -> None:
    told, offered = {}, {}
    with started(tmp_path, language="C.UTF-8") as address, reader(browser, language) as page:
        for name, at in ADDRESSES.items():
            told[name] = seen(page, address + at)
            offered[name] = links(page) if name in SHARED else [at]
    wrong = []
    with started(tmp_path, language="C.UTF-8") as address, reader(browser, language) as page:
        for name, found in offered.items():
            wrong += [(link, differing(told[name], now)) for link in found if (now := figures(seen(page, address + link), language)) != told[name]]
    assert wrong == []


@pytest.mark.parametrize(("name", "language"), [("overview", "zh"), ("kr", "en")])
def test_a_pinned_link_is_right_as_the_very_first_request(browser: Browser, tmp_path: Path, name: str, language: str) -> None:
    with started(tmp_path) as address, reader(browser, language) as page:
        told = seen(page, address + ADDRESSES[name])
        pinned = links(page)[1]
    asked = parse_qs(urlsplit(pinned).query)
    assert {"version", "asof", "seen"} <= set(asked)
    with started(tmp_path) as address, reader(browser, language) as page:
        assert differing(told, seen(page, address + pinned)) == []
        expect(page.locator(".gb-known")).to_contain_text(re.compile("As known on|所知"))
        page.locator(".gb-known a").last.click()
        expect(page.locator(".gb-known")).to_have_count(0)
        assert "version" not in page.url


def test_a_link_is_copied_by_keyboard_alone_and_said_to_be(browser: Browser, tmp_path: Path) -> None:
    """Plain http from another host has no clipboard interface: the field's text is selected and copied the old way."""
    with started(tmp_path) as address, reader(browser, "en") as page:
        seen(page, address + "/okr?lang=en")
        page.evaluate("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
        page.locator(".st-key-gb_share button").first.focus()
        page.keyboard.press("Enter")
        copy = page.get_by_role("button", name="Copy: Pinned link")
        expect(copy).to_be_visible()
        copy.focus()
        page.keyboard.press("Enter")
        expect(page.get_by_role("status").filter(has_text="Copied.")).to_be_visible()


def figures(told: list[str], language: str) -> list[str]:
    """Without the sentence that tells why a pinned list can't be edited."""
    return [text for text in told if text != words(language)("attention.pinned")]


def differing(before: list[str], after: list[str]) -> list[str]:
    """What only one side says, so that a failure can be read."""
    return [f"- {text}" for text in before if text not in after][:6] + [f"+ {text}" for text in after if text not in before][:6]
