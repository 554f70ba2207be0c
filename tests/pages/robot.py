"""A robot as a chat has them, on this machine: it keeps what it is told and answers what the test wants."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any, NamedTuple


class Told(NamedTuple):
    """A message as it arrived."""

    path: str
    body: dict[str, Any]


class RobotServer(HTTPServer):
    """`answers` are given one after the other, the last one for ever: a status, a body, and where to go instead."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.told: list[Told] = []
        self.answers: list[tuple[int, str, str]] = [(200, '{"errcode": 0, "code": 0}', "")]

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self.server_port}"

    def url(self, path: str) -> str:
        return f"http://{self.host}{path}"


class _Handler(BaseHTTPRequestHandler):
    server: RobotServer

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["content-length"]))
        self.server.told.append(Told(self.path, json.loads(body)))
        answers = self.server.answers
        status, text, elsewhere = answers.pop(0) if len(answers) > 1 else answers[0]
        self.send_response(status)
        if elsewhere:
            self.send_header("Location", elsewhere)
        self.end_headers()
        self.wfile.write(text.encode())

    def do_GET(self) -> None:
        self.server.told.append(Told(self.path, {}))
        self.send_response(200)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Tests print nothing."""


@contextmanager
def robot() -> Iterator[RobotServer]:
    with RobotServer() as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        yield server
        server.shutdown()
        thread.join()
