"""What each key result does month by month."""

from collections import Counter
from collections.abc import Iterator

from data.sample.goals import period_of
from data.sample.story import Row, Story
from data.sample.year import Year

MORE_EVERY = 3  # months with a second one
TROUBLES = {("O1-KR2", 1): "doing", ("O2-KR3", 2): "planned", ("O2-KR3", 3): "dropped", ("O3-KR1", 4): "dropped"}  # months ago
HELPERS = {"O1-KR1": "fulfilment", "O1-KR2": "warehouse", "O2-KR2": "feed", "O2-KR3": "membership", "O3-KR1": "merchant", "O4-KR2": "quality"}


def key_projects(year: Year, story: Story) -> list[Row]:
    """One or two a month; a title that comes up again is its next part."""
    return [row for nth, kr in enumerate(story.words["key_projects"]) for row in _of_kr(year, story, kr, nth)]


def _of_kr(year: Year, story: Story, kr: str, nth: int) -> Iterator[Row]:
    titles, parts = story.of("key_projects", kr), Counter[str]()
    number = 0
    for place, month in enumerate(period_of(year, kr.partition("-")[0]).months):
        months_ago = (year.today.year - month.year) * 12 + year.today.month - month.month
        for second in (False, True) if (place + nth) % MORE_EVERY == 0 else (False,):
            title = titles[number % len(titles)]
            parts[title] += 1
            number += 1
            yield {
                "kp_id": f"{kr}-KP{number}",
                "kr_id": kr,
                "month": f"{month:%Y-%m}",
                "title": title if parts[title] == 1 else story.of("patterns", "part").format(title=title, number=parts[title]),
                "owner": _owner(story, kr, number, second=second),
                "status": _status(year, kr, months_ago, second=second),
            }


def _owner(story: Story, kr: str, number: int, *, second: bool) -> str:
    """The key result's own; of a second one somebody of the team that works for it most."""
    team = HELPERS.get(kr)
    helpers = story.team(team)["people"] if second and team else [story.of("key_results", kr)["owner"]]
    return str(helpers[number % len(helpers)])


def _status(year: Year, kr: str, months_ago: int, *, second: bool) -> str:
    if months_ago > 0:
        return "done" if second or year.healthy else TROUBLES.get((kr, months_ago), "done")
    return "doing" if months_ago == 0 and not second else "planned"
