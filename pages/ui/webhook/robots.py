"""What each chat's robot takes: its message, its signature, its limit, and how it says no.

Text of the data stays text in all of them: no mention, link or emphasis comes of a title.
"""

import base64
import hashlib
import hmac
import json
from collections.abc import Callable, Sequence
from itertools import groupby
from typing import Any, NamedTuple
from urllib.parse import quote_plus

from pages.ui.report.line import Kind, Line, Run
from pages.ui.report.markdown import markdown, twinned

Body = dict[str, Any]

CODES = (("errcode", "errmsg"), ("code", "msg"), ("StatusCode", "StatusMessage"))


class Message(NamedTuple):
    """What is to be told; its links lead to `base`, None where readers have no way to it."""

    lines: Sequence[Line]
    base: str | None

    @property
    def title(self) -> str:
        return "".join(run.text for run in self.lines[0].runs)


class Robot(NamedTuple):
    """`path` begins the addresses of its robots; `most` bytes a body may have."""

    name: str
    hosts: frozenset[str]
    path: str
    most: int
    body: Callable[[Message], Body]
    signed: Callable[[str, Body, str, int], tuple[str, Body]]
    refused: Callable[[str], str]


def _dingtalk(message: Message) -> Body:
    text = markdown(message.lines, message.base)
    return {"msgtype": "markdown", "markdown": {"title": twinned(message.title), "text": text}}


def _wecom(message: Message) -> Body:
    return {"msgtype": "markdown", "markdown": {"content": markdown(message.lines, message.base)}}


def _feishu(message: Message) -> Body:
    """A post: its elements are text and links by themselves, so nothing in them is markup."""
    content = [[_feishu_run(run, message.base) for run in _with_mark(line)] for line in message.lines[1:]]
    return {"msg_type": "post", "content": {"post": {"zh_cn": {"title": message.title, "content": content}}}}


def _feishu_run(run: Run, base: str | None) -> Body:
    return {"tag": "a", "text": run.text, "href": base + run.link} if run.link and base is not None else {"tag": "text", "text": run.text}


def _slack(message: Message) -> Body:
    """Rich text: its elements are text and links by themselves; only the line of a notification has marks to escape."""
    parts: list[Body] = []
    for is_item, lines in groupby(message.lines[1:], key=lambda line: line.kind is Kind.ITEM):
        sections = [_slack_section(line, message.base) for line in lines]
        parts += [{"type": "rich_text_list", "style": "bullet", "elements": sections}] if is_item else sections
    heading = {"type": "header", "text": {"type": "plain_text", "text": message.title[:150], "emoji": False}}
    return {"text": _slack_escaped(message.title), "blocks": [heading, {"type": "rich_text", "elements": parts}]}


def _slack_section(line: Line, base: str | None) -> Body:
    runs = [_slack_run(run, base, bold=run.bold or line.kind is Kind.HEADING) for run in line.runs if run.text]
    ending = [] if line.kind is Kind.ITEM else [{"type": "text", "text": "\n"}]
    return {"type": "rich_text_section", "elements": [*runs, *ending]}


def _slack_run(run: Run, base: str | None, *, bold: bool) -> Body:
    style = {"style": {"bold": True}} if bold else {}
    if run.link and base is not None:
        return {"type": "link", "url": base + run.link, "text": run.text} | style
    return {"type": "text", "text": run.text} | style


def _slack_escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _with_mark(line: Line) -> list[Run]:
    return [Run("• "), *line.runs] if line.kind is Kind.ITEM else list(line.runs)


def _dingtalk_signed(url: str, body: Body, secret: str, now: int) -> tuple[str, Body]:
    """Milliseconds and their signature in the address."""
    moment = str(now * 1000)
    sign = _signature(secret, f"{moment}\n{secret}")
    return f"{url}{'&' if '?' in url else '?'}timestamp={moment}&sign={quote_plus(sign)}", body


def _feishu_signed(url: str, body: Body, secret: str, now: int) -> tuple[str, Body]:
    """Seconds and their signature in the body; what is signed is nothing, what it is signed with is both."""
    return url, {"timestamp": str(now), "sign": _signature(f"{now}\n{secret}", "")} | body


def _unsigned(url: str, body: Body, _secret: str, _now: int) -> tuple[str, Body]:
    return url, body


def _signature(key: str, text: str) -> str:
    return base64.b64encode(hmac.new(key.encode(), text.encode(), hashlib.sha256).digest()).decode()


def _by_code(answer: str) -> str:
    """Why it was refused; nothing where the code is 0. The chats call it by different names."""
    try:
        said = json.loads(answer)
        code, why = next((said[code], said.get(why, "")) for code, why in CODES if code in said)
    except (ValueError, TypeError, StopIteration):
        return "unreadable answer"
    return "" if code == 0 else f"{code} {why}".strip()


def _by_ok(answer: str) -> str:
    return "" if answer.strip() == "ok" else answer.strip()[:100] or "empty answer"


ROBOTS = (
    Robot("DingTalk", frozenset({"oapi.dingtalk.com"}), "/robot/send", 18_000, _dingtalk, _dingtalk_signed, _by_code),
    Robot("Feishu", frozenset({"open.feishu.cn", "open.larksuite.com"}), "/open-apis/bot/", 18_000, _feishu, _feishu_signed, _by_code),
    Robot("WeCom", frozenset({"qyapi.weixin.qq.com"}), "/cgi-bin/webhook/send", 4_000, _wecom, _unsigned, _by_code),
    Robot("Slack", frozenset({"hooks.slack.com"}), "/services/", 12_000, _slack, _unsigned, _by_ok),
)
