"""Random small companies as the text of CSV cells: every row legal by section 3, most of them awkward."""

import csv
from datetime import date, timedelta
from pathlib import Path
from random import Random

from .deliveries import bug, requirement
from .facts import Row, World, word
from .questions import arguments, questions

__all__ = ["COLUMNS", "arguments", "questions", "read", "world", "write"]

COLUMNS = {
    "objectives": "objective_id title interpretation strategy owner campaign_id starts_on ends_on weight",
    "key_results": "kr_id objective_id title owner business_module weight",
    "kr_metrics": "metric_id kr_id name unit direction baseline target every",
    "kr_monthly_targets": "metric_id month target",
    "kr_values": "metric_id day value",
    "requirements": (
        "requirement_id title team kr_ids parent_id type priority status owner estimate_days created_at review_at"
        " ready_at dev_at test_at release_ready_at released_at retro_at cancelled_at blocked_at"
    ),
    "bugs": ("bug_id title team requirement_id severity environment status resolution created_at resolved_at closed_at"),
    "teams": "team department lead aliases",
}
TEAMS = {"Alpha": "阿尔法; A-Team", "支付": "Payments ;收银", "Beta QA": "", "Core/平台": "Core"}
DIRECTIONS = {
    "increase": ["increase", "提升", " Increase "],
    "decrease": ["decrease", "降低", "DECREASE"],
    "maintain": ["maintain_above", "maintain_below", "不低于", "不高于"],
}
STEPS = {"week": 7, "周": 7, "month": 30, "月": 30}
GHOST = {"metric_id": "M-ghost", "baseline": "1", "target": "9", "every": ""}


def world(seed: int) -> World:
    random = Random(f"world {seed}")
    first = date(2024, 1, 1) + timedelta(days=random.randrange(1000))
    span = Span(first, min(first + timedelta(days=random.choice([25, 40, 60, 120, 300])), date(2026, 12, 31)), random)
    made: World = {dataset: [] for dataset in COLUMNS}
    made["teams"] = teams(random)
    made["objectives"] = [objective(f"O{n}", span) for n in range(random.randint(1, 4))]
    made["key_results"] = [key_result(f"KR{n}", made["objectives"], random) for n in range(random.randint(1, 6))]
    made["kr_metrics"] = [metric(f"M{n}", made["key_results"], random) for n in range(random.randint(1, 8))]
    made["kr_monthly_targets"] = unique(monthly_targets(made["kr_metrics"], span), "metric_id", "month")
    made["kr_values"] = unique(values(made["kr_metrics"], span), "metric_id", "day")
    kr_ids = [row["kr_id"] for row in made["key_results"]]
    ids = [random.choice([f"R{n}", f"{n:03}", f"需求-{n}"]) for n in range(random.randint(1, 45))]
    made["requirements"] = [requirement(each, ids, kr_ids, span.day, random) for each in ids]
    made["bugs"] = [bug(f"B{n}", ids, span.day, random) for n in range(random.randint(1, 30))]
    for dataset in random.sample([*COLUMNS], k=random.choice([0, 0, 0, 0, 0, 0, 1, 1, 2, 5])):
        made[dataset] = []
    made["teams"] = made["teams"] or ([] if any(made.values()) else teams(random))
    return {dataset: shuffled(rows, random) for dataset, rows in made.items()}


def write(made: World, folder: Path) -> list[Path]:
    """The files to import; a dataset without rows has none."""
    folder.mkdir(parents=True, exist_ok=True)
    return [write_one(dataset, rows, folder) for dataset, rows in made.items() if rows]


def write_one(dataset: str, rows: list[Row], folder: Path) -> Path:
    path = folder / f"{dataset}.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS[dataset].split())
        writer.writeheader()
        writer.writerows(rows)
    return path


def read(folder: Path) -> World:
    """A world from canonical files: what is absent is empty."""
    return {dataset: read_one(dataset, folder / f"{dataset}.csv") for dataset in COLUMNS}


def read_one(dataset: str, path: Path) -> list[Row]:
    if not path.exists():
        return []
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [{column: row.get(column) or "" for column in COLUMNS[dataset].split()} for row in csv.DictReader(file)]


class Span:
    """The days in which most of a world happens."""

    def __init__(self, first: date, last: date, random: Random) -> None:
        self.first, self.last, self.random = first, last, random

    def day(self) -> date:
        return self.first + timedelta(days=self.random.randint(0, (self.last - self.first).days))


def teams(random: Random) -> list[Row]:
    names = random.sample([*TEAMS], k=random.randint(1, len(TEAMS)))
    return [{"team": name, "department": random.choice(["", "电商"]), "lead": "", "aliases": TEAMS[name]} for name in names]


def objective(objective_id: str, span: Span) -> Row:
    random = span.random
    starts_on = span.day() + timedelta(days=random.choice([-40, -7, 0, 0, 5, 30]))
    ends_on = starts_on + timedelta(days=random.choice([0, 1, 6, 27, 30, 89, 180, 364]))
    starts_on, ends_on = whole_months(starts_on, ends_on) if random.random() < 0.4 else (starts_on, ends_on)
    return {
        "objective_id": objective_id,
        "title": random.choice(['Grow, "fast"', "提升转化率", "Fewer faults"]),
        "interpretation": random.choice(["", "为什么"]),
        "strategy": "",
        "owner": random.choice(["", "Li"]),
        "campaign_id": random.choice(["", "C-ghost"]),
        "starts_on": max(starts_on, date(2024, 1, 1)).isoformat(),
        "ends_on": max(ends_on, date(2024, 1, 1)).isoformat(),
        "weight": random.choice(["", "1", "2.5"]),
    }


def whole_months(starts_on: date, ends_on: date) -> tuple[date, date]:
    after = ends_on.replace(day=28) + timedelta(days=4)
    return starts_on.replace(day=1), after - timedelta(days=after.day)


def key_result(kr_id: str, objectives: list[Row], random: Random) -> Row:
    objective_id = "O-ghost" if random.random() < 0.12 else random.choice(objectives)["objective_id"]
    return {
        "kr_id": kr_id,
        "objective_id": objective_id,
        "title": random.choice(["转化率到 12%", "Fewer returns"]),
        "owner": random.choice(["", "王五"]),
        "business_module": random.choice(["", "Checkout", "履约"]),
        "weight": random.choice(["", "1", "3"]),
    }


def metric(metric_id: str, key_results: list[Row], random: Random) -> Row:
    way, baseline = random.choice([*DIRECTIONS]), random.randint(-200, 900) / 4
    moved = random.choice([0, 0.25, 10, 37.5, 100, 1500])
    target = baseline - moved if way == "decrease" else baseline + moved
    if way == "maintain":
        target = random.choice([baseline, 0, 50, -20])
    return {
        "metric_id": metric_id,
        "kr_id": "KR-ghost" if random.random() < 0.1 else random.choice(key_results)["kr_id"],
        "name": random.choice(["GMV", "退货率"]),
        "unit": random.choice(["", "万元", "%"]),
        "direction": random.choice(DIRECTIONS[way]),
        "baseline": amount(baseline),
        "target": amount(target),
        "every": random.choice(["", "day", "日", "week", "周", "Week ", "month", "月"]),
    }


def amount(value: float) -> str:
    """Fractions are quarters, so that no sum depends on the order it is taken in."""
    return f"{value:,.2f}" if abs(value) >= 1000 else f"{value:g}"


def monthly_targets(metrics: list[Row], span: Span) -> list[Row]:
    """Inside and outside the period, on, above and below the straight line; one metric unknown."""
    random = span.random
    rows = []
    for row in [*metrics, GHOST]:
        for _ in range(random.choice([0, 0, 1, 3, 6])):
            month = f"{span.day() + timedelta(days=random.choice([-31, 0, 0, 31, 90])):%Y-%m}"
            rows.append({"metric_id": row["metric_id"], "month": month, "target": near(row, random)})
    return rows


def values(metrics: list[Row], span: Span) -> list[Row]:
    random, rows = span.random, []
    for row in [*metrics, GHOST]:
        step = random.choice([1, 7, 30, usual_step(row), usual_step(row), usual_step(row)])
        still = random.random() < 0.1
        shown = span.last if random.random() < 0.5 else span.day()
        for back in range(random.choice([0, 1, 6, 20, 45, 60])):
            if random.random() < 0.75:
                on = shown - timedelta(days=back * step + (random.randint(0, 2) if step > 1 else 0))
                value = "0" if still else near(row, random)
                rows.append({"metric_id": row["metric_id"], "day": on.isoformat(), "value": value})
    return [row for row in rows if row["day"] >= "2024"]


def usual_step(row: Row) -> int:
    return STEPS.get(word(row["every"]), 1)


def near(row: Row, random: Random) -> str:
    baseline, target = (float(row[column].replace(",", "")) for column in ("baseline", "target"))
    on_the_way = baseline + (target - baseline) * random.randint(-2, 10) / 8
    value = random.choice([baseline, target, target, on_the_way, on_the_way, on_the_way, 0])
    return amount(round(value * 4) / 4 or 0)


def unique(rows: list[Row], *keys: str) -> list[Row]:
    return [*{tuple(row[key] for key in keys): row for row in rows}.values()]


def shuffled(rows: list[Row], random: Random) -> list[Row]:
    return random.sample(rows, k=len(rows))
