"""The import: a file's bytes become facts, all or nothing, and every line is accounted for."""

from data.intake.importing import commit, commit_sample, objection, preview, reading
from data.intake.mappings import named_mapping, saved_mappings
from data.intake.report import Choices, Note, Problem, RejectedLine, Report

__all__ = [
    "Choices",
    "Note",
    "Problem",
    "RejectedLine",
    "Report",
    "commit",
    "commit_sample",
    "named_mapping",
    "objection",
    "preview",
    "reading",
    "saved_mappings",
]
