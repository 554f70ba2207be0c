"""Whom the server may talk to: the chats' own hosts over https, and one more that the settings name."""

from urllib.parse import SplitResult, urlsplit

from data.errors import BoardError
from data.settings import Webhook
from pages.ui.webhook.robots import ROBOTS, Robot

LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})
HTTPS = 443


def robot_of(hook: Webhook) -> Robot:
    """The robot that an address belongs to. Raises `BoardError` where it is none we may talk to; the address is not told."""
    parts = _parts(hook.url)
    host = parts.hostname or ""
    found = next((robot for robot in ROBOTS if parts.path.startswith(robot.path)), None)
    known = found is not None and host in found.hosts and _port(parts) == HTTPS
    if not known and not _is_named(parts, hook.host):
        raise BoardError("webhook_host", host=host or "?", hosts=", ".join(sorted({name for robot in ROBOTS for name in robot.hosts})))
    if found is None:
        raise BoardError("webhook_path", host=host, paths=", ".join(robot.path for robot in ROBOTS))
    if parts.scheme != "https" and not (parts.scheme == "http" and host in LOOPBACK and not known):
        raise BoardError("webhook_insecure", host=host)
    return found


def _parts(url: str) -> SplitResult:
    if not url.isascii() or any(letter.isspace() or not letter.isprintable() for letter in url):
        raise BoardError("webhook_unreadable")
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError:
        raise BoardError("webhook_unreadable") from None  # the cause would tell the address
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.username is not None:
        raise BoardError("webhook_unreadable")
    return parts


def _port(parts: SplitResult) -> int | None:
    return parts.port or (HTTPS if parts.scheme == "https" else None)


def _is_named(parts: SplitResult, named: str) -> bool:
    """The setting names a host, and its port where that isn't the usual one."""
    host = f"[{parts.hostname}]" if ":" in (parts.hostname or "") else parts.hostname
    return bool(named) and named in ({f"{host}:{parts.port}"} if parts.port else {host})
