"""What a person agreed to holds when it is written: what would land otherwise by then stays out."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from data.errors import ImportRefused
from data.intake import Report, commit, preview
from data.store import Store
from pages.ui import jobs
from pages.ui.importing.candidate import Piece, counts
from pages.ui.jobs import Job


@dataclass
class Shown:
    """`version`: the store's of which the previews of a batch tell, and then what the batch itself made of it."""

    version: int

    def start(self, held: Store, name: str, piece: Piece, who: str) -> Job:
        choices = replace(piece.choices, who=who)
        return jobs.start(lambda _hear: None, lambda _nothing, hear: self._write(held, name, replace(piece, choices=choices), hear))

    def _write(self, held: Store, name: str, piece: Piece, hear: Callable[[float], None]) -> list[Report]:
        """Raises `ImportRefused` if somebody else wrote meanwhile and it would now land otherwise."""
        if held.version() != self.version and counts(preview(held, name, piece.reading, piece.choices)) != piece.counts:
            raise ImportRefused("shown_otherwise", file=name)
        reports = commit(held, name, piece.reading, piece.choices, hear)
        if reports[0].version == self.version + 1:
            self.version += 1
        return reports
