"""What a person wrote, without Slack's markup: links by their words, people and channels by no more than that they are such."""

from __future__ import annotations

import html
import re

_TAG = re.compile(r"<([@#!]?)([^<>|\n]*)(?:\|([^<>\n]*))?>")
SOMEBODY, A_CHANNEL = "someone", "#channel"


def spoken(text: str, bot: str) -> str:
    """The plain words of a message; the bot's own mention is left out, and so is anybody's id."""
    plain = _TAG.sub(lambda tag: _plain(tag, bot), text)
    return html.unescape(plain).encode("utf-8", "replace").decode().strip()  # half a surrogate pair could not be kept


def mentions(text: str, bot: str) -> bool:
    """Whether a message speaks to the bot."""
    return bool(bot) and any(tag[1] == "@" and tag[2] == bot for tag in _TAG.finditer(text))


def _plain(tag: re.Match[str], bot: str) -> str:
    kind, target, shown = tag[1], tag[2], tag[3]
    if kind == "@":
        return "" if target == bot else SOMEBODY
    if kind == "#":
        return f"#{shown}" if shown else A_CHANNEL
    if kind == "!":
        return shown or f"@{target.split('^')[0]}"
    return shown or target.removeprefix("mailto:")
