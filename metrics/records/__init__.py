"""The rows behind a number: for a count exactly as many, for a share rows whose weights add up to it, for a quantile its sample."""

from metrics.records.asked import Asked, Measure
from metrics.records.known import Known, Served, known, only_source
from metrics.records.listing import Records, Tally, columns, every_record, records
from metrics.records.rows import BugRecord, Record, RequirementRecord, ValueRecord

__all__ = [
    "Asked",
    "BugRecord",
    "Known",
    "Measure",
    "Record",
    "Records",
    "RequirementRecord",
    "Served",
    "Tally",
    "ValueRecord",
    "columns",
    "every_record",
    "known",
    "only_source",
    "records",
]
