"""A process that reads one file: a request as JSON on its input, progress and the answer as lines of JSON on its output.

The sheets themselves go into files of the folder that the request names.
"""

import gc
import json
import sys
from pathlib import Path
from typing import Any

from data.errors import UnreadableFile
from data.reading.content import Content
from data.reading.request import Request
from data.reading.sheet import Sheet
from data.reading.sheets import sheets_of
from data.reading.shelf import Shelf
from data.settings import Limits

MOST_MEMORY = 4 << 30


def main() -> None:
    gc.disable()  # a million new lists make the collector look through all of them again and again, and find nothing
    _limit_memory()
    asked = json.load(sys.stdin)
    limits = Limits(**asked["limits"])
    request = Request(frozenset(asked["known"]), asked["encoding"], asked["delimiter"], limits)
    content, shelf = Content(asked["name"], Path(asked["path"])), Shelf(limits, Path(asked["folder"]))
    try:
        sheets, refused = sheets_of(content, request, shelf, _Told())
    except UnreadableFile as error:
        _tell(error=_told_error(error))
    except MemoryError:
        _tell(error={"code": "too_large", "facts": {}})
    else:
        _tell(sheets=[_told_sheet(sheet) for sheet in sheets], refused=[_told_error(error) for error in refused], hidden=shelf.hidden)


def _limit_memory() -> None:
    """So that a file can't take the machine with it; where there are no limits, there are none."""
    if sys.platform != "win32":
        import resource  # noqa: PLC0415

        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))


class _Told:
    """Progress told by the whole per cent."""

    def __init__(self) -> None:
        self.last = 0

    def __call__(self, share: float) -> None:
        if int(share * 100) > self.last:
            self.last = int(share * 100)
            _tell(progress=share)


def _tell(**message: Any) -> None:
    sys.stdout.write(json.dumps(message) + "\n")
    sys.stdout.flush()


def _told_error(error: UnreadableFile) -> dict[str, Any]:
    return {"code": error.code, "facts": error.facts}


def _told_sheet(sheet: Sheet) -> dict[str, Any]:
    told = {"name": sheet.name, "encoding": sheet.encoding, "delimiter": sheet.delimiter, "file": sheet.file, "doubt": sheet.doubt}
    return {"path": str(sheet.keeper), **told}


if __name__ == "__main__":
    main()
