"""The README's pictures, taken from the running app with the sample company: `python -m tests.browser.pictures`."""

import tempfile
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from tests.browser.chromium import FLAGS, chromium
from tests.browser.conftest import ROOT, started

PAGES = {
    "overview": ("/", ".gb .sum"),
    "okr": ("/okr", ".gb table"),
    "kr": ("/kr?id=O2-KR3", "canvas, svg.marks"),
    "campaigns": ("/campaigns", ".gb .block, .gb table"),
    "campaign": ("/campaign?id=C1", ".gb table"),
    "efficiency": ("/efficiency", "canvas, svg.marks"),
    "records": ("/records", ".gb table"),
    "import": ("/import", "h1"),
}  # where it is, and what is there once it is drawn
SIZE = {"width": 1440, "height": 900}
FILES = {"en": "linear.csv", "zh": "tapd_story_gbk.csv"}  # what lies on the import page
LANGUAGES = {"en": "en_US.UTF-8", "zh": "zh_CN.UTF-8"}  # each with the sample company in that language


def main() -> None:
    """One picture a page and language."""
    path = chromium()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        for language, system in LANGUAGES.items():
            with tempfile.TemporaryDirectory() as folder, started(Path(folder), language=system) as address:
                for page in PAGES:
                    take(browser, address, page, language)


def take(browser: Browser, address: str, page: str, language: str) -> None:
    tab = browser.new_page(viewport=SIZE)
    path, drawn = PAGES[page]
    tab.goto(f"{address}{path}{'&' if '?' in path else '?'}lang={language}")
    tab.wait_for_selector(drawn)
    if page == "import":
        tab.set_input_files("input[type=file]", ROOT / "tests" / "data" / "exports" / FILES[language])
        tab.wait_for_selector("text=TAPD" if language == "zh" else "text=Linear")
    tab.wait_for_timeout(1500)
    tab.screenshot(path=ROOT / "docs" / f"{page}-{language}.png")
    tab.close()


if __name__ == "__main__":
    main()
