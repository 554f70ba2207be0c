"""What is in but not whole: references whose other side nobody has brought so far, work finished without a date."""

from duckdb import DuckDBPyConnection

from data.intake.held import SAMPLE
from data.intake.report import Note, Report
from data.model.datasets import DATASETS, Column, Dataset
from data.store import FOREVER

SHOWN = 20  # missing ids named, the most wanted first


def tell_dangling(cursor: DuckDBPyConnection, merged: str, report: Report) -> None:
    """Count the facts that name something not there, and note what they name."""
    dataset = DATASETS[report.dataset]
    references = [(column, *named) for column in dataset.columns for named in _named(column)]
    if not references:
        return
    missing = " union all ".join(_missing(dataset, *reference, merged) for reference in references)
    bound = {"source": report.source, "sample": SAMPLE, "forever": FOREVER}
    statement = f"with missing as ({missing}) "
    report.dangling = int(cursor.execute(statement + "select count(distinct line) from missing", bound).fetchall()[0][0])
    named = cursor.execute(statement + _MOST_WANTED, {**bound, "shown": SHOWN}).fetchall()
    report.notes += [Note(line, "dangling", {"field": field, "value": value, "count": count}) for line, field, value, count in named]


def tell_undated(cursor: DuckDBPyConnection, merged: str, report: Report) -> None:
    """Note requirements whose status says finished or dropped, but which have no date for it."""
    if report.dataset == "requirements":
        found = cursor.execute(_UNDATED.format(merged=merged)).fetchall()
        report.notes += [Note(line, "finished_without_date", {"value": status, "count": count}) for line, status, count in found]


def _named(column: Column) -> list[tuple[Dataset, str]]:
    """The datasets a column refers to, each with the condition under which it does."""
    by, targets = column.names_by
    return [(DATASETS[column.names], "true")] if column.names else [(DATASETS[target], f"{by} = '{word}'") for word, target in targets.items()]


def _missing(dataset: Dataset, column: Column, target: Dataset, applies: str, merged: str) -> str:
    """Line, field and id of each reference that finds nothing. A parent is looked up in its own source; a bug's requirement there
    too, else it is the only one with that id.
    """
    id_, key = ("unnest(" + column.name + ")" if column.kind == "texts" else column.name), target.keys[0]
    ids = f"select {key} from facts.{target.name} where valid_to = $forever and (source <> $sample or $source = $sample)"
    found = f"{ids} and source = $source" if target.by_source else ids
    only = f"and id not in ({ids} group by {key} having count(*) = 1)" if dataset.name == "bugs" else ""
    return f"""
        select line, '{column.name}' as field, id
        from (select line, {id_} as id from {merged} where state <> 'superseded' and {applies})
        where id is not null and id not in ({found}) {only}
    """


_MOST_WANTED = """
    select min(line), field, id, count(distinct line)
    from missing
    group by field, id
    order by count(distinct line) desc, field, id
    limit $shown
"""

_UNDATED = """
    select min(line), status, count(*)
    from {merged}
    where state <> 'superseded'
      and ((status = 'released' and released_on is null) or (status = 'cancelled' and cancelled_on is null))
    group by status
    order by status
"""
