"""Which encoding a text is in: a person's choice, a byte order mark, strict UTF-8, else an older one that its bytes speak for."""

from data.errors import UnreadableFile
from data.reading.code_page import OLDER, Encoding, KnownIn, code_page
from data.reading.content import Content
from data.reading.decoding import first_wrong, head_of, marked, named, utf_16_without_mark
from data.reading.request import Progress

ENCODINGS = ("utf-8", "utf-16", *OLDER, "latin-1")  # what a person may choose


def encoding_of(content: Content, chosen: str | None, known_in: KnownIn, progress: Progress) -> Encoding:
    """The encoding in which all of a file can be read; `known_in` tells how many known headers a piece of text begins with."""
    if chosen is not None:
        return Encoding(_chosen(content, chosen, progress))
    head = head_of(content)
    certain = marked(head) or utf_16_without_mark(head) or "utf-8"
    wrong = first_wrong(content, certain, progress)
    if wrong is None:
        return Encoding(certain)
    if certain != "utf-8" or wrong.is_damage("utf-8", least=4):
        raise UnreadableFile("broken_text", encoding=certain, line=wrong.line)
    return code_page(content, wrong.around, known_in, progress)


def _chosen(content: Content, chosen: str, progress: Progress) -> str:
    encoding = named(chosen)
    if encoding not in (*ENCODINGS, "utf-8-sig", "utf-16-le", "utf-16-be"):
        raise UnreadableFile("wrong_encoding", encoding=chosen, line=1)
    if encoding == "utf-8" and marked(head_of(content)) == "utf-8-sig":
        encoding = "utf-8-sig"
    wrong = first_wrong(content, encoding, progress)
    if wrong is not None:
        raise UnreadableFile("wrong_encoding", encoding=chosen, line=wrong.line)
    return encoding
