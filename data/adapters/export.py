"""One kind of file that a tool exports, described."""

from collections.abc import Callable, Container, Mapping
from dataclasses import dataclass
from functools import cached_property

from data.adapters.columns import Field, present
from data.model.datasets import fold


@dataclass(frozen=True)
class Split:
    """How the lines of one file are shared among datasets: by the cells of some headers, as a pure function; '' leaves a line out."""

    headers: tuple[str, ...]
    dataset: Callable[..., str]


@dataclass(frozen=True)
class Export:
    """What a file of this kind looks like, and how each dataset is read from it.

    `known`: all headers that such files may have. `signature`: of each group one header must be there. `readings`: the first is
    the default, unless `split` tells line by line. `dates`: further headers with dates, which help to tell day from month.
    `empty`: a pattern of whole cells that stand for nothing (year zero, NULL). `utc`: moments without offset are in UTC, not in
    business time. `source`: whose the facts are, where not the tool's own.
    """

    adapter: str
    name: str
    known: tuple[str, ...]
    signature: tuple[tuple[str, ...], ...]
    readings: Mapping[str, tuple[Field, ...]]
    split: Split | None = None
    dates: tuple[str, ...] = ()
    empty: str = ""
    utc: bool = False
    source: str = ""

    @cached_property
    def known_folded(self) -> frozenset[str]:
        return frozenset(map(fold, self.known))

    def missing(self, folded_headers: Container[str]) -> tuple[str, ...]:
        """What a file would need to be one of these."""
        return tuple(group[0] for group in self.signature if not any(present(header, folded_headers) for header in group))

    def default_dataset(self) -> str:
        return next(iter(self.readings))
