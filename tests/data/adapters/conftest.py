"""Reading of tables drawn in a test, and of example files; what the import makes of them."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from data.adapters import KNOWN, Part, parts
from data.intake import Choices, commit
from data.reading import Content, Sheet, read
from data.store import Store
from tests.data.adapters.told import EXPORTS, as_csv, facts


@pytest.fixture
def drawn() -> Callable[..., Sheet]:
    def sheet(table: str, name: str | None = None) -> Sheet:
        [found] = read(Content("drawn.csv", as_csv(table)), known=KNOWN).sheets
        return replace(found, name=name)

    return sheet


@pytest.fixture
def example() -> Callable[..., list[Part]]:
    def of(name: str, dataset: str | None = None) -> list[Part]:
        return [part for sheet in read(Content(name, (EXPORTS / name).read_bytes()), known=KNOWN).sheets for part in parts(sheet, dataset=dataset)]

    return of


@pytest.fixture
def read_as(store: Store) -> Callable[..., list[tuple[str, ...]]]:
    """Some columns of the facts that a drawn table becomes, fact by fact in the order of their keys."""

    def rows(dataset: str, table: str, *columns: str, given: bool = False) -> list[tuple[str, ...]]:
        """`given`: the person says which dataset it is; else it has to be told from the lines."""
        reports = commit(store, "drawn.csv", as_csv(table), Choices(dataset=dataset if given else None))
        assert [report.problems for report in reports if report.rejected] == []
        return [tuple(line.values()) for report in reports if report.dataset == dataset for line in facts(store, report, columns)]

    return rows
