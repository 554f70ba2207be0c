"""Codes as sentences, for whoever speaks without a screen: what happened and what to do."""

import os

from pages.ui.words import words


def told(language: str, code: str, **facts: object) -> str:
    """An error's title and hint in one line, and what to type where a terminal has a word of its own for it."""
    speak = words(language)
    parts = ["title", "hint", *(["terminal"] if speak.knows(f"error.{code}.terminal") else [])]
    return " ".join(speak.coded("error", f"{code}.{part}", **facts) for part in parts)


def reason(language: str, code: str, **facts: object) -> str:
    """Why a cell or a line was not taken as it stands."""
    return words(language).coded("reason", code, **facts)


def system_language() -> str:
    """The language of the terminal: Chinese where the system says so, else English."""
    named = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    return "zh" if named.lower().startswith("zh") else "en"
