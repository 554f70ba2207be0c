"""Imports over HTTP, for programs: `POST /api/import` with the write key as bearer answers what `data import --json` prints."""

import asyncio
import hmac
import os
import shutil
import tempfile
from collections.abc import Mapping
from functools import partial
from http import HTTPStatus
from pathlib import Path
from typing import NamedTuple

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response

from data.errors import BoardError, ImportRefused
from data.intake import Choices, named_mapping
from data.intake.fate import fate
from data.model.datasets import DATASETS
from data.store import Store
from pages.ui import import_job
from pages.ui.jobs import Job
from pages.ui.replies import language, problem, refused, sentence
from pages.ui.uploads import PREFIX, TooBig, label, receive, within_limit
from pages.ui.writing import KEY

WHO = 80  # characters of a name that are kept
MOST_FILES = 100
YES = {"1": True, "true": True, "yes": True, "0": False, "false": False, "no": False}
ALLOWED: Mapping[str, tuple[str, ...]] = {
    "mapping": (),
    "dataset": tuple(DATASETS),
    "source": (),
    "mode": ("upsert", "snapshot"),
    "yes": tuple(YES),
    "dry_run": tuple(YES),
    "order": ("day_first", "month_first"),
    "who": (),
    "name": (),
}  # what a query may say; none stands for any text


class Arrived(NamedTuple):
    """A file of a request, on our disk."""

    name: str
    path: Path


async def take_in(request: Request) -> Response:
    """200 all is in; 422 something was rejected or refused, the rest is in; else nothing was done. A dry run answers as the real one would."""
    barred = _barred(request)
    if barred:
        return barred
    folder = Path(await run_in_threadpool(tempfile.mkdtemp, prefix=PREFIX))
    try:
        return await _taken_in(request, folder)
    except TooBig as error:
        return refused(error, request, HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    except ImportRefused as error:
        return refused(error, request, HTTPStatus.BAD_REQUEST)
    except BoardError as error:
        return refused(error, request, HTTPStatus.SERVICE_UNAVAILABLE)
    except ClientDisconnect:
        return Response(status_code=HTTPStatus.BAD_REQUEST)
    finally:
        await run_in_threadpool(shutil.rmtree, folder, ignore_errors=True)


def _barred(request: Request) -> Response | None:
    key = os.environ.get(KEY)
    if not key:
        return refused(BoardError("api_no_key", variable=KEY), request, HTTPStatus.FORBIDDEN)
    scheme, _, told = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not hmac.compare_digest(told.strip().encode("latin-1"), key.encode()):
        return refused(BoardError("api_wrong_key", variable=KEY), request, HTTPStatus.UNAUTHORIZED, {"WWW-Authenticate": "Bearer"})
    return None


async def _taken_in(request: Request, folder: Path) -> Response:
    asked = _asked(request)
    held = await run_in_threadpool(_store)
    choices = await run_in_threadpool(_choices, held, asked)
    files = await _files(request, folder)
    dry = YES[asked.get("dry_run", "no")]
    started = [import_job.start(held, file.name, file.path, choices, dry=dry) for file in files]
    for job in started:
        await asyncio.shield(asyncio.wrap_future(job.over))  # whoever hangs up doesn't stop it
    return await run_in_threadpool(_answer, files, started, choices if dry else None, language(request))


def _store() -> Store:
    from pages.ui.store import store  # noqa: PLC0415 - Streamlit's caches want its runtime to be there first

    return store()


def _asked(request: Request) -> dict[str, str]:
    """The query, each name once and with a value it may have; nothing is ignored silently."""
    for name, value in request.query_params.multi_items():
        if name not in ALLOWED or len(request.query_params.getlist(name)) > 1:
            raise ImportRefused("api_query", name=name, allowed=", ".join(ALLOWED))
        if ALLOWED[name] and value not in ALLOWED[name]:
            raise ImportRefused("api_value", name=name, value=value, allowed=", ".join(ALLOWED[name]))
    return {name: value for name, value in request.query_params.items() if value}


def _choices(held: Store, asked: Mapping[str, str]) -> Choices:
    return Choices(
        dataset=asked.get("dataset"),
        source=asked.get("source"),
        mode=asked.get("mode"),
        yes=YES[asked.get("yes", "no")],
        who=asked.get("who", "api")[:WHO],
        mapping=named_mapping(held, asked["mapping"]) if "mapping" in asked else None,
        order=asked.get("order"),
    )


async def _files(request: Request, folder: Path) -> list[Arrived]:
    if request.headers.get("content-type", "").startswith("multipart/"):
        found = await _parts(request, folder)
    else:
        path = folder / "0"
        size, _ = await receive(within_limit(request), path)
        found = [Arrived(label(request.query_params.get("name", "")), path)] if size else []
    if not found:
        raise ImportRefused("api_no_file")
    return found


async def _parts(request: Request, folder: Path) -> list[Arrived]:
    """The files of a form; what the form says besides belongs into the query, so that it isn't overlooked."""
    try:
        form = await MultiPartParser(request.headers, within_limit(request), max_files=MOST_FILES).parse()
    except MultiPartException as error:
        raise ImportRefused("api_form", why=error.message) from error
    try:
        return await run_in_threadpool(_kept, form, folder)
    finally:
        await form.close()


def _kept(form: FormData, folder: Path) -> list[Arrived]:
    found = []
    for nth, (name, part) in enumerate(form.multi_items()):
        if not isinstance(part, UploadFile):
            raise ImportRefused("api_query", name=name, allowed=", ".join(ALLOWED))
        path = folder / str(nth)
        with path.open("xb") as file:
            shutil.copyfileobj(part.file, file)
        found.append(Arrived(label(part.filename or ""), path))
    return found


def _answer(files: list[Arrived], ended: list[Job], dry: Choices | None, reader: str) -> Response:
    fates = [fate(file.name, partial(import_job.reports, job), dry) for file, job in zip(files, ended, strict=True)]
    told = [part for one in fates for part in one.told(lambda found: problem(found, reader), lambda error: sentence(error, reader))]
    all_in = all(one.all_in for one in fates)
    return JSONResponse(told, status_code=HTTPStatus.OK if all_in else HTTPStatus.UNPROCESSABLE_ENTITY)
