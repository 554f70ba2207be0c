"""What is impossible in itself, per dataset: field, code, and the condition under which a fact breaks the rule."""

from data.model.cutoffs import CUTOFFS
from data.model.datasets import DATASETS
from data.model.facts import CONCERNS

_MOMENTS = [column.name.removesuffix("_at") for column in DATASETS["requirements"].columns if column.kind == "moment"]


def _before_raised(stem: str) -> tuple[str, str, str]:
    return (
        f"{stem}_at",
        "before_raised",
        f"case when {stem}_at is not null and created_at is not null then {stem}_at < created_at else {stem}_on < created_on end",
    )


def _out_of_reach() -> str:
    bounds = [f"when {name!r} then value < {least} or value > {most}" for name, (least, most) in CUTOFFS.items()]
    return f"case name {' '.join(bounds)} else false end"


_PERIOD = ("ends_on", "ends_before_it_starts", "ends_on < starts_on")


def _score(name: str) -> tuple[str, str, str]:
    return (name, "score_out_of_reach", f"{name} < 0 or {name} > 1")


RULES: dict[str, list[tuple[str, str, str]]] = {
    **{name: [_PERIOD] for name in ("campaigns", "objectives", "iterations", "projects")},
    "risks": [("closed_on", "closed_before_raised", "closed_on < raised_on")],
    "closures": [_score("result_score"), _score("process_score")],
    "kr_metrics": [
        (
            "target",
            "target_against_direction",
            "(direction = 'increase' and target < baseline) or (direction = 'decrease' and target > baseline)",
        )
    ],
    "requirements": [
        *(_before_raised(stem) for stem in _MOMENTS if stem != "created"),
        ("cancelled_at", "released_and_cancelled", "released_on is not null and cancelled_on is not null"),
    ],
    "settings": [
        ("name", "unknown_setting", f"name not in ({', '.join(map(repr, CUTOFFS))})"),
        ("value", "setting_out_of_reach", _out_of_reach()),
    ],
    "mutes": [("rule", "unknown_rule", f"rule not in ({', '.join(map(repr, sorted(set(CONCERNS.values()))))})")],
    "bugs": [_before_raised("resolved"), _before_raised("closed")],
}
