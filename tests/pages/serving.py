"""Our routes behind a real server in this process, and requests to them as programs make them."""

import http.client
import json
import socket
import threading
import time
import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, NamedTuple

import uvicorn
from starlette.applications import Starlette

from pages.ui.server import routes

KEY = "only-for-tests"


class Answer(NamedTuple):
    """What came back; `said` is the JSON in it, if that is what it is."""

    status: int
    said: Any
    headers: Mapping[str, str]


@contextmanager
def serving() -> Iterator[int]:
    """The port of a server that answers our routes as long as the test runs."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        server = uvicorn.Server(uvicorn.Config(Starlette(routes=routes), log_level="error", lifespan="off", ws="none"))
        thread = threading.Thread(target=server.run, args=([listening],))
        thread.start()
        while not server.started:
            time.sleep(0.01)
        yield listening.getsockname()[1]
        server.should_exit = True
        thread.join()


def request(port: int, method: str, path: str, body: bytes = b"", headers: Mapping[str, str] | None = None) -> Answer:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    try:
        connection.request(method, path, body, dict(headers or {}))
        response = connection.getresponse()
        text = response.read()
        is_json = response.headers.get("content-type", "").startswith("application/json")
        return Answer(response.status, json.loads(text) if is_json else text.decode(), dict(response.headers))
    finally:
        connection.close()


def form(*files: tuple[str, bytes], fields: Mapping[str, str] | None = None) -> tuple[bytes, dict[str, str]]:
    """A form as curl -F sends it, and the headers that go with it."""
    boundary = uuid.uuid4().hex
    parts = [f'form-data; name="file"; filename="{name}"\r\n\r\n'.encode() + content for name, content in files]
    parts += [f'form-data; name="{name}"\r\n\r\n{value}'.encode() for name, value in (fields or {}).items()]
    body = b"".join(f"--{boundary}\r\nContent-Disposition: ".encode() + part + b"\r\n" for part in parts)
    return body + f"--{boundary}--\r\n".encode(), {"Content-Type": f"multipart/form-data; boundary={boundary}"}
