"""The import: a file's bytes become facts, all or nothing, and every line is accounted for."""

from data.intake.importing import commit, commit_sample, preview
from data.intake.report import Choices, Note, Problem, RejectedLine, Report

__all__ = ["Choices", "Note", "Problem", "RejectedLine", "Report", "commit", "commit_sample", "preview"]
