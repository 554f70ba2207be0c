"""What requirements, bugs and values have to say for themselves to be listed: their members, their columns, their order."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from metrics.records.asked import Asked
from metrics.records.rows import Record, is_moment
from metrics.scope import Scope


class Order(NamedTuple):
    """By what of the rows (`f`) or of what has to be joined to them a column is sorted."""

    by: tuple[str, ...]
    join: str = ""


@dataclass(frozen=True)
class Kind:
    """`members` is the statement of the rows behind a number, `rows` that of a page of them with all their columns, `sums` that of
    what they add up to. They are searched as they come; what their order needs besides is joined.
    """

    record: type[Record]
    members: Callable[[Scope, Asked], str]
    searched: tuple[str, ...]
    orders: Mapping[str, Order]
    usual: str
    rows: Callable[[Scope, Asked], str]
    sums: Callable[[Scope, Asked], str]

    def order(self, sort: str) -> Order:
        return self.orders.get(sort.removeprefix("-"), Order(()))

    def ordered(self, sort: str) -> str:
        """Nothing comes last, whichever way round; what is alike stands in the usual order."""
        way = "desc" if sort.startswith("-") else "asc"
        return ", ".join([*(f"{part} {way} nulls last" for part in self.order(sort).by), self.usual])


def orders(record: type[Record], at_hand: tuple[str, ...], further: str, **special: Order) -> dict[str, Order]:
    """Each column by itself, a moment by its day and then its time; what isn't `at_hand` in the rows is joined as `d`."""
    found = {name: Order(_read("f", name)) if name in at_hand else Order(_read("d", name), further) for name in record._fields}
    return found | {"file": _BY_FILE, "sheet": _BY_FILE, "origin": _BY_FILE} | special


def selected(record: type[Record], **special: str) -> str:
    """A record's columns as they are read, a moment as its day and its instant."""
    origin = {"file": "i.file", "sheet": "i.sheet"}
    return ", ".join((origin | special).get(name) or ", ".join(_read("f", name)) for name in record._fields)


def _read(alias: str, name: str) -> tuple[str, ...]:
    return (f"{alias}.{name.removesuffix('_at')}_on", f"{alias}.{name}") if is_moment(name) else (f"{alias}.{name}",)


_BY_FILE = Order(("i.file", "i.sheet", "f.line"), "join imports as i on i.import_id = f.import_id")
