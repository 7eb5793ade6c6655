"""What an asker is told when no answer could be given or delivered."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

from bot.card import Card, Tone, Words
from bot.messages import Reply


def could_not(category: str | None) -> Reply:
    """The reply for want of a reply; ``category`` where the message reported harm, which is then said to the asker alone."""
    phrases = _phrases()["could_not" if category is None else "could_not_reported"]
    title, text = phrases["title"], phrases["text"]
    tone: Tone = "warning" if category is None else "urgent"
    return Reply(Card(title, (Words(text),), plain=f"{title}\n\n{text}", tone=tone), private=category is not None)


@cache
def _phrases() -> dict[str, dict[str, str]]:
    return tomllib.loads(files("bot.records").joinpath("phrases.toml").read_text(encoding="utf-8"))
