"""Who may write until sign-in exists: everybody on this machine; from elsewhere whoever knows the key in GOALBOARD_WRITE_KEY."""

import hmac
import os
from enum import StrEnum
from ipaddress import ip_address

import streamlit as st

KEY = "GOALBOARD_WRITE_KEY"


class Writing(StrEnum):
    """What stands between a reader and the store."""

    OPEN = "open"
    WITH_KEY = "with_key"
    OFF = "off"


def writing() -> Writing:
    if is_loopback(st.get_option("server.address")):
        return Writing.OPEN
    return Writing.WITH_KEY if os.environ.get(KEY) else Writing.OFF


def may_write(typed: str) -> bool:
    kind = writing()
    if kind is Writing.WITH_KEY:
        return hmac.compare_digest(typed.encode(), os.environ[KEY].encode())
    return kind is Writing.OPEN


def is_loopback(host: str | None) -> bool:
    """An unset address listens to everybody."""
    if not host:
        return False
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host == "localhost"
