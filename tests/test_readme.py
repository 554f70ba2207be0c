"""What the README promises is what the product has."""

import re
from pathlib import Path

import pytest

from metrics.registry import FIGURES, Figure

ROOT = Path(__file__).parent.parent
README = {"en": ROOT / "README.md", "zh": ROOT / "README.zh.md"}


def line_of(figure: Figure, language: str) -> str:
    """The figure's row: its name, unit, better direction and the first sentence of its definition."""
    first = re.split(r"(?<=\.)\s(?=[A-Z])" if language == "en" else r"(?<=。)", figure.definition[language])[0]
    return f"| `{figure.name}` | {figure.unit} | {figure.better} | {first} |"


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_readme_lists_exactly_the_registered_figures_with_their_definitions(language: str) -> None:
    lines = [
        line for line in README[language].read_text("utf-8").splitlines() if re.match(r"\| `\w+` \| (count|share|days|metric|word|date) \|", line)
    ]
    assert sorted(lines) == sorted(line_of(figure, language) for figure in FIGURES.values())


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_readmes_pictures_are_there(language: str) -> None:
    named = re.findall(r"!\[[^\]]*\]\(([^)]+)\)", README[language].read_text("utf-8"))
    assert named
    assert [name for name in named if not (ROOT / name).exists()] == []


def test_each_package_of_the_lock_that_we_ask_for_earns_its_line() -> None:
    asked = re.findall(r'^    "([a-z-]+)[><=]', (ROOT / "pyproject.toml").read_text("utf-8"), re.MULTILINE)
    lines = README["en"].read_text("utf-8")
    assert [name for name in asked if not re.search(rf"^\|.*\b{name}\b.*\|", lines, re.MULTILINE)] == []


def test_the_lock_carries_hashes_and_no_addresses() -> None:
    for lock in ROOT.glob("requirements*.txt"):
        text = lock.read_text("utf-8")
        assert "--hash=sha256:" in text
        assert "://" not in text
