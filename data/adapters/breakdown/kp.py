"""A key project as one line of a cell: `[KP-12] title (doing) @owner`, written and read.

Who types a new one leaves the number out, and may leave out anything but the title. What such a line couldn't say without doubt,
because a title ends like a status or holds a line break, is written in quotes, as JSON does.
"""

import json
import re
import unicodedata
from hashlib import sha256
from typing import NamedTuple

from data.model.campaigns import KP_STATUS

_NUMBERED = re.compile(r"[\[［]\s*([^\]］\"]+?)\s*[\]］]\s*")
_OPEN = ("[", "［")
_BRACKETS = re.compile(r"\s*[（(]\s*([^()（）]*?)\s*[)）]\s*")
_OWNER = re.compile(r"(?:^|\s)[@＠]\s*([^@＠]+)$")
_QUOTED = r'("(?:[^"\\]|\\.)*")'
_IN_QUOTES = re.compile(rf"\[{_QUOTED}\] {_QUOTED}(?: \({_QUOTED}\))?(?: @{_QUOTED})?")
DIGITS = 6  # of what tells new ones of a key result and month apart


class Kp(NamedTuple):
    """What a line says; an empty text where it says nothing."""

    kp_id: str
    title: str
    status: str
    owner: str


def written(kp: Kp, word: str) -> str:
    """`word` is what its status is called in the reader's language."""
    plain = f"[{kp.kp_id}] {kp.title}" + (f" ({word})" if word else "") + (f" @{kp.owner}" if kp.owner else "")
    if not set("\r\n") & set(plain) and understood(plain) == kp:
        return plain
    status = f" ({_quoted(kp.status)})" if kp.status else ""
    return f"[{_quoted(kp.kp_id)}] {_quoted(kp.title)}{status}" + (f" @{_quoted(kp.owner)}" if kp.owner else "")


def understood(line: str) -> Kp:
    """Any line is one, if only a title."""
    text = line.strip()
    if match := _IN_QUOTES.fullmatch(text):
        return Kp(*(json.loads(part, strict=False) if part else "" for part in match.groups()))
    number = _NUMBERED.match(text)
    rest = text[number.end() :] if number else text
    title, status, owner = _parts(rest)
    return Kp(number[1] if number else "", title, status, owner)


def has_no_end(line: str) -> bool:
    """Whether a number begins that never ends: not a new line, but one that lost a sign."""
    return line.strip().startswith(_OPEN) and not understood(line).kp_id


def new_id(kr_id: str, month: str, title: str) -> str:
    """The number of one that has none: the same for the same line, so that a file brought twice makes no second one."""
    plain = " ".join(unicodedata.normalize("NFKC", title).casefold().split())
    told_apart = sha256(f"{kr_id}\n{month}\n{plain}".encode()).hexdigest()
    return f"{kr_id}-{month}-{told_apart[:DIGITS]}"


def _parts(text: str) -> tuple[str, str, str]:
    """Title, status and owner: the last word in brackets that is a status, with nothing but the owner behind it."""
    for match in reversed(list(_BRACKETS.finditer(text))):
        status, after = _status(match[1]), text[match.end() :]
        if status and not after:
            title, owner = _owned(text[: match.start()])
            return title, status, owner
        if status and (named := _OWNER.fullmatch(after)):
            return text[: match.start()].strip(), status, named[1].strip()
    title, owner = _owned(text)
    return title, "", owner


def _owned(text: str) -> tuple[str, str]:
    match = _OWNER.search(text)
    return (text[: match.start()].strip(), match[1].strip()) if match else (text.strip(), "")


def _status(word: str) -> str:
    return KP_STATUS.get(unicodedata.normalize("NFKC", word).strip().lower(), "")


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
