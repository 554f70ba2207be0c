"""The robot's messenger in a running server: a thread that looks whether the week is due or a version has something new."""

import logging
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from threading import Event, Thread

from data.errors import BoardError
from data.settings import Webhook, home, time_zone, webhook
from data.store import Store
from data.store.remembered import remember, remembered
from pages.ui.replies import sentence
from pages.ui.report.line import Line
from pages.ui.webhook.address import robot_of
from pages.ui.webhook.posting import hidden, post
from pages.ui.webhook.schedule import Weekly, weekly
from pages.ui.words import LANGUAGES
from pages.ui.words.told import system_language

PAUSE = 10  # seconds between two looks
SETTLED = 60  # seconds without another version, for files are often brought one after the other
PATIENCE = (60, 3600)  # seconds until a message is tried again that didn't arrive: at first, at most
WEEK, VERSION = "webhook.week", "webhook.version"
LOG = logging.getLogger("goalboard.webhook")


@contextmanager
def messaging() -> Iterator[None]:
    """Tell the robot that the settings name, if they name one, until the server ends."""
    hook = webhook()
    if hook is None:
        yield
        return
    ended = Event()
    try:
        robot_of(hook)
        messenger = Messenger(hook, weekly(hook.at), ended)
    except BoardError as error:
        LOG.warning("%s", sentence(error, _language(hook)))
        yield
        return
    Thread(target=messenger.run, name="webhook", daemon=True).start()
    try:
        yield
    finally:
        ended.set()


def _language(hook: Webhook) -> str:
    return hook.language if hook.language in LANGUAGES else system_language()


class Messenger:
    """Remembers in the store what was told, so that a restart tells nothing twice.

    A message is remembered when it has arrived: one lost on the way is told again, after ever longer pauses.
    """

    def __init__(self, hook: Webhook, due: Weekly, ended: Event) -> None:
        self.hook, self.due, self.ended = hook, due, ended
        self.language = _language(hook)
        self.patience, self.not_before = PATIENCE[0], 0.0
        self.seen, self.seen_at = -1, 0.0
        self.said = ""

    def run(self) -> None:
        """Whatever goes wrong is logged once until it is right again, and ends nothing."""
        while not self.ended.wait(PAUSE):
            if time.monotonic() >= self.not_before:
                self._tell(self._wrong())

    def _wrong(self) -> str:
        try:
            self.look(datetime.now(UTC).astimezone(time_zone()))
        except BoardError as error:
            return sentence(error, self.language)
        except Exception as error:  # noqa: BLE001 - it is logged, and the next look may find it mended
            return hidden(repr(error), self.hook)
        return ""

    def _tell(self, wrong: str) -> None:
        if wrong and wrong != self.said:
            LOG.warning("%s", wrong)
        self.said = wrong
        if wrong:
            self.not_before = time.monotonic() + self.patience
        self.patience = min(self.patience * 2, PATIENCE[1]) if wrong else PATIENCE[0]

    def look(self, now: datetime) -> None:
        from pages.ui.store import store  # noqa: PLC0415 - Streamlit's caches want its runtime to be there first
        from pages.ui.webhook.telling import news, week  # noqa: PLC0415

        held = store()
        due = self.due.last(now).isoformat()
        self._once(held, WEEK, due, lambda _told: week(self.language))
        if self._is_settled(held.version()):
            self._once(held, VERSION, str(held.version()), lambda told: news(int(told), self.language))

    def _once(self, held: Store, name: str, now: str, lines: Callable[[str], Sequence[Line]]) -> None:
        """Tell what is due unless it was told; what was before the first start is nobody's news."""
        told = remembered(held, name)
        if told == now:
            return
        found = lines(told) if told is not None else []
        if found:
            post(self.hook, found, home() or None, self.ended.wait)
        remember(held, name, now)

    def _is_settled(self, version: int) -> bool:
        if version != self.seen:
            self.seen, self.seen_at = version, time.monotonic()
        return time.monotonic() - self.seen_at >= SETTLED
