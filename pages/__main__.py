"""`python -m pages`: check the place, fill an empty store with the sample company, start the server.

HOST (default 127.0.0.1), PORT (default 8501) and GOALBOARD_DB are respected. Whatever can be wrong is said in one sentence
before anything starts.
"""

import errno
import os
import socket
import sys
from pathlib import Path

from data.errors import BoardError
from data.sample_store import fill_if_empty
from data.settings import store_path
from data.store import open_store
from pages.ui.words import Words, words
from pages.ui.words.told import system_language, told
from pages.ui.writing import KEY, is_loopback

APP = Path(__file__).parents[1] / "app.py"
LAST_PORT = 65535
NOT_OURS = {errno.EADDRNOTAVAIL, errno.EAFNOSUPPORT, errno.ENETUNREACH, errno.EACCES}


def launch() -> int:
    """Returns the exit code: 2 for a setting that can't be used, 1 for a store that can't."""
    say = words(system_language())
    host, port = os.environ.get("HOST") or "127.0.0.1", _port(os.environ.get("PORT") or "8501")
    if port is None:
        return _refuse(say("launch.port_wrong", port=os.environ["PORT"]), code=2)
    if taken := _taken(host, port, say):
        return _refuse(taken, code=2)
    try:
        _prepare(say)
    except BoardError as error:
        return _refuse(told(say.language, error.code, **error.facts), code=1)
    if not is_loopback(host) and not os.environ.get(KEY):
        print(say("launch.no_key", host=host), file=sys.stderr)
    print(say("launch.address", url=f"http://{_shown(host)}:{port}"), flush=True)
    _serve(host, port)
    return 0


def _refuse(sentence: str, *, code: int) -> int:
    print(sentence, file=sys.stderr)
    return code


def _port(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and 0 < int(text) <= LAST_PORT else None


def _taken(host: str, port: int, say: Words) -> str:
    """Why the address can't be listened on, or nothing."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as tried:
            tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            tried.bind(address)
    except OSError as error:
        if isinstance(error, socket.gaierror) or error.errno in NOT_OURS:
            return say("launch.host_wrong", host=host, why=error.strerror or str(error))
        return say("launch.port_taken", port=port, other=port + 1 if port < LAST_PORT else port - 1)
    return ""


def _prepare(say: Words) -> None:
    store = open_store(store_path())
    try:
        if fill_if_empty(store, say.language):
            print(say("launch.sample"))
    finally:
        store.close()  # the server opens it again, in its own way


def _shown(host: str) -> str:
    """An address that a browser understands: a server that listens everywhere is reached here as localhost."""
    if host in {"0.0.0.0", "::"}:  # noqa: S104 - shown, not listened on
        return "localhost"
    return f"[{host}]" if ":" in host else host


def _serve(host: str, port: int) -> None:
    import streamlit.web.cli as streamlit  # noqa: PLC0415 - half a second that a refused start needn't wait for

    has_display = sys.platform in {"darwin", "win32"} or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
    options = {"server.address": host, "server.port": port, "server.headless": not has_display}
    flags = [f"--{name}={str(value).lower()}" for name, value in options.items()]
    streamlit.main(["run", str(APP), *flags], standalone_mode=False)


if __name__ == "__main__":
    sys.exit(launch())
