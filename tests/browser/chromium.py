"""The browser of the tests: one that is there, else Playwright's own, else a sentence that says what to install."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run")
PLACES = ("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")
COMMANDS = ("chromium", "google-chrome", "chrome")
MISSING = "No Chromium was found and Playwright's own could not be had: install one (Debian: apt install chromium) or set CHROMIUM to its path."


def chromium() -> str | None:
    """The path of a Chromium on this machine; None where there is none."""
    named = (os.environ.get("CHROMIUM"), *PLACES, *map(shutil.which, COMMANDS))
    return next((place for place in named if place and Path(place).exists()), None) or _playwrights_own()


def _playwrights_own() -> str | None:
    with sync_playwright() as playwright:
        place = playwright.chromium.executable_path
    return place if Path(place).exists() else None


def main() -> int:
    """Make sure there is one before the tests start."""
    if chromium() is None:
        subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=False)
    if chromium() is None:
        print(MISSING, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
