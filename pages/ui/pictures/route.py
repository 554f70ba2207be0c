"""`GET /api/picture/<name>.<png|svg|csv>?<a page's own query>`: a chart as a file, drawn on the server."""

from http import HTTPStatus

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from data.errors import BoardError
from pages.ui.replies import attachment, reader, sentence

KINDS = {"png": "image/png", "svg": "image/svg+xml", "csv": "text/csv; charset=utf-8"}
STILL = {"X-Content-Type-Options": "nosniff", "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'"}


async def picture(request: Request) -> Response:
    """404 with a sentence where there is no such chart."""
    name, _, kind = request.path_params["file"].rpartition(".")
    if kind not in KINDS:
        return _refused(BoardError("no_picture_form", kind=kind, kinds=", ".join(KINDS)), request)
    try:
        found, day = await run_in_threadpool(_made, name, kind, request)
    except BoardError as error:
        return _refused(error, request)
    subject = request.query_params.get("id")
    headers = STILL | attachment("-".join(filter(None, (name, subject, day))) + f".{kind}")
    return Response(found, media_type=KINDS[kind], headers=headers)


def _refused(error: BoardError, request: Request) -> Response:
    return PlainTextResponse(sentence(error, reader(request)), status_code=HTTPStatus.NOT_FOUND)


def _made(name: str, kind: str, request: Request) -> tuple[bytes, str]:
    from pages.ui.asked import asked  # noqa: PLC0415 - Streamlit's caches and components want its runtime to be there first
    from pages.ui.pictures.making import made  # noqa: PLC0415

    view = asked(request)
    theme = "dark" if request.query_params.get("theme") == "dark" else "light"
    return made(name, kind, view, theme), str(view.scope.as_of)
