"""An import as a job: read beside others, written in its turn."""

from pathlib import Path

from data.intake import Choices, Report, commit, preview, reading
from data.reading import Reading
from data.store import Store
from pages.ui import jobs
from pages.ui.jobs import Job, Progress

READ = 0.4  # the share of an import's time after which its file is read


def start(held: Store, name: str, content: Path | Reading, choices: Choices, *, dry: bool = False) -> Job:
    """Its result are the reports; `dry`: only what they would be."""
    take = preview if dry else commit
    return jobs.start(
        lambda hear: _read(held, name, content, choices, lambda share: hear(share * READ)),
        lambda read, hear: take(held, name, read, choices, hear),
    )


def reports(job: Job) -> list[Report]:
    """What an ended one has to say; it is forgotten. Raises what it was refused for."""
    jobs.forget(job)
    if job.error:
        raise job.error
    return list(job.result)


def _read(held: Store, name: str, content: Path | Reading, choices: Choices, hear: Progress) -> Reading:
    return content if isinstance(content, Reading) else reading(held, name, content, choices, hear)
