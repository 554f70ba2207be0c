"""What is asked of a reading, wherever it runs."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from data.model.datasets import fold
from data.settings import Limits

Progress = Callable[[float], None]


@dataclass(frozen=True)
class Request:
    """`known`: folded headers that tell a right reading from a wrong one; `encoding` and `delimiter`: a person's choice, else found."""

    known: frozenset[str]
    encoding: str | None
    delimiter: str | None
    limits: Limits

    def known_in(self, cells: Iterable[str]) -> int:
        """How many different known headers there are among some cells."""
        return len({fold(cell) for cell in cells} & self.known)


def ignore(_share: float) -> None:
    """Progress that nobody watches."""


def within(progress: Progress, since: float, until: float) -> Progress:
    """The progress of a piece of the work, as a piece of the whole's."""
    return lambda share: progress(since + (until - since) * share)


def growing(progress: Progress) -> Progress:
    """Progress that never goes back: a file may have to be read again from its beginning."""
    furthest = 0.0

    def tell(share: float) -> None:
        nonlocal furthest
        if share > furthest:
            furthest = min(share, 1.0)
            progress(furthest)

    return tell
