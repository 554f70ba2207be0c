"""Each example export becomes the facts written beside it, is taken for its own tool's and for no other's."""

import csv
from functools import cache
from pathlib import Path

import pytest

from data.adapters import KNOWN, Part, parts
from data.adapters.recognition import TOOLS, folded
from data.intake import Choices, commit
from data.model.datasets import DATASETS
from data.reading import Content, read
from data.store import Store
from tests.data.adapters.told import EXPORTS, Row, facts

ENDING = ".expected.csv"
EXPECTED = sorted(EXPORTS.glob(f"*{ENDING}"))
EXAMPLES = sorted(file for file in EXPORTS.iterdir() if not file.name.endswith(ENDING) and list(EXPORTS.glob(f"{file.stem}.*{ENDING}")))


def name(file: Path) -> str:
    return file.name


def lines_of(file: Path) -> list[Row]:
    with file.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def in_order(lines: list[Row]) -> list[Row]:
    return sorted(lines, key=lambda line: list(line.values()))


@pytest.mark.parametrize("example", EXAMPLES, ids=name)
def test_an_example_becomes_the_facts_written_beside_it(store: Store, example: Path) -> None:
    reports = commit(store, example.name, example.read_bytes(), Choices())
    beside = {file.name.removesuffix(ENDING).partition(".")[2]: lines_of(file) for file in EXPECTED if file.name.startswith(f"{example.stem}.")}
    assert [report.rejected_lines for report in reports if report.rejected] == []
    assert {report.dataset for report in reports} == set(beside)
    for report in reports:
        lines = beside[report.dataset]
        assert in_order(facts(store, report, list(lines[0]))) == in_order(lines)


@pytest.mark.parametrize("example", EXAMPLES, ids=name)
def test_the_same_example_again_changes_nothing(store: Store, example: Path) -> None:
    first = commit(store, example.name, example.read_bytes(), Choices())
    again = commit(store, example.name, example.read_bytes(), Choices())
    assert [(report.new, report.changed, report.version) for report in again] == [(0, 0, None)] * len(first)


@pytest.mark.parametrize("expected", EXPECTED, ids=name)
def test_expected_facts_belong_to_an_example_and_name_columns_of_a_dataset(expected: Path) -> None:
    stem, _, dataset = expected.name.removesuffix(ENDING).partition(".")
    assert [example for example in EXAMPLES if example.stem == stem]
    assert set(lines_of(expected)[0]) <= {column.name for column in DATASETS[dataset].columns}


@cache
def seen(example: Path) -> Part:
    [sheet] = read(Content(example.name, example.read_bytes()), known=KNOWN).sheets
    return parts(sheet)[0]


@pytest.mark.parametrize("example", EXAMPLES, ids=name)
def test_an_example_is_like_its_own_tool_the_most(example: Path) -> None:
    headers = folded(seen(example).header)
    scores = sorted(((len(export.known_folded & headers), export.name) for export in TOOLS if not export.missing(headers)), reverse=True)
    assert seen(example).adapter == scores[0][1].partition("_")[0] == example.stem.partition("_")[0]
    assert len(scores) == 1 or scores[0][0] > scores[1][0]


# Jira's key and DevLake's are called the same: there the score has to decide.
ALSO_POSSIBLE = {"devlake_issues.csv": {"jira"}}


@pytest.mark.parametrize("example", EXAMPLES, ids=name)
def test_an_example_lacks_what_any_other_tool_would_have(example: Path) -> None:
    headers = folded(seen(example).header)
    possible = {export.name for export in TOOLS if not export.missing(headers)}
    assert possible - {seen(example).export} == ALSO_POSSIBLE.get(example.name, set())


@pytest.mark.parametrize("dataset", DATASETS.values(), ids=lambda dataset: dataset.name)
@pytest.mark.parametrize("language", ["name", "label"])
def test_our_own_datasets_are_taken_for_no_tools(dataset: object, language: str) -> None:
    headers = folded([getattr(column, language) for column in dataset.columns])  # type: ignore[attr-defined]
    assert [export.name for export in TOOLS if not export.missing(headers)] == []
