"""`GET /api/export/<dataset>.csv[?source=NAME]`: the facts of a dataset that hold now, as the file that the importer takes in unchanged."""

import csv
import io
from collections.abc import Iterator, Sequence
from http import HTTPStatus
from itertools import islice

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response, StreamingResponse

from data.errors import BoardError
from data.export import lines
from data.model.datasets import DATASETS
from pages.ui.replies import attachment, reader, sentence

HEADERS = {"X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer"}
SUFFIX = ".csv"
BATCH = 1000  # lines sent at once


async def export(request: Request) -> Response:
    """404 where there is no such dataset, 400 where somebody has to choose a source first."""
    name = request.path_params["file"].removesuffix(SUFFIX)
    if name not in DATASETS or not request.path_params["file"].endswith(SUFFIX):
        return _refused(BoardError("no_such_export", name=request.path_params["file"], names=", ".join(DATASETS)), request, HTTPStatus.NOT_FOUND)
    try:
        rows = await run_in_threadpool(_lines, name, request.query_params.get("source"))
    except BoardError as error:
        return _refused(error, request, HTTPStatus.BAD_REQUEST)
    headers = HEADERS | attachment(name + SUFFIX)
    return StreamingResponse(_text(rows), media_type="text/csv; charset=utf-8", headers=headers)


def _lines(name: str, source: str | None) -> Iterator[Sequence[str]]:
    from pages.ui.store import store  # noqa: PLC0415 - Streamlit's caches want its runtime to be there first

    return lines(store(), DATASETS[name], source=source)


def _text(rows: Iterator[Sequence[str]]) -> Iterator[str]:
    """Begins with the mark by which Excel knows UTF-8."""
    yield "\N{ZERO WIDTH NO-BREAK SPACE}"
    while batch := list(islice(rows, BATCH)):
        out = io.StringIO()
        csv.writer(out, lineterminator="\n").writerows(batch)
        yield out.getvalue()


def _refused(error: BoardError, request: Request, status: int) -> Response:
    return PlainTextResponse(sentence(error, reader(request)), status_code=status)
