"""The sample company: a year of goals, delivery and quality that fills an empty store.

Neighbourhood retail, ten teams; a campaign under way with four objectives, and one that was closed before it with its own. What
a newcomer can find in the figures:
a key result that soars, one that slips, one that much work has not moved; a team drifting off its goals;
a wave of bugs after the new checkout page; a metric gone stale and one never measured.
"""

from datetime import date

from data.sample import bugs, campaigns, closing, delivery, goals, key_projects, milestones, teams, values
from data.sample.story import Row, Story
from data.sample.year import Year


def company(today: date, seed: int = 2026, language: str = "zh", *, healthy: bool = False) -> dict[str, list[Row]]:
    """Canonical rows of every dataset, as known at noon of `today`; the language ("zh", "en") chooses the words only. In a healthy
    year nothing needs attention.
    """
    year, story = Year.until(today, healthy=healthy), Story.read(language)
    requirements = campaigns.with_their_work(year, story, delivery.requirements(year, story, seed))
    bug_rows = bugs.bugs(year, story, requirements, seed)
    return {
        "campaigns": campaigns.campaigns(year, story),
        "objectives": goals.objectives(year, story),
        "key_results": goals.key_results(story),
        "kr_metrics": goals.kr_metrics(story),
        "kr_monthly_targets": goals.kr_monthly_targets(year),
        "key_projects": key_projects.key_projects(year, story),
        "kr_values": values.kr_values(year, requirements, bug_rows, seed),
        "requirements": requirements,
        "bugs": bug_rows,
        "teams": teams.teams(story),
        "projects": campaigns.projects(year, story),
        "milestones": milestones.milestones(year, story),
        "risks": milestones.risks(year, story),
        "closures": closing.closures(year, story),
        "acceptance_lines": closing.acceptance_lines(story),
        "improvements": closing.improvements(year, story),
        "commendations": closing.commendations(story),
    }
