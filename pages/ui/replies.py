"""What our routes answer: JSON, with sentences in the language the asker reads."""

import re
from collections.abc import Mapping
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import JSONResponse

from data.errors import BoardError
from data.intake import Problem
from pages.ui.words import LANGUAGES, words
from pages.ui.words.told import reason, system_language


def refused(error: BoardError, request: Request, status: int, headers: Mapping[str, str] | None = None) -> JSONResponse:
    said = {"error": error.code, "message": sentence(error, language(request))}
    return JSONResponse(said, status_code=status, headers=headers)


def sentence(error: BoardError, reader: str) -> str:
    """What happened and what to do, for whoever isn't at a terminal."""
    speak = words(reader)
    return " ".join(speak.coded("error", f"{error.code}.{part}", **error.facts) for part in ("title", "hint"))


def attachment(name: str) -> dict[str, str]:
    """The header that gives a file its name, in any letters; what can't read those calls it by its letters of ASCII."""
    plain = re.sub(r"[^A-Za-z0-9._-]+", "-", name).strip("-")
    further = "" if plain == name else f"; filename*=UTF-8''{quote(name, safe='')}"
    return {"Content-Disposition": f'attachment; filename="{plain}"{further}'}


def problem(found: Problem, reader: str) -> str:
    return reason(reader, found.code, **found.facts)


def language(request: Request) -> str:
    """The asker's first language that is ours, else the server's own."""
    asked = [_weighed(part) for part in request.headers.get("accept-language", "").split(",")]
    ours = [(weight, name) for weight, name in asked if name in LANGUAGES and weight > 0]
    return max(ours, key=lambda pair: pair[0])[1] if ours else system_language()


def reader(request: Request) -> str:
    """The language that a page's link names, else the asker's."""
    named = request.query_params.get("lang", "")
    return named if named in LANGUAGES else language(request)


def _weighed(part: str) -> tuple[float, str]:
    """`zh-CN;q=0.8` is Chinese at 0.8; what can't be read weighs nothing."""
    tag, _, weight = part.strip().partition(";q=")
    try:
        return float(weight or 1), tag.partition("-")[0].lower()
    except ValueError:
        return 0, tag
