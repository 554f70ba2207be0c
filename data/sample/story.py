"""The sample's words in one language, read from `story_zh.toml` or `story_en.toml`."""

import tomllib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from random import Random
from typing import Any

Row = dict[str, str]


@dataclass(frozen=True)
class Story:
    """What everything is called; figures and dates never depend on it."""

    words: dict[str, Any]

    @classmethod
    def read(cls, language: str) -> "Story":
        path = Path(__file__).with_name(f"story_{language}.toml")
        return cls(tomllib.loads(path.read_text(encoding="utf-8")))

    def of(self, section: str, key: str) -> Any:
        return self.words[section][key]

    def team(self, key: str) -> dict[str, Any]:
        team: dict[str, Any] = self.words["teams"][key]
        return team


class Titles:
    """Titles made of what a team works on and what happens to it; one that comes up again is its next part."""

    def __init__(self, story: Story) -> None:
        self._story = story
        self._parts: Counter[str] = Counter()

    def requirement(self, team: str, chance: Random) -> str:
        words = self._story.team(team)
        title = self._title("requirement", thing=pick(words["things"], chance), change=pick([*words["changes"], *self._shared("changes")], chance))
        self._parts[title] += 1
        return title if self._parts[title] == 1 else self._title("part", title=title, number=self._parts[title])

    def bug(self, team: str, chance: Random) -> str:
        return self._title("bug", thing=pick(self._story.team(team)["things"], chance), symptom=pick(self._shared("symptoms"), chance))

    def _title(self, pattern: str, **words: object) -> str:
        text: str = self._story.of("patterns", pattern)
        return text.format(**words)

    def _shared(self, section: str) -> list[str]:
        words: list[str] = self._story.words[section]
        return words


def pick(words: Sequence[str], chance: Random) -> str:
    """One of the words; always one draw, so that both languages draw alike."""
    return words[int(chance.random() * len(words))]


def cell(moment: datetime) -> str:
    return moment.isoformat(" ", "seconds")
