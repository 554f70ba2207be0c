"""What stops a whole file, or the store.

BoardError(code, **facts)
├── UnreadableFile    not text, not a table, or a table that can't be read without guessing
├── UnknownExport     no adapter knows these headers; names the nearest and what is missing
├── ImportRefused     readable and known, but taking it in would do harm
├── StoreLocked       another process owns the database
├── StoreTooNew       the store was written by a later version of the product
└── StoreUnwritable   the store's place can't be written

An error says what by a `code` and with which `facts`; the sentence in the reader's language is worded where it is shown.
"""


class BoardError(Exception):
    """Something that a person has to know and can do something about."""

    def __init__(self, code: str, **facts: object) -> None:
        super().__init__(code)
        self.code = code
        self.facts: dict[str, object] = facts

    def __str__(self) -> str:
        told = ", ".join(f"{name}={value!r}" for name, value in self.facts.items())
        return f"{self.code}: {told}" if told else self.code


class UnreadableFile(BoardError):
    """Not text, not a table, or a table that can't be read without guessing."""


class UnknownExport(BoardError):
    """No adapter knows these headers; names the nearest and what is missing."""


class ImportRefused(BoardError):
    """Readable and known, but taking it in would do harm."""


class StoreLocked(BoardError):
    """Another process owns the database."""


class StoreTooNew(BoardError):
    """The store was written by a later version of the product."""


class StoreUnwritable(BoardError):
    """The store's place can't be written."""
