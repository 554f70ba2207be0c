"""What each chat's robot is sent, as its makers describe it: form, signature, limit; and whom we may talk to at all."""

import base64
import hashlib
import hmac
import json
import re
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from data.errors import BoardError
from data.settings import Webhook
from pages.ui.report.line import Kind, Line, Run
from pages.ui.webhook import posting
from pages.ui.webhook.address import robot_of
from pages.ui.webhook.fitting import fitted, size
from pages.ui.webhook.posting import post
from pages.ui.webhook.robots import ROBOTS, Robot
from tests.pages.hostile import TITLE
from tests.pages.robot import RobotServer, robot

BY_NAME = {each.name: each for each in ROBOTS}
TOKEN = "token-that-nobody-may-see"  # noqa: S105 - of a robot that there is not
SECRET = "SEC-that-nobody-may-see"  # noqa: S105 - as above
PATHS = {
    "DingTalk": f"/robot/send?access_token={TOKEN}",
    "Feishu": f"/open-apis/bot/v2/hook/{TOKEN}",
    "WeCom": f"/cgi-bin/webhook/send?key={TOKEN}",
    "Slack": f"/services/T000/B000/{TOKEN}",
}
LINES = [
    Line(Kind.TITLE, [Run("Week")]),
    Line(Kind.HEADING, [Run("Attention")]),
    Line(Kind.ITEM, [Run("O1 Grow", bold=True, link="/objective?id=O1"), Run(": behind")]),
    Line(Kind.ITEM, [Run("O2")]),
    Line(Kind.TEXT, [Run("All", link="/report")]),
]
BASE = "https://goals.example"


def never(_seconds: float) -> bool:
    return False


def hook(server: RobotServer, name: str, secret: str = "") -> Webhook:
    return Webhook(server.url(PATHS[name]), secret, server.host, "mon 09:00", "en")


def sent(name: str, lines: list[Line] = LINES, base: str | None = BASE) -> dict[str, Any]:
    return fitted(BY_NAME[name], lines, base)


def test_dingtalk_gets_markdown_of_headings_lists_bold_and_links() -> None:
    text = "# Week\n\n## Attention\n\n- **[O1 Grow](https://goals.example/objective?id=O1)**: behind\n- O2\n\n[All](https://goals.example/report)\n"
    assert sent("DingTalk") == {"msgtype": "markdown", "markdown": {"title": "Week", "text": text}}


def test_wecom_gets_the_same_markdown_as_content() -> None:
    assert sent("WeCom") == {"msgtype": "markdown", "markdown": {"content": sent("DingTalk")["markdown"]["text"]}}


def test_feishu_gets_a_post_of_texts_and_links() -> None:
    assert sent("Feishu") == {
        "msg_type": "post",
        "content": {
            "post": {
                "zh_cn": {
                    "title": "Week",
                    "content": [
                        [{"tag": "text", "text": "Attention"}],
                        [
                            {"tag": "text", "text": "• "},
                            {"tag": "a", "text": "O1 Grow", "href": "https://goals.example/objective?id=O1"},
                            {"tag": "text", "text": ": behind"},
                        ],
                        [{"tag": "text", "text": "• "}, {"tag": "text", "text": "O2"}],
                        [{"tag": "a", "text": "All", "href": "https://goals.example/report"}],
                    ],
                }
            }
        },
    }


def test_slack_gets_rich_text() -> None:
    bold = {"style": {"bold": True}}
    text = [{"type": "rich_text_section", "elements": [{"type": "text", "text": "Attention"} | bold, {"type": "text", "text": "\n"}]}]
    items = [
        [{"type": "link", "url": "https://goals.example/objective?id=O1", "text": "O1 Grow"} | bold, {"type": "text", "text": ": behind"}],
        [{"type": "text", "text": "O2"}],
    ]
    listed = {"type": "rich_text_list", "style": "bullet", "elements": [{"type": "rich_text_section", "elements": runs} for runs in items]}
    last = [{"type": "link", "url": "https://goals.example/report", "text": "All"}, {"type": "text", "text": "\n"}]
    assert sent("Slack") == {
        "text": "Week",
        "blocks": [
            {"type": "header", "text": {"type": "plain_text", "text": "Week", "emoji": False}},
            {"type": "rich_text", "elements": [*text, listed, {"type": "rich_text_section", "elements": last}]},
        ],
    }


@pytest.mark.parametrize("name", BY_NAME)
def test_where_nobody_says_how_the_app_is_reached_there_are_no_links(name: str) -> None:
    assert "href" not in json.dumps(sent(name, base=None))
    assert "](" not in json.dumps(sent(name, base=None))
    assert '"link"' not in json.dumps(sent(name, base=None))


@pytest.mark.parametrize("name", BY_NAME)
def test_a_name_mentions_nobody_and_is_no_markup(name: str) -> None:
    title = f"{TITLE} <at user_id='all'></at> <@all> <!channel>"
    body = sent(name, [Line(Kind.TITLE, [Run(title)]), *LINES[1:-1], Line(Kind.ITEM, [Run(title)]), LINES[-1]])
    if name in {"DingTalk", "WeCom"}:
        text = body["markdown"].get("text") or body["markdown"]["content"]
        assert set(re.findall(r"[<>`$@]|!\[", text)) == set()
        assert re.findall(r"\]\((?!https://goals\.example/)", text) == []
    if name == "Slack":
        assert "<" not in body["text"]
        kinds = set(re.findall(r'"type": "(\w+)"', json.dumps(body)))
        assert kinds == {"header", "plain_text", "rich_text", "rich_text_section", "rich_text_list", "text", "link"}
    if name == "Feishu":
        assert set(re.findall(r'"tag": "(\w+)"', json.dumps(body))) == {"text", "a"}


@pytest.mark.parametrize("name", BY_NAME)
@pytest.mark.parametrize("text", ["长" * 200, "长" * 5000, "x" * 100_000], ids=["many", "long", "longest"])
def test_a_message_is_cut_to_what_the_robot_takes_and_keeps_the_way_to_the_rest(name: str, text: str) -> None:
    lines = [Line(Kind.TITLE, [Run(text)]), *[Line(Kind.ITEM, [Run(text)])] * 300, LINES[-1]]
    body = sent(name, lines)
    assert size(body) <= BY_NAME[name].most
    assert size(body) > BY_NAME[name].most / 2
    assert "https://goals.example/report" in json.dumps(body)
    assert "…" in json.dumps(body, ensure_ascii=False)


def test_wecom_content_is_within_its_4096_bytes() -> None:
    lines = [LINES[0], *[Line(Kind.ITEM, [Run("目标落后计划")])] * 400, LINES[-1]]
    assert len(sent("WeCom", lines)["markdown"]["content"].encode()) <= 4096


def test_dingtalk_is_signed_in_the_address_with_milliseconds() -> None:
    with robot() as server:
        post(hook(server, "DingTalk", SECRET), LINES, BASE, never)
    (told,) = server.told
    query = {key: value for key, (value,) in parse_qs(urlsplit(told.path).query).items()}
    expected = hmac.new(SECRET.encode(), f"{query['timestamp']}\n{SECRET}".encode(), hashlib.sha256).digest()
    assert query["access_token"] == TOKEN
    assert len(query["timestamp"]) == 13
    assert base64.b64decode(query["sign"]) == expected


def test_feishu_is_signed_in_the_body_with_seconds() -> None:
    with robot() as server:
        post(hook(server, "Feishu", SECRET), LINES, BASE, never)
    (told,) = server.told
    expected = hmac.new(f"{told.body['timestamp']}\n{SECRET}".encode(), b"", hashlib.sha256).digest()
    assert len(told.body["timestamp"]) == 10
    assert base64.b64decode(told.body["sign"]) == expected
    assert told.path == PATHS["Feishu"]


@pytest.mark.parametrize("name", BY_NAME)
def test_without_a_secret_nothing_is_signed(name: str) -> None:
    with robot() as server:
        server.answers = [(200, "ok" if name == "Slack" else '{"errcode": 0, "code": 0}', "")]
        post(hook(server, name), LINES, BASE, never)
    assert server.told[0].path == PATHS[name]
    assert "sign" not in server.told[0].body


@pytest.mark.parametrize(
    ("name", "answer"),
    [
        ("DingTalk", '{"errcode": 310000, "errmsg": "sign not match"}'),
        ("WeCom", '{"errcode": 93000, "errmsg": "invalid webhook url"}'),
        ("Feishu", '{"code": 19021, "msg": "sign match fail or timestamp is not within one hour"}'),
        ("Slack", "invalid_payload"),
        ("DingTalk", "<html>"),
        ("Feishu", "{}"),
        ("WeCom", "[]"),
    ],
)
def test_a_refusal_is_told_once_and_not_tried_again(name: str, answer: str) -> None:
    with robot() as server:
        server.answers = [(200, answer, "")]
        with pytest.raises(BoardError) as refused:
            post(hook(server, name, SECRET), LINES, BASE, never)
    assert len(server.told) == 1
    assert refused.value.code == "webhook_refused"


def test_feishus_older_answer_is_a_yes_too() -> None:
    assert BY_NAME["Feishu"].refused('{"StatusCode": 0, "StatusMessage": "success"}') == ""


@pytest.mark.parametrize("status", [500, 502, 429])
def test_what_may_work_later_is_tried_again_after_ever_longer_pauses(status: int) -> None:
    pauses: list[float] = []
    with robot() as server:
        server.answers = [(status, "", ""), (status, "", ""), (200, '{"errcode": 0}', "")]
        post(hook(server, "DingTalk"), LINES, BASE, lambda seconds: bool(pauses.append(seconds)))
    assert len(server.told) == 3
    assert pauses == list(posting.PAUSES[:2])


def test_nobody_there_is_told_at_last_without_the_address() -> None:
    with robot() as server:
        gone = hook(server, "DingTalk", SECRET)
    with pytest.raises(BoardError) as unreachable:
        post(gone, LINES, BASE, never)
    assert unreachable.value.code == "webhook_unreachable"
    assert TOKEN not in str(unreachable.value)


def test_the_end_of_the_server_ends_the_waiting() -> None:
    with robot() as server:
        server.answers = [(500, "", "")]
        with pytest.raises(BoardError):
            post(hook(server, "DingTalk"), LINES, BASE, lambda _seconds: True)
    assert len(server.told) == 1


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_is_not_followed(status: int) -> None:
    with robot() as server, robot() as elsewhere:
        server.answers = [(status, "", elsewhere.url("/robot/send"))]
        with pytest.raises(BoardError) as refused:
            post(hook(server, "DingTalk"), LINES, BASE, never)
        assert elsewhere.told == []
    assert refused.value.facts["why"] == f"HTTP {status}"


@pytest.mark.parametrize("answer", [f'{{"errcode": 1, "errmsg": "no robot {TOKEN} with {SECRET}"}}', f"<{TOKEN}>"])
def test_what_is_told_of_a_failure_holds_neither_the_secret_nor_the_address(answer: str) -> None:
    with robot() as server:
        server.answers = [(200, answer, "")]
        with pytest.raises(BoardError) as refused:
            post(hook(server, "DingTalk", SECRET), LINES, BASE, never)
    assert TOKEN not in str(refused.value)
    assert SECRET not in str(refused.value)
    assert TOKEN not in repr(hook(server, "DingTalk", SECRET))
    assert SECRET not in repr(hook(server, "DingTalk", SECRET))


OUR_HOST = "chat.corp.example"


@pytest.mark.parametrize(
    ("url", "host", "name"),
    [
        (f"https://oapi.dingtalk.com{PATHS['DingTalk']}", "", "DingTalk"),
        (f"https://open.feishu.cn{PATHS['Feishu']}", "", "Feishu"),
        (f"https://open.larksuite.com{PATHS['Feishu']}", "", "Feishu"),
        (f"https://qyapi.weixin.qq.com:443{PATHS['WeCom']}", "", "WeCom"),
        (f"https://hooks.slack.com{PATHS['Slack']}", "", "Slack"),
        (f"https://{OUR_HOST}{PATHS['DingTalk']}", OUR_HOST, "DingTalk"),
        (f"https://{OUR_HOST}:8443{PATHS['WeCom']}", f"{OUR_HOST}:8443", "WeCom"),
        (f"http://127.0.0.1:9000{PATHS['Slack']}", "127.0.0.1:9000", "Slack"),
        (f"http://[::1]:9000{PATHS['Slack']}", "[::1]:9000", "Slack"),
    ],
)
def test_a_robot_is_known_by_its_host_and_its_path(url: str, host: str, name: str) -> None:
    found: Robot = robot_of(Webhook(url, "", host, "mon 09:00", ""))
    assert found.name == name


@pytest.mark.parametrize(
    ("url", "host", "code"),
    [
        (f"http://oapi.dingtalk.com{PATHS['DingTalk']}", "", "webhook_host"),
        (f"https://oapi.dingtalk.com:8443{PATHS['DingTalk']}", "", "webhook_host"),
        (f"https://oapi.dingtalk.com.evil.example{PATHS['DingTalk']}", "", "webhook_host"),
        (f"https://evil.example{PATHS['DingTalk']}", "", "webhook_host"),
        (f"https://hooks.slack.com{PATHS['DingTalk']}", "", "webhook_host"),
        (f"https://169.254.169.254{PATHS['DingTalk']}", OUR_HOST, "webhook_host"),
        (f"http://127.0.0.1:9000{PATHS['Slack']}", "", "webhook_host"),
        (f"http://127.0.0.1:9001{PATHS['Slack']}", "127.0.0.1:9000", "webhook_host"),
        (f"http://{OUR_HOST}{PATHS['Slack']}", OUR_HOST, "webhook_insecure"),
        (f"https://{OUR_HOST}/hooks/abc", OUR_HOST, "webhook_path"),
        (f"https://me:pw@oapi.dingtalk.com{PATHS['DingTalk']}", "", "webhook_unreadable"),
        (f"https://oapi.dingtalk.com:port{PATHS['DingTalk']}", "", "webhook_unreadable"),
        ("file:///etc/passwd", "", "webhook_unreadable"),
        (f"https://oapi.dingtalk.com{PATHS['DingTalk']}\r\nHost: evil", "", "webhook_unreadable"),
        ("oapi.dingtalk.com/robot/send", "", "webhook_unreadable"),
    ],
)
def test_nobody_else_is_talked_to_and_the_address_is_not_told(url: str, host: str, code: str) -> None:
    with pytest.raises(BoardError) as refused:
        robot_of(Webhook(url, "", host, "mon 09:00", ""))
    assert refused.value.code == code
    assert TOKEN not in str(refused.value)
