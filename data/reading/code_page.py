"""Text from before Unicode: GB18030, Latin where that makes more sense, Big5 where GB18030 has no characters; any other is for a person to say.

Nearly any bytes can be read as GB18030, so that it can be read that way proves little: the characters must be such as are written.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import cache
from typing import NamedTuple

from data.errors import UnreadableFile
from data.reading.content import PIECE, Content
from data.reading.decoding import first_wrong, head_of, text_of
from data.reading.request import Progress, ignore

EAST_ASIAN = ("big5", "shift_jis", "euc-kr")
OLDER = ("gb18030", *EAST_ASIAN, "cp1251", "cp1252")
CLEAR = 0.8  # share of the letters that speaks for one reading without a doubt
FEW, SOME, MANY = 3, 6, 16  # pairs of bytes: too few to speak otherwise, to speak of how common they are, of where they lie
UNWRITTEN = 0.02  # share of characters that a text may make up itself
COMMON = 0.2  # least share of common characters in Chinese; really it's nearly all of them
_PAIR = re.compile(rb"[\x81-\xfe][\x40-\x7e\x80-\xfe]")
_PAIR_WITH_LETTER = re.compile(rb"[\x81-\xfe][A-Za-z]")
_SIGN = re.compile(rb"[\xa1-\xa9]")
_COMMON = re.compile(rb"[\xb0-\xd7][\xa1-\xfe]")  # 3,755 characters in the order of their sound
_HANGUL_UNTIL = 0xC8  # Korean syllables end where the sounds from "sh" to "z" would begin, half of all Chinese
_KANA = b"\x82\x83"
_C1 = re.compile(rb"[\x80-\x9f]")
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]")

KnownIn = Callable[[str], int]


class Encoding(NamedTuple):
    """The name of an encoding, and of others that fit as well."""

    name: str
    doubt: tuple[str, ...] = ()


def code_page(content: Content, around: bytes, known_in: KnownIn, progress: Progress) -> Encoding:
    """The encoding of a text that is no UTF-8; `around`: where that shows. Latin often decodes as GB18030, an accented letter taking in the next."""
    head = head_of(content)
    sample = head if _PAIR.search(head) else around
    latin, chinese = known_in(sample.decode("latin-1")), known_in(sample.decode("gb18030", errors="replace"))
    pairs, letters = _PAIR.findall(sample), len(_PAIR_WITH_LETTER.findall(sample))
    if latin == chinese and _is_japanese(pairs) and _fits(content, "shift_jis"):
        raise _unclear(content)
    is_latin = latin > chinese if latin != chinese else letters * 2 > len(pairs) or not pairs
    is_clear = latin != chinese or (len(pairs) >= FEW and max(letters, len(pairs) - letters) >= CLEAR * len(pairs))
    if is_latin:
        return Encoding(latin_of(content), () if is_clear or not _fits(content, "gb18030") else ("gb18030",))
    return _east_asian(content, () if is_clear else ("latin-1",), is_suspect=latin == chinese and not _is_chinese(pairs), progress=progress)


def latin_of(content: Content) -> str:
    """Windows' own where marks occur that Latin-1 has not, quotes and the euro among them."""
    has_marks = any(_C1.search(piece) for piece in _pieces(content))
    return "cp1252" if has_marks and first_wrong(content, "cp1252", ignore) is None else "latin-1"


def _east_asian(content: Content, doubt: tuple[str, ...], *, is_suspect: bool, progress: Progress) -> Encoding:
    wrong = first_wrong(content, "gb18030", progress)
    if wrong is not None and wrong.is_damage("gb18030", least=20):
        raise UnreadableFile("broken_text", encoding="gb18030", line=wrong.line)
    if wrong is None and _is_written(content, "gb18030"):
        if is_suspect:
            raise _unclear(content)
        return Encoding("gb18030", doubt)
    if _fits(content, "big5"):
        return Encoding("big5", tuple(name for name in EAST_ASIAN if name != "big5" and _fits(content, name)))
    raise _unclear(content)


def _is_japanese(pairs: list[bytes]) -> bool:
    """A good part of it is in kana, where GB18030 has characters that hardly anybody writes, and Latin has none."""
    return len(pairs) >= FEW and sum(pair[0] in _KANA for pair in pairs) * 4 > len(pairs)


def _is_chinese(pairs: list[bytes]) -> bool:
    """Unless hardly any character is a common one, or all of many lie where another script has its own."""
    different = {pair for pair in pairs if not _SIGN.match(pair)}
    if len(different) < SOME:
        return True
    common = sum(1 for pair in different if _COMMON.match(pair))
    is_hangul = len(different) >= MANY and max(pair[0] for pair in different) <= _HANGUL_UNTIL
    return common >= COMMON * len(different) and not is_hangul


def _fits(content: Content, encoding: str) -> bool:
    return first_wrong(content, encoding, ignore) is None and _is_written(content, encoding)


def _is_written(content: Content, encoding: str) -> bool:
    """Whether nearly all characters beyond ASCII are such as somebody has given a meaning."""
    beyond = unwritten = 0
    with content.open() as file, text_of(file, encoding) as text:
        while piece := text.read(PIECE):
            beyond += len(_BEYOND_ASCII.findall(piece))
            unwritten += len(_unwritten().findall(piece))
    return unwritten <= UNWRITTEN * beyond


@cache
def _unwritten() -> re.Pattern[str]:
    """Private and unassigned characters; beyond the first 65,536 nobody comes by mistake, and emoji are newer than what is known of them here."""
    return re.compile("[" + "".join(chr(code) for code in range(0x80, 0x10000) if unicodedata.category(chr(code)) in ("Co", "Cn")) + "]")


def _unclear(content: Content) -> UnreadableFile:
    return UnreadableFile("unclear_encoding", candidates=[name for name in OLDER if _fits(content, name)])


def _pieces(content: Content) -> Iterator[bytes]:
    with content.open() as file:
        while piece := file.read(PIECE):
            yield piece
