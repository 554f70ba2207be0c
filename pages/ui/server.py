"""What the server adds around the script: a health answer, ways in for files, the way to a page that exists, a warm start."""

import gc
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.endpoints import HTTPEndpoint
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from data.errors import BoardError
from data.reading.apart import sweep
from pages.ui import api, inbox, jobs, uploads
from pages.ui.exporting import export
from pages.ui.pictures.route import picture
from pages.ui.report import route as report
from pages.ui.sitemap import PATHS, REPORT
from pages.ui.webhook.running import messaging
from pages.ui.workbook.route import breakdown


async def healthz(_request: Request) -> Response:
    """200 when the store answers."""
    try:
        version = await run_in_threadpool(_version)
    except BoardError as error:
        return JSONResponse({"status": "failing", "error": error.code}, status_code=503)
    return JSONResponse({"status": "ok", "version": version})


class WayHome:
    """A visit to a page that doesn't exist goes to the overview and keeps its query."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and _lost(Request(scope)):
            await _home(Request(scope))(scope, receive, send)
        else:
            await self.app(scope, receive, send)


@asynccontextmanager
async def lifespan(_app: ASGIApp) -> AsyncIterator[None]:
    """Open the store before the first visit, keep what lives for ever out of every later garbage collection, watch the inbox, tell the robot."""
    with suppress(BoardError):  # each page says what is wrong, and tries again
        await run_in_threadpool(_version)
    await run_in_threadpool(uploads.sweep)
    await run_in_threadpool(sweep)
    gc.collect()
    gc.freeze()
    with inbox.watched(), messaging():
        yield
    jobs.stop()
    await run_in_threadpool(uploads.clear)


def script_failed(_error: BaseException) -> bool:
    """An error nobody named: one sentence on the page, all of it in the log."""
    from pages.ui.frame import page_failed  # noqa: PLC0415 - components are registered in a running server

    page_failed()
    return True


def _posting(path: str, answer: Callable[[Request], Awaitable[Response]]) -> Route:
    """A way in; asked otherwise it says 405, where Streamlit would answer with its page."""

    class Posting(HTTPEndpoint):
        async def post(self, request: Request) -> Response:
            return await answer(request)

    return Route(path, Posting)


routes = [
    Route("/healthz", healthz),
    Route(REPORT, report.look),
    Route("/api/report.{form}", report.take),
    Route("/api/picture/{file}", picture),
    Route("/api/export/{file}", export),
    Route("/api/breakdown/{file}", breakdown),
    _posting("/api/upload", uploads.upload),
    _posting("/api/import", api.take_in),
]
middleware = [Middleware(WayHome)]


def _version() -> int:
    from pages.ui.store import store  # noqa: PLC0415 - Streamlit's caches want its runtime to be there first

    return store().version()


def _lost(request: Request) -> bool:
    asks_for_a_page = request.method == "GET" and request.headers.get("accept", "").startswith("text/html")
    path = request.url.path.rstrip("/") or "/"
    return asks_for_a_page and path not in PATHS and not _served(path)


def _served(path: str) -> bool:
    """Files, and what Streamlit answers itself."""
    return "." in path or path.startswith(("/_stcore", "/media", "/component", "/static", "/healthz", "/api/"))


def _home(request: Request) -> RedirectResponse:
    return RedirectResponse("/?" + "&".join(filter(None, (request.url.query, f"missing={quote(request.url.path[:60], safe='')}"))))
