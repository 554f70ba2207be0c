"""How an adapter says which of our fields is read from which headers: declared, not programmed."""

from collections.abc import Callable, Container, Mapping, Sequence
from dataclasses import dataclass

from data.model.datasets import fold

Read = Callable[..., str]


@dataclass(frozen=True)
class Field:
    """One of our fields, and what of a file it is read from.

    `headers`: slots, each a header or several that mean the same (`标题|需求名称`), of which the first that the file has counts.
    Without `read` the value is the first filled slot of a line, as it stands. `read` makes it from the cells of all slots
    (stripped; '' where a cell is empty or missing): a pure function, called once for each different combination, so that it
    suits words, not texts that differ from line to line; what makes no sense it refuses as the models do (`fields.refused`). `needs`:
    headers without which the file hasn't got the field.

    `only`, `unless`: the field is empty on lines whose status, as this dataset's `status` field is read, is none / one of these.
    `within`: the cell names another line of the file by its first header and stands for what that line has under the second.
    `repeated`: of a header that the file has several times all columns count, joined with `;`; else the first does.
    `pattern`: only what this finds in the cells is read, joined with `;`, so that long texts become few words.
    """

    name: str
    headers: tuple[str, ...]
    read: Read | None = None
    needs: tuple[str, ...] = ()
    only: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    within: tuple[str, str] | None = None
    repeated: bool = False
    pattern: str = ""

    def is_in(self, folded_headers: Container[str]) -> bool:
        if self.needs:
            return all(present(header, folded_headers) for header in self.needs)
        return any(present(header, folded_headers) for header in self.headers)


def present(slot: str, folded_headers: Container[str]) -> str:
    """The first of a slot's headers that is there, folded; '' if none is."""
    return next((folded for folded in map(fold, slot.split("|")) if folded in folded_headers), "")


def layout(header: Sequence[str]) -> dict[str, tuple[int, ...]]:
    """Where each header stands, folded; a header may stand several times."""
    places: dict[str, tuple[int, ...]] = {}
    for place, cell in enumerate(header):
        if folded := fold(cell):
            places[folded] = (*places.get(folded, ()), place)
    return places


def words(meanings: Mapping[str, str], also: Callable[[str], str] = str) -> Read:
    """A reading that translates a tool's words, made plain by `also` first; an unknown word stays."""

    def read(*cells: str) -> str:
        plain = also(next(filter(None, cells), ""))
        return meanings.get(plain.casefold(), plain)

    return read


def each(change: Callable[[str], str]) -> Read:
    """A reading that changes the first filled cell."""

    def read(*cells: str) -> str:
        return change(next(filter(None, cells), ""))

    return read
