"""What the sample company wants: objectives, key results, their metrics and monthly targets."""

from dataclasses import dataclass
from datetime import date

from data.sample.story import Row, Story
from data.sample.year import Period, Year, month_end

FESTIVAL = "O5"  # the objective whose period is over
CAMPAIGNS = {"O1": "C1-1", "O2": "C1-2", "O3": "C1-3", "O4": "C1", FESTIVAL: "C0"}
WEIGHTS = {"O1": "2", "O1-KR1": "2"}


@dataclass(frozen=True)
class Goal:
    """A metric's figures: where it was, where it must be, how often it comes, how exactly it is written."""

    metric_id: str
    direction: str
    baseline: float
    target: float
    every: str = "day"
    decimals: int = 1
    by_month: bool = True

    @property
    def kr_id(self) -> str:
        return self.metric_id.rpartition("-")[0]

    @property
    def objective_id(self) -> str:
        return self.metric_id.partition("-")[0]

    def value(self, progress: float) -> float:
        return self.baseline + (self.target - self.baseline) * progress

    def written(self, value: float) -> str:
        return f"{value:.{self.decimals}f}"


GOALS = (
    Goal("O1-KR1-M1", "increase", 38, 60),
    Goal("O1-KR2-M1", "decrease", 4.0, 1.2, decimals=2),
    Goal("O1-KR3-M1", "increase", 12, 28, every="month", decimals=0),
    Goal("O1-KR3-M2", "increase", 150, 240),
    Goal("O2-KR1-M1", "increase", 1200, 2000, every="week", decimals=0),
    Goal("O2-KR2-M1", "increase", 5.0, 8.0, decimals=2),
    Goal("O2-KR3-M1", "increase", 62, 75),
    Goal("O3-KR1-M1", "increase", 5200, 9000, decimals=0),
    Goal("O3-KR2-M1", "increase", 72, 85),
    Goal("O3-KR2-M2", "increase", 20, 45, every="month", decimals=0),
    Goal("O4-KR1-M1", "maintain_below", 14, 13, every="week", by_month=False),
    Goal("O4-KR2-M1", "maintain_below", 9, 5, every="week", decimals=0, by_month=False),
    Goal("O4-KR2-M2", "maintain_above", 99.9, 99.95, decimals=3, by_month=False),
    Goal("O5-KR1-M1", "increase", 6.0, 10.0, every="week"),
    Goal("O5-KR2-M1", "increase", 35, 50),
)


def objectives(year: Year, story: Story) -> list[Row]:
    return [
        {
            "objective_id": key,
            **words,
            "campaign_id": CAMPAIGNS[key],
            "starts_on": period_of(year, key).starts_on.isoformat(),
            "ends_on": period_of(year, key).ends_on.isoformat(),
            "weight": WEIGHTS.get(key, "1"),
        }
        for key, words in story.words["objectives"].items()
    ]


def period_of(year: Year, objective_id: str) -> Period:
    return year.festival if objective_id == FESTIVAL else year.period


def key_results(story: Story) -> list[Row]:
    return [
        {
            "kr_id": key,
            "objective_id": key.partition("-")[0],
            "title": words["title"],
            "owner": words["owner"],
            "business_module": words["module"],
            "weight": WEIGHTS.get(key, "1"),
        }
        for key, words in story.words["key_results"].items()
    ]


def kr_metrics(story: Story) -> list[Row]:
    return [
        {
            "metric_id": goal.metric_id,
            "kr_id": goal.kr_id,
            "name": story.of("metrics", goal.metric_id)["name"],
            "unit": story.of("metrics", goal.metric_id)["unit"],
            "direction": goal.direction,
            "baseline": goal.written(goal.baseline),
            "target": goal.written(goal.target),
            "every": goal.every,
        }
        for goal in GOALS
    ]


def kr_monthly_targets(year: Year) -> list[Row]:
    return [
        {"metric_id": goal.metric_id, "month": f"{month:%Y-%m}", "target": goal.written(goal.value(plan(period, month_end(month))))}
        for goal in GOALS
        if goal.by_month
        for period in [period_of(year, goal.objective_id)]
        for month in period.months
    ]


def plan(period: Period, day: date) -> float:
    """The planned progress at the end of a day: a slow start, a steep middle, a calm finish."""
    passed = period.elapsed(day)
    return 0.4 * passed + 0.6 * passed**2 * (3 - 2 * passed)
