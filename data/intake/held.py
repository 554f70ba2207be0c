"""The facts that an import meets: never the sample company's, and only its own source's where keys are per source."""

from duckdb import DuckDBPyConnection

from data.adapters import canonical
from data.model.datasets import Dataset
from data.store import FOREVER

SAMPLE = "sample"  # the source of the sample company, which the first real import retires whole


def own_source(cursor: DuckDBPyConnection) -> str:
    """Whose the facts are that people keep here: the sample company's while it is in the store, else ours."""
    in_use = cursor.execute(
        "select 1 from facts.objectives where source = $sample and valid_to = $forever limit 1", {"sample": SAMPLE, "forever": FOREVER}
    )
    return SAMPLE if in_use.fetchall() else canonical.NAME


def held(dataset: Dataset) -> str:
    """A select of them, for `$source`."""
    own = " and source = $source" if dataset.by_source else f" and (source <> '{SAMPLE}' or $source = '{SAMPLE}')"
    return f"(select * from facts.{dataset.name} where valid_to = {FOREVER}{own})"


def match(dataset: Dataset, left: str, right: str) -> str:
    """The condition under which two rows are of one fact; the instant of a moment may be unknown."""
    return " and ".join(f"{left}.{key} {'is not distinct from' if key.endswith('_at') else '='} {right}.{key}" for key in dataset.stored_keys)
