"""One kind of file that a tool exports, described."""

from collections.abc import Callable, Container, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from data.adapters.columns import Cells, Cleaner, Field, Layout
from data.model.datasets import fold
from data.reading import Line


@dataclass(frozen=True)
class Export:
    """What a file of this kind looks like, and how each dataset is read from it.

    `signature`: of each group one header must be there. `readings`: the first is the default, unless `dataset_of` tells line
    by line. `cleaners`: how cells are made plain, decided over all lines of the file.
    """

    adapter: str
    name: str
    known: tuple[str, ...]
    signature: tuple[tuple[str, ...], ...]
    readings: Mapping[str, tuple[Field, ...]]
    dataset_of: Callable[[Layout, Sequence[Line]], Cells] | None = None
    cleaners: Callable[[Layout, Sequence[Line]], Mapping[str, Cleaner]] | None = None

    @cached_property
    def known_folded(self) -> frozenset[str]:
        return frozenset(map(fold, self.known))

    def missing(self, folded_headers: Container[str]) -> tuple[str, ...]:
        """What a file would need to be one of these."""
        return tuple(group[0] for group in self.signature if not any(fold(header) in folded_headers for header in group))

    def default_dataset(self) -> str:
        return next(iter(self.readings))
