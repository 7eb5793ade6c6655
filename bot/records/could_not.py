"""What an asker is told when no answer could be given or delivered."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Literal

from bot.card import Card, Tone, Words
from bot.messages import Reply

Why = Literal["unanswered", "not_handed_on", "reported"]


def could_not(why: Why) -> Reply:
    """The reply for want of a reply. Where the message reported harm, or went to a person, it is said to the asker alone."""
    phrases = _phrases()[why]
    title, text = phrases["title"], phrases["text"]
    tone: Tone = "urgent" if why == "reported" else "warning"
    return Reply(Card(title, (Words(text),), plain=f"{title}\n\n{text}", tone=tone), private=why != "unanswered")


@cache
def _phrases() -> dict[str, dict[str, str]]:
    return tomllib.loads(files("bot.records").joinpath("phrases.toml").read_text(encoding="utf-8"))
