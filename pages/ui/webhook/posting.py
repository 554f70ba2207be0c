"""One message to the robot: https without redirects, tried again after a while, and never a word of its address in what is said."""

import http.client
import json
import re
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Sequence

from data.errors import BoardError
from data.settings import Webhook
from pages.ui.report.line import Line
from pages.ui.webhook.address import robot_of
from pages.ui.webhook.fitting import fitted
from pages.ui.webhook.robots import Robot

TIMEOUT = 10  # seconds
PAUSES = (2, 8, 30)  # seconds before another try
MOST_ANSWER = 10_000  # bytes of an answer that are read
FROM_HERE = 500  # a status from which on it is the other side's fault
TOO_MANY = 429
LEAST_SECRET = 6  # letters of a piece of the address that is worth hiding


class _Straight(urllib.request.HTTPRedirectHandler):
    """A robot answers itself; whoever sends us elsewhere is none."""

    def redirect_request(self, *_: object) -> None:
        return None


class _Busy(Exception):
    """It may work a little later."""


class _No(Exception):
    """It will not work later either."""


def post(hook: Webhook, lines: Sequence[Line], base: str | None, wait: Callable[[float], bool]) -> None:
    """`wait` sleeps, and says whether the server ends meanwhile. Raises `BoardError` where the message didn't arrive."""
    robot = robot_of(hook)
    body = fitted(robot, lines, base)
    for pause in (*PAUSES, None):
        try:
            return _deliver(hook, robot, body)
        except _No as no:
            raise BoardError("webhook_refused", robot=robot.name, why=hidden(str(no), hook)) from None
        except _Busy as busy:
            if pause is None or wait(pause):
                raise BoardError("webhook_unreachable", robot=robot.name, why=hidden(str(busy), hook)) from None
    return None


def _deliver(hook: Webhook, robot: Robot, body: dict) -> None:
    refusal = robot.refused(_answer(hook, robot, body))
    if refusal:
        raise _No(refusal)


def _answer(hook: Webhook, robot: Robot, body: dict) -> str:
    url, signed = robot.signed(hook.url, body, hook.secret, int(time.time())) if hook.secret else (hook.url, body)
    content = json.dumps(signed, ensure_ascii=False).encode()
    request = urllib.request.Request(url, content, {"Content-Type": "application/json; charset=utf-8"}, method="POST")  # noqa: S310 - robot_of has seen its scheme
    try:
        with urllib.request.build_opener(_Straight).open(request, timeout=TIMEOUT) as answer:
            return answer.read(MOST_ANSWER).decode(errors="replace")
    except urllib.error.HTTPError as error:
        with error:
            is_for_now = error.code >= FROM_HERE or error.code == TOO_MANY
            raise (_Busy if is_for_now else _No)(f"HTTP {error.code}") from None
    except (OSError, http.client.HTTPException) as error:
        raise _Busy(getattr(error, "reason", None) or type(error).__name__) from None


def hidden(text: str, hook: Webhook) -> str:
    """Without the secret, and without any piece of the address but its host."""
    pieces = {hook.url, hook.secret, *re.split(r"[/?&=]", hook.url.partition("://")[2].partition("/")[2])}
    for piece in sorted(pieces, key=len, reverse=True):
        if len(piece) >= LEAST_SECRET:
            text = text.replace(piece, "***")
    return text
