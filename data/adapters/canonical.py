"""Our own datasets: any language of headers, any order, any further columns."""

import unicodedata
from collections.abc import Container

from data.adapters.columns import Field
from data.adapters.export import Export
from data.model.datasets import DATASETS, Column, Dataset, fold
from data.model.facts import STAGES

NAME = "canonical"
ENOUGH = 3  # headers that no file has by chance together, if they are all a dataset needs


def _export(dataset: Dataset) -> Export:
    return Export(
        adapter=NAME,
        name=dataset.name,
        known=tuple(header for column in dataset.columns for header in _written(column)),
        signature=tuple(_written(column) for column in dataset.columns if column.key),
        readings={
            dataset.name: (*(Field(column.name, ("|".join(_written(column)),)) for column in dataset.columns), *_FURTHER.get(dataset.name, ()))
        },
    )


def _written(column: Column) -> tuple[str, ...]:
    return (column.name, column.label, *column.aliases)


def _stage(status: str) -> str:
    return STAGES.get(unicodedata.normalize("NFKC", status).strip().lower(), "")


_FURTHER = {"requirements": (Field("stage", ("status|状态",), _stage),)}  # where there is no column of its own the status tells it
EXPORTS = {name: _export(dataset) for name, dataset in DATASETS.items()}


def best(headers: frozenset[str], preferred: str | None) -> str | None:
    """The dataset these headers are of: its keys are there, and it explains the most of them."""
    found = [name for name, export in EXPORTS.items() if not export.missing(headers) and _is_convincing(name, headers)]
    if preferred in EXPORTS and not EXPORTS[preferred].missing(headers):
        return preferred
    meant = [name for name in found if not any(_only_refers_to(name, other, headers) for other in found)]
    return max(meant, key=lambda name: (explained(name, headers), _required(name, headers)), default=None)


def called(sheet: str | None) -> str | None:
    """The dataset that a sheet is named after."""
    return next((name for name, dataset in DATASETS.items() if sheet and fold(sheet) in (fold(name), fold(dataset.label))), None)


def explained(dataset: str, headers: frozenset[str]) -> int:
    return sum(_has(column, headers) for column in DATASETS[dataset].columns)


def lacking(dataset: str, headers: Container[str]) -> tuple[str, ...]:
    """The columns that a dataset needs and these headers haven't got, in both languages."""
    return tuple(f"{column.name} ({column.label})" for column in DATASETS[dataset].columns if column.required and not _has(column, headers))


def _has(column: Column, headers: Container[str]) -> bool:
    return any(header in headers for header in column.headers)


def _required(dataset: str, headers: Container[str]) -> int:
    return sum(_has(column, headers) for column in DATASETS[dataset].columns if column.required)


def _is_convincing(dataset: str, headers: frozenset[str]) -> bool:
    """One or two common words such as `name` or `team` in a wide file don't make it ours."""
    count = explained(dataset, headers)
    if not lacking(dataset, headers) and count >= ENOUGH:
        return True
    return count * 2 >= len(headers) and (count > len(DATASETS[dataset].keys) or not lacking(dataset, headers))


def _only_refers_to(dataset: str, other: str, headers: frozenset[str]) -> bool:
    """Bugs name their requirement, key results their objective: the key of the one is there only as a reference of the other."""
    references = {header for column in DATASETS[other].columns if not column.key for header in column.headers}
    shown = {header for key in _keys(dataset) for header in key.headers if header in headers}
    return not lacking(other, headers) and shown <= references and not any(_has(key, EXPORTS[dataset].known_folded) for key in _keys(other))


def _keys(dataset: str) -> list[Column]:
    return [DATASETS[dataset].column(name) for name in DATASETS[dataset].keys]
