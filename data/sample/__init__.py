"""The sample company: a year of goals, delivery and quality that fills an empty store.

Neighbourhood retail, ten teams, four objectives. What a newcomer can find in the figures:
a key result that soars, one that slips, one that much work has not moved; a team drifting off its goals;
a wave of bugs after the new checkout page; a metric gone stale and one never measured.
"""

from datetime import date

from data.sample import bugs, delivery, goals, teams, values
from data.sample.story import Row, Story
from data.sample.year import Year


def company(today: date, seed: int = 2026, language: str = "zh", *, healthy: bool = False) -> dict[str, list[Row]]:
    """Canonical rows of every dataset, as known at noon of `today`; the language ("zh", "en") chooses the words only. In a healthy
    year nothing needs attention.
    """
    year, story = Year.until(today, healthy=healthy), Story.read(language)
    requirements = delivery.requirements(year, story, seed)
    bug_rows = bugs.bugs(year, story, requirements, seed)
    return {
        "objectives": goals.objectives(year, story),
        "key_results": goals.key_results(story),
        "kr_metrics": goals.kr_metrics(story),
        "kr_monthly_targets": goals.kr_monthly_targets(year),
        "kr_values": values.kr_values(year, requirements, bug_rows, seed),
        "requirements": requirements,
        "bugs": bug_rows,
        "teams": teams.teams(story),
    }
