"""What Slack needs to be told, read once, with every fault at once, where to get each value, and none of them ever printed."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from bot.settings import SettingsFaultyError

API = "https://slack.com/api/"
LOOPBACK = ("127.0.0.1", "localhost", "::1")
BOT_TOKEN, SIGNING_SECRET, APP_TOKEN = "VERSE_SLACK_BOT_TOKEN", "VERSE_SLACK_SIGNING_SECRET", "VERSE_SLACK_APP_TOKEN"
API_URL, FEEDBACK, LINK_HOSTS = "VERSE_SLACK_API_URL", "VERSE_SLACK_FEEDBACK_BUTTONS", "VERSE_SLACK_LINK_HOSTS"
SHAPES = {
    BOT_TOKEN: (
        r"xoxb-[A-Za-z0-9-]{10,}",
        "begins with xoxb-: your app at api.slack.com/apps, “OAuth & Permissions”, “Bot User OAuth Token”",
    ),
    APP_TOKEN: (r"xapp-[A-Za-z0-9-]{10,}", "begins with xapp-: your app at api.slack.com/apps, “Basic Information”, “App-Level Tokens”"),
    SIGNING_SECRET: (
        r"[0-9a-f]{32}",
        "is 32 digits and letters a to f: your app at api.slack.com/apps, “Basic Information”, “Signing Secret”",
    ),
}


@dataclass(frozen=True, slots=True)
class SlackSettings:
    """How to reach Slack. With an ``app_token`` over a socket that we open (Socket Mode), else over HTTP with a ``signing_secret``."""

    bot_token: str = field(repr=False)
    signing_secret: str = field(default="", repr=False)
    app_token: str = field(default="", repr=False)
    api_url: str = API
    feedback_buttons: bool = True
    link_hosts: frozenset[str] = frozenset()

    @property
    def socket_mode(self) -> bool:
        """Whether events come over a socket, which needs no public address."""
        return bool(self.app_token)


def read_slack_settings(environment: Mapping[str, str] = os.environ) -> SlackSettings | None:
    """The settings; None where Slack is not set up at all. Raises SettingsFaultyError with a line for each fault."""
    given = {name: environment.get(name, "").strip() for name in (*SHAPES, API_URL, FEEDBACK, LINK_HOSTS)}
    if not any(given[name] for name in SHAPES):
        return None
    faults = (*_missing(given), *_misshapen(given), *_odd(given))
    if faults:
        raise SettingsFaultyError("\n".join(faults))
    return SlackSettings(
        given[BOT_TOKEN],
        given[SIGNING_SECRET],
        given[APP_TOKEN],
        given[API_URL] or API,
        given[FEEDBACK] != "0",
        frozenset(host.lower() for host in re.split(r"[,\s]+", given[LINK_HOSTS]) if host),
    )


def _missing(given: Mapping[str, str]) -> Iterator[str]:
    if not given[BOT_TOKEN]:
        yield f"{BOT_TOKEN} is missing; it {SHAPES[BOT_TOKEN][1]}"
    if not (given[SIGNING_SECRET] or given[APP_TOKEN]):
        yield f"{APP_TOKEN} (Socket Mode: no public address needed) or {SIGNING_SECRET} (HTTP) is missing; the first {SHAPES[APP_TOKEN][1]}"


def _misshapen(given: Mapping[str, str]) -> Iterator[str]:
    for name, (shape, where) in SHAPES.items():
        if given[name] and not re.fullmatch(shape, given[name]):
            yield f"{name} does not look right; it {where}"


def _odd(given: Mapping[str, str]) -> Iterator[str]:
    if given[API_URL] and not _safe(given[API_URL]):
        yield f"{API_URL} must be an https address that ends with / (http only on this machine); leave it out for Slack itself"
    if given[FEEDBACK] not in ("", "0", "1"):
        yield f"{FEEDBACK} must be 1, or 0 for plain buttons where Slack's own feedback buttons are not drawn"


def _safe(url: str) -> bool:
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
    except ValueError:
        return False
    return url.endswith("/") and bool(host) and (parts.scheme == "https" or (parts.scheme == "http" and host in LOOPBACK))
