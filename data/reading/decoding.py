"""Bytes become text: what an encoding is called, what its first bytes show, and where bytes are none of it."""

import codecs
import io
from typing import BinaryIO, NamedTuple

from data.errors import UnreadableFile
from data.reading.content import PIECE, Content
from data.reading.request import Progress

HEAD = 1 << 16
MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
WIDER = {"big5": "cp950", "shift_jis": "cp932", "euc-kr": "cp949"}  # what Windows writes under these names
PARTS = {"ascii": "utf-8", "gb2312": "gb18030", "gbk": "gb18030"}
NAMES = {"euc_kr": "euc-kr", "iso8859-1": "latin-1", **{wide: name for name, wide in WIDER.items()}, **PARTS}


def named(name: str) -> str | None:
    """What an encoding is called here, however somebody writes it; those that are a part of another go by its name."""
    try:
        found = codecs.lookup(name)
    except LookupError:
        return None
    return NAMES.get(found.name, found.name) if getattr(found, "_is_text_encoding", False) else None


def text_of(file: BinaryIO, encoding: str) -> io.TextIOWrapper:
    """The text of a file, line by line as it stands, with its own line ends."""
    return io.TextIOWrapper(file, WIDER.get(encoding, encoding), newline="")


def head_of(content: Content) -> bytes:
    with content.open() as file:
        return file.read(HEAD)


def marked(head: bytes) -> str | None:
    """The encoding that the first bytes name."""
    return next((encoding for mark, encoding in MARKS if head.startswith(mark)), None)


def utf_16_without_mark(head: bytes) -> str | None:
    """Mostly ASCII in two bytes each has a zero in most second bytes, and hardly ever in the others."""
    for encoding, zeros, others in (("utf-16-le", head[1::2], head[::2]), ("utf-16-be", head[::2], head[1::2])):
        if len(head) > 1 and zeros.count(0) * 2 > len(zeros) and others.count(0) * 20 < len(others):
            return encoding
    return None


class Wrong(NamedTuple):
    """Where bytes are none of the encoding: the physical line, the bytes around, and whether it's only that the file ends too early."""

    line: int
    around: bytes
    is_cut: bool

    def is_damage(self, encoding: str, least: int) -> bool:
        """Another encoding has a wrong byte nearly everywhere, a damaged file one among `least` characters or fewer: better refused than misread."""
        text = self.around.decode(encoding, errors="replace")
        wrong = text.count("\ufffd") - self.around.count("\ufffd".encode(encoding))
        return self.is_cut or wrong * least < len(text) - len(text.encode("ascii", errors="ignore"))


def first_wrong(content: Content, encoding: str, progress: Progress) -> Wrong | None:
    """The first place that can't be decoded. Zero characters are refused at once: text has none."""
    codec = WIDER.get(encoding, encoding)
    decoder = codecs.getincrementaldecoder(codec)()
    lines, before, last, done, plain = 1, b"", "", 0, True
    with content.open() as file:
        while True:
            piece = file.read(PIECE)
            try:
                text = decoder.decode(piece, final=not piece)
            except UnicodeDecodeError as error:
                # `error.object` begins with what the decoder held back of the piece before.
                right = error.object[: error.start].decode(codec, errors="replace")
                around = (before[-HEAD:] + error.object)[max(0, error.start + len(before[-HEAD:]) - HEAD) :][: 2 * HEAD]
                # A single byte behind nothing but ASCII may as well be a Latin letter.
                return Wrong(lines + _line_ends(right), around, not piece and (len(error.object) > 1 or not plain))
            if "\0" in text:
                raise UnreadableFile("binary_file")
            if not piece:
                return None
            lines += _line_ends(text) - (last == "\r" and text.startswith("\n"))
            before = piece[: max(0, len(piece) - len(decoder.getstate()[0]))]
            last, done, plain = text[-1:] or last, done + len(piece), plain and text.isascii()
            progress(done / content.size)


def _line_ends(text: str) -> int:
    return text.count("\n") + text.count("\r") - text.count("\r\n")
