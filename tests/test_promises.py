"""What the product promises of itself: definitions, contracts, views and tables that keep to what is written of them."""

import ast
import re
from itertools import pairwise
from pathlib import Path

import pytest

import data.store.opening
from data.intake.rules import RULES
from data.model.datasets import DATASETS
from data.store import Store
from metrics.campaigns import Standing
from metrics.campaigns.breakdown import MonthCell
from metrics.campaigns.evaluation import Evaluation
from metrics.course import MetricCourse
from metrics.efficiency import Period
from metrics.goals import GoalRow
from metrics.investment import Investment
from metrics.outcome import Outcome
from metrics.registry import FIGURES, Better, Unit
from pages.ui.words import LANGUAGES, keys

ROOT = Path(__file__).parent.parent
VIEWS = sorted(data.store.opening.VIEWS.glob("*.sql"))
MIGRATIONS = sorted(data.store.opening.MIGRATIONS.glob("*.sql"))
CONTRACTS = {
    "okr-progress": GoalRow._fields,
    "team-investment": Investment._fields,
    "efficiency": Period._fields[: Period._fields.index("open_bugs") + 1],
    "outcome": Outcome._fields,
    "course": MetricCourse._fields,
    "campaigns": Standing._fields,
    "evaluation": Evaluation._fields,
    "breakdown": MonthCell._fields,
}
# Columns that say what a row is about, what was read in or how much a figure rests on.
NO_FIGURES = {
    "campaigns": "objectives counted",
    "evaluation": "counted objectives parts milestones_due trains_due",
    "breakdown": "month phase target earlier_target changed_in changed_on actual days since until",
    "okr-progress": """
        objective_id objective_title ended kr_id kr_title owner business_module metric_id metric_name unit direction every
        baseline target latest latest_on days_7d days_prev_7d
    """,
    "team-investment": "team objective_id count",
    "efficiency": "period until complete",
    "course": "facts readings plan forecast",
    "outcome": "objective_id kr_id kr_title work total fair reached due metrics apart",
}
CHINESE = re.compile(r"[\u4e00-\u9fff]")


@pytest.mark.parametrize("name", FIGURES)
def test_each_figure_has_a_definition_in_both_languages_a_unit_and_a_direction(name: str) -> None:
    figure = FIGURES[name]
    assert figure.name == name
    assert set(figure.definition) == {"en", "zh"}
    assert len(figure.definition["en"]) > 20
    assert not CHINESE.search(figure.definition["en"])
    assert len(CHINESE.findall(figure.definition["zh"])) > 5
    assert figure.definition["en"].endswith(".")
    assert figure.definition["zh"].endswith("。")
    assert figure.unit in Unit
    assert figure.better in Better


@pytest.mark.parametrize("name", [name for name, figure in FIGURES.items() if figure.unit in {Unit.SHARE, Unit.DAYS}])
@pytest.mark.parametrize("language", LANGUAGES)
def test_each_figure_that_is_worked_out_says_how(name: str, language: str) -> None:
    assert f"formula.{name}" in keys(language)


@pytest.mark.parametrize("name", FIGURES)
def test_each_figures_sample_is_a_column_beside_it(name: str) -> None:
    sample = FIGURES[name].sample
    boards = [columns for columns in CONTRACTS.values() if name in columns]
    assert boards, "each figure is a column of a contract"
    assert sample is None or all(sample in columns for columns in boards)


@pytest.mark.parametrize("name", [name for name, figure in FIGURES.items() if figure.unit in (Unit.SHARE, Unit.DAYS)])
def test_a_share_or_an_average_names_its_sample_unless_it_is_a_matter_of_the_plan(name: str) -> None:
    assert FIGURES[name].sample is not None or name in ("expected", "gap")


@pytest.mark.parametrize("board", CONTRACTS)
def test_every_column_of_a_contract_that_is_a_figure_is_registered(board: str) -> None:
    figures = [column for column in CONTRACTS[board] if column not in NO_FIGURES[board].split()]
    assert figures
    assert [column for column in figures if column not in FIGURES] == []


def statements(file: Path) -> list[str]:
    """Each up to the semicolon that ends a line of it; one in a comment ends nothing."""
    ends = re.compile(r"^(?!--).*;$", re.MULTILINE)
    text = file.read_text("utf-8")
    places = [0, *(end.end() for end in ends.finditer(text))]
    assert text[places[-1] :].strip() == ""
    return [text[since:until].strip() for since, until in pairwise(places)]


@pytest.mark.parametrize("file", VIEWS, ids=lambda file: file.stem)
def test_each_view_begins_with_a_sentence_that_says_what_a_row_is(file: Path) -> None:
    for statement in statements(file):
        assert statement.startswith("-- One row"), statement.splitlines()[0]
        assert re.search(r"^create or replace view \w+ as$", statement, re.MULTILINE), statement.splitlines()[0]


def test_each_view_can_be_read(store: Store) -> None:
    names = [name for file in VIEWS for name in re.findall(r"^create or replace view (\w+) as", file.read_text("utf-8"), re.MULTILINE)]
    assert len(names) == len(set(names)) > 10
    con = store.cursor()
    con.execute("set variable teams = []::varchar[]")
    con.execute("set variable objectives = []::varchar[]")
    for name in (*names, *DATASETS):
        con.execute(f"select * from {name} limit 1").fetchall()


@pytest.mark.parametrize("name", DATASETS)
def test_the_table_of_a_dataset_has_the_columns_of_its_model(store: Store, name: str) -> None:
    described = store.cursor().execute(f"describe facts.{name}").fetchall()
    columns = {column: (kind.lower(), null == "NO") for column, kind, null, *_ in described}
    kept = {"fact_id": "bigint", "source": "varchar"}
    origin = {"import_id": "bigint", "line": "bigint", "valid_from": "bigint", "valid_to": "bigint"}
    of_model = {stored: kind for column in DATASETS[name].columns for stored, kind in column.stored}
    assert {column: kind for column, (kind, _) in columns.items()} == {**kept, **of_model, **origin}
    needed = {column.stored[0][0] for column in DATASETS[name].columns if column.required}
    assert {column for column, (_, not_null) in columns.items() if not_null} == {*kept, *needed, *origin}


def test_migrations_are_numbered_without_a_gap() -> None:
    assert [int(file.stem[:4]) for file in MIGRATIONS] == list(range(1, len(MIGRATIONS) + 1))


AS_IN_ENGLISH = {"KP", "PM", "PMO", "HR"}  # said like that in Chinese too


@pytest.mark.parametrize("name", DATASETS)
def test_a_dataset_has_a_key_a_label_and_headers_that_no_two_columns_share(name: str) -> None:
    dataset = DATASETS[name]
    headers = [header for column in dataset.columns for header in column.headers]
    assert dataset.keys
    assert CHINESE.search(dataset.label) or dataset.label in AS_IN_ENGLISH
    assert all(column.required for column in dataset.columns if column.key)
    assert all(CHINESE.search(column.label) or column.label in AS_IN_ENGLISH for column in dataset.columns)
    assert len(headers) == len(set(headers))


def test_references_name_datasets_that_exist() -> None:
    named = {name for dataset in DATASETS.values() for column in dataset.columns for name in column.named}
    assert named <= set(DATASETS)
    assert set(RULES) <= set(DATASETS)


ERRORS = ("UnreadableFile", "UnknownExport", "ImportRefused", "StoreLocked", "StoreTooNew", "StoreUnwritable")
REASONS = ("refused", "Problem", "Note", "_reject")


def codes(*called: str) -> set[str]:
    """Every literal that looks like a code among the arguments of calls by these names."""
    calls = [
        node
        for file in [*(ROOT / "data").rglob("*.py"), *(ROOT / "metrics").rglob("*.py")]
        for node in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in called
    ]
    texts = [part.value for call in calls for part in call.args if isinstance(part, ast.Constant)]
    return {text for text in texts if isinstance(text, str) and re.fullmatch(r"[a-z]+(_[a-z]+)+", text)}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_error_has_a_title_and_a_hint_in_each_language(language: str) -> None:
    told = codes(*ERRORS)
    assert len(told) > 10
    assert [code for code in sorted(told) if not {f"error.{code}.title", f"error.{code}.hint"} <= keys(language)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_reason_is_worded_in_each_language(language: str) -> None:
    told = codes(*REASONS) | {code for rules in RULES.values() for _, code, _ in rules}
    assert len(told) > 8
    assert [code for code in sorted(told) if f"reason.{code}" not in keys(language)] == []
