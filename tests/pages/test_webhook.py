"""The messenger in a server: the week once, what is new after a version once, nothing lost and nothing twice."""

import logging
from datetime import datetime
from pathlib import Path
from threading import Event
from zoneinfo import ZoneInfo

import pytest

from data.errors import BoardError
from data.settings import Webhook, webhook
from data.store import open_store
from data.store.remembered import remember, remembered
from pages.ui.address import Address
from pages.ui.store import store
from pages.ui.view import view_of
from pages.ui.webhook import running
from pages.ui.webhook.running import Messenger, messaging
from pages.ui.webhook.schedule import Weekly, weekly
from pages.ui.webhook.telling import fresh, news, week
from tests.browser.conftest import started
from tests.conftest import Board
from tests.pages.robot import RobotServer, robot
from tests.pages.test_inbox import soon
from tests.pages.test_webhook_robots import PATHS, SECRET, TOKEN

SHANGHAI = ZoneInfo("Asia/Shanghai")
# Far behind its plan on the last day with values; the other one keeps to it.
GOALS = {
    "objectives": "objective_id | title | starts_on | ends_on \n O1 | Grow | 2026-01-01 | 2026-12-31",
    "key_results": "kr_id | title \n KR1 | Lags \n KR2 | Keeps up",
    "kr_metrics": "metric_id | kr_id | name \n M1 | KR1 | Low \n M2 | KR2 | High",  # both from 0 to 100
    "kr_monthly_targets": "metric_id | month | target \n M1 | 2026-06 | 50 \n M2 | 2026-06 | 50",
}
WELL = "metric_id | day | value \n M1 | 2026-06-24..2026-06-30 | 52 \n M2 | 2026-06-24..2026-06-30 | 52"
BADLY = "metric_id | day | value \n M1 | 2026-06-24..2026-06-30 | 3"


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


@pytest.fixture
def company(empty_store: Path, monkeypatch: pytest.MonkeyPatch) -> Board:
    """All goes well in it, at its newest version; a version counts as settled at once."""
    monkeypatch.setattr(running, "SETTLED", 0)
    board = Board(store())
    board(**GOALS, kr_values=WELL)
    assert empty_store.exists()
    return board


def messenger(server: RobotServer) -> Messenger:
    """As after a start of the server."""
    hook = Webhook(server.url(PATHS["DingTalk"]), SECRET, server.host, "mon 09:00", "en")
    return Messenger(hook, weekly(hook.at), Event())


def texts(server: RobotServer) -> list[str]:
    return [told.body["markdown"]["text"] for told in server.told]


@pytest.mark.parametrize(
    ("now", "due"),
    [
        ("2026-11-23T09:00", "2026-11-23T09:00"),
        ("2026-11-23T08:59", "2026-11-16T09:00"),
        ("2026-11-29T23:59", "2026-11-23T09:00"),
        ("2026-11-30T09:01", "2026-11-30T09:00"),
    ],
)
def test_the_week_is_due_at_its_weekday_and_time_by_the_businesss_clock(now: str, due: str) -> None:
    assert weekly("mon 09:00").last(at(now)) == at(due)


def test_a_time_is_written_as_weekday_and_clock() -> None:
    assert weekly(" Fri  17:30") == Weekly(4, 17, 30)


@pytest.mark.parametrize("text", ["monday 9", "mon 24:00", "mon", "09:00", "mon 9:00"])
def test_what_is_no_weekday_and_time_is_refused(text: str) -> None:
    with pytest.raises(BoardError, match="webhook_at"):
        weekly(text)


@pytest.mark.usefixtures("company")
def test_the_week_is_told_once_when_it_is_due_also_over_a_restart() -> None:
    with robot() as server:
        messenger(server).look(at("2026-11-25T10:00"))  # the first start: what was due before is nobody's news
        messenger(server).look(at("2026-11-29T10:00"))
        assert server.told == []
        messenger(server).look(at("2026-11-30T09:00"))
        messenger(server).look(at("2026-11-30T09:01"))
        messenger(server).look(at("2026-12-06T12:00"))
        (text,) = texts(server)
        messenger(server).look(at("2026-12-08T12:00"))  # a day late, for it didn't run on Monday
        assert len(server.told) == 2
    assert text.startswith("# Weekly report")
    assert "O1 Grow" in text


def test_what_newly_needs_attention_is_told_once_after_a_version(company: Board) -> None:
    with robot() as server:
        messenger(server).look(at("2026-11-25T10:00"))
        company.then(kr_values=BADLY)
        messenger(server).look(at("2026-11-25T10:01"))
        messenger(server).look(at("2026-11-25T10:02"))
        (text,) = texts(server)
        company.then(teams="team | lead \n web | Ann")
        messenger(server).look(at("2026-11-25T10:03"))
        assert len(server.told) == 1
    assert "newly need" in text
    assert "KR1 Lags" in text
    assert "KR2" not in text


def test_nothing_is_told_while_versions_follow_each_other(company: Board, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(running, "SETTLED", 3600)
    with robot() as server:
        one = messenger(server)
        one.look(at("2026-11-25T10:00"))
        remember(store(), running.VERSION, str(store().version()))
        company.then(kr_values=BADLY)
        one.look(at("2026-11-25T10:01"))
        assert server.told == []
        monkeypatch.setattr(running, "SETTLED", 0)
        one.look(at("2026-11-25T10:02"))
        assert len(server.told) == 1


def test_what_is_muted_or_was_there_before_is_no_news(company: Board) -> None:
    first = store().version()
    company.then(kr_values=BADLY)
    view = view_of(Address(), "en")
    found = fresh(first, view)
    assert [concern.id for concern in found] == ["KR1"]
    assert news(store().version(), "en") == []
    company.then(mutes=f"rule | subject | until_on | reason | who \n {found[0].rule} | kr:KR1 | 2026-12-31 | known | Ann")
    assert fresh(first, view_of(Address(), "en")) == []


def test_a_store_older_than_what_was_told_is_read_as_it_is(company: Board) -> None:
    company.then(kr_values=BADLY)
    assert news(999, "en") == []


def test_a_message_that_did_not_arrive_is_told_again(company: Board, monkeypatch: pytest.MonkeyPatch) -> None:
    assert company
    monkeypatch.setattr("pages.ui.webhook.posting.PAUSES", ())
    with robot() as server:
        messenger(server).look(at("2026-11-25T10:00"))
        server.answers = [(500, "", ""), (200, '{"errcode": 0}', "")]
        with pytest.raises(BoardError):
            messenger(server).look(at("2026-11-30T09:00"))
        messenger(server).look(at("2026-11-30T09:02"))
        assert len(server.told) == 2
        messenger(server).look(at("2026-11-30T09:03"))
        assert len(server.told) == 2


def test_what_is_remembered_makes_no_version(company: Board) -> None:
    assert company
    before = store().version()
    remember(store(), "webhook.week", "2026")
    assert (remembered(store(), "webhook.week"), remembered(store(), "never"), store().version()) == ("2026", None, before)


@pytest.mark.usefixtures("sample_store")
@pytest.mark.parametrize(("language", "title"), [("en", "Weekly report"), ("zh", "周报")])
def test_every_message_says_goalboard_for_robots_that_ask_for_a_keyword(language: str, title: str) -> None:
    for lines in (week(language), news(0, language)):
        assert any("Goalboard" in run.text for line in lines for run in line.runs)
    assert week(language)[0].runs[0].text == title


def test_what_goes_wrong_is_logged_once_without_secrets(company: Board, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    assert company
    monkeypatch.setattr(running, "PAUSE", 0)
    monkeypatch.setattr(running, "PATIENCE", (0, 0))
    looks = 0

    def broken(*_: object) -> None:
        nonlocal looks
        looks += 1
        if looks == 4:
            one.ended.set()
        raise OSError(f"no way to {one.hook.url} with {one.hook.secret}")

    with robot() as server:
        one = messenger(server)
        monkeypatch.setattr(one, "look", broken)
        with caplog.at_level(logging.WARNING, "goalboard.webhook"):
            one.run()
    (told,) = [record for record in caplog.records if record.name == "goalboard.webhook"]
    assert looks == 4
    assert told.exc_info is None
    assert TOKEN not in caplog.text
    assert SECRET not in caplog.text


@pytest.mark.parametrize(("name", "value"), [("", "https://evil.example/robot/send?access_token=x"), ("_AT", "someday")])
def test_a_setting_that_cannot_be_used_is_said_and_stops_nothing(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, name: str, value: str
) -> None:
    monkeypatch.setenv("GOALBOARD_WEBHOOK", f"https://oapi.dingtalk.com/robot/send?access_token={TOKEN}")
    monkeypatch.setenv(f"GOALBOARD_WEBHOOK{name}", value)
    monkeypatch.setattr(running, "Thread", None)
    with caplog.at_level(logging.WARNING, "goalboard.webhook"), messaging():
        pass
    assert "GOALBOARD_WEBHOOK" in caplog.text
    assert TOKEN not in caplog.text


def test_without_the_setting_nobody_is_told_anything(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GOALBOARD_WEBHOOK", raising=False)
    monkeypatch.setattr(running, "Thread", None)
    assert webhook() is None
    with messaging():
        pass


def test_a_running_server_tells_its_robot(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with robot() as server:
        monkeypatch.setenv("GOALBOARD_WEBHOOK", server.url(PATHS["Feishu"]))
        monkeypatch.setenv("GOALBOARD_WEBHOOK_HOST", server.host)
        monkeypatch.setenv("GOALBOARD_WEBHOOK_LANG", "zh")
        monkeypatch.setenv("GOALBOARD_URL", "https://goals.example")
        held = open_store(tmp_path / "goalboard.duckdb")
        remember(held, running.WEEK, "long ago")
        held.close()
        with started(tmp_path):
            assert soon(lambda: bool(server.told))
        post = server.told[0].body["content"]["post"]["zh_cn"]
    assert post["title"] == "周报"
    assert "https://goals.example/report?" in str(post["content"][-1])
